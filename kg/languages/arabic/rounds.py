"""Rounds of talks: begun, held, ended, announced, one by one or as a series."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.nouns import Noun, noun_status
from kg.languages.arabic.scene import Scene, participants
from kg.model.claims import Frame, Window
from kg.model.vocabulary import Roles, Status
from kg.text.findings import Found

_NEAR = 4


def rounds(scene: Scene) -> Iterator[Frame]:
    """Rounds of talks and series of them."""
    others = scene.words.lexicon.words("talks", "no_talks")
    rounds = [
        f
        for f in scene.found
        if f.type == "TalksRound"
        and not any(norm in others for norm in scene.words.norms[slice(*scene.bounds(f.start))])
    ]
    frames = [frame for r in rounds for frame in _round(scene, r, rounds)]
    yield from _series_ended(scene, frames)


def _round(scene: Scene, found: Found, rounds: list[Found]) -> Iterator[Frame]:
    told = _round_trigger(scene, found, rounds)
    if told is None:
        return
    index, end, status, lemma = told
    start, stop = scene.bounds(found.start)
    nearest = [r for r in rounds if start <= r.start < stop and r != found]
    low = max((r.end for r in nearest if r.end <= found.start), default=start)
    high = min((r.start for r in nearest if r.start >= found.end), default=stop)
    time = scene.time_in(found.end, high) or scene.time_in(low, found.start)
    window = time.window if time else None
    if window and lemma in scene.trigger("round").words.get("ends", frozenset()):
        window = _ended(window)
    if window and lemma in scene.trigger("round").words.get("begins", frozenset()):
        window = _begun(window)
    yield scene.frame(
        "TalksRound",
        index,
        status,
        [("topic", scene.key(found)), *_round_parties(scene, found, stop)],
        end=end,
        place=_round_place(scene, found, start, stop),
        window=window,
        source=scene.source_of(found.start),
        medium=scene.medium_in(found.start),
    )


def _ended(window: Window) -> Window:
    """Told to have ended then: its first day is unknown, not after the last."""
    return Window(
        latest_begin=window.latest_end,
        earliest_end=window.earliest_begin,
        latest_end=window.latest_end,
        edtf=window.edtf,
        phrase=window.phrase,
    )


def _begun(window: Window) -> Window:
    """Told to begin then: its last day is unknown, not before the first."""
    return Window(
        earliest_begin=window.earliest_begin,
        latest_begin=window.latest_end,
        earliest_end=window.earliest_begin,
        edtf=window.edtf,
        phrase=window.phrase,
    )


def _round_trigger(
    scene: Scene, found: Found, rounds: list[Found]
) -> tuple[int, int, Status, str] | None:
    """(token, end, status, lemma) of the word that tells of the round."""
    words = scene.words
    trigger = scene.trigger("round")
    for at in (found.start - 1, found.start - 2):
        if at >= 0 and trigger.nouns.match([words.norms[at]], 0):
            noun = Noun(at, at + 1, words.norms[at])
            return at, at + 1, noun_status(scene, noun) or "planned", noun.lemma
    start, stop = scene.bounds(found.start)
    clauses = scene.clauses_in(start, stop)
    verbs = [c for c in clauses if scene.is_trigger(c, "round") and not c.negated]
    for clause in sorted(verbs, key=lambda c: abs(c.verb - found.start)):
        between = range(min(clause.verb, found.start), max(clause.verb, found.start))
        if any(r != found and r.start in between for r in rounds):
            continue
        status = scene.status(clause)
        if status is not None:
            return clause.verb, clause.verb + 1, status, clause.form.lemma
    return None


def _round_place(scene: Scene, found: Found, start: int, stop: int) -> str | None:
    process = found.round.process
    venue = process.talks.place if process is not None else None
    named = scene.place_in(start, found.start) or scene.place_in(found.end, stop)
    if named is not None and named.startswith("place/"):
        return named
    if venue is not None:
        return scene.key(venue)
    return named


def _round_parties(scene: Scene, found: Found, stop: int) -> Roles:
    """«بين … و…», «بمشاركة …» behind the round."""
    words = scene.words
    for group in scene.reader.groups_in(found.end, min(stop, found.end + 2 * _NEAR)):
        before = words.norms[max(0, group.start - 2) : group.start]
        if not words.lexicon.words("talks", "taking_part").isdisjoint(before):
            return participants(group, "attendee")
    return []


def _series_ended(scene: Scene, frames: list[Frame]) -> Iterator[Frame]:
    """A series of rounds ends with its last one, when the text dates that."""
    series = {scene.words.span(f.start, f.end): f for f in scene.found if f.round.count is not None}
    lasts = {f.round.last_of: scene.key(f) for f in scene.found if f.round.last_of is not None}
    for frame in frames:
        topic = frame.participants[0].key
        owner = next((f for f in series.values() if scene.key(f) == topic), None)
        last = next(
            (x for x in frames if owner and x.participants[0].key == lasts.get(owner.start)), None
        )
        if frame.window is None and last is not None and last.window and last.window.latest_end:
            day = last.window.latest_end
            yield frame.with_(window=Window(latest_end=day, edtf=f"../{day.isoformat()}"))
        else:
            yield frame
