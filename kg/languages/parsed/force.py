"""Violence, sieges and sanctions: by whom, against whom, where."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.parsed.account import Account
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame


def force(account: Account) -> Iterator[Frame]:
    """Violent events, sieges and sanctions of one document."""
    for name in ("kill", "attack", "clash"):
        for telling in account.tellings(name):
            yield from _violence(account, telling)
    for telling in account.tellings("besiege"):
        yield from _siege(account, telling)
    for telling in account.tellings("sanction"):
        yield from _sanction(account, telling)


def _ruled_out(account: Account, telling: Telling) -> bool:
    return telling.status == "denied" and account.around.speaker(telling.verb) is None


def _violence(account: Account, telling: Telling) -> Iterator[Frame]:
    """«X killed Y», «Y was killed by X», «X's attack on Y», «clashes between X and Y»."""
    if _ruled_out(account, telling):
        return
    roles = account.participants(telling)
    victims = [key for role, key in roles if role == "victim"]
    hit = next((key for key in victims if key.startswith("place/")), None)
    place = _where(account, telling)
    if place in victims and place is not None and place.startswith("place/"):
        hit = place
    yield account.frame(
        telling, "ViolentEvent", [pair for pair in roles if pair[1] != hit], place=hit or place
    )


def _where(account: Account, telling: Telling) -> str | None:
    """A place it was in, or one that was hit («attack on Damascus»)."""
    struck = telling.trigger.words.get("on", frozenset())
    for token in (*telling.patients, *telling.behind(*struck)):
        found = account.found(token, "Place")
        if found is not None:
            return account.scene.key(found)
    parts = account.words.words_of("places", "outside")  # «ont bombardé la province d'Idleb»
    for token in (t for t in telling.patients if t.norm_ in parts):
        of = account.parse.complements(token, account.words.words_of("documents", "of"))
        if place := next((p for noun in of if (p := account.around.place_on(noun))), None):
            return place
    near = telling.behind(*account.words.words_of("places", "near"))
    beside = next((p for noun in near if (p := account.around.place_on(noun))), None)
    nouns = [*telling.patients, *(noun for _, noun in telling.opened)]
    return account.around.place(*telling.anchors, *nouns) or beside


def _siege(account: Account, telling: Telling) -> Iterator[Frame]:
    if _ruled_out(account, telling):
        return
    tokens = [*telling.patients, *telling.behind(*telling.trigger.words["of"])]
    places = [place for token in tokens if (place := account.around.place_on(token))]
    place = next(iter(places), None) or account.around.place(*telling.anchors)
    if place is None or not place.startswith("place/"):
        return
    if telling.verb.dep_.startswith("acl") and not places:
        return  # «deux villes assiégées dans la province de Damas»: it is not Damas
    roles: Roles = [pair for pair in account.participants(telling) if pair[1] != place]
    yield account.frame(telling, "Siege", roles, place=place)


def _sanction(account: Account, telling: Telling) -> Iterator[Frame]:
    """«imposed sanctions on X», «EU sanctions against X», «sanctioned X»."""
    if _ruled_out(account, telling):
        return
    roles = [
        pair
        for pair in account.participants(telling)
        if pair[0] == "target" or pair[1].split("/", 1)[0] in ("state", "organization", "office")
    ]
    yield account.frame(telling, "Sanction", roles)
