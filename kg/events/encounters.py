"""Who met and who visited whom."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Grammar, Telling
from kg.events.roles import each, enough, only, participants, ruled_out
from kg.model.claims import Frame
from kg.model.vocabulary import Roles

_PEOPLE = ("person/", "office/")


def meeting(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Who met or spoke with whom; a host with a guest."""
    if of_a_round(grammar, telling) or ruled_out(grammar, telling):
        return
    for roles in each(grammar, telling):
        if enough(telling, roles) and _meets(grammar, telling, roles):
            places: list[str | None] = [*grammar.places(telling, "Meeting")] or [None]
            for place in places:
                own = [pair for pair in roles if pair[1] != place]
                yield grammar.frame(telling, "Meeting", own, place=place, near=telling.nouns)


def _meets(grammar: Grammar, telling: Telling, roles: Roles) -> bool:
    """Two who meet; a body alone where a verb carries its meeting, or a summit is its own."""
    if len(roles) < 2 and "summits" in telling.trigger.words and telling.kind != "carried":
        return telling.kind == "noun" and telling.has("summits")
    return telling.kind == "verb" or not between_bodies(grammar, telling, roles)


def of_a_round(grammar: Grammar, telling: Telling) -> bool:
    """What is told of a round of talks is no meeting of people."""
    return grammar.scene.within(telling.token, "TalksRound")


def between_bodies(grammar: Grammar, telling: Telling, roles: Roles) -> bool:
    """«talks between Iran and the European Union»: they negotiate, nobody meets."""
    talks = grammar.scene.trigger("negotiate").nouns.match([telling.word], 0)
    return talks is not None and not any(key.startswith(_PEOPLE) for _, key in roles)


def visit(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Who went where."""
    roles = only(participants(grammar, telling), "attendee")
    if not roles or not enough(telling, roles) or ruled_out(grammar, telling):
        return
    for place, near in grammar.destinations(telling):
        yield grammar.frame(telling, "Visit", roles, place=place, near=near)
