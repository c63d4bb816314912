"""An office and a day as evidence of who is meant: «Russian foreign minister S. Lawrow» in 2017."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.background import knowledge
from kg.background.bearing import bearings
from kg.languages.parsed.words import LatinWords
from kg.spelling.samename import CANDIDATE, alike, likeness, words
from kg.text.findings import Found, Holding


def by_office(
    text: LatinWords, holdings: Iterable[Holding], people: list[Found], day: date | None
) -> tuple[list[Holding], list[Found]]:
    """Holders that nobody listed under their spelling, known by the office that they hold."""
    if day is None:
        return list(holdings), people
    held: list[Holding] = []
    known: dict[Found, Found] = {}
    for holding in holdings:
        person = holding.person
        key = person.key or _holder(text, holding, day)
        if key and not person.key:
            known[person] = replace(person, key=key)
        held.append(Holding(known.get(person, person), holding.office))
    return held, [known.get(person, person) for person in people]


def _holder(text: LatinWords, holding: Holding, day: date) -> str | None:
    facts = holding.office.office
    told = (facts.state, facts.body, facts.area)
    owners = [owner for owner in told if isinstance(owner, str)]
    if facts.former:
        return None
    if not owners:
        return _surnamed(text, holding, day)
    listed = knowledge.load()
    office = listed.office_like(facts.kind, facts.domain, owners)
    answer = listed.holder(office, day) if office else None
    person = answer.lately if answer else None
    if person is None:
        return None
    name = text.text(holding.person.start, holding.person.end)
    written = [label for _, label in listed.entities[person].labels]
    return person if any(_agrees(name, label) for label in written) else None


def _surnamed(text: LatinWords, holding: Holding, day: date) -> str | None:
    """«Secretary Rubio»: a surname behind an office of which nobody says whose it is."""
    person, facts = holding.person, holding.office.office
    if person.end - person.start > 1 or person.start < holding.office.end:
        return None
    name = text.text(person.start, person.end)
    return bearings().surnamed(name, facts.kind, facts.domain, day)


def _agrees(name: str, listed: str) -> bool:
    """Whether the name, or a surname alone, sounds alike; the office makes up for the rest."""
    mine, theirs = words(name), words(listed)
    if len(mine) == 1:
        return alike(mine[0], theirs[-1]) >= CANDIDATE
    return likeness(name, listed) >= CANDIDATE
