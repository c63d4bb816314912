"""Who holds, held, takes or is given which office; who belongs to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.events.grammar import Telling
from kg.events.roles import in_role, ruled_out
from kg.languages.parsed.syntax import ParsedGrammar
from kg.model.claims import Frame
from kg.model.vocabulary import Roles, Status
from kg.text.findings import Found
from kg.text.lexicon import is_form


def posts(grammar: ParsedGrammar) -> Iterator[Frame]:
    """Appointments, tenures told by verbs, and memberships of one document."""
    yield from _left_open(grammar)
    yield from _appointments(grammar)
    yield from _assumed(grammar)
    yield from _memberships(grammar)


def _left_open(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«the former US secretary of state said»: the tenure of the person spoken of."""
    for office in grammar.scene.found:
        if grammar.cast.before.left_open(office):
            actor = grammar.cast.on(grammar.parse.doc[office.end - 1])
            person = actor.among("person") if actor else ()
            if actor and actor.implied and person:
                roles: Roles = [("holder", person[0]), ("office", grammar.scene.key(office))]
                yield grammar.scene.frame(
                    "HoldsOffice", office.start, "occurred", roles, end=office.end, confidence=0.6
                )


def _offices(grammar: ParsedGrammar, telling: Telling) -> list[Found]:
    indexes = (*telling.patients, *telling.behind(*telling.trigger.words["as"]))
    tokens = [grammar.token(index) for index in indexes]
    verb = grammar.token(telling.verb)
    tokens += [c for c in verb.children if c.dep_ in ("oprd", "attr", "xcomp", "obj", "obl:arg")]
    found = [f for t in tokens if (f := grammar.parse.find(t.i, "Office"))]
    for token in tokens:  # «the post of secretary-general»
        if is_form(token.norm_, telling.trigger.words["post"]):
            behind = [n for _, n in grammar.parse.opened(token)]
            found += [f for n in behind if (f := grammar.parse.find(n.i, "Office"))]
    return found


def _appointments(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«was named envoy», «appointed X as envoy», «the appointment of X as envoy»."""
    for telling in grammar.named("appoint"):
        if ruled_out(grammar, telling):
            continue
        offices = _offices(grammar, telling)
        holders: Roles = []
        for token in (*telling.patients, *telling.behind(*telling.trigger.words["of"])):
            actor = grammar.actor(token)
            holders += [("holder", key) for key in (actor.among("person") if actor else ())]
        if telling.kind != "verb" and telling.owner and not holders:
            holders = [("holder", key) for key in telling.owner.among("person")]
        if holders and not offices:
            offices = _held_by(grammar, holders[0][1])
        if not holders or not offices:
            continue
        roles = [holders[0], ("office", grammar.scene.key(offices[0]))]
        by = in_role(telling.agent, "signatory")
        yield grammar.frame(
            telling, "Appointment", [*roles, *(r for r in by if r[1] != holders[0][1])], about=()
        )


def _held_by(grammar: ParsedGrammar, person: str) -> list[Found]:
    """The one office that the text gives a person: «nommé en mai, l'émissaire X …»."""
    held = {key for key, holder in grammar.scene.holders.now.items() if holder == person}
    found = [f for f in grammar.scene.found if f.type == "Office"]
    named = [f for f in found if grammar.scene.key(f) in held]
    return named if len(held) == 1 else []


def _assumed(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«who is to assume the post of …», «became president», «is the head of …»."""
    for telling in grammar.named("assume"):
        person = telling.agent.among("person") if telling.agent else ()
        offices = _offices(grammar, telling)
        if len(person) != 1 or not offices or telling.status == "denied":
            continue
        status: Status = "ongoing" if telling.status == "occurred" else telling.status
        if telling.has("leaving"):
            status = "occurred" if telling.status == "occurred" else "ongoing"
        roles: Roles = [("holder", person[0]), ("office", grammar.scene.key(offices[0]))]
        frame = grammar.frame(telling, "HoldsOffice", roles, status=status, about=())
        time = grammar.around.time(*(grammar.token(i) for i in telling.anchors))
        if time is not None and status in ("planned", "ongoing"):
            frame = frame.with_(window=replace(time, role="since").stretch)
        yield frame


def _memberships(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«X is a member of Y», «X joined Y», «X is part of Y»."""
    for telling in grammar.named("belong"):
        groups = [
            f
            for t in (*telling.patients, *telling.behind(*telling.trigger.words["of"]))
            if (f := grammar.parse.find(t, "Organization"))
        ]
        actor = telling.agent or telling.owner
        if not groups and telling.owner and telling.agent:
            keys = list(telling.owner.among("organization"))  # «became NATO's 29th member»
        else:
            keys = [grammar.scene.key(group) for group in groups]
        holders = actor.among("state", "organization") if actor else ()
        if not keys or not holders or keys[0] in holders or telling.status == "denied":
            continue
        left = telling.has("leaving")
        status: Status = "ongoing" if telling.status == "occurred" and not left else telling.status
        roles: Roles = [*(("holder", key) for key in holders), ("topic", keys[0])]
        yield grammar.frame(telling, "Membership", roles, status=status, about=())
