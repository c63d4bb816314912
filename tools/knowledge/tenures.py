"""Dated tenures; one holder's rows of one office joined.

What a row says of the end is kept as it is known: a day, a snapshot on which the holder
was still in office (then only the earliest end is known), or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tools.knowledge.offices import Offices
from tools.knowledge.people import People
from tools.knowledge.tables import DOUBTFUL, MEMORY, VERIFIED, Row, Tables
from tools.knowledge.turtle import Thing, bounds

_SNAPSHOT = re.compile(r"(?:open at|in office at) the snapshot of (\d{4}-\d\d-\d\d)")
_DERIVED = "end derived"
"""The note on an end that is only the day on which the next known holder began."""
_YEARS_ONLY = "year precision"
_SAME_BEGIN = 31
"""Sources that tell begins so few days apart tell of one tenure; both days bound its begin."""
Corner = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """One person holds one office: the rows that say so, joined."""

    person: str
    office: str
    begin: Corner
    end: Corner
    begin_status: str
    end_status: str
    status: str
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()
    overlaps: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key: holder, office and first possible day."""
        person, office = self.person.split("/")[1], self.office.split("/")[1]
        return f"tenure/{person}-{office}-{self.begin[0]}"


class Tenures:
    """Turns the rows of offices.tsv into tenures, and says which speak against each other."""

    def __init__(self, tables: Tables, people: People, offices: Offices) -> None:
        self.tables = tables
        self.people = people
        self.offices = offices
        self.contradicted: list[tuple[Held, Held]] = []
        self.unexplained: list[tuple[Held, Held]] = []

    def tenures(self) -> Iterator[tuple[Thing, bool]]:
        """(tenure, whether it is doubtful)."""
        held: list[Held] = []
        rows = ((row, self._held(row)) for row in self.offices.rows)
        for row, found in sorted(rows, key=lambda pair: _width(pair[1].begin) > _SAME_BEGIN):
            if row["status"] == DOUBTFUL:
                yield self._thing(found), True
            else:
                _join(held, found)
        held = [self._outlived(one, held) for one in held]
        kept = [one for one in held if not self._spoken_against(one, held)]
        for one in held:
            if one not in kept:
                yield self._thing(one), True
        for one in kept:
            yield self._thing(replace(one, overlaps=self._overlaps(one, kept))), False

    def _held(self, row: Row) -> Held:
        begin = bounds(row["start"]) or ("", "")
        notes = [row["note"].strip('"; ')] if row["note"].strip('"; ') else []
        end, end_status = bounds(row["end"]) or ("", ""), row["end_status"] or row["status"]
        seen = self._seen(row)
        if end[1] and begin[0] and end[1] < begin[0]:
            notes.append(f"end {row['end']} of the source left out: before the begin")
            end = ("", "")
        if not end[0] and row["end_memory"]:
            end, end_status = bounds(row["end_memory"]) or ("", ""), MEMORY
            if seen and end[1] < seen:
                notes.append(f"end {row['end_memory']} from memory left out: still in office later")
                end = ("", "")
        if not end[0]:
            end, end_status = (seen, ""), row["status"]
        elif end_status == DOUBTFUL and _DERIVED in row["note"]:
            end = (seen if seen <= end[0] else "", end[1])
        return Held(
            self.people.keys[row["name_en"]],
            self.offices.key(row),
            begin,
            end,
            row["start_status"] or row["status"],
            end_status,
            row["status"],
            (row["source"],),
            tuple(notes),
        )

    def _seen(self, row: Row) -> str:
        """The last day on which the row's sources show the holder in office; empty if none does."""
        found = _SNAPSHOT.findall(row["note"])
        for entry in self.tables.sources.snapshots:
            match = re.search(entry["pattern"], f"{row['source']} {row['note']}")
            if match:
                found.append(entry.get("day") or match[1])
        begin = bounds(row["start"]) or ("", "")
        return max((day for day in found if day >= begin[0]), default="")

    def _spoken_against(self, one: Held, held: list[Held]) -> bool:
        """Whether a verified tenure of the same single office lies across one from memory."""
        if one.status == VERIFIED or self.offices.several(one.office):
            return False
        for other in held:
            same = other.office == one.office and other.person != one.person
            if same and other.status == VERIFIED and _shared_days(one, other) > self._handover:
                self.contradicted.append((one, other))
                return True
        return False

    def _outlived(self, one: Held, held: list[Held]) -> Held:
        """A tenure that a source of years left open though another holder had long begun.

        The next holder bounds it; the day of that source is no sign of life.
        """
        reasons: dict[str, str] = self.tables.roles["overlaps"]
        if one.end[1] or not one.end[0] or self.offices.several(one.office):
            return one
        if one.office in reasons or not any(_YEARS_ONLY in note for note in one.notes):
            return one
        later = [
            other.begin[1]
            for other in held
            if other.office == one.office
            and other.person != one.person
            and one.begin[1] < other.begin[0]
            and _apart((other.begin[1], one.end[0])) > self._handover
            and other.begin[1] < one.end[0]
        ]
        return replace(one, end=("", min(later))) if later else one

    @property
    def _handover(self) -> int:
        return int(self.tables.roles["overlaps"]["handover_days"])

    def _overlaps(self, one: Held, held: list[Held]) -> dict[str, str]:
        """Other holders of the same single office on the same days, each with the reason."""
        found: dict[str, str] = {}
        if self.offices.several(one.office):
            return found
        reasons: dict[str, str] = self.tables.roles["overlaps"]
        for other in held:
            days = _shared_days(one, other) if other.office == one.office else 0
            if other.person == one.person or days <= 0:
                continue
            handover = "handover" if days <= self._handover else ""
            reason = handover or reasons.get(one.office, "")
            if not reason:
                self.unexplained.append((one, other))
            found[other.key] = reason or "unexplained"
        return found

    def _thing(self, held: Held) -> Thing:
        thing = Thing(held.key, "Tenure")
        thing.link("dip:holder", held.person).link("dip:office", held.office)
        thing.corners(held.begin, held.end)
        if held.begin_status != held.status:
            thing.text("dip:beginStatus", held.begin_status)
        if held.end_status != held.status and held.end[0]:
            thing.text("dip:endStatus", held.end_status)
        for other, _ in sorted(held.overlaps.items()):
            thing.link("dip:overlaps", other)
        for reason in sorted(set(held.overlaps.values())):
            thing.text("dip:overlapReason", reason)
        if any("rival" in reason for reason in held.overlaps.values()):
            thing.add("dip:rival", "true")
        for note in held.notes:
            thing.text("skos:note", note)
        return self.tables.sources.stamp(thing, held.status, *held.sources)


