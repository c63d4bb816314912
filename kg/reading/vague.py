"""Vague words of time as open or wide windows: «في وقت سابق», «الأيام الماضية», «قريبا».

How wide, the language file says (``[dates.options] vague_days``). They date an event that
nothing else dates, when the phrase looks the way its status does; annotations leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model.claims import Frame, Happening, Span, TimeExpression

_NEAR = 60
"""How far, in characters, such a phrase may stand from the words that name the event."""
_AHEAD = ("planned", "possible", "called_for")
_BEHIND = ("occurred", "ongoing")


def with_vague_times(
    happenings: Iterable[Happening], times: Sequence[TimeExpression]
) -> tuple[Happening, ...]:
    """The happenings, those without a window given that of the nearest vague phrase."""
    found = tuple(happenings)
    vague = [t for t in times if t.vague and t.window.known]
    if not vague:
        return found
    triggers = [frame.trigger for h in found for frame in h.frames]
    return tuple(_with(h, vague, triggers) for h in found)


def _with(
    happening: Happening, vague: Sequence[TimeExpression], triggers: Sequence[Span]
) -> Happening:
    if any(frame.window for frame in happening.frames):
        return happening
    frames = tuple(_dated(frame, vague, triggers) for frame in happening.frames)
    return Happening(frames)


def _dated(frame: Frame, vague: Sequence[TimeExpression], triggers: Sequence[Span]) -> Frame:
    near = sorted(
        (_distance(frame.trigger, time.span), number)
        for number, time in enumerate(vague)
        if frame.evidence.covers(time.span) and _looks_the_same_way(frame, time)
    )
    for distance, number in near:
        time = vague[number]
        if distance <= _NEAR and not _between(frame.trigger, time.span, triggers):
            return replace(frame, window=time.window)
    return frame


def _looks_the_same_way(frame: Frame, time: TimeExpression) -> bool:
    if time.window.latest_end == time.anchor:
        return frame.status in _BEHIND
    return time.window.earliest_begin == time.anchor and frame.status in _AHEAD


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _between(one: Span, other: Span, triggers: Sequence[Span]) -> bool:
    first, last = min(one.end, other.end), max(one.start, other.start)
    return any(first <= t.start and t.end <= last for t in triggers)
