"""Rounds of talks: held, planned, put off, with hosts and parties."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.events.grammar import Telling
from kg.events.roles import in_role
from kg.languages.parsed.parse import SUBJECT
from kg.languages.parsed.syntax import ParsedGrammar
from kg.model.claims import Frame
from kg.model.vocabulary import Roles
from kg.text.findings import Found
from kg.text.lexicon import is_form

_TALKS = ("TalksRound", "TalksProcess")


def rounds(grammar: ParsedGrammar) -> Iterator[Frame]:
    """Rounds of one document: told by verbs, or named with a place or day."""
    yield from _rounds(grammar)
    yield from _named_rounds(grammar)


def _rounds(grammar: ParsedGrammar) -> Iterator[Frame]:
    """Rounds that begin, end, are held, resumed, hosted or put off."""
    for telling in grammar.named("round"):
        hosting = telling.has("hosting")
        for token, agent in _talks_of(grammar, telling):
            found = grammar.parse.find(token.i, *_TALKS)
            if found is None or telling.status == "denied":
                continue
            bare = telling.kind == "noun" and telling.status == "occurred"
            if bare and grammar.around.time(grammar.token(telling.token), token) is None:
                continue
            yield _round(grammar, telling, found, token, agent=agent, hosting=hosting)


def _named_rounds(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«after the COP21 negotiations in December 2015»: talks with a place or day of their own."""
    trigger = grammar.scene.trigger("round")
    for found in grammar.scene.found:
        if found.type not in _TALKS:
            continue
        token = grammar.head(found)
        if grammar.parse.is_verb(token.head) and token.dep_ in (*SUBJECT, "obj", "dobj"):
            continue  # what a verb tells of it, its builder reads
        status = grammar.modality.noun(token, occasion=True)
        place = grammar.around.place(token)
        dated = grammar.around.time(token) is not None
        if status in (None, "denied") or not (dated or (place and found.type == "TalksRound")):
            continue
        telling = Telling(
            trigger=trigger,
            token=token.i,
            verb=token.i,
            word=token.norm_,
            kind="noun",
            status=status,
        )
        topic: Roles = [("topic", grammar.scene.key(found))]
        yield grammar.frame(telling, "TalksRound", topic, place=place, about=())


def _talks_of(grammar: ParsedGrammar, telling: Telling) -> Iterator[tuple[Token, bool]]:
    """(word, whether somebody else is the subject) of the talks that a verb tells of."""
    if telling.kind != "verb":
        for noun in telling.behind(*telling.trigger.words["of"]):
            yield grammar.token(noun), False
        return
    verb = grammar.token(telling.verb)
    passive = grammar.parse.passive(verb)
    for index in telling.patients:
        yield grammar.token(index), not passive
    if not passive:
        subject = grammar.parse.subject_token(verb)
        if subject is not None:
            yield subject, False


def _round(
    grammar: ParsedGrammar,
    telling: Telling,
    found: Found,
    token: Token,
    *,
    agent: bool,
    hosting: bool,
) -> Frame:
    anchors = [*(grammar.token(i) for i in telling.anchors), token]
    place = grammar.around.place(*anchors)
    roles: Roles = [("topic", grammar.scene.key(found))]
    if agent and telling.agent:
        subject = grammar.parse.subject_token(grammar.token(telling.verb))
        capital = subject is not None and grammar.around.is_capital(subject)
        if hosting and capital and subject is not None:
            place = place or grammar.around.place_on(subject)
        else:
            roles += in_role(telling.agent, "host" if hosting else "attendee")
    own = [(opener, noun.i) for opener, noun in grammar.parse.opened(token)]
    for opener, index in (*own, *telling.opened):
        roles += in_role(grammar.actor(index), telling.trigger.roles.get(opener))
    roles += _hosts(grammar, telling, token)
    off = telling.has("off")
    status = "cancelled" if off else telling.status
    dated = grammar.around.time(*anchors) is not None
    # A process of no place and day is negotiated; what has one was a round of it.
    talks = found.type == "TalksProcess" and not (dated or place)
    return grammar.frame(
        telling, "Negotiation" if talks else "TalksRound", roles, status=status, place=place
    )


def _hosts(grammar: ParsedGrammar, telling: Telling, talks: Token) -> Roles:
    """«the talks, hosted by China, …»."""
    hosting = telling.trigger.words["hosting"]
    return [
        ("host", key)
        for child in talks.children
        if child.dep_.startswith("acl") and is_form(child.norm_, hosting)
        for key in grammar.cast.all(grammar.parse.complements(child, grammar.by))
    ]
