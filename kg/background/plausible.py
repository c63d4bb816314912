"""Whether background knowledge can be true: order of days, one holder at a time, careers.

Thresholds and known exceptions, each with its reason, are in
``seeds/knowledge/plausible.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from kg.background.known import Knowledge, Tenure
from kg.rulefiles import files

_YEAR = 365.25


@dataclass(frozen=True, order=True)
class Finding:
    """Something that cannot well be true, and of which thing."""

    key: str
    rule: str
    message: str


@dataclass(frozen=True)
class Limits:
    """What ``plausible.toml`` sets."""

    career_years: float
    exceptions: Mapping[tuple[str, str], str]
    """(key, rule) -> why it is true all the same."""


def limits(folder: Path) -> Limits:
    """The limits of a knowledge folder; raises RuleFileError naming file and line."""
    table = files.read(folder / "plausible.toml")
    listed = {(e["key"], e["rule"]): e["reason"] for e in table.get("exception", ())}
    return Limits(float(table["career_years"]), listed)


def findings(known: Knowledge, bounds: Limits) -> list[Finding]:
    """All that is not plausible and no listed exception, in order of keys."""
    rules = (_one_holder, _rounds, _resolutions)
    found = {finding for rule in rules for finding in rule(known)}
    found |= set(_careers(known, bounds.career_years))
    return sorted(f for f in found if (f.key, f.rule) not in bounds.exceptions)


def _one_holder(known: Knowledge) -> Iterator[Finding]:
    """No two people certainly hold a single office on one day, unless the data mark it."""
    for office in sorted({tenure.office for tenure in known.tenures}):
        if known.several_hold(office):
            continue
        for one, other in combinations(known.tenures_of(office), 2):
            marked = other.key in one.overlaps or one.key in other.overlaps
            if one.person != other.person and not marked and _share_days(one, other):
                yield Finding(
                    max(one.key, other.key),
                    "one-holder",
                    f"{one.key} and {other.key} overlap: mend a day, or say why with "
                    "dip:overlaps and dip:overlapReason",
                )


def _share_days(one: Tenure, other: Tenure) -> bool:
    """Whether both certainly hold on more than the day of a handover."""
    begins = (one.window.latest_begin, other.window.latest_begin)
    ends = (one.window.earliest_end, other.window.earliest_end)
    if None in begins or None in ends:
        return False
    return max(d for d in begins if d) < min(d for d in ends if d)


def _rounds(known: Knowledge) -> Iterator[Finding]:
    """A round belongs to a process, and numbers of rounds and their days run alike."""
    numbered: dict[str, list[tuple[int, date, str]]] = {}
    for found in known.rounds:
        if found.process not in known.entities:
            yield Finding(found.key, "process", f"its process “{found.process}” is unknown")
        begin = found.window.earliest_begin
        if found.number is not None and begin:
            numbered.setdefault(found.process, []).append((found.number, begin, found.key))
    for rounds in numbered.values():
        for (number, day, key), (later, next_day, next_key) in pairwise(sorted(rounds)):
            if number == later:
                yield Finding(next_key, "round-order", f"round {number} is also {key}")
            elif next_day < day:
                told = f"round {later} begins on {next_day}, before round {number} ({day})"
                yield Finding(next_key, "round-order", told)


def _resolutions(known: Knowledge) -> Iterator[Finding]:
    """Numbers and days of resolutions run alike; the symbol's year is that of the day."""
    adopted: list[tuple[int, str, str]] = []
    for key, entity in known.entities.items():
        facts = dict(entity.facts)
        if entity.type == "Resolution" and "adopted" in facts and "number" in facts:
            adopted.append((int(facts["number"]), facts["adopted"], key))
            if not key.endswith(facts["adopted"][:4]):
                yield Finding(key, "resolution-year", f"it was adopted on {facts['adopted']}")
    for (_, day, key), (_, next_day, next_key) in pairwise(sorted(adopted)):
        if next_day < day:
            told = f"it is dated {next_day}, but {key} before it {day}"
            yield Finding(next_key, "resolution-order", told)


def _careers(known: Knowledge, years: float) -> Iterator[Finding]:
    """A holder is alive as far as the data know: no career is longer than one can be."""
    days: dict[str, list[date]] = {}
    for tenure in known.tenures:
        window = tenure.window
        corners = (window.earliest_begin, window.latest_begin, window.earliest_end)
        days.setdefault(tenure.person, []).extend(day for day in corners if day)
    for person, held in days.items():
        if held and max(held) - min(held) > timedelta(days=years * _YEAR):
            told = f"in office from {min(held)} to {max(held)}: are these two people?"
            yield Finding(person, "career", told)
