"""Which frames of one article tell of the same event.

One event told three times is one happening with three frames (three claims). Two
tellings that differ in status, in occasion or in a known time stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.letters import fold
from kg.model.claims import Argument, Frame, Happening, Window
from kg.reading.framerules import frame_rules
from kg.text.lexicon import load


def group(frames: Iterable[Frame]) -> tuple[Happening, ...]:
    """Frames of one article, grouped and ordered by where they are told first."""
    groups: list[list[Frame]] = []
    for frame in frames:
        home = next((g for g in groups if all(same_event(frame, other) for other in g)), None)
        if home is None:
            groups.append([frame])
        else:
            home.append(frame)
    happenings = [Happening(tuple(sorted(g, key=_fullness))) for g in groups]
    ended = _tenures_ended(happenings)
    return tuple(sorted(ended, key=lambda h: (h.main.trigger, h.main.type, h.main.participants)))


def same_event(one: Frame, other: Frame) -> bool:
    """Whether two frames of one article tell of the same event."""
    if one.type != other.type or one.earlier != other.earlier:
        return False
    if not _compatible(one.window, other.window):
        return False
    if one.type == "TalksRound" and one.status != other.status:
        return False
    victims = _keys(one, ("victim",))
    if victims and victims == _keys(other, ("victim",)):
        return True  # nobody dies twice, wherever the tellings put it
    roles = frame_rules()[one.type].get("same", ())
    if _keys(one, roles) != _keys(other, roles):
        return False
    if one.type == "Statement":
        return _addressees_agree(one, other)
    return _places_agree(one, other)


def _keys(frame: Frame, roles: Sequence[str]) -> frozenset[str]:
    """The actors in some roles: the arguments that make the event what it is."""
    return frozenset(a.key for a in frame.participants if a.role in roles)


def _compatible(one: Window | None, other: Window | None) -> bool:
    if one is None or other is None:
        return True
    return not (_before(one, other) or _before(other, one))


def _before(one: Window, other: Window) -> bool:
    return bool(one.latest_end and other.earliest_begin and one.latest_end < other.earliest_begin)


def _places_agree(one: Frame, other: Frame) -> bool:
    return one.place is None or other.place is None or one.place == other.place


def _addressees_agree(one: Frame, other: Frame) -> bool:
    mine = {a.key for a in one.participants if a.role == "addressee"}
    theirs = {a.key for a in other.participants if a.role == "addressee"}
    return not mine or not theirs or mine == theirs


def _fullness(frame: Frame) -> tuple[int, int]:
    filled = len(frame.participants) + (frame.place is not None)
    filled += 2 * (frame.window is not None) + (frame.status == "unconfirmed")
    return -filled, frame.trigger.start


def _tenures_ended(happenings: list[Happening]) -> list[Happening]:
    """Who is told to have died held the office; nobody holds it after death."""
    dead = {
        argument.key
        for happening in happenings
        for frame in happening.frames
        if frame.status == "occurred" and _deadly(frame)
        for argument in frame.participants
        if argument.role == "victim"
    }
    return [
        Happening(tuple(_past(frame, dead) for frame in happening.frames))
        for happening in happenings
    ]


def _deadly(frame: Frame) -> bool:
    """Whether its victims are dead: attacks, kidnappings and wounds leave them in office."""
    if frame.type != "ViolentEvent" or frame.grounds is None:
        return False
    rule = frame.grounds.rule
    return fold(rule.lemma) in load(rule.language).triggers["kill"].words["deadly"]


def _past(frame: Frame, dead: set[str]) -> Frame:
    held = any(Argument("holder", key) in frame.participants for key in dead)
    return replace(frame, status="occurred") if frame.type == "HoldsOffice" and held else frame
