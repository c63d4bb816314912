"""Violence, sieges and sanctions: by whom, against whom, where."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Grammar, Telling
from kg.events.roles import enough, participants, ruled_out
from kg.model.claims import Frame


def violence(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """«X killed Y», «Y was killed by X», «X's attack on Y», «clashes between X and Y»."""
    if ruled_out(grammar, telling):
        return
    roles = participants(grammar, telling)
    place = grammar.struck(telling)
    hit = [key for role, key in roles if role == "victim" and key.startswith("place/")]
    where = place if place in hit else next(iter(hit), None)
    if enough(telling, roles, where or place):
        own = [pair for pair in roles if pair[1] != where]
        yield grammar.frame(telling, "ViolentEvent", own, place=where or place)


def siege(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Sieges laid to a place or lifted."""
    if ruled_out(grammar, telling):
        return
    place = grammar.besieged(telling)
    roles = [pair for pair in participants(grammar, telling) if pair[1] != place]
    if place is not None and place.startswith("place/") and enough(telling, roles):
        yield grammar.frame(telling, "Siege", roles, place=place)
