"""Who holds, held, takes or is given which office; who belongs to what; ceremonies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.languages.parsed.account import Account
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame
from kg.reading.setting import Setting
from kg.text.words import Found, Holding


def tenures(scene: Setting, holdings: Iterable[Holding]) -> Iterator[Frame]:
    """Offices named with their holders."""
    for holding in holdings:
        facts = holding.office.facts
        status = (
            "occurred" if facts.get("former") else "planned" if facts.get("elect") else "ongoing"
        )
        roles = [("holder", scene.key(holding.person)), ("office", scene.key(holding.office))]
        office = holding.office
        yield scene.frame(
            "HoldsOffice", office.start, status, roles, end=office.end, confidence=0.95
        )


def former(scene: Setting, held: Iterable[tuple[Found, str]]) -> Iterator[Frame]:
    """«the former US secretary of state»: the tenure of whoever else in the text held it."""
    for office, person in held:
        if office.facts.get("former"):
            roles = [("holder", person), ("office", scene.key(office))]
            yield scene.frame(
                "HoldsOffice", office.start, "occurred", roles, end=office.end, confidence=0.8
            )


def posts(account: Account) -> Iterator[Frame]:
    """Appointments, tenures told by verbs, memberships and ceremonies of one document."""
    yield from _left_open(account)
    yield from _appointments(account)
    yield from _assumed(account)
    yield from _memberships(account)
    yield from _ceremonies(account)


def _left_open(account: Account) -> Iterator[Frame]:
    """«the former US secretary of state said»: the tenure of the person spoken of."""
    for office in account.scene.found:
        if account.cast.before.left_open(office):
            actor = account.cast.on(account.parse.doc[office.end - 1])
            person = actor.among("person") if actor else ()
            if actor and actor.implied and person:
                roles = [("holder", person[0]), ("office", account.scene.key(office))]
                yield account.scene.frame(
                    "HoldsOffice", office.start, "occurred", roles, end=office.end, confidence=0.6
                )


def _offices(account: Account, telling: Telling) -> list[Found]:
    tokens = [*telling.patients, *telling.behind(*telling.trigger.words["as"])]
    verb = telling.verb
    tokens += [c for c in verb.children if c.dep_ in ("oprd", "attr", "xcomp", "obj", "obl:arg")]
    found = [f for t in tokens if (f := account.found(t, "Office"))]
    for token in tokens:  # «the post of secretary-general»
        if is_form(token.norm_, telling.trigger.words["post"]):
            behind = [n for _, n in account.parse.opened(token)]
            found += [f for n in behind if (f := account.found(n, "Office"))]
    return found


def _appointments(account: Account) -> Iterator[Frame]:
    """«was named envoy», «appointed X as envoy», «the appointment of X as envoy»."""
    for telling in account.tellings("appoint"):
        if telling.status == "denied":
            continue
        offices = _offices(account, telling)
        holders: Roles = []
        for token in (*telling.patients, *telling.behind(*telling.trigger.words["of"])):
            actor = account.cast.on(token)
            holders += [("holder", key) for key in (actor.among("person") if actor else ())]
        if telling.kind != "verb" and telling.owner and not holders:
            holders = [("holder", key) for key in telling.owner.among("person")]
        if holders and not offices:
            offices = _held_by(account, holders[0][1])
        if not holders or not offices:
            continue
        roles = [holders[0], ("office", account.scene.key(offices[0]))]
        by = account.roles(telling.agent, "signatory")
        yield account.frame(
            telling, "Appointment", [*roles, *(r for r in by if r[1] != holders[0][1])], about=()
        )


def _held_by(account: Account, person: str) -> list[Found]:
    """The one office that the text gives a person: «nommé en mai, l'émissaire X …»."""
    held = {key for key, holder in account.scene.holders.now.items() if holder == person}
    found = [f for f in account.scene.found if f.type == "Office"]
    named = [f for f in found if account.scene.key(f) in held]
    return named if len(held) == 1 else []


def _assumed(account: Account) -> Iterator[Frame]:
    """«who is to assume the post of …», «became president», «is the head of …»."""
    for telling in account.tellings("assume"):
        person = telling.agent.among("person") if telling.agent else ()
        offices = _offices(account, telling)
        if len(person) != 1 or not offices or telling.status == "denied":
            continue
        status = "ongoing" if telling.status == "occurred" else telling.status
        if is_form(telling.token.norm_, telling.trigger.words["leaving"]):
            status = "occurred" if telling.status == "occurred" else "ongoing"
        roles = [("holder", person[0]), ("office", account.scene.key(offices[0]))]
        frame = account.frame(telling, "HoldsOffice", roles, status=status, about=())
        time = account.around.time(*telling.anchors)
        if time is not None and status in ("planned", "ongoing"):
            frame = frame.with_(window=replace(time, role="since").stretch)
        yield frame


def _memberships(account: Account) -> Iterator[Frame]:
    """«X is a member of Y», «X joined Y», «X is part of Y»."""
    for telling in account.tellings("belong"):
        groups = [
            f
            for t in (*telling.patients, *telling.behind(*telling.trigger.words["of"]))
            if (f := account.found(t, "Organization"))
        ]
        actor = telling.agent or telling.owner
        if not groups and telling.owner and telling.agent:
            keys = list(telling.owner.among("organization"))  # «became NATO's 29th member»
        else:
            keys = [account.scene.key(group) for group in groups]
        holders = actor.among("state", "organization") if actor else ()
        if not keys or not holders or keys[0] in holders or telling.status == "denied":
            continue
        left = is_form(telling.token.norm_, telling.trigger.words["leaving"])
        status = "ongoing" if telling.status == "occurred" and not left else telling.status
        roles: Roles = [*(("holder", key) for key in holders), ("topic", keys[0])]
        yield account.frame(telling, "Membership", roles, status=status, about=())


def _ceremonies(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("celebrate"):
        roles = account.participants(telling)
        if any(role == "host" for role, _ in roles):
            yield account.frame(
                telling, "Ceremony", roles, place=account.around.place(*telling.anchors)
            )
