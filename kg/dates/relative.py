"""Dates counted from the day of the article or from the date told last, and durations."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kg.dates import values
from kg.dates.context import SIGNS, DateContext, Groups, Match, following
from kg.dates.values import Value
from kg.dates.windows import DECEMBER, WEEK, add_months, days_window, months_window

_FRIDAY = 4
_NO_CALENDAR = ("hour", "minute", "second", "decade", "century")


class RelativeRules(DateContext):
    """One method for each rule; ``None`` or ValueError when the words have no value here."""

    def _deixis(self, groups: Groups, match: Match, _: Any) -> Value | None:
        move = self.rules.words["deixis"][groups["dx"]]
        bare = not (groups.get("wd") or groups.get("tod"))
        if move == 0 and bare and self._generic(match):
            return None
        if self.anchor is None:
            return None
        day = self.anchor + timedelta(days=move)
        if groups["dx"] in self.rules.names["dayparts"]:
            return values.day(day, f"T{self.rules.names['dayparts'][groups['dx']]}")
        return values.day(day, self.daypart(groups))

    def _generic(self, match: Match) -> bool:
        """«في العالم اليوم»: nowadays, not a day, when no verb or name stands right before."""
        if "generic" not in self.rules.lists or match[0][:1] != match["dx"][:1]:
            return False
        before = self.text[: match.start()].rstrip().rsplit(" ", 1)[-1]
        named = before.startswith("ال") and before[-1].isalnum()
        return named or before in self.rules.lists["generic"] or not before

    def _weekday(self, groups: Groups, match: Match, _: Any) -> Value | None:
        weekday = self.rules.words["weekdays"][groups["wd"]]
        kind, part = self.kind(groups) or self.kind_ahead, self.daypart(groups)
        if self.anchor is None:
            return None
        if self.weekday_before and not kind:
            return values.day(following(self.weekday_before, weekday), part)
        if kind in ("past", "next") and weekday == self.anchor.weekday():
            return values.day(self.anchor + timedelta(days=WEEK * SIGNS[kind]), part)
        forward = kind == "next" or (kind != "past" and self.forward(match))
        return values.day(self.nearest(weekday, forward=forward), part)

    def _unit(self, groups: Groups, match: Match, options: Any) -> Value | None:
        kind = options.get("move") or self.kind(groups) or "current"
        unit = options.get("unit") or self.rules.names["units"][groups["u"]]
        if unit == "weekend" and kind == "current" and self.cue(match) is False and self.anchor:
            kind = "past" if self.anchor.weekday() < _FRIDAY else kind
        return self._moved(unit, SIGNS[kind], groups)

    def _moved(self, unit: str, move: int, groups: Groups) -> Value | None:
        """A calendar unit before, at or after the anchor's, or a part or day of it."""
        if self.anchor is None:
            return None
        name, days, months = self.rules.parts.get(groups.get("part") or "", ("", None, None))
        if unit == "day":
            return values.day(self.anchor + timedelta(days=move), self.daypart(groups))
        if unit in ("week", "weekend"):
            of = self.anchor + timedelta(weeks=move)
            return values.week(of) if unit == "week" else values.weekend(of)
        if unit == "month":
            year, month = add_months(self.anchor.year, self.anchor.month, move)
            if groups.get("day"):
                return values.day(date(year, month, self.number(groups["day"], "ordinals")))
            return values.month(month, year, name, days)
        if unit == "quarter":
            index = self.anchor.year * 4 + (self.anchor.month - 1) // 3 + move
            return values.fraction(index % 4 + 1, index // 4, 4)
        if unit == "year":
            return values.year(self.anchor.year + move, name, months)
        if unit in ("decade", "century") and move < 0:
            return values.duration(1, unit)
        return None

    def _units(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """«الأشهر الستة المقبلة»: so many whole units before or after the current one."""
        table = "duals" if groups.get("dual") else "units"
        unit = self.rules.names[table][groups.get("dual") or groups["u"]]
        count = 2 if groups.get("dual") else self.number(groups["n"])
        kind = self.kind(groups)
        if options.get("as") == "duration" or kind == "current" or unit in _NO_CALENDAR:
            return values.duration(count, unit)
        if self.anchor is None or kind is None:
            return None
        sign = SIGNS[kind]
        if unit == "month":
            moved = (add_months(self.anchor.year, self.anchor.month, sign * n) for n in (1, count))
            first, last = sorted(moved)
            return values.dated(months_window(first, last))
        if unit == "year":
            first_year, last_year = sorted(self.anchor.year + sign * n for n in (1, count))
            return values.between(values.year(first_year), values.year(last_year))
        if unit in ("day", "week"):
            step = timedelta(days=1 if unit == "day" else WEEK)
            begin, end = sorted(self.anchor + step * sign * n for n in (1, count))
            whole = values.week(end).window if unit == "week" else None
            return values.days(begin, whole.latest_end if whole and whole.latest_end else end)
        return None

    def _ago(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """So many units before (or, ``move`` 1, after) the anchor, or the date told last."""
        told_last = options.get("from") == "last"
        start = self.last if told_last else self.anchor
        if start is None:
            return None
        table = "duals" if groups.get("dual") else "units"
        unit = self.rules.names[table][groups.get("dual") or groups["u"]]
        count = 2 if groups.get("dual") else self.number(groups.get("n") or "1")
        shift = self.rules.names["shifts"].get(groups.get("shift") or "")
        if unit == "fortnight":
            unit, count = "week", 2 * count
        sign = SIGNS[shift] if shift else options.get("move", -1)
        value = self._away(start, unit, count * sign)
        return values.approximate(value) if value and options.get("approximate") else value

    def _away(self, start: date, unit: str, count: int) -> Value | None:
        if unit == "day":
            return values.day(start + timedelta(days=count))
        if unit == "week":
            return values.week(start + timedelta(weeks=count))
        if unit == "month":
            year, month = add_months(start.year, start.month, count)
            return values.month(month, year)
        if unit == "decade":
            unit, count = "year", count * 10
        return values.year(start.year + count) if unit == "year" else None

    def _nextday(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """« le lendemain », « la veille »: from the date told last, else from the anchor."""
        start = self.last or self.anchor
        if start is None:
            return None
        return values.day(start + timedelta(days=options["move"]), self.daypart(groups))

    def _relative(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“the following day”, “that year”: a unit from the date told last."""
        if self.last is None:
            return None
        unit = self.rules.names["units"][groups["u"]]
        move = SIGNS[self.rules.names["shifts"][groups["shift"]]]
        kept, self.day = self.day, self.last
        narrative, self.narrative = self.narrative, False
        try:
            return self._moved(unit, move, groups)
        finally:
            self.day, self.narrative = kept, narrative

    # --- without a place in the calendar ------------------------------------------------

    def _duration(self, groups: Groups, match: Match, options: Any) -> Value | None:
        if groups.get("dual"):
            return values.duration(2, self.rules.names["duals"][groups["dual"]])
        if "n" in options:
            return values.duration(options["n"], options["unit"])
        unit = self.rules.names["units"][groups["u"]]
        if unit == "weekend":
            return None
        half = 0.5 if options.get("half") else 0
        if "vague" in options:
            return values.duration(-1, unit, vague=True)
        told = groups.get("n") or "1"
        part = re.fullmatch(r"(\d+)[.,](\d)", told)
        count = float(f"{part[1]}.{part[2]}") if part else self.number(told) + half
        return values.duration(count, unit, vague="adjective" in options)

    def _some(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """«الأيام الماضية»: a window as wide as the language file says, and vague."""
        unit = self.rules.names["units"][groups["u"]]
        kind, timex = self.kind(groups), values.duration(-1, unit).timex
        width = self.rules.options["vague_days"].get(unit)
        if groups.get("way"):
            kind = "past" if groups["way"] == "recent" else "next"
            timex = "PAST_REF" if kind == "past" else "FUTURE_REF"
        if self.anchor is None or width is None or kind == "current":
            plain = values.duration(-1, unit).timex
            return Value(values.NOTHING, plain, "duration", timex, vague=True)
        there = self.anchor + timedelta(days=width * SIGNS[kind or "past"])
        first, last = sorted((self.anchor, there))
        ends = (f"{d.isoformat()}{'~' if d == there else ''}" for d in (first, last))
        window = replace(days_window(first, last), edtf="/".join(ends))
        return Value(window, window.edtf or "", "interval", timex, vague=True)

    def _set(self, groups: Groups, match: Match, options: Any) -> Value | None:
        if groups.get("wd"):
            weekday = self.rules.words["weekdays"][groups["wd"]]
            timex = f"XXXX-WXX-{weekday + 1}"
            return Value(values.NOTHING, timex, "set", timex)
        if groups.get("tod"):
            return Value(values.NOTHING, "P1D", "set", f"XXXX-XX-XX{self.daypart(groups)}")
        unit = self.rules.names["units"][groups["u"]] if groups.get("u") else options["unit"]
        return values.repeated(self.number(groups["n"]) if groups.get("n") else 1, unit)

    def _later(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“a few days later”: no day can be named."""
        shift = self.rules.names["shifts"][groups["shift"]]
        name = "PAST_REF" if shift == "past" else "FUTURE_REF"
        return Value(values.NOTHING, name, "ref", name, vague=True)

    def _reference(self, groups: Groups, match: Match, _: Any) -> Value | None:
        return values.reference(self.rules.names["refs"][groups["ref"]], self.day)

    def _clock(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """A time of day, with what fixes its half of the day; on the day told last."""
        hour = int(groups["hh"]) if groups.get("hh") else self.number(groups["o"], "ordinals")
        half = self.rules.names["dayparts"].get(groups.get("tod") or "", "")
        if half in ("PM", "EV", "AF") and hour < DECEMBER:
            hour += DECEMBER
        if half in ("AM", "MO") and hour == DECEMBER:
            hour = 0
        minute = int(groups.get("mm") or 0)
        if hour > 24 or minute > 59:
            return None
        time = f"T{hour:02}:{minute:02}"
        return values.clock(self.last or self.anchor, time)

    def _timeofday(self, groups: Groups, match: Match, options: Any) -> Value | None:
        """“this morning”, “last night”, « dans la soirée »."""
        start = (self.last if options.get("from") == "last" else None) or self.anchor
        part = f"T{options['part']}" if "part" in options else self.daypart(groups)
        if start is None or not part:
            return None
        move = options.get("move", 0)
        if groups.get("mod"):
            move = SIGNS[self.kind(groups) or "current"]
        return values.day(start + timedelta(days=move), part)
