"""Who negotiates with whom, and who goes between."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.encounters import between_bodies, of_a_round
from kg.events.grammar import Grammar, Telling
from kg.events.roles import enough, only, participants, ruled_out
from kg.model.claims import Frame


def negotiation(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Who negotiates with whom: bodies, where a noun alone tells it."""
    if ruled_out(grammar, telling) or of_a_round(grammar, telling):
        return
    roles = participants(grammar, telling)
    bodies = "bodies" in telling.trigger.words and telling.kind != "verb"
    if bodies and not between_bodies(grammar, telling, roles):
        return
    if len(only(roles, "attendee")) < 2 or not enough(telling, roles):
        return
    place = grammar.place(telling, "Negotiation")
    near = [noun for _, noun in telling.opened]
    yield grammar.frame(telling, "Negotiation", roles, place=place, near=near)


def mediation(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Who goes between whom."""
    roles = participants(grammar, telling)
    if telling.has("initiatives") and not (telling.agent and telling.agent.among("person")):
        return  # a state's initiative need not mediate
    if only(roles, "mediator") and enough(telling, roles):
        place = grammar.place(telling, "Mediation")
        yield grammar.frame(telling, "Mediation", roles, place=place)
