"""What comes of talks: agreements, resolutions adopted or to be voted on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.tellings import Roles, Telling
from kg.model.claims import Frame
from kg.text.words import Found


def papers(account: Account) -> Iterator[Frame]:
    """Agreements, adoptions and votes of one document."""
    yield from _agreements(account)
    yield from _adoptions(account)
    yield from _votes(account)


# --- agreements --------------------------------------------------------------------


def _agreements(account: Account) -> Iterator[Frame]:
    for telling in account.tellings("sign"):
        if telling.status == "denied":
            continue
        paper, token = _paper(account, telling, "Agreement")
        if paper is None and telling.owner is not None and telling.kind != "verb":
            paper = _last_named(account, telling)
        roles: Roles = account.participants(telling)
        asked = account.cast.all(_consulted(account, telling))
        roles = [pair for pair in roles if pair[0] == "signatory" and pair[1] not in asked]
        token = token or _plain(account, telling)
        near = [token] if token is not None else []
        parties: Roles = []
        for opener, noun in (pair for t in near for pair in account.parse.opened(t)):
            parties += account.roles(account.cast.on(noun), telling.roles.get(opener))
        roles = [*([] if _for_others(telling, parties) else roles), *parties]
        topic = [("topic", account.scene.key(paper))] if paper is not None else []
        if topic or ((near or _agreed(account, telling)) and len(set(roles)) > 1):
            yield account.frame(
                telling,
                "Agreement",
                [*topic, *roles],
                place=account.around.place(*telling.anchors, *near),
                near=near,
            )


def _plain(account: Account, telling: Telling) -> Token | None:
    """«signed an agreement»: the noun of one without a name, that is only concluded."""
    if not is_form(telling.token.norm_, account.words.words_of("documents", "concluded")):
        return None
    plain = account.words.words_of("documents", "plain")
    tokens = [*telling.patients, *telling.behind(*telling.trigger.words["of"])]
    return next((token for token in tokens if token.norm_ in plain), None)


def _consulted(account: Account, telling: Telling) -> list[Token]:
    """«reached in consultation with the United Nations»: who is asked does not sign."""
    beside = telling.trigger.words.get("beside", frozenset())
    norms = account.words.norms
    return [
        noun
        for _, noun in telling.opened
        if not beside.isdisjoint(norms[max(0, noun.left_edge.i - 3) : noun.left_edge.i + 1])
    ]


def _for_others(telling: Telling, parties: Roles) -> bool:
    """«announced an accord between X and Y», «brokered a deal»: who acts does not agree."""
    words, norm = telling.trigger.words, telling.token.norm_
    if is_form(norm, words.get("arranging", frozenset())):
        return True
    return bool(parties) and is_form(norm, words.get("telling", frozenset()))


def _last_named(account: Account, telling: Telling) -> Found | None:
    """«announced their ratification»: of the agreement named last."""
    start, _ = account.scene.bounds(telling.token.i)
    number = max(0, account.words.sentence_of[telling.token.i] - 1)
    first = min(start, account.words.sentences[number][0])
    found = account.scene.finds(first, telling.token.i, "Agreement")
    return found[-1] if found else None


def _agreed(account: Account, telling: Telling) -> bool:
    """«Abe and Ban agreed to …»: an agreement without a name."""
    return is_form(telling.token.norm_, telling.trigger.words["agreeing"])


def _paper(account: Account, telling: Telling, type_: str) -> tuple[Found | None, Token | None]:
    """The document that a verb or noun is about: object, passive subject, «of»."""
    tokens = [*telling.patients, *telling.behind(*telling.trigger.words["of"])]
    if telling.verb.dep_.startswith(("acl", "amod")):
        tokens.append(telling.verb.head)
    subject = account.parse.subject_token(telling.verb)
    entering = is_form(telling.token.norm_, telling.trigger.words.get("entering", frozenset()))
    if entering and subject is not None:
        tokens.append(subject)
    if account.parse.participle(telling.verb) and not account.parse.own_subject(telling.verb):
        at = telling.verb.i - 1
        tokens.append(account.parse.doc[at - (account.words.norms[at] == ",")])
    for token in tokens:
        found = account.found(token, type_)
        if found is not None:
            return found, token
    return None, None


# --- resolutions -------------------------------------------------------------------


def _bodies(roles: Roles) -> Roles:
    return [pair for pair in roles if pair[0] != "host" or pair[1].startswith("organization/")]


def _adoptions(account: Account) -> Iterator[Frame]:
    """«The council adopted …», «adoption of …», «voted unanimously in favour of …»."""
    for telling in account.tellings("adopt"):
        if telling.status == "denied":
            continue
        paper, token = _paper(account, telling, "Resolution")
        voting = is_form(telling.token.norm_, telling.trigger.words["voting"])
        roles = _bodies(account.participants(telling))
        together = voting and _unanimous(account, telling)
        passed = telling.kind == "verb" and token in telling.patients  # «a voté une résolution»
        if voting and not (together or passed):
            continue
        if paper is None and together:
            paper = _alone(account, telling)
        if paper is None and not together:
            continue
        topic: Roles = [("topic", account.scene.key(paper))] if paper else []
        if telling.status == "called_for":
            continue
        host = roles or _host(account, telling, paper)
        adopted = telling.status in ("occurred", "ongoing")
        yield account.frame(
            telling,
            "ResolutionAdopted" if adopted else "Vote",
            [*host, *topic, *_sponsors(account, paper)],
        )


def _unanimous(account: Account, telling: Telling) -> bool:
    cues = telling.trigger.words["unanimous"]
    near = [*telling.verb.children, *telling.token.children]
    near += [noun for _, noun in telling.opened]
    return any(is_form(token.norm_, cues) for token in near)


def _alone(account: Account, telling: Telling) -> Found | None:
    """The resolution that the sentence names, if it is one only."""
    start, stop = account.scene.bounds(telling.token.i)
    found = account.scene.finds(start, stop, "Resolution")
    return found[0] if len({account.scene.key(f) for f in found}) == 1 else None


def _host(account: Account, telling: Telling, paper: Found | None) -> Roles:
    """The council, where it is named and nobody else is said to have adopted the text."""
    named = [key for key in _council_of(account) if key in account.scene.linker.entities]
    return [("host", named[0])] if named and paper else []


def _council_of(account: Account) -> list[str]:
    listed: list[str] = account.words.lexicon.tables["documents"]["council"]
    return listed


def _sponsors(account: Account, paper: Found | None) -> Roles:
    """«a resolution proposed by Russia and Turkey»: who brought the text in."""
    if paper is None:
        return []
    trigger = account.scene.trigger("propose")
    for index in range(paper.start, paper.end):
        for child in account.parse.doc[index].children:
            if child.dep_.startswith("acl") and is_form(child.norm_, trigger.verbs):
                by = account.parse.complements(child, trigger.words["by"])
                return [("signatory", key) for key in account.cast.all(by)]
    return []


def _votes(account: Account) -> Iterator[Frame]:
    """Votes that are due or fail, vetoes, drafts put forward."""
    for name in ("vote", "veto", "propose"):
        for telling in account.tellings(name):
            paper, _ = _paper(account, telling, "Resolution")
            if paper is None and name != "propose" and telling.kind != "noun":
                paper = _alone(account, telling)
            if paper is None or telling.status == "denied":
                continue
            roles = account.participants(telling)
            brought = any(role in ("signatory", "host") for role, _ in roles)
            if name == "propose" and not brought:
                continue
            council = _council_of(account)
            roles = [("host" if key in council else role, key) for role, key in roles]
            if not any(role == "host" for role, _ in roles):
                roles = [*_host(account, telling, paper), *roles]
            status = telling.status
            if name == "propose" or (name == "vote" and _pending(telling, status)):
                status = "planned" if status in ("occurred", "ongoing") else status
            yield account.frame(
                telling, "Vote", [*roles, ("topic", account.scene.key(paper))], status=status
            )


def _pending(telling: Telling, status: str) -> bool:
    return telling.kind == "noun" and status == "ongoing"
