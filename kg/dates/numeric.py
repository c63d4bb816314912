"""Dates in numbers, whose order is known, told by the text or unknown; and dates of the Hijri.

«19/10/2017» is a day whatever the order; «4/5/2017» only where somebody says which number is
the day: the sidecar or an option, another date of the text («19/10/2017» elsewhere), the
weekday beside it, or the habit of the language. Else both days are kept in one window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from hijridate import Gregorian, Hijri

from kg.dates import values
from kg.dates.context import DateContext, Groups, Match
from kg.dates.values import Value
from kg.dates.windows import days_window, joined

_FOUR_DIGITS = 4
_LAST_MONTH = 12
_ONE_YEAR = 400
_HIJRI = range(1343, 1501)
"""The years that hijridate knows."""
_HIJRI_NOW = 1440
"""What a text without a day is near to."""
_HIJRI_NEAR = 60
"""An Arabic date in numbers without a mark is of the Hijri when so few years from the text."""
_YEAR_NEAR = 10
"""A bare year, which could be one of the Middle Ages, only when so few years from it."""
_UNORDERED = re.compile(r"(?<![\d/.-])(\d\d?)( ?[/.-] ?)(\d\d?)\2(?:19|20)\d\d(?!\d)")
DOUBT = "day and month may stand the other way round"


class NumericRules(DateContext):
    """One method for each rule; ``None`` or ValueError when the numbers have no value here."""

    @cached_property
    def order(self) -> str | None:
        """Which of two numbers is the day: as told, as the text shows, as the language does."""
        if self.date_order:
            return self.date_order
        shown = {
            "dmy" if int(one) > _LAST_MONTH else "mdy"
            for one, _, two in _UNORDERED.findall(self.text)
            if (int(one) > _LAST_MONTH) != (int(two) > _LAST_MONTH)
        }
        if len(shown) == 1:
            return shown.pop()
        told: str | None = self.rules.options.get("date_order")
        return told if not shown else None

    def _numeric(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«19/10/2017», “2017-10-19”, « 19.10.17 », «29/1/1439هـ»."""
        one, two, three = groups["n1"], groups["n2"], groups["n3"]
        if _is_section(one, groups["sep"], two, three):
            return None
        if len(one) == _FOUR_DIGITS:
            year, readings = int(one), [(int(three), int(two)), (int(two), int(three))]
            readings = readings[: 1 if 1 <= int(two) <= _LAST_MONTH else 2]
        elif len(three) < _FOUR_DIGITS and self.date_order == "ymd":
            year, readings = self.full_year(one), [(int(three), int(two))]
        else:
            year = self.full_year(three)
            readings = [(int(one), int(two)), (int(two), int(one))]
        if self._is_hijri(year, marked=bool(groups.get("hmark"))):
            return values.day(Hijri(year, readings[0][1], readings[0][0]).to_gregorian())
        days = list(_days_of(year, readings))
        return self._chosen(days, readings, groups)

    def _numeric_day(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """« vendredi 07/06 », «يوم 22/4»: the year as for a day and a month in words."""
        one, two = int(groups["n1"]), int(groups["n2"])
        readings = [(one, two), (two, one)]
        days: list[date] = []
        for day, month in readings:
            if 1 <= month <= _LAST_MONTH and 1 <= day <= 31:
                year = self.year_of(groups, match, month, day)
                days += _days_of(year, [(day, month)])
        return self._chosen(days, readings, groups)

    def _chosen(
        self, days: list[date], readings: list[tuple[int, int]], groups: Groups
    ) -> Value | None:
        """The day that the order, or the weekday beside it, chooses; else both in one window."""
        if not days:
            return None
        several = sorted(set(days))
        if len(several) == 1:
            return values.day(several[0])
        if groups.get("wd"):
            weekday = self.rules.words["weekdays"][groups["wd"]]
            named = [d for d in several if d.weekday() == weekday]
            if len(named) == 1:
                return values.day(named[0])
        if self.order is not None:
            first = readings[1] if self.order == "mdy" else readings[0]
            return values.day(next(d for d in days if (d.day, d.month) == first))
        if (several[-1] - several[0]).days > _ONE_YEAR:
            return None
        window = joined(days_window(several[0], several[0]), days_window(several[1], several[1]))
        year = f"{several[0].year:04}"
        return replace(values.dated(window, timex=year), vague=False, note=DOUBT)

    # --- the Hijri, by the Umm al-Qura calendar (hijridate, 1343 to 1500 AH) ----------

    def _hijri(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«29 محرم 1439 هـ», «شعبان الماضي», “Ramadan 2018”."""
        month = self.rules.words["hijri"][groups["hm"]]
        if groups.get("y") and int(groups["y"]) not in _HIJRI:
            return self._hijri_of(int(groups["y"]), month, groups)
        if groups.get("y"):
            year = int(groups["y"])
        elif self.anchor:
            year = self._hijri_year(month, groups, match)
        else:
            return None
        return self._hijri_days(year, month, groups)

    def _hijri_days(self, year: int, month: int, groups: Groups) -> Value | None:
        try:
            if groups.get("day"):
                day = Hijri(year, month, self.number(groups["day"], "ordinals"))
                return values.day(day.to_gregorian())
            first = Hijri(year, month, 1)
            last = Hijri(year, month, first.month_length())
        except OverflowError:
            return None
        return values.days(first.to_gregorian(), last.to_gregorian())

    def _hijri_of(self, year: int, month: int, groups: Groups) -> Value | None:
        """A Hijri month named with a year of our era: the one that begins in it."""
        try:
            begun = Gregorian(year, 1, 1).to_hijri().year
            found = [
                (made, start)
                for made in (begun, begun + 1)
                if (start := Hijri(made, month, 1).to_gregorian()) and start.year == year
            ]
        except OverflowError:
            return None
        return self._hijri_days(found[0][0], month, groups) if len(found) == 1 else None

    def _hijri_only_year(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«عام 1439 هـ»: from its first day to its last."""
        year = int(groups["y"])
        if not self._is_hijri(year, marked=bool(groups.get("hmark")), near=_YEAR_NEAR):
            return None
        last = int(groups.get("y2") or year)
        end = Hijri(last, _LAST_MONTH, Hijri(last, _LAST_MONTH, 1).month_length())
        return values.days(Hijri(year, 1, 1).to_gregorian(), end.to_gregorian())

    def _is_hijri(self, year: int, *, marked: bool, near: int = _HIJRI_NEAR) -> bool:
        """Whether a year is one of the Hijri: marked so, or so near to the text's own there."""
        if year not in _HIJRI:
            return False
        if marked or not self.rules.options.get("hijri_unmarked"):
            return marked
        now = Gregorian.fromdate(self.day).to_hijri().year if self.day else _HIJRI_NOW
        return abs(now - year) <= near

    def _hijri_year(self, month: int, groups: Groups, match: Match) -> int:
        assert self.anchor is not None
        now = Gregorian.fromdate(self.anchor).to_hijri()
        kind = self.kind(groups)
        if kind == "next" or (kind is None and self.forward(match)):
            later: int = now.year + (month < now.month or (kind == "next" and month == now.month))
            return later
        earlier: int = now.year - (month > now.month or (kind == "past" and month == now.month))
        return earlier


def _is_section(one: str, mark: str, two: str, three: str) -> bool:
    """«3.2.11» numbers a section, «3-2-1» counts; a year at both ends is no date."""
    if len(one) == len(three) == _FOUR_DIGITS or (len(one) < _FOUR_DIGITS and len(three) == 1):
        return True
    short = max(len(one), len(three)) < _FOUR_DIGITS
    return short and "." in mark and not len(one) == len(two) == len(three) == 2


def _days_of(year: int, readings: list[tuple[int, int]]) -> Iterator[date]:
    """The days that (day, month) can be in a year."""
    for day, month in readings:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
