"""The frozen tables of background knowledge, and looking up who, what and which on a day.

Every thing keeps its source and status. A lookup says how sure it is: ``known``,
``likely`` (the sources leave an end open), ``ambiguous`` or ``unknown``. Nobody is a present
holder because a source once showed them in office: behind its day the answer is *unknown
since* that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from kg.model.claims import Entity, Window

KNOWN, LIKELY, AMBIGUOUS, UNKNOWN = "known", "likely", "ambiguous", "unknown"
K = TypeVar("K")
V = TypeVar("V")
LIKELY_YEARS = 4.0
"""How long a holder whose end no source tells is likely still in office: a common term."""
_YEAR = 365.25
_SYMBOL = re.compile(r"(?:S/RES/)?(\d+)\s*(?:\((\d{4})\))?")


@dataclass(frozen=True)
class Name:
    """One way to write one thing."""

    surface: str
    language: str
    """``ar``, ``en``, ``fr``; empty where a source does not say."""
    key: str
    kind: str
    """``preferred``, ``alias``, ``demonym`` or ``variant`` (for lookups only)."""
    norm: str
    """The folded surface."""


@dataclass(frozen=True)
class Tenure:
    """A person held an office."""

    key: str
    person: str
    office: str
    window: Window
    status: str
    begin_status: str
    end_status: str
    sources: tuple[str, ...]
    overlaps: tuple[str, ...] = ()
    """Tenures of other holders on the same days that the sources really tell of."""
    rival: bool = False
    """Whether it is one of rival governments: another holder does not end it."""

    def holds(self, day: date) -> bool:
        """Whether the day can lie within the tenure; an unknown end is open."""
        begin, end = self.window.earliest_begin, self.window.latest_end
        return bool(begin and begin <= day) and not (end and end < day)

    @property
    def shown(self) -> date | None:
        """The last day on which the sources show the holder in office, however it went on."""
        return self.window.earliest_end or self.window.latest_begin

    def likely(self, day: date, years: float) -> bool:
        """Whether the holder was likely in office on a day that the sources do not reach.

        So it is when the next holder is known, or when no source is a mere snapshot and the
        begin lies at most so many years back.
        """
        if not self.holds(day):
            return False
        if self.certainly(day) or self.window.latest_end:
            return True
        begun = self.window.latest_begin
        snapshot = self.window.earliest_end
        return begun is not None and not snapshot and day - begun <= timedelta(years * _YEAR)

    def certainly(self, day: date) -> bool:
        """Whether the day lies within the tenure whatever the open corners are."""
        begin, end = self.window.latest_begin, self.window.earliest_end
        return bool(begin and end and begin <= day <= end)


@dataclass(frozen=True)
class Round:
    """A round of talks that the tables know."""

    key: str
    process: str
    number: int | None
    window: Window
    place: str | None
    status: str


@dataclass(frozen=True)
class Answer:
    """Who held an office on a day, and how sure that is."""

    status: str
    tenures: tuple[Tenure, ...] = ()
    last: tuple[Tenure, ...] = ()
    """When unknown: the tenures that may still hold, but that no source shows so late."""

    @property
    def since(self) -> date | None:
        """When unknown: the last day on which a source shows a holder."""
        return max((t.shown for t in self.last if t.shown), default=None)

    @property
    def lately(self) -> str | None:
        """The one who holds the office or most lately held it; evidence beside a name only."""
        people = {t.person for t in self.tenures or self.last}
        return people.pop() if len(people) == 1 else None

    @property
    def person(self) -> str | None:
        """The key of the one holder; None when ambiguous or unknown."""
        one = self.status in (KNOWN, LIKELY) and len({t.person for t in self.tenures}) == 1
        return self.tenures[0].person if one else None


@dataclass(frozen=True)
class Knowledge:
    """Everything the seeds know, ready to look up."""

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    tenures: tuple[Tenure, ...]
    rounds: tuple[Round, ...]
    likely_years: float = LIKELY_YEARS

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """Key of a capital, or of the seat of a government -> key of its state."""
        table: dict[str, str] = {}
        for key, entity in self.entities.items():
            if entity.type == "State":
                for name, value in entity.facts:
                    if name in ("capital", "seat"):
                        table.setdefault(value, key)
        return table

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((tenure.person, tenure) for tenure in self.tenures)

    @cached_property
    def _by_office(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((tenure.office, tenure) for tenure in self.tenures)

    @cached_property
    def _resolutions(self) -> Mapping[int, tuple[str, ...]]:
        keys = (key for key in self.entities if key.startswith("resolution/S-RES-"))
        return _grouped((int(key.split("-")[2]), key) for key in keys)

    @cached_property
    def _roles(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        pairs = []
        for key, entity in self.entities.items():
            if entity.type == "Office":
                facts = dict(entity.facts)
                owner = facts.get("state") or facts.get("body")
                pairs += [((facts["role"], owner), key)] if "role" in facts and owner else []
        return _grouped(pairs)

    @cached_property
    def full_name_only(self) -> frozenset[str]:
        """People whom no surname, part of the name or like sound stands for."""
        told = ("fullNameOnly", "true")
        return frozenset(key for key, entity in self.entities.items() if told in entity.facts)

    def office(self, role: str, of: str) -> str | None:
        """The office that a state or body has for a role, such as ``foreign-minister``."""
        role = role if role.startswith("role/") else f"role/{role}"
        keys = self._roles.get((role, of), ())
        return keys[0] if len(keys) == 1 else None

    @cached_property
    def _offices(self) -> Mapping[tuple[str, str | None, frozenset[str]], tuple[str, ...]]:
        pairs = []
        for key, entity in self.entities.items():
            if entity.type == "Office":
                facts = dict(entity.facts)
                owners = {v for n, v in entity.facts if n in ("state", "body", "area")}
                made_of = (facts.get("kind", ""), facts.get("domain"), frozenset(owners))
                pairs.append((made_of, key))
        return _grouped(pairs)

    def office_like(self, kind: str, domain: str | None, owners: Iterable[str]) -> str | None:
        """The one office of a kind and domain that is of just these states, bodies and areas."""
        keys = self._offices.get((kind, domain, frozenset(owners)), ())
        return keys[0] if len(keys) == 1 else None

    def offices_of(self, person: str, day: date | None) -> tuple[Tenure, ...]:
        """The tenures of a person, on a day when one is given."""
        held = self._by_person.get(person, ())
        return tuple(t for t in held if day is None or t.holds(day))

    def tenures_of(self, office: str) -> tuple[Tenure, ...]:
        """All tenures of an office, in order of their begin."""
        held = self._by_office.get(office, ())
        return tuple(sorted(held, key=lambda t: (t.window.earliest_begin or date.max, t.key)))

    def holder(self, office: str, day: date) -> Answer:
        """Who held an office on a day.

        *Known*: the sources place one holder (or, for an office of several, some) on the day.
        *Likely*: the day lies before the begin of the next holder, or the sources tell the
        begin alone, at most ``likely_years`` before. *Ambiguous*: two governments, two
        sources or a handover. *Unknown*: no tenure reaches the day; ``last`` are those shown
        in office before it, of whom nothing is known since.
        """
        held = self.tenures_of(office)
        sure = tuple(t for t in held if t.certainly(day))
        if sure:
            several = self.several_hold(office) or len({t.person for t in sure}) == 1
            return Answer(KNOWN if several else AMBIGUOUS, sure)
        possible = tuple(t for t in held if t.holds(day))
        if not possible:
            return Answer(UNKNOWN)
        if not self.several_hold(office):
            possible = _not_followed(possible)
        likely = tuple(t for t in possible if t.likely(day, self.likely_years))
        if not likely:
            return Answer(UNKNOWN, last=possible)
        alone = self.several_hold(office) or len({t.person for t in likely}) == 1
        return Answer(LIKELY if alone else AMBIGUOUS, likely)

    def several_hold(self, office: str) -> bool:
        """Whether more than one person holds the office at a time."""
        entity = self.entities.get(office)
        return bool(entity and ("severalHolders", "true") in entity.facts)

    def round(self, process: str, number: int) -> Round | None:
        """The round of a process with a number."""
        for talks_round in self.rounds:
            if talks_round.process == process and talks_round.number == number:
                return talks_round
        return None

    def resolution(self, number: int | str, year: int | None = None) -> str | None:
        """The key of a Security Council resolution by number or symbol (and year).

        None when it is unknown, or the year disagrees.
        """
        if isinstance(number, str):
            match = _SYMBOL.fullmatch(number.strip())
            if match is None:
                return None
            number, year = int(match[1]), int(match[2]) if match[2] else year
        keys = self._resolutions.get(number, ())
        if year is not None:
            keys = tuple(key for key in keys if key.endswith(f"-{year}"))
        return keys[0] if len(keys) == 1 else None

    def state_of_capital(self, place: str) -> str | None:
        """The state whose capital the place is."""
        return self.capitals.get(place)


def _not_followed(possible: tuple[Tenure, ...]) -> tuple[Tenure, ...]:
    """Without tenures of open end that another holder, no rival, followed."""
    last = max(t.window.earliest_begin or date.min for t in possible)
    return tuple(t for t in possible if t.window.earliest_begin == last or t.rival)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    table: dict[K, list[V]] = {}
    for key, value in pairs:
        table.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in table.items()}
