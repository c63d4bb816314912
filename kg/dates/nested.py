"""Days told by their place in another stretch: “the second Monday of May”, “3 days from today”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kg.dates import values
from kg.dates.context import SIGNS, DateContext, Groups, Match
from kg.dates.values import Value
from kg.dates.windows import WEEK, add_months, last_day

_DAYS = {"day": 1, "week": WEEK}
_CLOCK = ("hour", "minute")
_SIZES = ("century", "decade", "year", "quarter", "month", "week", "day", "hour", "minute")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


class NestedRules(DateContext):
    """One method for each rule; ``None`` or ValueError when the words have no value here."""

    def _nth_weekday(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“the second Monday of next month”, « le dernier vendredi de mars 2018 »."""
        found = self._month_meant(groups, match)
        if found is None:
            return None
        year, month = found
        weekday = self.rules.words["weekdays"][groups["wd"]]
        end = last_day(year, month)
        if groups.get("last"):
            return values.day(end - timedelta(days=(end.weekday() - weekday) % WEEK))
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % WEEK)
        day += timedelta(weeks=self.number(groups["o"], "ordinals") - 1)
        return values.day(day) if day <= end else None

    def _month_meant(self, groups: Groups, match: Match) -> tuple[int, int] | None:
        if groups.get("m"):
            month = self.rules.words["months"][groups["m"]]
            return self.year_of({**groups, "wd": None}, match, month), month
        if self.anchor is None:
            return None
        kind = self.kind(groups) or "current"
        return add_months(self.anchor.year, self.anchor.month, SIGNS[kind])

    def _week_day(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“Sunday of last week”, «الاثنين من الأسبوع المقبل»."""
        if self.anchor is None:
            return None
        weekday = self.rules.words["weekdays"][groups["wd"]]
        monday = self.anchor - timedelta(days=self.anchor.weekday())
        move = SIGNS[self.kind(groups) or "current"]
        day = monday + timedelta(weeks=move, days=weekday)
        return values.day(day, self.daypart(groups))

    def _week_with(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“the week of March 5”: the week in which the day lies."""
        month = self.rules.words["months"][groups["m"]]
        day = self.number(groups["day"], "ordinals")
        return values.week(date(self.year_of(groups, match, month, day), month, day))

    def _from_day(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """“three days from tomorrow”, “two days before yesterday”, “2 weeks from January 15”."""
        if groups.get("m"):
            month = self.rules.words["months"][groups["m"]]
            number = self.number(groups["day"], "ordinals")
            start = date(self.year_of(groups, match, month, number), month, number)
        elif self.anchor is None:
            return None
        else:
            move = self.rules.words["deixis"][groups["dx"]]
            start = self.anchor + timedelta(days=move)
        sign = SIGNS[self.rules.names["shifts"].get(groups.get("shift") or "", "next")]
        return self._moved_by(start, groups["told"], sign)

    def _several_units(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """“1 month and 21 days ago”, «قبل سنة وثلاثة أشهر»: as fine as the smallest unit."""
        start = self.last if options.get("from") == "last" else self.anchor
        return self._moved_by(start, groups["told"], options.get("move", -1)) if start else None

    def _moved_by(self, start: date, told: str, sign: int) -> Value | None:
        months = days = 0
        units = set()
        for unit, count in self._units_in(told):
            units.add(unit)
            if unit in _DAYS:
                days += _DAYS[unit] * count
            elif unit in _MONTHS:
                months += _MONTHS[unit] * count
            else:
                return None
        if not units:
            return None
        year, month = add_months(start.year, start.month, sign * months)
        if not units & set(_DAYS):
            return values.year(year) if "month" not in units else values.month(month, year)
        day = date(year, month, min(start.day, last_day(year, month).day))
        return values.day(day + timedelta(days=sign * days))

    def _units_in(self, told: str) -> list[tuple[str, int]]:
        """(unit, how many) as a text tells them one after the other."""
        units, duals = self.rules.names["units"], self.rules.names["duals"]
        found: list[tuple[str, int]] = []
        count = ""
        for word in re.split(r"[\s,،]+", told):
            plain = word.removeprefix("و")
            unit = next((w for w in (word, plain) if w in units or w in duals), None)
            if unit is None:
                count = f"{count} {word if count else plain}".strip()
                continue
            name = duals.get(unit) or units[unit]
            many = 2 if unit in duals else self._how_many(count)
            if name == "fortnight":
                name, many = "week", 2 * many
            found.append((name, many))
            count = ""
        sizes = [_SIZES.index(name) for name, _ in found if name in _SIZES]
        # «بين أسبوعين وأربعة أسابيع» are two durations.
        return found if sizes == sorted(set(sizes)) else []

    def _how_many(self, count: str) -> int:
        try:
            return self.number(count)
        except ValueError:
            return 1

    def _month_day(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """“on the 18th”, «في 15 منه»: a day of the month told last, or the nearest by tense."""
        number = self.number(groups["day"], "ordinals")
        if options.get("from") == "last":
            start = self.last
            return values.day(start.replace(day=number)) if start else None
        if self.anchor is None:
            return None
        ahead = self.forward(match)
        year, month = self.anchor.year, self.anchor.month
        if ahead and number < self.anchor.day:
            year, month = add_months(year, month, 1)
        if not ahead and number > self.anchor.day:
            year, month = add_months(year, month, -1)
        return values.day(date(year, month, number))

    def _numeric_month(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«في 10/2017»: a month of a year in numbers."""
        month = int(groups["month_number"])
        return values.month(month, int(groups["y"])) if 1 <= month <= 12 else None

    def _two_years(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«عامي 2019 و2020»: both years."""
        return values.between(values.year(int(groups["y"])), values.year(int(groups["y2"])))

    def _units_long(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“two years and three months”: one duration of several units."""
        letters = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M"}
        parts = self._units_in(groups["told"])
        if not parts or any(unit not in letters for unit, _ in parts):
            return None
        made = values.duration(1, "day")
        days, hours = (
            "".join(f"{count}{letters[unit]}" for unit, count in parts if (unit in _CLOCK) == timed)
            for timed in (False, True)
        )
        text = f"P{days}" + (f"T{hours}" if hours else "")
        return replace(made, edtf=text, timex=text, window=replace(made.window, edtf=text))
