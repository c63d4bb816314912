"""The day from which an article's words of time are counted, and how it is known.

Order of evidence: the sidecar; a date that stands in the text as its own (a line of nothing
else at its head, or behind words of publication); inference from clues (`kg.dates.dating`). An
inferred day counts like a told one only when it holds enough of the probability; else words of
time are read from the first and from the last day of the answer, and their windows reach over
both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.background import knowledge
from kg.dates import dating
from kg.dates.clues import Clue, find_clues
from kg.dates.rules import load_rules
from kg.dates.times import find_times
from kg.letters import fold
from kg.model.claims import Anchor, Article, Reading, Span, TimeExpression, Window

_HEAD = 4
"""Lines at the head of a text that may be its dateline."""
_BESIDE = 24
"""Letters of a line beside its date: a place, an agency, an hour."""
_LETTERS = re.compile(r"[\W\d_]")


def told(article: Article) -> Anchor | None:
    """The anchor that sidecar or text tell outright."""
    if article.published:
        return by_sidecar(article)
    cue = load_rules(article.language).publication
    alone = []
    for time in find_times(
        article.text, language=article.language, anchor=None, date_order=article.date_order
    ):
        day = time.window.on
        if day is None or time.note:
            continue
        before, after = _line_around(article.text, time.span)
        if cue and cue.fullmatch(fold(before)):
            return Anchor(day, day, "publication", time.span)
        if len(_LETTERS.sub("", before + after)) <= _BESIDE:
            alone.append(Anchor(day, day, "dateline", time.span))
    # Several dates with a line of their own make a chronology.
    one = len(alone) == 1 and article.text.count("\n", 0, _start(alone[0])) < _HEAD
    return alone[0] if one else None


def by_sidecar(article: Article) -> Anchor | None:
    """The anchor that the sidecar tells."""
    return Anchor(article.published, article.published, "told") if article.published else None


def _start(anchor: Anchor) -> int:
    return anchor.span.start if anchor.span else 0


def _line_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a span in its line."""
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    return text[first : span.start], text[span.end : last if last >= 0 else len(text)]


def ranked(reading: Reading) -> tuple[tuple[Clue, ...], dating.Ranking]:
    """What an article that was read without a day says of its own, and the days ranked."""
    known = knowledge.load()
    clues = find_clues(reading, known)
    return clues, dating.load_model().rank(clues, known)


def inferred(reading: Reading) -> Anchor | None:
    """The anchor that the clues of a reading allow; None when they allow too many days."""
    clues, ranking = ranked(reading)
    return decided(ranking) if clues else None


def decided(ranking: dating.Ranking) -> Anchor | None:
    """One day when it holds enough, else the shortest stretch that does; None for a long one."""
    answer = dating.load_model().answer
    best, share = ranking.best
    if share >= answer["day"]:
        return Anchor(best, best, "inferred")
    first, last = ranking.interval(answer["share"])
    if (last - first).days > answer["widest"]:
        return None
    return Anchor(first, last, "inferred")


def times(article: Article, anchor: Anchor | None) -> tuple[TimeExpression, ...]:
    """The date phrases of an article, counted from its anchor."""

    def counted(day: date | None) -> tuple[TimeExpression, ...]:
        return find_times(
            article.text, language=article.language, anchor=day, date_order=article.date_order
        )

    if anchor is None:
        return counted(None)
    marked = [replace(time, basis=anchor.basis) for time in counted(anchor.first)]
    if anchor.day:
        return tuple(marked)
    last = {time.span: time for time in counted(anchor.last)}
    both = ((time, last.get(time.span)) for time in marked)
    return tuple(_spread(one, two, anchor) for one, two in both if two)


def _spread(one: TimeExpression, two: TimeExpression, anchor: Anchor) -> TimeExpression:
    """A phrase whose day depends on the anchor reaches over both readings; not annotated."""
    spread = replace(one, anchor_last=anchor.last)
    if one.window == two.window and one.edtf == two.edtf:
        return spread
    corners = (
        _least(one.window.earliest_begin, two.window.earliest_begin),
        _greatest(one.window.latest_begin, two.window.latest_begin),
        _least(one.window.earliest_end, two.window.earliest_end),
        _greatest(one.window.latest_end, two.window.latest_end),
    )
    edtf = f"{corners[0] or '..'}/{corners[3] or '..'}"
    window = Window(*corners, edtf=edtf, phrase=one.span, vague=True)
    return replace(spread, edtf=edtf, type="interval", window=window, timex="")


def _least(one: date | None, two: date | None) -> date | None:
    return min(one, two) if one and two else None


def _greatest(one: date | None, two: date | None) -> date | None:
    return max(one, two) if one and two else None
