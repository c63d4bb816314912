"""What bears out that a name like a known one's is theirs: an office, a day, a state told.

Likeness alone is no evidence. A person whose name is written in one way in Latin script («John
Kerry») is not meant by another («John Kerr», «Jon Carey»); one whose name is transliterated
(«Lavrov», «Lawrow») may be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from kg.background import knowledge
from kg.background.known import Knowledge, Tenure
from kg.letters import fold

_WAYS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"[yj]+|i[yij]+", "i"),
        (r"ou|oo|u", "o"),
        (r"w|ff?$", "v"),
        (r"kh", "h"),
        (r"tch|ch", "sh"),
        (r"ph", "f"),
        (r"(.)\1+", r"\1"),
    )
)
AS_WELL = {"secretary": ("secretary", "minister")}
"""Kinds that a word for one office may mean: «Secretary Rubio» is a minister."""
_OWNERS = ("state", "body", "area")


@dataclass(frozen=True)
class Bearings:
    """What the knowledge says of people, asked for evidence."""

    known: Knowledge

    def borne_out(self, person: str, day: date | None, states: Collection[str]) -> bool:
        """Whether the person is in office on the day, or of a state that the text tells."""
        return self.in_office(person, day) or not self.states_of(person).isdisjoint(states)

    def in_office(self, person: str, day: date | None) -> bool:
        """Whether the person holds an office on the day, or most lately held it."""
        if day is None:
            return False
        return any(self._lately(tenure, day) for tenure in self.known.offices_of(person, day))

    def holding(self, person: str, kind: str, domain: str | None, day: date | None) -> bool:
        """Whether the person has an office of the kind on the day, without a day at any time.

        Whoever most lately held it counts: that the text gives the office is evidence too.
        """
        for tenure in self.known.offices_of(person, day):
            office = self.known.entities.get(tenure.office)
            facts = dict(office.facts) if office else {}
            kinds = AS_WELL.get(kind, (kind,))
            same = facts.get("kind") in kinds and domain in (None, facts.get("domain"))
            if same and (day is None or self._lately(tenure, day)):
                return True
        return False

    def _lately(self, tenure: Tenure, day: date) -> bool:
        answer = self.known.holder(tenure.office, day)
        return tenure in answer.tenures or tenure in answer.last

    def states_of(self, person: str) -> frozenset[str]:
        """The states, bodies and areas that the person's offices, at any time, are of."""
        owners: set[str] = set()
        for tenure in self.known.offices_of(person, None):
            office = self.known.entities.get(tenure.office)
            owners |= {v for n, v in office.facts if n in _OWNERS} if office else set()
        return frozenset(owners)

    def another_s(self, person: str, name: str) -> bool:
        """Whether a name in Latin script ends in another surname than the person's settled one."""
        written = self._surnames.get(person, frozenset())
        return (
            name.isascii()
            and len(written) == 1
            and _plain(_last(name)) not in {_plain(surname) for surname in written}
        )

    @cached_property
    def _surnames(self) -> Mapping[str, frozenset[str]]:
        """Person -> the last words of their full names in English and French, folded."""
        found: dict[str, set[str]] = {}
        for name in self.known.names:
            if name.key.startswith("person/") and name.norm.isascii() and " " in name.norm:
                found.setdefault(name.key, set()).add(_last(name.norm))
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def by_surname(self) -> Mapping[str, frozenset[str]]:
        """Folded surname in Latin script -> the people who have it."""
        table: dict[str, set[str]] = {}
        for person, surnames in self._surnames.items():
            for surname in surnames:
                table.setdefault(surname, set()).add(person)
        return {surname: frozenset(people) for surname, people in table.items()}

    def surnamed(self, surname: str, kind: str, domain: str | None, day: date | None) -> str | None:
        """The one person of a surname who has an office of the kind: «Secretary Rubio»."""
        people = self.by_surname.get(fold(surname), ())
        having = [p for p in people if self.holding(p, kind, domain, day)]
        return having[0] if len(having) == 1 else None

    def alone(self, surname: str, day: date | None) -> str | None:
        """The one person of a surname, when in office on the day: «Lavrov»."""
        people = self.by_surname.get(fold(surname), frozenset())
        having = [person for person in people if self.in_office(person, day)]
        return having[0] if len(people) == len(having) == 1 else None


def _plain(surname: str) -> str:
    """A surname without what transliteration does in many ways: «Zelenskyy», «Zelensky»."""
    for pattern, letter in _WAYS:
        surname = pattern.sub(letter, surname)
    return surname


def _last(name: str) -> str:
    return fold(name).replace("-", " ").split()[-1]


@cache
def bearings() -> Bearings:
    """What the knowledge that comes with the package says, made once per process."""
    return Bearings(knowledge.load())
