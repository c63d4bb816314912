"""Every trigger of a language that has roles, and what makes facts of its tellings.

Most types need no more than the roles; some have a mechanism of their own: a meeting may be
in several places, an agreement is about a document, what is said may be a demand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from kg import faults
from kg.events.bargaining import mediation, negotiation
from kg.events.encounters import meeting, visit
from kg.events.force import siege, violence
from kg.events.grammar import Grammar, Telling
from kg.events.papers import adoption, agreement, vote
from kg.events.plain import plain
from kg.events.speech import reports, statement
from kg.model.claims import Frame

Build = Callable[[Grammar, Telling], Iterator[Frame]]
_BUILDERS: Mapping[str, Build] = {
    "Statement": statement,
    "Meeting": meeting,
    "Visit": visit,
    "Agreement": agreement,
    "ResolutionAdopted": adoption,
    "Vote": vote,
    "Negotiation": negotiation,
    "Mediation": mediation,
    "ViolentEvent": violence,
    "Siege": siege,
}


def events(grammar: Grammar, *, apart: Collection[str] = ()) -> Iterator[Frame]:
    """The frames of all triggers with roles but those that a language reads by itself."""
    for trigger in grammar.scene.words.lexicon.triggers.values():
        if not trigger.roles or trigger.name in apart:
            continue
        build = _BUILDERS.get(trigger.frame, plain)
        for telling in map(_as_told, faults.each("events", grammar.tellings(trigger))):
            if telling is not None:
                yield from faults.each("events", build(grammar, telling))
    yield from faults.each("events", reports(grammar))


def _as_told(telling: Telling) -> Telling | None:
    """A telling with the status that its trigger makes of it; None for a status it excludes."""
    trigger, status = telling.trigger, telling.status
    if status in trigger.never or (trigger.statuses and status not in trigger.statuses):
        return None
    become = trigger.becomes.get(status)
    return telling if become is None else replace(telling, status=become)
