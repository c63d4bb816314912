"""What is said, by whom, to whom, and what is told on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.named import Actor
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.saying import SPOKEN, aside, others, said, speaker
from kg.languages.parsed.tellings import Roles, Telling, nouns_of
from kg.model.claims import Frame


def spoken(account: Account) -> Iterator[Frame]:
    """Statements of one document; what is said must be is a demand."""
    yield from _statements(account)
    yield from _attributed(account)


# --- statements ------------------------------------------------------------------


def _statements(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("say"):
        actor = speaker(account, telling)
        if actor is None or telling.status not in SPOKEN:
            continue
        if _carries_an_event(account, telling) or aside(account, telling.verb):
            continue
        if _spoken_for(account, telling, actor):
            continue
        clauses = [child for child in telling.verb.children if child.dep_ == "ccomp"]
        needed, wanted = _necessity(account, telling.verb, clauses)
        if needed:
            yield said(account, telling, "Demand", actor, others(actor, wanted, "target"))
        else:
            yield said(account, telling, "Statement", actor, _told(account, telling, actor))


def _spoken_for(account: Account, telling: Telling, actor: Actor) -> bool:
    """«the spokesman said that the United States supports …»: one statement, his."""
    if actor.among("person", "office"):
        return False
    teller = account.around.speaker(telling.verb)
    return teller is not None and bool(teller.among("person", "office"))


def _carries_an_event(account: Account, telling: Telling) -> bool:
    """«announced their ratification», «reiterated its call for …»: the noun is the event."""
    if telling.kind != "verb" or not is_form(telling.token.norm_, account.support):
        return False
    return any(is_form(noun.norm_, account.deeds | account.calls) for noun in telling.patients)


def _told(account: Account, telling: Telling, actor: Actor) -> Roles:
    """Whom it is said to: «told Lavrov», «a déclaré à l'AFP»; an outlet is a medium too."""
    trigger = telling.trigger
    if telling.kind != "verb" or not is_form(telling.token.norm_, trigger.words["telling"]):
        return []
    tokens = [*telling.patients, *telling.behind(*trigger.words["addressee"])]
    return [role for token in tokens for role in others(actor, account.cast.on(token), "addressee")]


def _necessity(account: Account, verb: Token, clauses: list[Token]) -> tuple[bool, Actor | None]:
    """Whether what is said is what must be, and of whom: «said that Iran must …»."""
    must = account.words.words_of("particles", "necessity")
    strong = account.words.words_of("particles", "must")
    wishing = account.scene.trigger("demand").words["wishing"]
    for child in clauses:
        if _refused(account, child):
            return True, None
        words = {child.norm_, *(helper.norm_ for helper in account.parse.helpers(child))}
        words |= {c.norm_ for c in child.children if c.dep_ in ("acomp", "xcomp")}
        subject = account.cast.subject(child) if account.parse.own_subject(child) else None
        named = subject is not None and not subject.implied
        if named and (words & must or is_form(verb.norm_, wishing)):
            return True, subject
        if words & strong and not _first_person(account, child):
            return True, None
    needs = account.words.words_of("particles", "needs")
    return any(noun.norm_ in needs for noun in account.parse.objects(verb)), None


def _refused(account: Account, verb: Token) -> bool:
    """«said it would not return unless …»: a refusal with a condition."""
    unless = account.words.words_of("particles", "unless")
    if account.modality.verb(verb) != "denied":
        return False
    clauses = [c for step in (verb, *verb.children) for c in step.children if c.dep_ == "advcl"]
    return any(child.norm_ in unless for clause in clauses for child in clause.children)


def _first_person(account: Account, verb: Token) -> bool:
    token = account.parse.subject_token(verb)
    return token is not None and token.pos_ == "PRON" and "expl" not in token.dep_


def _attributed(account: Account) -> Iterator[Frame]:
    """«according to the ministry», «selon Matthew Rycroft», «Pour Vladimir Poutine, …»."""
    sources = account.words.words_of("particles", "according")
    trigger = account.scene.trigger("say")
    for token in account.parse.doc:
        for opener, noun in account.parse.opened(token):
            if opener not in sources and not _opens_sentence(account, opener, noun):
                continue
            actor = account.cast.on(noun) or _of_a_text(account, noun)
            if actor is None or actor.medium or actor.unnamed or actor.implied:
                continue
            telling = Telling(
                trigger=trigger, token=noun, verb=noun, kind="noun", status="occurred", agent=actor
            )
            needed, wanted = _necessity(account, token, [token])
            type_ = "Demand" if needed else "Statement"
            roles = [*account.roles(actor, "speaker"), *others(actor, wanted, "target")]
            yield account.frame(telling, type_, roles, about=account.about(token))


def _of_a_text(account: Account, noun: Token) -> Actor | None:
    """«according to a statement by the ministry», «selon un rapport de l'ONU»."""
    trigger = account.scene.trigger("say")
    if not is_form(noun.norm_, nouns_of(trigger) | trigger.words["texts"]):
        return None
    openers = {o for o, role in account.roles_of("say").items() if role == "speaker"}
    behind = (account.cast.on(n) for o, n in account.parse.opened(noun) if o in openers)
    return next((actor for actor in behind if actor is not None), account.cast.owner(noun))


def _opens_sentence(account: Account, opener: str, noun: Token) -> bool:
    """«Pour le ministre, la mission doit …»: whose view it is, set off by a comma."""
    if opener not in account.words.words_of("particles", "view"):
        return False
    found = account.found(noun, "Person", "Office")
    start, _ = account.scene.bounds(noun.i)
    if found is None or found.start - start > 2:
        return False
    after = account.words.norms[found.end] if found.end < len(account.words) else ""
    return after == ","
