"""Whose the offices of an article are: named beside them, or known to have them.

Who has an office and who had it before are told apart: «the former president» is not the
president that the article names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.background import knowledge
from kg.reading.linking import Linker
from kg.text.findings import Found, Holding


@dataclass(frozen=True)
class Holders:
    """Key of an office -> key of the one person whom the article gives it."""

    now: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)
    """The same for offices that somebody had before."""
    unnamed: tuple[tuple[Found, str], ...] = ()
    """Offices with nobody beside them, and whose they are by the background knowledge."""

    def of(self, found: Found, key: str) -> str:
        """The holder of an office; of anything else its own key."""
        return (self.once if _former(found) else self.now).get(key, key)


def holders(
    linker: Linker, found: Iterable[Found], holdings: Iterable[Holding], day: date | None
) -> Holders:
    """The holders of one article, told on a day."""
    offices = [f for f in found if f.type == "Office"]
    named = list(holdings)
    told: list[dict[str, str]] = []
    unnamed: list[tuple[Found, str]] = []
    for former in (False, True):
        beside = _named(linker, [h for h in named if _former(h.office) == former])
        rest = [o for o in offices if _former(o) == former and linker.key(o) not in beside]
        known = list(_known(linker, rest, None if former else day)) if former or day else []
        told.append(beside | {linker.key(office): person for office, person in known})
        unnamed += known
    now, once = told
    return Holders(now, once, tuple(sorted(unnamed)))


def own(linker: Linker, holdings: Iterable[Holding]) -> list[Holding]:
    """Without the names of chiefs: in «مستشار الرئيس الإيراني حسن روحاني» nobody names the adviser.

    «نائب وزير الخارجية السوري فيصل المقداد» names the deputy: the background knowledge decides.
    """
    return [h for h in holdings if not _is_chief(linker, h)]


def _is_chief(linker: Linker, holding: Holding) -> bool:
    facts = holding.office.office
    _, joined, chief = facts.kind.partition("-")
    if not joined or linker.published is None:
        return False
    owners = [owner for owner in (facts.state, facts.body) if isinstance(owner, str)]
    listed = knowledge.load()
    office = listed.office_like(chief, facts.domain, owners) if owners else None
    person = linker.key(holding.person)
    return any(t.office == office for t in listed.offices_of(person, linker.published))


def _former(office: Found) -> bool:
    return office.office.former


def _named(linker: Linker, holdings: Iterable[Holding]) -> dict[str, str]:
    """Office -> holder, where the article names one holder only."""
    named: dict[str, set[str]] = {}
    for holding in holdings:
        named.setdefault(linker.key(holding.office), set()).add(linker.key(holding.person))
    return {office: next(iter(people)) for office, people in named.items() if len(people) == 1}


def _known(
    linker: Linker, offices: Iterable[Found], day: date | None
) -> Iterator[tuple[Found, str]]:
    """Offices -> the one person of the article who has it on the day, without a day at any time."""
    listed = knowledge.load()
    people = [key for key, entity in linker.entities.items() if entity.type == "Person"]
    for office in offices:
        key = linker.key(office)
        if key not in listed.entities:
            continue
        having = [p for p in people if any(t.office == key for t in listed.offices_of(p, day))]
        if len(having) == 1:
            yield office, having[0]
