"""Who led the states on a day, as far as the sources reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.background.known import Answer, Knowledge, Tenure

_LEADING = ("president", "monarch", "prime-minister")
_ROLES = ("role/foreign-minister", "role/supreme-leader")


@dataclass(frozen=True)
class Place:
    """One holder of one office of a state on a day; of several holders, one row each."""

    state: str
    office: str
    answer: Answer
    tenure: Tenure


def roster(known: Knowledge, day: date) -> Iterator[Place]:
    """Heads of state and government and foreign ministers of the members of the UN.

    In order of state and office; also those of whom nothing is known since an earlier day.
    """
    members = {key for key, e in known.entities.items() if ("unMember", "true") in e.facts}
    led = []
    for key, entity in known.entities.items():
        facts = dict(entity.facts)
        leading = facts.get("kind") in _LEADING or facts.get("role") in _ROLES
        if entity.type == "Office" and leading and facts.get("state") in members:
            led.append((facts["state"], key))
    for state, office in sorted(led):
        answer = known.holder(office, day)
        for tenure in answer.tenures or answer.last:
            yield Place(state, office, answer, tenure)
