"""What comes of talks: agreements, resolutions adopted or to be voted on."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Grammar, Paper, Telling
from kg.events.roles import enough, only, participants, ruled_out
from kg.model.claims import Frame
from kg.model.keys import kind_of
from kg.model.vocabulary import FactType, Role, Roles, Status
from kg.text.findings import Found

_DONE = ("occurred", "ongoing")


# --- agreements --------------------------------------------------------------------


def agreement(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Agreements signed or reached, named or told by two who agree."""
    if ruled_out(grammar, telling):
        return
    paper = grammar.agreement(telling)
    acting = [] if _for_others(telling, paper) else _signing(grammar, telling, paper)
    roles = [*_topic(grammar, paper.found), *acting, *paper.parties]
    near = [paper.token] if paper.token is not None else []
    agreed = near or telling.has("agreeing")  # «Abe and Ban agreed to …»: it has no name
    parties = {*acting, *paper.parties}
    if paper.found is not None or (agreed and len(parties) > 1):
        place = grammar.place(telling, "Agreement", near)
        yield grammar.frame(telling, "Agreement", roles, place=place, near=near)


def _signing(grammar: Grammar, telling: Telling, paper: Paper) -> Roles:
    signing = only(participants(grammar, telling), "signatory")
    return [pair for pair in signing if pair[1] not in paper.consulted]


def _for_others(telling: Telling, paper: Paper) -> bool:
    """«announced an accord between X and Y», «brokered a deal»: who acts does not agree."""
    return telling.has("arranging") or (bool(paper.parties) and telling.has("telling"))


def _topic(grammar: Grammar, found: Found | None) -> Roles:
    return [("topic", grammar.scene.key(found))] if found is not None else []


# --- resolutions -------------------------------------------------------------------


def adoption(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """«The council adopted …», «adoption of …», «voted unanimously in favour of …»."""
    paper = grammar.resolution(telling)
    voting = telling.has("voting")
    together = voting and grammar.beside(telling, "unanimous")
    passed = telling.kind == "verb" and paper is not None and paper.token in telling.patients
    if voting and not (together or passed):
        return  # «a voté une résolution» passed it
    found = paper.found if paper is not None else None
    if found is None and together:
        found = _alone(grammar, telling)
    if paper is None and not together:
        return
    roles = _bodies(participants(grammar, telling)) or _host(grammar, telling, found)
    topics = [*_topic(grammar, found), *_sponsors(grammar, found)]
    type_: FactType = "ResolutionAdopted" if telling.status in _DONE else "Vote"
    yield grammar.frame(telling, type_, [*roles, *topics])


def _bodies(roles: Roles) -> Roles:
    return [pair for pair in roles if pair[0] != "host" or pair[1].startswith("organization/")]


def _alone(grammar: Grammar, telling: Telling) -> Found | None:
    """The resolution that the sentence names, if it is one only."""
    scene = grammar.scene
    found = scene.finds(*scene.bounds(telling.token), "Resolution")
    return found[0] if len({scene.key(f) for f in found}) == 1 else None


def _host(grammar: Grammar, telling: Telling, paper: Found | None) -> Roles:
    """The council, where it is named and nobody else is said to have adopted the text."""
    chamber = grammar.chamber(telling)
    return [("host", chamber)] if chamber is not None and paper is not None else []


def _councils(grammar: Grammar) -> list[str]:
    """Keys of the bodies whose resolutions the language file speaks of."""
    listed: list[str] = grammar.scene.words.lexicon.tables["documents"].get("council", [])
    return listed


def _sponsors(grammar: Grammar, paper: Found | None) -> Roles:
    keys = grammar.sponsors(paper) if paper is not None else ()
    return [("signatory", key) for key in keys]


def vote(grammar: Grammar, telling: Telling) -> Iterator[Frame]:
    """Votes that are due or fail, vetoes, drafts put forward; one that passes is an adoption."""
    paper = grammar.resolution(telling)
    found = paper.found if paper is not None else None
    if found is None and "naming" not in telling.trigger.words and telling.kind != "noun":
        found = _alone(grammar, telling)
    roles: Roles = [
        (_in_vote(grammar, telling, *pair), pair[1]) for pair in participants(grammar, telling)
    ]
    hosts = only(roles, "host")
    topic = _topic(grammar, found)
    if not enough(telling, [*roles, *topic]):
        return
    if hosts and telling.status == "occurred" and grammar.beside(telling, "passed"):
        yield grammar.frame(telling, "ResolutionAdopted", [*hosts, *topic])
        return
    if not hosts:
        chamber = grammar.chamber(telling)
        host: Roles = [("host", chamber)] if chamber else []
        roles = [*host, *roles]
    yield grammar.frame(telling, "Vote", [*roles, *topic], status=_due(telling))


def _in_vote(grammar: Grammar, telling: Telling, role: Role, key: str) -> Role:
    """Where the vote is held is its host, not a voter: a council, in some languages any body."""
    held = key in _councils(grammar) or telling.trigger.has("chambers", kind_of(key))
    return "host" if held else role


def _due(telling: Telling) -> Status:
    """A vote that a noun tells of in the present is to come."""
    due = telling.kind == "noun" and telling.status == "ongoing"
    return "planned" if due else telling.status
