"""Negotiation and mediation: who negotiates with whom, and who goes between."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Group
from kg.languages.arabic.nouns import connected, light_verb, noun_status, nouns, owner, told
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame

_NEAR = 4


def negotiations(scene: Scene) -> Iterator[Frame]:
    """«تتفاوض … مع», «مفاوضات بين … و…», «بدأت … مناقشة … مع»."""
    rounds = {i for f in scene.found if f.type == "TalksRound" for i in range(f.start, f.end)}
    for clause in scene.with_verb("negotiate"):
        status = scene.status(clause)
        partner = _partner(scene, clause.verb + 1, clause.content, clause.subject)
        if status is None or clause.subject is None or partner is None:
            continue
        roles = participants(clause.subject, "attendee") + participants(partner, "attendee")
        yield placed(scene, clause, "Negotiation", status, roles)
    for noun in nouns(scene, "negotiate"):
        if noun.start in rounds:
            continue
        light = light_verb(scene, noun, "negotiate", 2 * _NEAR)
        if light is None and scene.trigger("negotiate").has("only_light", noun.lemma):
            continue
        whose = owner(scene, noun) or (light.subject if light else None)
        first = whose.end if whose and whose.start >= noun.end else noun.end
        _, stop = scene.bounds(noun.start)
        partner = _partner(scene, first, min(stop, first + 2 * _NEAR), whose)
        if partner is None or (whose is not None and whose.medium):
            continue
        if whose is None and scene.words.preposition_before(partner.start) != "بين":
            continue  # «المفاوضات مع …» names one side only
        status = scene.status(light) if light else noun_status(scene, noun)
        roles = participants(whose, "attendee") + participants(partner, "attendee")
        if status is not None:
            yield told(scene, noun, "Negotiation", status, roles, light)


def _partner(scene: Scene, first: int, stop: int, whose: Group | None) -> Group | None:
    trigger = scene.trigger("negotiate")
    for group in scene.reader.groups_in(first, stop):
        if group == whose:
            continue
        preposition = scene.words.preposition_before(group.start)
        linked = preposition is not None and trigger.has("with", preposition)
        linked = linked and connected(scene, first, group.start)
        if scene.words.opened(first, group.start - 1):
            return None
        return group if linked and not group.medium else None
    return None


def mediations(scene: Scene) -> Iterator[Frame]:
    """«توسطت … بين … و…», «وساطة … بين … و…»."""
    for clause in scene.with_verb("mediate"):
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        parties = _between(scene, clause.after, clause.content)
        roles = participants(clause.subject, "mediator") + participants(parties, "attendee")
        yield placed(scene, clause, "Mediation", status, roles)
    for noun in nouns(scene, "mediate"):
        whose = owner(scene, noun)
        status = noun_status(scene, noun)
        if whose is None or status is None or whose.start < noun.end:
            continue
        parties = _between(scene, whose.end, scene.bounds(noun.start)[1])
        if parties is not None:
            roles = participants(whose, "mediator") + participants(parties, "attendee")
            yield told(scene, noun, "Mediation", status, roles, None)


def _between(scene: Scene, first: int, stop: int) -> Group | None:
    for group in scene.reader.groups_in(first, min(stop, first + _NEAR)):
        if scene.words.preposition_before(group.start) == "بين":
            return group
    return None
