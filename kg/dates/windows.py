"""Date arithmetic: units of the calendar as windows, and how they are written in EDTF.

All windows are closed on days (both corners belong to them), as the four SEM corners
are; EDTF follows level 1 of ISO 8601-2:2019. Nothing is padded: an unknown bound
stays open.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date

from kg.model.claims import Window

DECEMBER = 12
WEEK = 7
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_WINTER = 24


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month ``count`` months later (earlier when negative)."""
    index = year * DECEMBER + month - 1 + count
    return index // DECEMBER, index % DECEMBER + 1


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_window(year: int, month: int) -> Window:
    """A whole month."""
    return Window.within(date(year, month, 1), last_day(year, month), f"{year:04}-{month:02}")


def year_window(year: int) -> Window:
    """A whole year."""
    return Window.within(date(year, 1, 1), date(year, DECEMBER, 31), f"{year:04}")


def days_window(first: date, last: date) -> Window:
    """From one day to another, written as an interval (or as the day)."""
    if first == last:
        return Window.day(first)
    return Window.within(first, last, f"{first.isoformat()}/{last.isoformat()}")


def months_window(first: tuple[int, int], last: tuple[int, int]) -> Window:
    """From one month to another, both included."""
    if first == last:
        return month_window(*first)
    edtf = f"{first[0]:04}-{first[1]:02}/{last[0]:04}-{last[1]:02}"
    return Window.within(date(first[0], first[1], 1), last_day(*last), edtf)


def third_of_month(year: int, month: int, part: tuple[int, int]) -> Window:
    """A part of a month, from the first to the last day given; 31 is its last day, whichever."""
    last = last_day(year, month)
    return days_window(
        date(year, month, part[0]), min(last, date(year, month, min(part[1], last.day)))
    )


def part_of_year(year: int, part: tuple[int, int]) -> Window:
    """A part of a year, from the first to the last month given."""
    return months_window((year, part[0]), (year, part[1]))


def season_window(year: int, season: int) -> Window:
    """A season (EDTF 21 spring to 24 winter) of a year; a winter begins in December."""
    if season == _WINTER:
        window = months_window((year, DECEMBER), (year + 1, 2))
    else:
        window = part_of_year(year, _SEASONS[season])
    return replace(window, edtf=f"{year:04}-{season}")


def joined(first: Window, last: Window) -> Window:
    """From the first day of one window to the last day of another."""
    begin, end = first.earliest_begin, last.latest_end
    if begin is None or end is None or begin > end:
        raise ValueError("the windows do not follow one another")
    left = (first.edtf or "").split("/")[0]
    right = (last.edtf or "").split("/")[-1]
    return Window.within(begin, end, f"{left}/{right}")


def moved_years(window: Window, years: int) -> Window:
    """The same window so many years later."""

    def moved(day: date | None) -> date | None:
        if day is None:
            return None
        leap = (day.month, day.day) == (2, 29)
        return date(day.year + years, day.month, 28 if leap else day.day)

    edtf = re.sub(r"\b\d{4}(?=-|$|/)", lambda m: f"{int(m[0]) + years:04}", window.edtf or "")
    return Window(
        moved(window.earliest_begin),
        moved(window.latest_begin),
        moved(window.earliest_end),
        moved(window.latest_end),
        edtf,
    )


def parse_edtf(text: str) -> Window | None:
    """The window of an EDTF level 1 date or interval; None for durations and what is not EDTF."""
    if "/" in text:
        left, right = text.split("/", 1)
        first = None if left in ("", "..") else _point(left)
        last = None if right in ("", "..") else _point(right)
        begin = first.earliest_begin if first else None
        end = last.latest_end if last else None
        if first and last:
            return Window.within(begin, end, text) if begin and end and begin <= end else None
        return Window(earliest_begin=begin, latest_end=end, edtf=text) if first or last else None
    return _point(text)


def _point(text: str) -> Window | None:
    if re.fullmatch(r"\d{3}X|\d\dXX", text):
        first, last = int(text.replace("X", "0")), int(text.replace("X", "9"))
        whole = joined(year_window(max(first, 1)), year_window(last))
        return replace(whole, edtf=text)
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text.rstrip("~?%"))
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or month is None:
        return year_window(year) if year is not None else None
    if month in (*_SEASONS, _WINTER):
        return replace(season_window(year, month), edtf=text)
    if not 1 <= month <= DECEMBER:
        return None
    if day is None:
        return month_window(year, month)
    return Window.day(date(year, month, day)) if day <= last_day(year, month).day else None