def _join(held: list[Held], new: Held) -> None:
    """Adds a tenure, or joins it to one of the same person and office that it repeats."""
    for index, old in enumerate(held):
        same = (old.person, old.office) == (new.person, new.office)
        begin = max(old.begin[0], new.begin[0]), min(old.begin[1], new.begin[1])
        told = max(_width(old.begin), _width(new.begin)) <= _SAME_BEGIN
        if same and told and begin[0] > begin[1] and _apart(begin) <= _SAME_BEGIN:
            begin = begin[1], begin[0]
        if not same or begin[0] > begin[1]:
            continue
        better = old if (old.status == VERIFIED or new.status != VERIFIED) else new
        other = new if better is old else old
        exact = min((old, new), key=lambda h: h.begin[0] != begin[0] or h.begin[1] != begin[1])
        end, end_status = better.end, better.end_status
        if not end[1] and (other.end[1] > end[0] or (not other.end[1] and other.end[0] > end[0])):
            end, end_status = other.end, other.end_status
        held[index] = replace(
            better,
            begin=begin,
            end=end,
            begin_status=exact.begin_status,
            end_status=end_status,
            sources=tuple(dict.fromkeys((*old.sources, *new.sources))),
            notes=tuple(dict.fromkeys((*old.notes, *new.notes))),
        )
        return
    held.append(new)


def _width(days: Corner) -> int:
    """How many days a begin may lie apart; a year is wide, a day is not at all."""
    return _apart(days) if all(days) else 0


def _apart(days: Corner) -> int:
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days)


def _shared_days(one: Held, other: Held) -> int:
    """How many days the two certainly have in common, 0 when none or unknown."""
    ends = [held.end[0] for held in (one, other)]
    if not all(ends) or not (one.begin[1] and other.begin[1]):
        return 0
    begin = max(date.fromisoformat(held.begin[1]) for held in (one, other))
    return (min(map(date.fromisoformat, ends)) - begin).days
