"""What was announced and then called off: «… but the meeting was cancelled».

The word that calls off stands behind what it calls off, in the same sentence or the next; the
language's reader finds it (a ``Cue``), here the event is found that it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.model.claims import Frame
from kg.reading.setting import Setting

OCCASIONS = ("Meeting", "Visit", "TalksRound", "Negotiation", "Ceremony")
_AHEAD = ("planned", "possible", "called_for")
_NEAR = 10
"""Words around a cue within which it already has its object."""


@dataclass(frozen=True)
class Cue:
    """A word that calls something off, and the fact type that the noun beside it names."""

    index: int
    type: str | None = None


def retracted(
    setting: Setting,
    frames: Iterable[Frame],
    cues: Iterable[Cue],
    direct: Callable[[int, int], bool],
) -> list[Frame]:
    """The frames, those that a later word calls off with the status ``cancelled``.

    ``direct`` says whether a noun at one token is what a cue at another speaks of.
    """
    made = list(frames)
    for cue in cues:
        found = _called_off(setting, made, cue, direct)
        made = [f.with_(status="cancelled") if f in found else f for f in made]
    return made


def _called_off(
    setting: Setting, frames: list[Frame], cue: Cue, direct: Callable[[int, int], bool]
) -> list[Frame]:
    sentence = setting.words.sentence_of[cue.index]
    at = {frame: setting.token_at(frame.trigger.start) for frame in frames}
    own = [f for f in frames if f.status == "cancelled" and abs(at[f] - cue.index) <= _NEAR]
    if any(setting.words.sentence_of[at[f]] == sentence for f in own):
        return []
    told = []
    for frame in frames:
        behind = sentence - setting.words.sentence_of[at[frame]]
        if frame.type not in OCCASIONS or at[frame] >= cue.index or behind not in (0, 1):
            continue
        ahead = frame.status in _AHEAD
        named = frame.status == "occurred" and behind == 0 and direct(at[frame], cue.index)
        if ahead or named:
            told.append(frame)
    fitting = [f for f in told if f.type == cue.type] or told
    last = max((at[f] for f in fitting), default=None)
    return [f for f in fitting if at[f] == last]
