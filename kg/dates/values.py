"""What a date phrase stands for: a window, EDTF for people and the value of TIMEX3.

EDTF is ISO 8601-2:2019 level 1, TIMEX3 the values of TimeML 1.2.1. A value that has no
days (a duration, a repetition) has an empty window; nothing is padded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.dates.windows import (
    DECEMBER,
    WEEK,
    days_window,
    joined,
    month_window,
    part_of_year,
    season_window,
    third_of_month,
    year_window,
)
from kg.model.claims import Window
from kg.model.vocabulary import TimeType

NOTHING = Window()
_LETTERS = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "fortnight": "P{}W",
    "weekend": "P{}WE",
    "month": "P{}M",
    "quarter": "P{}Q",
    "year": "P{}Y",
    "decade": "P{}DE",
    "century": "P{}CE",
}
_SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_FRIDAY = 4
_SATURDAY = 5
_DECADE_PARTS = {"start": (0, 3), "middle": (4, 6), "end": (7, 9)}
_MODS = {"start": "START", "middle": "MID", "end": "END"}


@dataclass(frozen=True)
class Value:
    """The value of one phrase."""

    window: Window
    edtf: str
    type: TimeType
    timex: str
    mod: str = ""
    vague: bool = False
    """Whether the words give no bound of their own: «قريبا», «the past days»."""
    note: str = ""
    """What makes the value doubtful."""


def dated(window: Window, timex: str = "", mod: str = "") -> Value:
    """The value of a window: a date, or an interval when its EDTF has two ends."""
    edtf = window.edtf or ""
    return Value(window, edtf, "interval" if "/" in edtf else "date", timex or edtf, mod)


def _written(window: Window, edtf: str, timex: str) -> Value:
    return Value(replace(window, edtf=edtf), edtf, "interval", timex)


def day(when: date, time: str = "") -> Value:
    """A day; ``time`` is what TIMEX3 writes behind it (``TEV``, ``T20:00``)."""
    value = dated(Window.day(when))
    return replace(value, timex=value.timex + time) if time else value


def days(first: date, last: date) -> Value:
    """From one day to another, both included; raises ValueError when they are turned round."""
    return dated(days_window(first, last))


def year(number: int, part: str = "", months: tuple[int, int] | None = None) -> Value:
    """A year or a part of it (the months given), the part named for TIMEX3."""
    if months:
        return dated(part_of_year(number, months), f"{number:04}", _MODS.get(part, ""))
    return dated(year_window(number))


def month(number: int, of: int, part: str = "", thirds: tuple[int, int] | None = None) -> Value:
    """A month or a part of it (the days given)."""
    if thirds:
        return dated(third_of_month(of, number, thirds), f"{of:04}-{number:02}", _MODS[part])
    return dated(month_window(of, number))


def week(of: date) -> Value:
    """The week (Monday to Sunday) of a day."""
    monday = of - timedelta(days=of.weekday())
    iso = of.isocalendar()
    window = days_window(monday, monday + timedelta(days=WEEK - 1))
    return dated(window, f"{iso.year:04}-W{iso.week:02}")


def weekend(of: date) -> Value:
    """Saturday and Sunday of the week of a day."""
    saturday = of - timedelta(days=of.weekday() - _SATURDAY)
    iso = of.isocalendar()
    window = days_window(saturday, saturday + timedelta(days=1))
    return dated(window, f"{iso.year:04}-W{iso.week:02}-WE")


def fraction(number: int, of: int, parts: int) -> Value:
    """A quarter (``parts`` 4) or half (2) of a year; EDTF 33 to 36 and 40, 41."""
    length = DECEMBER // parts
    if not 1 <= number <= parts:
        raise ValueError(f"no part {number} of {parts}")
    window = part_of_year(of, (length * (number - 1) + 1, length * number))
    code = (32 if parts == 4 else 39) + number
    letter = "Q" if parts == 4 else "H"
    return _written(window, f"{of:04}-{code}", f"{of:04}-{letter}{number}")


def season(number: int, of: int) -> Value:
    """A season (EDTF 21 spring to 24 winter) of a year; a winter begins in December."""
    window = season_window(of, number)
    return _written(window, f"{of:04}-{number}", f"{of:04}-{_SEASONS[number]}")


def any_season(number: int) -> Value:
    """A season of no year in particular."""
    timex = f"XXXX-{_SEASONS[number]}"
    return Value(NOTHING, timex, "set", timex, vague=True)


def decade(first: int, part: str = "") -> Value:
    """Ten years from a year that ends in 0, or a part of them: four, three, three."""
    if part:
        begin, end = _DECADE_PARTS[part]
        some = dated(joined(year_window(first + begin), year_window(first + end)))
        return replace(some, timex=f"{first // 10}", mod=_MODS[part])
    window = joined(year_window(first), year_window(first + 9))
    return _written(window, f"{first // 10}X", f"{first // 10}")


def century(number: int) -> Value:
    """The years x00 to x99 that people call a century."""
    first = (number - 1) * 100
    window = joined(year_window(max(first, 1)), year_window(first + 99))
    return _written(window, f"{number - 1:02}XX", f"{number - 1:02}")


def before_christ(number: int) -> Value:
    """A year before the common era: no days, the calendar of xsd:date begins later."""
    return Value(NOTHING, f"-{number - 1:04}", "date", f"BC{number:04}")


def unknown_year(month_: int, day_: int | None = None) -> Value:
    """A day or month whose year nothing tells: no bounds."""
    text = f"XXXX-{month_:02}" + (f"-{day_:02}" if day_ else "")
    return Value(NOTHING, text, "date", text)


def duration(count: float, unit: str, *, vague: bool = False) -> Value:
    """So many of a unit (ISO 8601); halves in the next smaller unit where that is whole.

    Weekends have no ISO 8601 duration: ``PnWE`` as TIMEX3 writes them.
    """
    if unit == "fortnight" and count >= 0:
        count *= 2
    if count != int(count) and unit in ("year", "day"):
        count, unit = (count * DECEMBER, "month") if unit == "year" else (count * 24, "hour")
    number = f"{count:g}" if count >= 0 else "X"
    edtf = _LETTERS[unit].format(number)
    if unit in ("decade", "century") and count >= 0:
        edtf = f"P{count * (10 if unit == 'decade' else 100):g}Y"
    timex = _LETTERS[unit].format(number)
    return Value(Window(edtf=edtf), edtf, "duration", timex, vague=vague)


def approximate(value: Value) -> Value:
    """About that time: EDTF ``~``; what is written has its bounds, nothing is padded."""
    if not value.window.known:
        return value
    edtf = f"{value.edtf}~"
    return replace(value, window=replace(value.window, edtf=edtf), edtf=edtf, mod="APPROX")


def repeated(count: float, unit: str) -> Value:
    """Every so many of a unit."""
    if unit == "weekend" and count == 1:
        return Value(NOTHING, "XXXX-WXX-WE", "set", "XXXX-WXX-WE")
    if unit == "fortnight":
        count *= 2
    timex = _LETTERS[unit].format(f"{count:g}")
    return Value(NOTHING, timex, "set", timex)


def reference(name: str, anchor: date | None) -> Value:
    """PAST_REF, PRESENT_REF or FUTURE_REF: open windows up to or from the anchor."""
    window, edtf = NOTHING, name
    if anchor and name == "PAST_REF":
        edtf = f"../{anchor.isoformat()}"
        window = Window(latest_begin=anchor, latest_end=anchor, edtf=edtf)
    elif anchor and name == "FUTURE_REF":
        edtf = f"{anchor.isoformat()}/.."
        window = Window(earliest_begin=anchor, earliest_end=anchor, edtf=edtf)
    return Value(window, edtf, "ref", name, vague=True)


def clock(when: date | None, time: str) -> Value:
    """A time of day, on a day when one is known."""
    if when is None:
        return Value(NOTHING, time, "time", f"XXXX-XX-XX{time}")
    return Value(Window.day(when), when.isoformat(), "time", f"{when.isoformat()}{time}")


def between(first: Value, last: Value) -> Value:
    """From the first day of one value to the last of another; ValueError when turned round."""
    window = joined(first.window, last.window)
    return Value(window, window.edtf or "", "interval", f"{first.timex}/{last.timex}")


def timed(value: Value, time: str) -> Value:
    """A day with a time of day behind it."""
    bare = re.sub(r"T.*", "", value.timex)
    return replace(value, timex=bare + time, type="date" if value.type == "time" else value.type)
