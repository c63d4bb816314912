"""Faults of dates: off by a day, a month, a year; the wrong way; open ends closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kg.model.claims import Anchor, Window
from tools.mutants import mutant

DATES = ("tests/test_dates.py",)
DATING = ("tests/test_dating.py",)
CONTEXT = "kg.dates.context"
WINDOWS = "kg.dates.windows"
DAY = timedelta(days=1)


@mutant(f"{WINDOWS}:last_day", DATES)
def a_month_ends_a_day_early(original: Any, *args: Any) -> date:
    day: date = original(*args)
    return day - DAY


@mutant(f"{WINDOWS}:add_months", DATES)
def months_counted_one_too_far(original: Any, year: int, month: int, count: int) -> Any:
    return original(year, month, count + 1)


@mutant(f"{WINDOWS}:days_window", DATES)
def a_stretch_begins_a_day_late(original: Any, first: date, last: date) -> Window:
    window: Window = original(first, last)
    return replace(window, earliest_begin=min(first + DAY, last))


@mutant(f"{WINDOWS}:season_window", (*DATES, "tests/test_dates_properties.py"))
def a_winter_within_one_year(original: Any, year: int, season: int) -> Window:
    window: Window = original(year - 1 if season == 24 else year, season)
    return replace(window, edtf=f"{year:04}-{season}")


@mutant(f"{WINDOWS}:_point", DATES)
def an_edtf_month_is_its_first_day(original: Any, text: str) -> Window | None:
    window: Window | None = original(text)
    if window is None or window.earliest_begin is None or len(text) != 7:
        return window
    return Window.day(window.earliest_begin)


@mutant(f"{CONTEXT}:DateContext.nearest", DATES)
def a_weekday_always_lies_behind(original: Any, context: Any, weekday: int, **_: Any) -> date:
    day: date = original(context, weekday, forward=False)
    return day


@mutant(f"{CONTEXT}:DateContext.nearest", DATES)
def a_weekday_a_week_off(original: Any, context: Any, weekday: int, *, forward: bool) -> date:
    day: date = original(context, weekday, forward=forward)
    return day - 7 * DAY


@mutant(f"{CONTEXT}:nearest_year", DATES)
def a_day_without_year_is_of_this_year(_: Any, anchor: date, *__: int) -> int:
    return anchor.year


@mutant(f"{CONTEXT}:DateContext.full_year", DATES)
def two_digits_are_of_this_century(original: Any, context: Any, text: str) -> int:
    return 2000 + int(text) if text.isdigit() and len(text) == 2 else int(original(context, text))


@mutant("kg.model.claims:Window.within", ("tests/test_dates.py", "tests/test_store.py"))
def an_end_one_day_further(original: Any, cls: Any, first: date, last: date, edtf: str) -> Window:
    window: Window = original(cls, first, last, edtf)
    return replace(window, latest_end=last + DAY)


@mutant("kg.model.claims:TimeExpression.stretch", ("tests/test_latin_events.py",))
def since_and_until_are_at(_: Any, expression: Any) -> Window:
    window: Window = expression.window
    return window


@mutant("kg.dates.values:week", DATES)
def a_week_begins_on_sunday(original: Any, of: date) -> Any:
    return original(of + DAY)


@mutant("kg.dates.times:_Reader.role", DATES)
def since_and_until_unread(*_: Any) -> str:
    return "at"


@mutant("kg.dates.anchoring:decided", DATING)
def the_likeliest_day_always_told(_: Any, ranking: Any) -> Anchor:
    day = ranking.best[0]
    return Anchor(day, day, "inferred")


@mutant("kg.dates.anchoring:by_sidecar", DATING)
def the_sidecar_unread(*_: Any) -> None:
    return None


@mutant("kg.dates.dating:Ranking.interval", DATING)
def an_inferred_stretch_too_short(original: Any, ranking: Any, share: float) -> Any:
    first, last = original(ranking, share)
    return first, max(first, last - DAY)
