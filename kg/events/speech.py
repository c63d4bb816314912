"""What is said, by whom, to whom, and what is told on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Actor, Grammar, Telling
from kg.events.roles import in_role
from kg.model.claims import Frame
from kg.model.vocabulary import FactType, Role, Roles

SPOKEN = ("occurred", "ongoing")


def statement(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """What somebody says; what is said must be is a demand."""
    actor = speaker(grammar, telling)
    if actor is not None and grammar.asserts(telling, actor):
        yield _said(grammar, telling, actor, grammar.occasions(telling))


def reports(grammar: Grammar) -> Iterator[Frame]:
    """What is told on somebody's word."""
    for telling in grammar.reports():
        if telling.agent is not None:
            yield _said(grammar, telling, telling.agent, ())


def _said(grammar: Grammar, telling: Telling, actor: Actor, near: tuple[int, ...]) -> Frame:
    need = grammar.need(telling)
    type_: FactType = "Demand" if need is not None else "Statement"
    if need is not None:
        beside = others(actor, need.of, "target")
    else:
        told_to = grammar.addressees(telling)
        beside = [role for other in told_to for role in others(actor, other, "addressee")]
    return grammar.frame(telling, type_, [*in_role(actor, "speaker"), *beside], near=near)


def speaker(grammar: Grammar, telling: Telling) -> Actor | None:
    """Who speaks: named people and bodies, not a medium."""
    actor = telling.agent or telling.owner
    if actor is None and telling.kind != "verb":
        openers = [o for o, role in telling.trigger.roles.items() if role == "speaker"]
        found = [a for noun in telling.behind(*openers) if (a := grammar.actor(noun))]
        actor = found[0] if found else None
    return None if actor is None or actor.medium else actor


def others(actor: Actor, other: Actor | None, role: Role) -> Roles:
    """Somebody else's keys in a role; nobody talks to themselves."""
    if other is None or set(other.keys) & set(actor.keys):
        return []
    return in_role(other, role)
