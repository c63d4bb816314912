"""What statements and demands have in common: who speaks, to whom, when."""

from __future__ import annotations

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.named import Actor
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame

SPOKEN = ("occurred", "ongoing")


def speaker(account: Account, telling: Telling) -> Actor | None:
    """Who speaks: named people and bodies, not a medium."""
    actor = telling.agent or telling.owner
    if actor is None and telling.kind != "verb":
        openers = [o for o, role in telling.roles.items() if role == "speaker"]
        found = [a for noun in telling.behind(*openers) if (a := account.cast.on(noun))]
        actor = found[0] if found else None
    return None if actor is None or actor.medium else actor


def aside(account: Account, verb: Token) -> bool:
    """«the land claimed by both», «which officials say came from …», «believed to be»: said in
    passing."""
    if verb.dep_ in ("acl", "amod") and account.parse.participle(verb):
        return True
    hearsay = account.scene.trigger("say").words.get("hearsay", frozenset())
    bare = not account.parse.helpers(verb) and not account.parse.own_subject(verb)
    if bare and verb.norm_ in hearsay and any(c.dep_ == "xcomp" for c in verb.children):
        return True
    relative = verb.dep_ in ("relcl", "acl:relcl")
    return relative and any(child.dep_ == "ccomp" for child in verb.children)


def said(account: Account, telling: Telling, type_: str, actor: Actor, others: Roles) -> Frame:
    """The frame of a statement or demand."""
    speaker = account.roles(actor, "speaker")
    near = occasions(account, telling)
    return account.frame(telling, type_, [*speaker, *others], near=near)


def occasions(account: Account, telling: Telling) -> list[Token]:
    """What the time of saying may hang on: «in a statement issued Thursday», «speaking in
    Beijing on Saturday», a spokesman who reports it."""
    verb = telling.verb
    near = [noun for _, noun in telling.opened if is_form(noun.norm_, telling.trigger_nouns)]
    near += [c for noun in near for c in noun.children if c.dep_ in ("acl", "relcl")]
    near += [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i]
    head = verb.head
    reported = verb.dep_ in ("ccomp", "parataxis") and is_form(
        head.norm_, account.scene.trigger("say").verbs
    )
    if reported:
        by = account.cast.subject(head)
        near += [head] if by is None or by.medium else []
    return near


def others(actor: Actor, other: Actor | None, role: str) -> Roles:
    """Somebody else's keys in a role; nobody talks to themselves."""
    if other is None or set(other.keys) & set(actor.keys):
        return []
    return [(role, key) for key in other.keys]
