"""Date phrases: found by the patterns of the language file, resolved against a day.

A phrase becomes a window of four corners, its EDTF and its TIMEX3 value (annotation: spans
without preposition or proclitic, modifiers included). Without an anchor only phrases that
carry their own year have bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from kg import datevalues as values
from kg.arabic import Folded, fold_with_offsets
from kg.claims import Span, TimeExpression, Window
from kg.datecontext import filled_groups
from kg.dateresolve import Resolver
from kg.daterules import DateRules, Pattern, load_rules
from kg.datevalues import Value
from kg.windows import days_window, moved_years

_VETO_BEFORE, _VETO_AFTER, _ROLE_BEFORE = 25, 20, 16
_DOUBTED = 0.5
"""Confidence of a day whose weekday says another one."""
Match = re.Match[str]


@dataclass(frozen=True)
class Phrase:
    """A date phrase before it is resolved."""

    start: int
    end: int
    """Offsets in the folded text, proclitics left out."""
    pattern: Pattern
    match: Match
    span: Span

    @property
    def rule(self) -> str:
        """The rule of the language file that fired."""
        return self.pattern.rule

    @property
    def groups(self) -> Mapping[str, str]:
        """The folded words in the slots of the pattern (``m`` month, ``wd`` weekday …)."""
        return filled_groups(self.match)


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

    # --- finding ------------------------------------------------------------------

    def clusters(self) -> Iterator[list[Phrase]]:
        """Candidates in text order, those that overlap together, the longest first."""
        found = sorted(self._candidates(), key=lambda p: p.start)
        cluster: list[Phrase] = []
        end = -1
        for phrase in found:
            if cluster and phrase.start >= end:
                yield self._ranked(cluster)
                cluster = []
            cluster.append(phrase)
            end = max(end, phrase.end)
        if cluster:
            yield self._ranked(cluster)

    def _ranked(self, cluster: list[Phrase]) -> list[Phrase]:
        order = {id(pattern): n for n, pattern in enumerate(self.rules.patterns)}
        return sorted(cluster, key=lambda p: (p.start - p.end, p.start, order[id(p.pattern)]))

    def _candidates(self) -> Iterator[Phrase]:
        for pattern in self.rules.patterns:
            for match in pattern.regex.finditer(self.text):
                phrase = self._phrase(pattern, match)
                if phrase:
                    yield phrase

    def _phrase(self, pattern: Pattern, match: Match) -> Phrase | None:
        inner = pattern.options.get("inner")
        start = match.start(inner) if inner else self._first_word(match)
        if match.end() <= start or self._vetoed(start, match, pattern):
            return None
        return Phrase(start, match.end(), pattern, match, self.folded.span(start, match.end()))

    def _vetoed(self, start: int, match: Match, pattern: Pattern) -> bool:
        if self.rules.veto_before.search(self.text[max(0, start - _VETO_BEFORE) : start]):
            return True
        if self.rules.veto_after.match(self.text[match.end() : match.end() + _VETO_AFTER]):
            return True
        common = self.rules.lists.get("common_months", frozenset())
        groups = filled_groups(match)
        if pattern.rule == "month" and groups["m"] in common:
            told = any(groups.get(g) for g in ("pair", "y", "mod", "part", "cue"))
            if not told:
                return True
        return self._small_letter(match)

    def _small_letter(self, match: Match) -> bool:
        """“may” and “march” are months only with a capital."""
        proper = self.rules.lists.get("capital", frozenset())
        for group in ("m", "m2", "wd"):
            if group in match.re.groupindex and match[group] in proper:
                first = self.folded.original[self.folded.offsets[match.start(group)]]
                if first.islower():
                    return True
        return False

    def _first_word(self, match: Match) -> int:
        """Where the phrase begins, a proclitic before it left out."""
        start = match.start()
        head = re.match(r"[وفبلك]{1,2}", match[0])
        if not head:
            return start
        whole = self.rules.lists["whole"]
        if any(match[0].startswith(word) for word in whole):
            return start
        groups = [match.start(g) for g, v in match.groupdict().items() if v is not None]
        first_group = min(groups, default=start)
        for length in range(1, len(head[0]) + 1):
            if start + length == first_group or re.match(
                r"(?:ال|يوم|شهر|عام|سنه|مساء|صباح)", match[0][length:]
            ):
                return start + length
        return start

    # --- resolving ------------------------------------------------------------------

    def hits(self, resolver: Resolver) -> Iterator[_Hit]:
        """What each cluster stands for, in text order."""
        for cluster in self.clusters():
            taken: list[_Hit] = []
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
                yield hit

    def _weekday_agrees(self, phrase: Phrase, value: Value) -> tuple[Value, str]:
        """A weekday that says another day is reported and widens the window."""
        written = phrase.groups.get("wd")
        day = value.window.on
        if not written or day is None or phrase.rule not in ("date", "deixis", "numeric"):
            return value, ""
        weekday = self.rules.words["weekdays"][written]
        other = day
        if phrase.rule == "deixis":
            return value, ""
        if day.weekday() == weekday:
            return value, ""
        other = min(
            (day + timedelta(days=n) for n in range(-3, 4)),
            key=lambda d: (d.weekday() != weekday, abs((d - day).days)),
        )
        first, last = sorted((day, other))
        wide = replace(days_window(first, last), edtf=f"{day.isoformat()}%")
        return replace(value, window=wide, edtf=wide.edtf or ""), f"the weekday is of {other}"

    def joined(self, hits: list[_Hit], *, intervals: bool) -> Iterator[_Hit]:
        """Days with the hour behind them, and intervals, made one."""
        index = 0
        while index < len(hits):
            hit = hits[index]
            following = hits[index + 1] if index + 1 < len(hits) else None
            both = following and (
                self._timed(hit, following) or (intervals and self._interval(hit, following))
            )
            if both:
                hits[index + 1] = both
            else:
                yield hit
            index += 1

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

    def role(self, hit: _Hit) -> str:
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


def find_phrases(text: str, language: str) -> tuple[Phrase, ...]:
    """The date phrases of a text before they are resolved, the longest where some overlap."""
    reader = _Reader(fold_with_offsets(text), load_rules(language))
    found: list[Phrase] = []
    for cluster in reader.clusters():
        taken: list[Phrase] = []
        for phrase in cluster:
            if not any(phrase.start < t.end and t.start < phrase.end for t in taken):
                taken.append(phrase)
        found += sorted(taken, key=lambda p: p.start)
    return tuple(found)


def find_times(
    text: str,
    *,
    language: str,
    anchor: date | None,
    narrative: bool = False,
    intervals: bool = True,
) -> tuple[TimeExpression, ...]:
    """The date phrases of a text, in order, resolved against ``anchor`` (the article's day).

    ``narrative``: the text tells its own sequence, each date is read from the one before.
    ``intervals``: “from … to …” is one expression.
    """
    rules = load_rules(language)
    reader = _Reader(fold_with_offsets(text), rules)
    resolver = Resolver(reader.text, rules, anchor, narrative=narrative)
    made = partial(_expression, anchor=anchor)
    hits = list(reader.hits(resolver))
    return tuple(made(h, reader.role(h)) for h in reader.joined(hits, intervals=intervals))


def _expression(hit: _Hit, role: str, anchor: date | None) -> TimeExpression:
    value = hit.value
    return TimeExpression(
        hit.span,
        value.edtf,
        value.type,
        value.window if value.window.known else Window(edtf=value.edtf),
        role=role,
        timex=value.timex,
        mod=value.mod,
        rule=hit.phrase.rule,
        anchor=anchor,
        vague=value.vague or value.type in ("set", "ref", "time"),
        confidence=_DOUBTED if hit.note else 1.0,
        note=hit.note,
    )
