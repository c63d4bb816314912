"""What is demanded: by people and bodies, and by the resolutions of a council."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.named import Actor
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.saying import SPOKEN, aside, occasions, others, said, speaker
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame

_PAPERS = ("Resolution", "Agreement")
_CONTENT = ("ccomp", "xcomp", "advcl", "acl")


def demands(account: Account) -> Iterator[Frame]:
    """Demands of one document."""
    yield from _demands(account)
    yield from _of_papers(account)


def _demands(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("demand"):
        actor = speaker(account, telling)
        if actor is None or telling.status not in (*SPOKEN, "possible"):
            continue
        if telling.status == "possible" and telling.kind == "verb":
            continue
        draft = account.words.phrases("documents", "draft")
        brought = any(
            account.found(noun, *_PAPERS) or account.words.match(draft, noun.i)
            for noun in telling.patients
        )
        if brought or _offers(account, telling) or aside(account, telling.verb):
            continue  # «a resolution proposed by …» is brought in, not demanded
        if telling.kind != "verb" and not _asks(account, telling):
            continue
        if _only_says(account, telling):
            yield said(account, telling, "Statement", actor, [])
            continue
        if _refuses(account, telling) is False:
            continue
        targets = _targets(account, telling, actor)
        yield account.frame(
            telling,
            "Demand",
            [*account.roles(actor, "speaker"), *targets],
            status="occurred" if telling.status == "possible" else None,
            near=occasions(account, telling),
        )


def _asks(account: Account, telling: Telling) -> bool:
    """A noun like «call» asks for something only with what it asks for behind it."""
    openers = telling.trigger.words["opens"]
    behind = any(opener in openers for opener, _ in telling.opened)
    return behind or any(child.dep_ in ("acl", "ccomp") for child in telling.token.children)


def _refuses(account: Account, telling: Telling) -> bool | None:
    """Whether a verb of refusing names a condition («unless …»); None for other verbs."""
    if not is_form(telling.token.norm_, telling.trigger.words["refusing"]):
        return None
    unless = account.words.words_of("particles", "unless")
    return any(
        child.norm_ in unless
        for step in (telling.verb, *telling.verb.children)
        for clause in step.children
        for child in (clause, *clause.children)
    )


def _only_says(account: Account, telling: Telling) -> bool:
    """«insists that its programme is peaceful» demands nothing; «that it must …» does."""
    if not is_form(telling.token.norm_, telling.trigger.words.get("asserting", frozenset())):
        return False
    if set(telling.trigger.words.get("facts", ())) & {n.norm_ for _, n in telling.opened}:
        return True
    must = account.words.words_of("particles", "necessity")
    clauses = [c for c in telling.verb.children if c.dep_ == "ccomp"]
    return bool(clauses) and not any(
        helper.norm_ in must or "Mood=Sub" in str(child.morph)
        for child in clauses
        for helper in (child, *account.parse.helpers(child))
    )


def _targets(account: Account, telling: Telling, actor: Actor) -> Roles:
    """Of whom it is demanded: objects, «on», and the subject of what is wanted."""
    openers = telling.trigger.words["target"]
    if telling.kind == "verb":
        openers |= telling.trigger.words.get("of_whom", frozenset())
    behind = [t for t in telling.behind(*openers) if not _set_off(account, t)]
    tokens = [*telling.patients, *behind]
    told = [role for t in tokens for role in others(actor, account.cast.on(t), "target")]
    if told:
        return told
    for child in telling.token.children:
        if child.dep_ in _CONTENT and account.parse.own_subject(child):
            subject = account.cast.subject(child)
            if subject is not None and not subject.implied:
                return others(actor, subject, "target")
    return []


def _set_off(account: Account, noun: Token) -> bool:
    """«a plaidé, au Koweït, pour …»: what commas set off is where, not whom."""
    return noun.left_edge.i > 0 and account.words.norms[noun.left_edge.i - 1] == ","


def _offers(account: Account, telling: Telling) -> bool:
    """«a proposé sa médiation»: what is one's own is offered, not demanded."""
    offering = telling.trigger.words.get("offering", frozenset())
    own = (account.parse.owner(noun) for noun in telling.patients)
    return is_form(telling.token.norm_, offering) and any(own)


def _of_papers(account: Account) -> Iterator[Frame]:
    """«The resolution calls on Iran to …»: a demand of the council that adopted it."""
    council = _council(account)
    if council is None:
        return
    for telling in account.tellings("rule"):
        subject = account.parse.subject_token(telling.verb)
        paper = account.found(subject, "Resolution") if subject is not None else None
        if paper is None or account.parse.passive(telling.verb):
            continue
        actor = Actor((council,), telling.token.i)
        draft = account.words.match(account.words.phrases("documents", "draft"), paper.start)
        status = "possible" if draft or telling.status in ("possible", "planned") else "occurred"
        roles = [("speaker", council), *_targets(account, telling, actor)]
        about = [account.scene.key(paper), *account.about(telling.verb)]
        yield account.frame(
            telling, "Demand", roles, status=status, about=tuple(dict.fromkeys(about))
        )


def _council(account: Account) -> str | None:
    """The key of the body whose resolutions the text tells of, if it names it."""
    listed = account.words.lexicon.tables["documents"]["council"]
    return next((key for key in listed if key in account.scene.linker.entities), None)
