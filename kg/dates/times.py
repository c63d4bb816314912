"""Date phrases: found by the patterns of the language file, resolved against a day.

A phrase becomes a window of four corners, its EDTF and its TIMEX3 value (annotation: spans
without preposition or proclitic, modifiers included). Without an anchor only phrases that
carry their own year have bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from kg.dates import values
from kg.dates.phrases import Phrase, PhraseFinder
from kg.dates.resolve import Resolver
from kg.dates.rules import DateRules, load_rules
from kg.dates.values import Value
from kg.dates.windows import WEEK, days_window, moved_years
from kg.model.claims import Span, TimeExpression
from kg.model.vocabulary import Relation
from kg.text.offsets import Folded, fold_with_offsets

_ROLE_BEFORE = 16
_DOUBTED = 0.5
"""Confidence of a day whose weekday says another one."""


@dataclass(frozen=True)
class _Hit:
    phrase: Phrase
    end: int
    value: Value
    span: Span
    note: str = ""

    @property
    def start(self) -> int:
        return self.phrase.start


class _Reader:
    """One text with its rules."""

    def __init__(self, folded: Folded, rules: DateRules) -> None:
        self.folded = folded
        self.text = folded.text
        self.rules = rules

    def hits(self, resolver: Resolver) -> Iterator[_Hit]:
        """What each cluster stands for, in text order."""
        clusters = list(PhraseFinder(self.folded, self.rules).clusters())
        before: _Hit | None = None
        for index, cluster in enumerate(clusters):
            taken: list[_Hit] = []
            resolver.weekday_before = self._joined_to(before, cluster[0], "weekday")
            resolver.date_before = self._joined_to(before, cluster[0], "date")
            ahead = clusters[index + 1][0] if index + 1 < len(clusters) else None
            resolver.year_ahead = self._year_ahead(cluster[0], ahead)
            resolver.kind_ahead = self._kind_ahead(cluster[0], ahead)
            for phrase in cluster:
                if any(phrase.start < t.end and t.start < phrase.end for t in taken):
                    continue
                value = resolver.resolve(phrase.pattern, phrase.match)
                if value is not None:
                    value, note = self._weekday_agrees(phrase, value)
                    taken.append(_Hit(phrase, phrase.end, value, phrase.span, note))
            for hit in sorted(taken, key=lambda h: h.start):
                window = hit.value.window
                if window.earliest_begin and not hit.value.vague:
                    resolver.last = window.earliest_begin
                    resolver.whole_year = hit.phrase.rule in ("year", "bare_year")
                before = hit
                yield hit

    def _joined_to(self, one: _Hit | None, two: Phrase, rule: str) -> date | None:
        """The day of a phrase of the same rule to which the next is joined: «الجمعة والسبت»."""
        if one is None or (one.phrase.rule, two.rule) != (rule, rule):
            return None
        near = self.rules.between[1].fullmatch(self.text[one.end : two.start])
        return one.value.window.on if near else None

    def _year_ahead(self, one: Phrase, two: Phrase | None) -> tuple[int, int] | None:
        """Year and month of a date that follows a date without year: «آب وأيلول 2014»."""
        dated = ("date", "month")
        if two is None or one.rule not in dated or two.rule not in dated:
            return None
        groups = two.groups
        if "y" in one.groups or "y" not in groups:
            return None
        gap = self.text[one.end : two.start]
        near = self.rules.between[1].fullmatch(gap) or self.rules.from_to[1].fullmatch(gap)
        return (int(groups["y"]), self.rules.words["months"][groups["m"]]) if near else None

    def _kind_ahead(self, one: Phrase, two: Phrase | None) -> str | None:
        """The modifier of a weekday that follows a weekday: «الجمعة والسبت المقبلين»."""
        if two is None or (one.rule, two.rule) != ("weekday", "weekday") or "mod" in one.groups:
            return None
        near = self.rules.between[1].fullmatch(self.text[one.end : two.start])
        return self.rules.names["modifiers"].get(two.groups.get("mod", "")) if near else None

    def _weekday_agrees(self, phrase: Phrase, value: Value) -> tuple[Value, str]:
        """A weekday that says another day is reported and widens the window."""
        written = phrase.groups.get("wd")
        day = value.window.on
        if (
            not written
            or day is None
            or phrase.rule not in ("date", "deixis", "numeric", "numeric_day", "hijri")
        ):
            return value, value.note
        weekday = self.rules.words["weekdays"][written]
        if day.weekday() == weekday:
            return value, value.note
        ahead = (weekday - day.weekday()) % WEEK
        try:
            other = day + timedelta(days=ahead if ahead <= WEEK // 2 else ahead - WEEK)
        except OverflowError:
            return value, ""
        first, last = sorted((day, other))
        # Who writes «اليوم الجمعة» wrote on Friday, whatever day the article bears.
        today = phrase.rule == "deixis" and self.rules.words["deixis"][phrase.groups["dx"]] == 0
        meant = other if today and other < day else day
        wide = replace(days_window(first, last), edtf=f"{meant.isoformat()}%")
        return replace(value, window=wide, edtf=wide.edtf or ""), f"the weekday is of {other}"

    def split(self, hit: _Hit) -> Iterator[_Hit]:
        """As TIMEX3 has it: the two ends of a range apart, determiners within."""
        first, middle = {"years": ("y", "y2"), "dates": ("day", "day2")}.get(
            hit.phrase.rule, ("", "")
        )
        window = hit.value.window
        if middle and window.earliest_begin and window.latest_end:
            at, first_end = hit.phrase.match.start(middle), hit.phrase.match.end(first)
            years = middle == "y2"
            ends = [window.earliest_begin, window.latest_end]
            made = [values.year(d.year) if years else values.day(d) for d in ends]
            yield replace(hit, value=made[0], span=self.folded.span(hit.start, first_end))
            yield replace(hit, value=made[1], span=self.folded.span(at, hit.end))
            return
        start = hit.start
        for word in self.rules.options.get("determiners", {}).get(hit.phrase.rule, ()):
            if re.search(rf"(?<!\w){re.escape(word)}$", self.text[max(0, start - 5) : start]):
                start -= len(word)
                break
        yield replace(hit, span=self.folded.span(start, hit.end))

    def joined(self, hits: list[_Hit]) -> Iterator[_Hit]:
        """Days with the hour behind them, and intervals, made one."""
        index = 0
        while index < len(hits):
            hit = hits[index]
            if self._apart(hit):
                yield from self.split(hit)
                index += 1
                continue
            following = hits[index + 1] if index + 1 < len(hits) else None
            both = following and (self._timed(hit, following) or self._interval(hit, following))
            if both:
                hits[index + 1] = both
            else:
                yield hit
            index += 1

    def _apart(self, hit: _Hit) -> bool:
        """« le 16 et le 18 août »: two days, none of those between."""
        first, last = hit.value.window.earliest_begin, hit.value.window.latest_end
        if hit.phrase.rule != "dates" or not first or not last or (last - first).days < 2:
            return False
        if self.rules.between[0].search(self.text[max(0, hit.start - _ROLE_BEFORE) : hit.start]):
            return False
        match = hit.phrase.match
        gap = self.text[match.end("day") : match.start("day2")]
        return bool(re.search(r"\w", gap) and self.rules.between[1].fullmatch(gap))

    def _timed(self, one: _Hit, two: _Hit) -> _Hit | None:
        gap = self.text[one.end : two.start]
        if two.value.type != "time" or one.value.window.on is None or len(gap) > _ROLE_BEFORE:
            return None
        if gap.strip() not in self.rules.lists["at"] and gap.strip():
            return None
        time = two.value.timex.partition("T")[2]
        return self._spanning(one, two, values.timed(one.value, f"T{time}"))

    def _interval(self, one: _Hit, two: _Hit) -> _Hit | None:
        bare = ("duration", "set", "ref", "time")
        if one.value.type in bare or two.value.type in bare or two.start - one.end > _ROLE_BEFORE:
            return None
        before = self.text[max(0, one.start - _ROLE_BEFORE) : one.start]
        gap = self.text[one.end : two.start]
        pair = self.rules.between[0].search(before) and self.rules.between[1].fullmatch(gap)
        ends = self.rules.from_to[0].search(before) and self.rules.from_to[1].fullmatch(gap)
        days = one.value.window.on and two.value.window.on and re.fullmatch(r"\s?[-–]\s?", gap)
        if not pair and not ends and not days:
            return None
        first = one.value
        if "y" in two.phrase.groups and "y" not in one.phrase.groups:
            first = _in_year_of(first, two.value)
        try:
            value = values.between(first, _after(two.value, first))
        except ValueError:
            return None
        return self._spanning(one, two, value)

    def _spanning(self, one: _Hit, two: _Hit, value: Value) -> _Hit:
        span = Span(one.span.start, two.span.end)
        return replace(one, end=two.end, value=value, span=span)

    def role(self, hit: _Hit) -> Relation:
        """``since`` or ``until`` when the word before says so, else ``at``."""
        before = self.text[max(0, hit.start - _ROLE_BEFORE) : hit.start]
        if hit.value.type not in ("date", "interval"):
            return "at"
        if self.rules.since.search(before):
            return "since"
        return "until" if self.rules.until.search(before) else "at"


def _after(value: Value, first: Value) -> Value:
    """The second half of an interval, a year later when it would lie before the first."""
    begin, end = first.window.earliest_begin, value.window.latest_end
    if begin is None or end is None or end >= begin:
        return value
    years = begin.year - end.year + ((end.month, end.day) < (begin.month, begin.day))
    return _moved(value, years)


def _in_year_of(value: Value, later: Value) -> Value:
    """The first half of an interval in the year that the second names, or the one before."""
    begin, end = value.window.earliest_begin, later.window.latest_end
    if begin is None or end is None:
        return value
    over = (begin.month, begin.day) > (end.month, end.day)
    return _moved(value, end.year - begin.year - over)


def _moved(value: Value, years: int) -> Value:
    window = moved_years(value.window, years)
    timex = re.sub(r"^\d{4}(?=-|$)", lambda m: f"{int(m[0]) + years:04}", value.timex)
    return replace(value, window=window, edtf=window.edtf or "", timex=timex)


def find_times(
    text: str,
    *,
    language: str,
    anchor: date | None,
    narrative: bool = False,
    timex: bool = False,
    date_order: str | None = None,
) -> tuple[TimeExpression, ...]:
    """The date phrases of a text, in order, resolved against ``anchor`` (the article's day).

    ``narrative``: the text tells its own sequence, each date is read from the one before.
    ``timex``: spans as TIMEX3 has them, the ends of an interval and the hour apart.
    ``date_order``: how numeric dates are written (`kg.dates.numeric`).
    """
    rules = load_rules(language)
    reader = _Reader(fold_with_offsets(text), rules)
    resolver = Resolver(reader.text, rules, anchor, narrative=narrative, date_order=date_order)
    made = partial(_expression, anchor=anchor)
    hits = [h for h in reader.hits(resolver) if timex or not h.phrase.pattern.options.get("timex")]
    shown = (h for hit in hits for h in reader.split(hit)) if timex else reader.joined(hits)
    return tuple(made(h, reader.role(h)) for h in shown)


def _expression(hit: _Hit, role: Relation, anchor: date | None) -> TimeExpression:
    value = hit.value
    vague = value.vague or value.type in ("set", "ref", "time")
    return TimeExpression(
        hit.span,
        value.edtf,
        value.type,
        replace(value.window, phrase=hit.span, vague=vague, edtf=value.edtf),
        role=role,
        timex=value.timex,
        mod=value.mod,
        rule=hit.phrase.rule,
        anchor=anchor,
        vague=vague,
        confidence=_DOUBTED if hit.note else 1.0,
        note=hit.note,
    )
