"""Rounds of talks: held, planned, put off, with hosts and parties."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.parse import SUBJECT, is_form
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame
from kg.text.words import Found

_TALKS = ("TalksRound", "TalksProcess")


def rounds(account: Account) -> Iterator[Frame]:
    """Rounds of one document: told by verbs, or named with a place or day."""
    yield from _rounds(account)
    yield from _named_rounds(account)


def _rounds(account: Account) -> Iterator[Frame]:
    """Rounds that begin, end, are held, resumed, hosted or put off."""
    for telling in account.tellings("round"):
        hosting = is_form(telling.token.norm_, telling.trigger.words["hosting"])
        for token, agent in _talks_of(account, telling):
            found = account.found(token, *_TALKS)
            if found is None or telling.status == "denied":
                continue
            bare = telling.kind == "noun" and telling.status == "occurred"
            if bare and account.around.time(telling.token, token) is None:
                continue
            yield _round(account, telling, found, token, agent=agent, hosting=hosting)


def _named_rounds(account: Account) -> Iterator[Frame]:
    """«after the COP21 negotiations in December 2015»: talks with a place or day of their own."""
    trigger = account.scene.trigger("round")
    for found in account.scene.found:
        if found.type not in _TALKS:
            continue
        token = account.head(found)
        if account.parse.is_verb(token.head) and token.dep_ in (*SUBJECT, "obj", "dobj"):
            continue  # what a verb tells of it, its builder reads
        status = account.modality.noun(token, occasion=True)
        place = account.around.place(token)
        dated = account.around.time(token) is not None
        if status in (None, "denied") or not (dated or (place and found.type == "TalksRound")):
            continue
        telling = Telling(trigger=trigger, token=token, verb=token, kind="noun", status=status)
        topic: Roles = [("topic", account.scene.key(found))]
        yield account.frame(telling, "TalksRound", topic, place=place, about=())


def _talks_of(account: Account, telling: Telling) -> Iterator[tuple[Token, bool]]:
    """(word, whether somebody else is the subject) of the talks that a verb tells of."""
    if telling.kind != "verb":
        for noun in telling.behind(*telling.trigger.words["of"]):
            yield noun, False
        return
    for token in telling.patients:
        yield token, not account.parse.passive(telling.verb)
    if not account.parse.passive(telling.verb):
        subject = account.parse.subject_token(telling.verb)
        if subject is not None:
            yield subject, False


def _round(
    account: Account, telling: Telling, found: Found, token: Token, *, agent: bool, hosting: bool
) -> Frame:
    place = account.around.place(*telling.anchors, token)
    roles: Roles = [("topic", account.scene.key(found))]
    if agent and telling.agent:
        subject = account.parse.subject_token(telling.verb)
        capital = subject is not None and account.around.is_capital(subject)
        if hosting and capital and subject is not None:
            place = place or account.around.place_on(subject)
        else:
            roles += account.roles(telling.agent, "host" if hosting else "attendee")
    for opener, noun in (*account.parse.opened(token), *telling.opened):
        role = telling.roles.get(opener)
        if role:
            roles += account.roles(account.cast.on(noun), role)
    roles += _hosts(account, telling, token)
    off = is_form(telling.token.norm_, telling.trigger.words["off"])
    status = "cancelled" if off else telling.status
    dated = account.around.time(*telling.anchors, token) is not None
    # A process of no place and day is negotiated; what has one was a round of it.
    talks = found.type == "TalksProcess" and not (dated or place)
    return account.frame(
        telling, "Negotiation" if talks else "TalksRound", roles, status=status, place=place
    )


def _hosts(account: Account, telling: Telling, talks: Token) -> Roles:
    """«the talks, hosted by China, …»."""
    hosting = telling.trigger.words["hosting"]
    return [
        ("host", key)
        for child in talks.children
        if child.dep_.startswith("acl") and is_form(child.norm_, hosting)
        for key in account.cast.all(account.parse.complements(child, account.by))
    ]
