"""Date phrases: found by patterns built from the language file, resolved against a day.

A phrase becomes a window of four corners and its EDTF (annotation: spans without
preposition or proclitic, modifiers included). Vague phrases are left alone; without
an anchor only phrases that carry their own year are resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from kg.arabic import Folded, fold_with_offsets
from kg.claims import TimeExpression, Window
from kg.daterules import DateRules, load_rules
from kg.windows import (
    DECEMBER,
    WEEK,
    add_months,
    days_window,
    joined,
    month_window,
    months_window,
    moved_years,
    part_of_year,
    third_of_month,
    week_window,
    year_window,
)

_BEFORE, _AFTER = 45, 25
_UNIT_LETTERS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"}
_INNER = {"bare_year": "y", "single": "u"}
"""Kinds whose phrase begins at a group, the word before it being only its cue."""

Match = re.Match[str]


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    window: Window
    type: str
    edtf: str


class _Reader:
    """One text with its rules and its day."""

    def __init__(self, folded: Folded, rules: DateRules, anchor: date | None) -> None:
        self.text = folded.text
        self.rules = rules
        self.anchor = anchor

    # --- resolving one phrase each -------------------------------------------------

    def resolve(self, kind: str, match: Match) -> Window | str | None:
        """A window, an ISO 8601 duration, or None when the phrase has no value here."""
        resolver: Callable[[Match], Window | str | None] = getattr(self, f"_{kind}")
        try:
            return resolver(match)
        except ValueError:
            return None

    def _number(self, text: str, table: str = "numbers") -> int:
        digits = re.sub(r"\D", "", text)
        return int(digits) if digits else self.rules.words[table][text]

    def _year_of(self, match: Match, month: int, day: int = 0) -> int | None:
        """The year that text, modifier or tense give a month (and day)."""
        groups = match.groupdict()
        if groups.get("y"):
            return int(groups["y"])
        if self.anchor is None:
            return None
        here = (self.anchor.month, self.anchor.day)
        there = (month, day or (self.anchor.day if month == self.anchor.month else 1))
        kind = self.rules.modifiers.get(groups.get("mod") or "")
        if kind == "current":
            return self.anchor.year
        if kind == "next" or (kind is None and self._forward(match)):
            later = (
                there >= here if kind is None else (month, day) > (here if day else (*here[:1], 0))
            )
            if kind == "next" and not day:
                later = month > self.anchor.month
            return self.anchor.year if later else self.anchor.year + 1
        if kind == "past" and not day:
            return self.anchor.year if month < self.anchor.month else self.anchor.year - 1
        if kind == "past":
            return self.anchor.year if there < here else self.anchor.year - 1
        return self.anchor.year if there <= here else self.anchor.year - 1

    def _forward(self, match: Match) -> bool:
        """Whether the words around a phrase look forward."""
        text = self.text
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        after = text[match.end() : match.end() + _AFTER]
        near = re.split(r"[\n.!؟]", before)[-1], re.split(r"[\n.!؟،]", after)[0]
        return any(self.rules.future.search(side) for side in near)

    def _day(self, match: Match) -> Window | None:
        month = self.rules.words["months"][match["m"]]
        day = self._number(match["day"], "ordinals")
        year = self._year_of(match, month, day)
        return Window.day(date(year, month, day)) if year else None

    def _month(self, match: Match) -> Window | None:
        alone = not (match["pair"] or match["y"] or match["mod"] or match["part"])
        if match["m"] in self.rules.common_months and alone:
            return None
        month = self.rules.words["months"][match["m"]]
        year = self._year_of(match, month)
        if year is None:
            return None
        if match["part"]:
            return third_of_month(year, month, self.rules.parts[match["part"]][0])
        return month_window(year, month)

    def _week_of(self, match: Match) -> Window | None:
        month = self.rules.words["months"][match["m"]]
        year = self._year_of(match, month)
        number = self.rules.words["ordinals"][match["o"]]
        if year is None or number > WEEK - 2:
            return None
        first = date(year, month, WEEK * (number - 1) + 1)
        return days_window(first, first + timedelta(days=WEEK - 1))

    def _deixis(self, match: Match) -> Window | None:
        if self.anchor is None:
            return None
        move = self.rules.words["deixis"][match["dx"]]
        if move == 0 and match[0].lstrip("وفبلك") == match["dx"] and self._generic(match.start()):
            return None
        day = self.anchor + timedelta(days=move)
        if match["wd"] and day.weekday() != self.rules.words["weekdays"][match["wd"]]:
            # Print delays shift «اليوم», rarely the weekday.
            return self._nearest(
                self.rules.words["weekdays"][match["wd"]], forward=day > self.anchor
            )
        return Window.day(day)

    def _generic(self, start: int) -> bool:
        """«في العالم اليوم»: nowadays, not a day, when no verb or name stands right before."""
        before = self.text[:start].rstrip().rsplit(" ", 1)[-1]
        return before.startswith("ال") or before in self.rules.generic or not before

    def _nearest(self, weekday: int, *, forward: bool) -> Window | None:
        if self.anchor is None:
            return None
        back = (self.anchor.weekday() - weekday) % WEEK
        if forward and back:
            return Window.day(self.anchor + timedelta(days=WEEK - back))
        return Window.day(self.anchor - timedelta(days=back))

    def _weekday(self, match: Match) -> Window | None:
        weekday = self.rules.words["weekdays"][match["wd"]]
        kind = self.rules.modifiers.get(match["mod"] or "")
        if self.anchor and kind and weekday == self.anchor.weekday() and kind != "current":
            return Window.day(self.anchor + timedelta(days=WEEK if kind == "next" else -WEEK))
        forward = kind == "next" or (kind is None and self._forward(match))
        return self._nearest(weekday, forward=forward)

    def _unit(self, match: Match) -> Window | None:
        move = {"past": -1, "next": 1, "current": 0}[self.rules.modifiers[match["mod"]]]
        return self._moved(self.rules.units[match["u"]], move, match.groupdict())

    def _this(self, match: Match) -> Window | None:
        return self._moved(self.rules.units[match["u"]], 0, {})

    def _moved(self, unit: str, move: int, groups: Mapping[str, Any]) -> Window | None:
        """A calendar unit before, at or after the anchor's, or a part or day of it."""
        if self.anchor is None:
            return None
        part = self.rules.parts.get(groups.get("part") or "")
        if unit == "week" and not part:
            return week_window(self.anchor, move)
        if unit == "month":
            year, month = add_months(self.anchor.year, self.anchor.month, move)
            if groups.get("day"):
                return Window.day(date(year, month, self._number(groups["day"])))
            return third_of_month(year, month, part[0]) if part else month_window(year, month)
        if unit == "year":
            year = self.anchor.year + move
            return part_of_year(year, part[1]) if part else year_window(year)
        return None

    def _units(self, match: Match) -> Window | None:
        return self._several(self.rules.units[match["u"]], self._number(match["n"]), match["mod"])

    def _dual(self, match: Match) -> Window | None:
        return self._several(self.rules.duals[match["u"]], 2, match["mod"])

    def _several(self, unit: str, count: int, modifier: str) -> Window | None:
        """«الأشهر الستة المقبلة»: so many whole units before or after the current one."""
        kind = self.rules.modifiers[modifier]
        if self.anchor is None or kind == "current":
            return None
        sign = 1 if kind == "next" else -1
        if unit == "month":
            near = add_months(self.anchor.year, self.anchor.month, sign)
            far = add_months(self.anchor.year, self.anchor.month, sign * count)
            return months_window(min(near, far), max(near, far))
        if unit == "year":
            years = sorted((self.anchor.year + sign, self.anchor.year + sign * count))
            return joined(year_window(years[0]), year_window(years[1]))
        return None

    def _ago(self, match: Match) -> Window | None:
        if self.anchor is None:
            return None
        unit = self.rules.duals[match["dual"]] if match["dual"] else self.rules.units[match["u"]]
        count = 2 if match["dual"] else self._number(match["n"])
        if unit == "day":
            return Window.day(self.anchor - timedelta(days=count))
        if unit == "week":
            return Window.day(self.anchor - timedelta(weeks=count))
        if unit == "month":
            return month_window(*add_months(self.anchor.year, self.anchor.month, -count))
        return year_window(self.anchor.year - count) if unit == "year" else None

    def _duration(self, match: Match) -> str | None:
        if match["dual"]:
            return _UNIT_LETTERS[self.rules.duals[match["dual"]]].format(2)
        return _UNIT_LETTERS[self.rules.units[match["u"]]].format(self._number(match["n"]))

    def _single(self, match: Match) -> str | None:
        """«منذ عام», «لمدة يوم»: one of a unit."""
        return _UNIT_LETTERS[self.rules.units[match["u"]]].format(1)

    def _quarter(self, match: Match) -> Window | None:
        parts = self.rules.words["quarters"][match["q"]]
        number = self.rules.words["ordinals"][match["o"]]
        if number > parts:
            return None
        length = DECEMBER // parts
        return part_of_year(int(match["y"]), (length * (number - 1) + 1, length * number))

    def _year(self, match: Match) -> Window:
        return year_window(int(match["y"]))

    _bare_year = _year

    def _years(self, match: Match) -> Window:
        return joined(year_window(int(match["y"])), year_window(int(match["y2"])))

    def _numeric(self, match: Match) -> Window:
        return Window.day(date(int(match["y"]), int(match["mo"]), int(match["d"])))

    # --- finding -------------------------------------------------------------------

    def hits(self) -> list[_Hit]:
        """Non-overlapping phrases, the longest first, intervals joined."""
        found: list[_Hit] = []
        for kind, pattern in self.rules.patterns:
            for match in pattern.finditer(self.text):
                hit = self._hit(kind, match)
                if hit:
                    found.append(hit)
        found.sort(key=lambda h: (h.start - h.end, h.start))
        taken: list[_Hit] = []
        for hit in found:
            if not any(hit.start < other.end and other.start < hit.end for other in taken):
                taken.append(hit)
        return list(self._intervals(sorted(taken, key=lambda h: h.start)))

    def _hit(self, kind: str, match: Match) -> _Hit | None:
        groups = match.groupdict()
        starts = [match.start(g) for g, v in groups.items() if v is not None]
        start = (
            self._first_word(match, min(starts))
            if kind not in _INNER
            else match.start(_INNER[kind])
        )
        if self.rules.veto_before.search(self.text[max(0, start - 25) : start]):
            return None
        if self.rules.veto_after.search(self.text[match.end() : match.end() + 15]):
            return None
        value = self.resolve(kind, match)
        if value is None:
            return None
        if isinstance(value, str):
            return _Hit(start, match.end(), Window(edtf=value), "duration", value)
        edtf = value.edtf or ""
        return _Hit(start, match.end(), value, "interval" if "/" in edtf else "date", edtf)

    def _first_word(self, match: Match, first_group: int) -> int:
        """Where the phrase begins, a proclitic before it left out."""
        start = match.start()
        head = re.match(r"[وفبلك]{1,2}", match[0])
        if not head:
            return start
        word = re.match(r"\w+", match[0])
        whole = {
            *self.rules.parts,
            *self.rules.units,
            *self.rules.duals,
            *self.rules.words["numbers"],
        }
        phrase = match[0]
        if word and any(phrase.startswith(w) for w in (*whole, "قبل", "بعد غد", "فجر")):
            return start
        for length in range(1, len(head[0]) + 1):
            if start + length == first_group or re.match(
                r"(?:ال|يوم|شهر|عام|سنه|مساء|صباح)", phrase[length:]
            ):
                return start + length
        return start

    def _intervals(self, hits: list[_Hit]) -> Iterator[_Hit]:
        index = 0
        while index < len(hits):
            hit = hits[index]
            following = hits[index + 1] if index + 1 < len(hits) else None
            both = following and self._joined(hit, following)
            if both:
                yield both
                index += 2
            else:
                yield hit
                index += 1

    def _joined(self, one: _Hit, two: _Hit) -> _Hit | None:
        if "duration" in (one.type, two.type):
            return None
        before, between = (
            self.text[max(0, one.start - 8) : one.start],
            self.text[one.end : two.start],
        )
        opened, closed = self.rules.from_to
        pair = self.rules.between.search(before) and re.fullmatch(r"\s+و ?", between)
        if not pair and not (opened.search(before) and closed.search(between)):
            return None
        try:
            window = joined(one.window, _after(two.window, one.window))
        except ValueError:
            return None
        return _Hit(one.start, two.end, window, "interval", window.edtf or "")


def _after(window: Window, first: Window) -> Window:
    """The second half of an interval, a year later when it would lie before the first."""
    begin, end = first.earliest_begin, window.latest_end
    if begin is None or end is None or end >= begin:
        return window
    years = begin.year - end.year + ((end.month, end.day) < (begin.month, begin.day))
    return moved_years(window, years)


def find_times(
    text: str, *, language: str, anchor: date | None, rules: DateRules | None = None
) -> tuple[TimeExpression, ...]:
    """The date phrases of a text, in order, resolved against ``anchor`` (the article's day)."""
    folded = fold_with_offsets(text)
    reader = _Reader(folded, rules or load_rules(language), anchor)
    found = []
    for hit in reader.hits():
        span = folded.span(hit.start, hit.end)
        found.append(TimeExpression(span, hit.edtf, hit.type, replace(hit.window)))
    return tuple(found)
