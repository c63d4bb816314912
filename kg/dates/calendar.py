"""Dates that stand in the calendar: days, months, years, seasons, centuries, Hijri dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kg.dates import values
from kg.dates.context import SIGNS, DateContext, Groups, Match, NoYearError
from kg.dates.values import Value
from kg.dates.windows import DECEMBER, WEEK, days_window, months_window

_TWO_DIGITS = 100


class CalendarRules(DateContext):
    """One method for each rule; ``None`` or ValueError when the words have no value here."""

    def _date(self, groups: Groups, match: Match, _: Any) -> Value | None:
        month = self.rules.words["months"][groups["m"]]
        if groups.get("pair") and self.rules.words["months"][groups["m2"]] != month:
            return None
        day = self.number(groups["day"], "ordinals")
        try:
            year = self.year_of(groups, match, month, day)
        except NoYearError:
            return values.unknown_year(month, day) if 1 <= day <= 31 else None
        return values.day(date(year, month, day), self.daypart(groups))

    def _dates(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«4 و5 أيار», “Jan. 23-24”, « du 4 au 6 mai 2017 »; months may differ."""
        month = self.rules.words["months"][groups["m"]]
        two = groups.get("m2") and not groups.get("pair")
        late = self.rules.words["months"][groups["m2"]] if two else month
        first = self.number(groups["day"], "ordinals")
        last = self.number(groups["day2"], "ordinals")
        try:
            year = self.year_of({**groups, "wd": None}, match, late, last)
        except NoYearError:
            return None
        begin = date(year - (month > late), month, first)
        return values.days(begin, date(year, late, last))

    def _month(self, groups: Groups, match: Match, _: Any) -> Value | None:
        month = self.rules.words["months"][groups["m"]]
        name, days, _months = self.rules.parts.get(groups.get("part") or "", ("", None, None))
        if groups.get("pair") and self.rules.words["months"][groups["m2"]] != month:
            return None
        try:
            year = self.year_of(groups, match, month)
        except NoYearError:
            return values.unknown_year(month)
        return values.month(month, year, name, days)

    def _months(self, groups: Groups, match: Match, _: Any) -> Value | None:
        first, last = (self.rules.words["months"][groups[g]] for g in ("m", "m2"))
        year = self.year_of(groups, match, last)
        return values.dated(months_window((year - (first > last), first), (year, last)))

    def _monthday(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """« lundi 14 »: the day of that name and number nearest to the anchor."""
        if self.anchor is None:
            return None
        weekday = self.rules.words["weekdays"][groups["wd"]]
        number = self.number(groups["day"], "ordinals")
        near = (self.anchor + timedelta(days=n) for n in range(-31, 32))
        fitting = [d for d in near if d.weekday() == weekday and d.day == number]
        sign = 1 if self.forward(match) else -1
        anchor = self.anchor
        fitting.sort(key=lambda d: ((d - anchor).days * sign < 0, abs((d - anchor).days)))
        return values.day(fitting[0]) if fitting else None

    def _week_of(self, groups: Groups, match: Match, _: Any) -> Value | None:
        month = self.rules.words["months"][groups["m"]]
        number = self.rules.words["ordinals"][groups["o"]]
        if number > WEEK - 2:
            return None
        first = date(self.year_of(groups, match, month), month, WEEK * (number - 1) + 1)
        return values.dated(days_window(first, first + timedelta(days=WEEK - 1)))

    def _fraction(self, groups: Groups, match: Match, _: Any) -> Value | None:
        if groups.get("qn"):
            return values.fraction(int(groups["qn"]), self._some_year(groups, match), 4)
        parts = self.rules.words["quarters"][groups["q"]]
        number = parts if groups.get("last") else self.rules.words["ordinals"][groups["o"]]
        return values.fraction(number, self._some_year(groups, match), parts)

    def _some_year(self, groups: Groups, match: Match) -> int:
        """The year told, or that of modifier or tense; ValueError without anchor."""
        if groups.get("y"):
            return self.full_year(groups["y"])
        if self.anchor is None:
            raise ValueError("no anchor")
        if groups.get("ymod"):
            return self.anchor.year + SIGNS[self.rules.names["modifiers"][groups["ymod"]]]
        kind = self.kind(groups)
        if kind or not groups.get("o"):
            return self.anchor.year + SIGNS[kind or "current"]
        return self._year_of_part(groups, match)

    def _year_of_part(self, groups: Groups, match: Match) -> int:
        """“in the third quarter”: the last one that has begun, or by tense the one to come."""
        assert self.anchor is not None
        length = DECEMBER // self.rules.words["quarters"][groups["q"]]
        begins = length * (self.rules.words["ordinals"][groups["o"]] - 1) + 1
        if self.forward(match):
            return self.anchor.year + (begins + length <= self.anchor.month)
        return self.anchor.year - (begins > self.anchor.month)

    def _season(self, groups: Groups, match: Match, _: Any) -> Value | None:
        number = self.rules.words["seasons"][groups["s"]]
        if groups.get("y"):
            return values.season(number, self.full_year(groups["y"]))
        anchor, kind = self.anchor, self.kind(groups)
        if anchor is None:
            return None
        if self.narrative and kind is None:
            return values.season(number, anchor.year)
        begins = 3 * (number - 20)
        if kind == "next" or (kind is None and self.forward(match)):
            return values.season(number, anchor.year + (begins <= anchor.month))
        ended = begins + (3 if kind == "past" else 0)
        return values.season(number, anchor.year - (ended > anchor.month))

    def _genericseason(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """« en été »: every summer, none in particular."""
        return values.any_season(self.rules.words["seasons"][groups["s"]])

    def _year(self, groups: Groups, match: Match, _: Any) -> Value | None:
        year = self.full_year(groups["y"])
        name, _days, months = self.rules.parts.get(groups.get("part") or "", ("", None, None))
        return values.year(year, name, months)

    _bare_year = _year

    def _years(self, groups: Groups, match: Match, _: Any) -> Value | None:
        first, last = int(groups["y"]), self.number(groups["y2"])
        last += first // 100 * 100 if last < _TWO_DIGITS else 0
        return values.between(values.year(first), values.year(last))

    def _before_christ(self, groups: Groups, match: Match, _: Any) -> Value | None:
        return values.before_christ(int(groups["bc"]))

    def _decade(self, groups: Groups, match: Match, options: Any) -> Value | None:
        if groups.get("y"):
            first = int(groups["y"])
        else:
            told = groups.get("dec") or ""
            first = self.rules.words["decades"].get(told, 0) or self.number(groups["n"])
            first += self._century_of(groups) if first < _TWO_DIGITS else 0
        part = self.rules.parts.get(groups.get("part") or "", ("", None, None))[0]
        return values.decade(first // 10 * 10, part) if first % 10 == 0 else None

    def _century_of(self, groups: Groups) -> int:
        return 1900 if not groups.get("o") else (self.number(groups["o"], "ordinals") - 1) * 100

    def _century(self, groups: Groups, match: Match, _: Any) -> Value | None:
        if groups.get("c"):
            return values.century(self.number(groups["c"], "ordinals"))
        if groups.get("rom"):
            return values.century(_roman(groups["rom"]))
        if self.day is None:
            return None
        now = (self.day.year // 100) + 1
        return values.century(now + SIGNS[self.kind(groups) or "current"])


def _roman(text: str) -> int:
    """A Roman number below forty; raises ValueError for an empty one."""
    digits = {"x": 10, "v": 5, "i": 1}
    found = [digits[c] for c in text]
    if not found:
        raise ValueError(text)
    return sum(-n if n < max(found[i:]) else n for i, n in enumerate(found))
