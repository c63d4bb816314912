"""Facts that need nothing but words and their roles: a trigger in a language file is enough."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Grammar, Telling
from kg.events.roles import enough, participants, ruled_out
from kg.model.claims import Frame
from kg.reading.framerules import placeless


def plain(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """The fact of a telling, by the roles that its trigger gives: sanctions, ceremonies …"""
    roles = participants(grammar, telling)
    if roles and enough(telling, roles) and not ruled_out(grammar, telling):
        type_ = telling.trigger.frame
        place = None if placeless(type_) else grammar.place(telling, type_)
        yield grammar.frame(telling, type_, roles, place=place)
