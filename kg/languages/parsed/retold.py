"""What later sentences leave out because an earlier one told it.

A headline that tells what the text tells is no second event; one event told again with fewer
names is the same event; what people say at an occasion is said on its day; what the first
sentence reports under a dated line happened on that day. The last three are inferences, so
their frames are less sure.
"""

from __future__ import annotations

from kg.languages.parsed.syntax import ParsedGrammar
from kg.model.claims import Frame, Window

_TOLD = ("occurred", "ongoing")
_OCCASIONS = ("Meeting", "Agreement", "Statement", "TalksRound", "Ceremony", "ResolutionAdopted")
_THERE = ("Statement", "Demand", "Meeting", "ResolutionCited", "Agreement")
_MERGED = ("Meeting", "Agreement", "ViolentEvent", "ResolutionAdopted", "Negotiation", "Visit")
_AFTER = 600
"""Characters after an occasion within which its people still speak there."""
_DOUBT = 0.1
_DATELINE_DOUBT = 0.2
Wholes = dict[tuple[str, str], dict[tuple[object, ...], Frame]]


def told_again(frames: list[Frame], grammar: ParsedGrammar) -> list[Frame]:
    """The frames with what other frames of the text tell of the same event."""
    ordered = sorted(frames, key=lambda f: (f.trigger, f.type))
    ordered = _without_headlines(_settled(ordered), grammar)
    ordered = _on_the_dateline(ordered, grammar)
    ordered = _on_the_occasion(ordered)
    return _fuller(ordered)


def _keys(frame: Frame, *, topics: bool = True) -> frozenset[str]:
    return frozenset(a.key for a in frame.participants if topics or a.role != "topic")


# --- headlines -----------------------------------------------------------------------


def _without_headlines(frames: list[Frame], grammar: ParsedGrammar) -> list[Frame]:
    """Headline frames that no frame of the body tells."""
    last = max(grammar.modality.tense.headline, default=None)
    if last is None:
        return frames
    end = grammar.words.span(last, last + 1).end
    body = [f for f in frames if f.trigger.start >= end]
    told: dict[str, list[Frame]] = {}
    for frame in body:
        told.setdefault(frame.type, []).append(frame)
    kept = [
        f
        for f in frames
        if f.trigger.start < end
        and f.type != "HoldsOffice"
        and not any(_keys(f) & _keys(other) for other in told.get(f.type, ()))
    ]
    offices = [f for f in frames if f.trigger.start < end and f.type == "HoldsOffice"]
    return [*offices, *kept, *body]


def _settled(frames: list[Frame]) -> list[Frame]:
    """Without votes to come on a text that was adopted, and statements that are demands."""
    adopted = {
        a.key
        for frame in frames
        if frame.type == "ResolutionAdopted"
        for a in frame.participants
        if a.role == "topic"
    }
    untitled = any(
        f.type == "ResolutionAdopted" and all(a.role != "topic" for a in f.participants)
        for f in frames
    )
    asked = {f.trigger for f in frames if f.type == "Demand"}
    between = {
        f.evidence
        for f in frames
        if f.type == "Negotiation" and any(a.role == "attendee" for a in f.participants)
    }
    return [
        f
        for f in frames
        if not (f.type == "Vote" and (adopted & _keys(f) or (untitled and f.status == "planned")))
        and not (f.type == "Statement" and f.trigger in asked)
        and not (f.type == "Negotiation" and f.evidence in between and _bare(f))
    ]


def _bare(frame: Frame) -> bool:
    return all(argument.role == "topic" for argument in frame.participants)


# --- dates ---------------------------------------------------------------------------


def _on_the_dateline(frames: list[Frame], grammar: ParsedGrammar) -> list[Frame]:
    """What the first sentence under a dated line tells as done, and dates in no other way."""
    dated = grammar.around.dated_line()
    if dated is None:
        return frames
    lead, time = dated
    return [
        frame.with_(window=time.window, confidence=round(frame.confidence - _DATELINE_DOUBT, 2))
        if lead.covers(frame.trigger)
        and frame.window is None
        and frame.status == "occurred"
        and frame.type not in ("HoldsOffice", "Membership")
        else frame
        for frame in frames
    ]


def _on_the_occasion(frames: list[Frame]) -> list[Frame]:
    """People who met or spoke on a day speak on it: the day goes on to the next sentences."""
    made: list[Frame] = []
    days: dict[str, tuple[int, Window]] = {}
    for frame in frames:
        now = frame
        if frame.window is None and frame.type in _THERE and frame.status == "occurred":
            window = _day(frame, days)
            if window is not None:
                now = frame.with_(window=window, confidence=round(frame.confidence - _DOUBT, 2))
        elif frame.window is not None and frame.type in _OCCASIONS and frame.status in _TOLD:
            for key in _keys(frame, topics=False):
                days[key] = (frame.trigger.end, frame.window)
        made.append(now)
    return made


def _day(frame: Frame, days: dict[str, tuple[int, Window]]) -> Window | None:
    people = [a.key for a in frame.participants if a.role in ("speaker", "attendee", "signatory")]
    found = [days[key] for key in people if key in days]
    if len(found) != len(people) or not found:
        return None
    near = all(frame.trigger.start - end <= _AFTER for end, _ in found)
    windows = {window for _, window in found}
    return found[0][1] if near and len(windows) == 1 else None


# --- fewer names ---------------------------------------------------------------------


def _fuller(frames: list[Frame]) -> list[Frame]:
    """A telling with fewer names gets those of the fuller telling of the same event."""
    wholes: Wholes = {}
    for frame in frames:
        if frame.type in _MERGED:
            told = (_keys(frame), frame.place, frame.window, frame.status)
            for key in _keys(frame):
                wholes.setdefault((frame.type, key), {}).setdefault(told, frame)
    return [_whole(frame, wholes) for frame in frames]


def _whole(frame: Frame, wholes: Wholes) -> Frame:
    key = min(_keys(frame), default=None)
    if frame.type not in _MERGED or key is None:
        return frame
    others = wholes[frame.type, key].values()
    whole = next((other for other in others if _told_by(frame, other)), None)
    if whole is None:
        return frame
    return frame.with_(
        participants=whole.participants,
        place=frame.place or whole.place,
        confidence=round(frame.confidence - _DOUBT, 2),
    )


def _told_by(frame: Frame, whole: Frame) -> bool:
    """Whether the other tells the same event with more names."""
    mine, theirs = _keys(frame), _keys(whole)
    if not mine or not mine < theirs or frame.status != whole.status:
        return False
    if frame.evidence == whole.evidence:
        return False  # what one sentence tells twice is two
    if frame.place and whole.place and frame.place != whole.place:
        return False
    return not (frame.window and whole.window and frame.window != whole.window)
