"""Feasts and days of memory: fixed days, days counted from Easter, days of the Hijri.

`ontology/feasts.toml` says when each is; the language files name them (`[dates.feasts]`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri

from kg.dates import values
from kg.dates.context import SIGNS, DateContext, Groups, Match
from kg.dates.values import Value
from kg.dates.windows import WEEK
from kg.errors import InputError
from kg.resources import ONTOLOGY

_HALF_A_YEAR = 183


class FeastRules(DateContext):
    """One rule: a feast with its year, or the one that the tense means."""

    def _feast(self, groups: Groups, match: Match, _: Any) -> Value | None:
        """“Easter 2018”, «أول أيام عيد الأضحى», « la veille de Noël »."""
        feast = self.rules.names["feasts"][groups["feast"]]
        shift = int(self.rules.words["feast_shifts"].get(groups.get("fs") or "", 0))
        if groups.get("y"):
            days = _in_year(feast, self.full_year(groups["y"]))
        elif self.anchor:
            days = self._near(feast, groups, match)
        else:
            return None
        if len(days) != 1:
            return None
        first = days[0] + timedelta(days=shift)
        lasts = 1 if groups.get("fs") else feasts()[feast].get("days", 1)
        return values.days(first, first + timedelta(days=lasts - 1))

    def _near(self, feast: str, groups: Groups, match: Match) -> list[date]:
        """The last or the next of its days; without modifier and tense the nearest."""
        anchor = self.anchor
        assert anchor is not None
        around = [d for n in (-1, 0, 1) for d in _in_year(feast, anchor.year + n)]
        kind = self.kind(groups)
        if kind == "current":
            return [d for d in around if d.year == anchor.year]
        if kind is None and (groups.get("ymod")):
            move = SIGNS[self.rules.names["modifiers"][groups["ymod"]]]
            return [d for d in around if d.year == anchor.year + move]
        if kind is None:
            cue = self.cue(match)
            near = min(around, key=lambda d: (abs((d - anchor).days), d))
            if cue is None or abs((near - anchor).days) < WEEK:
                return [near] if abs((near - anchor).days) < _HALF_A_YEAR else []
            kind = "next" if cue else "past"
        if kind == "next":
            return [d for d in around if d > anchor][:1]
        return [d for d in around if d <= anchor][-1:]


def _in_year(feast: str, year: int) -> list[date]:
    """The days on which a feast begins in a year: the Hijri gives none, one or two."""
    when = feasts()[feast]
    if "on" in when:
        month, day = map(int, when["on"].split("-"))
        return [date(year, month, day)]
    if "easter" in when:
        way = EASTER_ORTHODOX if when.get("orthodox") else EASTER_WESTERN
        return [easter(year, way) + timedelta(days=when["easter"])]
    if "weekday" in when:
        first = date(year, when["month"], 1)
        ahead = (when["weekday"] - first.weekday()) % WEEK
        return [first + timedelta(days=ahead + WEEK * (when["number"] - 1))]
    month, day = map(int, when["hijri"].split("-"))
    try:
        begun = Gregorian(year, 1, 1).to_hijri().year
        made = [Hijri(begun + n, month, day).to_gregorian() for n in (0, 1)]
    except (OverflowError, ValueError):
        return []
    return [date(d.year, d.month, d.day) for d in made if d.year == year]


@cache
def feasts() -> Mapping[str, Mapping[str, Any]]:
    """Name -> when it is, as ``ontology/feasts.toml`` says; InputError for a broken file."""
    path = ONTOLOGY / "feasts.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: {error}; mend the file or restore it") from error
    for name, when in found.items():
        if not {"on", "easter", "hijri", "weekday"} & set(when):
            raise InputError(f"{path}: [{name}] says no day; write on, easter, hijri or weekday")
    return found
