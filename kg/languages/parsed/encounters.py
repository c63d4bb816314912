"""Who met, visited, received, negotiated with or mediated between whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame

_TRAVELLERS = ("person", "organization", "office")
_SURE = ("occurred", "ongoing", "planned")
_PEOPLE = ("person", "office")


def encounters(account: Account) -> Iterator[Frame]:
    """Meetings, visits, negotiations and mediations of one document."""
    yield from _meetings(account)
    yield from _visits(account)
    yield from _negotiations(account)
    yield from _mediations(account)


# --- meetings ----------------------------------------------------------------------


def _meetings(account: Account) -> Iterator[Frame]:
    for name in ("meet", "discuss", "receive"):
        for telling in account.tellings(name):
            if _names_a_round(account, telling) or _denied(account, telling):
                continue
            roles = account.participants(telling)
            if name == "receive" and not any(role == "attendee" for role, _ in roles):
                continue
            if name == "discuss" and (len(roles) < 2 or telling.status not in _SURE):
                continue
            if telling.kind != "verb" and _between_bodies(account, telling, roles):
                continue
            nouns = [*telling.patients, *(noun for _, noun in telling.opened)]
            places = _places(account, telling, nouns)
            several: list[str | None] = [*places] or [None]
            for place in several:
                own = [pair for pair in roles if pair[1] != place]
                yield account.frame(telling, "Meeting", own, place=place, near=nouns)


def _names_a_round(account: Account, telling: Telling) -> bool:
    """What is told of a round of talks is no meeting of people."""
    return account.found(telling.token, "TalksRound") is not None


def _between_bodies(account: Account, telling: Telling, roles: Roles) -> bool:
    """«talks between Iran and the European Union»: they negotiate, nobody meets."""
    talks = account.scene.trigger("negotiate").nouns.match([telling.token.norm_], 0)
    people = any(key.split("/", 1)[0] in _PEOPLE for _, key in roles)
    return talks is not None and not people


def _denied(account: Account, telling: Telling) -> bool:
    """A negated event counts only as somebody's denial."""
    return telling.status == "denied" and account.around.speaker(telling.verb) is None


def _places(account: Account, telling: Telling, nouns: list[Token]) -> list[str]:
    """Where: each of several places, «in Algiers and in Nouakchott»."""
    within = account.around.within
    found: list[str] = []
    for token in (*telling.anchors, *nouns):
        for opener, noun in account.parse.opened(token):
            if opener not in within:
                continue
            for part in (noun, *noun.conjuncts):
                place = account.around.place_on(part)
                if place and place not in found:
                    found.append(place)
    if not found and telling.kind != "verb":
        found = _of_place(account, telling, nouns)
    if not found:
        here = account.around.place(*telling.anchors)
        return [here] if here else []
    return found[: _conjoined(account, telling, nouns)]


def _of_place(account: Account, telling: Telling, nouns: list[Token]) -> list[str]:
    """«le sommet du G20 de Pékin», «the Geneva meeting»: a town that names an occasion."""
    of = telling.trigger.words.get("where", frozenset())
    behind = [n for t in (telling.token, *nouns) for o, n in account.parse.opened(t) if o in of]
    before = [c for c in telling.token.children if c.dep_ == "compound"]
    found = (account.found(noun, "Place") for noun in (*behind, *before))
    return [account.scene.key(place) for place in found if place is not None][:1]


def _conjoined(account: Account, telling: Telling, nouns: list[Token]) -> int:
    """How many of the places are a list; «in Geneva, in the presence of …» has one."""
    for token in (*telling.anchors, *nouns):
        for opener, noun in account.parse.opened(token):
            if opener in account.around.within and account.around.place_on(noun):
                more = [n for _, n in account.parse.opened(token) if n.head.dep_ == "conj"]
                listed = [noun, *noun.conjuncts, *more]
                return max(1, sum(account.around.place_on(p) is not None for p in listed))
    return 1


# --- visits ------------------------------------------------------------------------


def _visits(account: Account) -> Iterator[Frame]:
    for name in ("visit", "depart", "travel", "send"):
        for telling in account.tellings(name):
            if _denied(account, telling):
                continue
            roles = [
                pair
                for pair in account.participants(telling, *_TRAVELLERS)
                if pair[0] == "attendee"
            ]
            if not roles:
                continue
            for place, near in _destinations(account, telling):
                yield account.frame(telling, "Visit", roles, place=place, near=near)


def _destinations(account: Account, telling: Telling) -> list[tuple[str | None, list[Token]]]:
    """Where the way leads, with the word that says so: objects of «visit», what «to» opens."""
    trigger = telling.trigger
    tokens = telling.behind(*trigger.words["to"])
    direct = is_form(telling.token.norm_, trigger.words.get("direct", frozenset()))
    if direct and telling.kind == "verb":
        tokens = [*telling.patients, *tokens]
    places: dict[str | None, list[Token]] = {}
    for token in tokens:
        for part in (token, *token.conjuncts):
            place = account.around.place_on(part)
            if place:
                places.setdefault(place, [part])
    if places:
        return list(places.items())
    figurative = trigger.words.get("figurative", frozenset())
    if any(token.norm_ in figurative for token in tokens):
        return []  # «his arrival in power»
    here = any(c.norm_ in account.around.here for t in telling.anchors for c in t.children)
    nowhere = here or telling.kind != "verb"
    return [(account.around.dateline if here else None, [])] if nowhere else []


# --- negotiations and mediations ---------------------------------------------------


def _negotiations(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("negotiate"):
        if _denied(account, telling) or _names_a_round(account, telling):
            continue
        roles = account.participants(telling)
        if telling.kind != "verb" and not _between_bodies(account, telling, roles):
            continue
        if len({key for role, key in roles if role == "attendee"}) < 2:
            continue
        nouns = [noun for _, noun in telling.opened]
        place = account.around.place(*telling.anchors)
        yield account.frame(telling, "Negotiation", roles, place=place, near=nouns)


def _mediations(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("mediate"):
        if telling.status in ("denied", "cancelled"):
            continue
        roles = account.participants(telling)
        led = is_form(telling.token.norm_, telling.trigger.words["initiatives"])
        if led and not (telling.agent and telling.agent.among("person")):
            continue  # a state's initiative need not mediate
        if any(role == "mediator" for role, _ in roles):
            yield account.frame(
                telling, "Mediation", roles, place=account.around.place(*telling.anchors)
            )
