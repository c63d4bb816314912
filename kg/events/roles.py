"""Who stands in which role: the roles of a trigger are data of its language."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Actor, Grammar, Telling
from kg.model.keys import kind_of
from kg.model.vocabulary import Role, Roles


def ruled_out(grammar: Grammar, telling: Telling) -> bool:
    """A negated event counts only as somebody's denial, or when the text calls it untrue."""
    if telling.status != "denied" or grammar.speaker(telling.verb) is not None:
        return False
    return not grammar.untrue(telling.token)


def each(grammar: Grammar, telling: Telling) -> Iterator[Roles]:
    """The participants, once for everybody who takes part by himself («met X and Y»)."""
    together = participants(grammar, telling)
    if "object" not in telling.trigger.apart or not telling.patients:
        yield together
        return
    actors = (grammar.actor(token) for token in telling.patients)
    objects = [key for actor in actors if actor is not None for key in actor.keys]
    for own in objects or [""]:
        yield [pair for pair in together if pair[1] == own or pair[1] not in objects]


def participants(grammar: Grammar, telling: Telling) -> Roles:
    """Who stands in which role, by the roles of the trigger and the kinds it allows."""
    roles = telling.trigger.roles
    doer = roles.get("subject")
    named = in_role(telling.agent, doer)
    named += in_role(telling.owner, roles.get("owner", doer))
    for token in telling.patients:
        named += in_role(grammar.actor(token), roles.get("object"))
    for opener, noun in telling.opened:
        named += in_role(grammar.actor(noun), roles.get(opener))
    kinds = telling.trigger.kinds
    seen: dict[str, Role] = {}
    for role, key in named:
        if role not in kinds or kind_of(key) in kinds[role]:
            seen.setdefault(key, role)  # nobody stands in two roles of one event
    return [(role, key) for key, role in seen.items()]


def enough(telling: Telling, roles: Roles, place: str | None = None) -> bool:
    """Whether a telling has what its trigger asks for: roles («place» is one), how many."""
    trigger = telling.trigger
    filled = {role for role, _ in roles} | ({"place"} if place is not None else set())
    if trigger.any and not trigger.any & filled:
        return False
    return len(roles) >= trigger.least and trigger.required <= filled


def in_role(actor: Actor | None, role: Role | None) -> Roles:
    """An actor's keys in one role."""
    return [(role, key) for key in actor.keys] if actor is not None and role else []


def only(roles: Roles, *wanted: str) -> Roles:
    """The pairs of some roles."""
    return [pair for pair in roles if pair[0] in wanted]
