"""What is demanded: by people and bodies, and by the resolutions of a council."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Actor, Telling
from kg.events.roles import in_role
from kg.events.speech import SPOKEN, others, speaker
from kg.languages.parsed.syntax import ParsedGrammar
from kg.model.claims import Frame
from kg.model.vocabulary import Roles, Status
from kg.text.lexicon import is_form

_PAPERS = ("Resolution", "Agreement")
_CONTENT = ("ccomp", "xcomp", "advcl", "acl")


def demands(grammar: ParsedGrammar) -> Iterator[Frame]:
    """Demands of one document."""
    yield from _demands(grammar)
    yield from _of_papers(grammar)


def _demands(grammar: ParsedGrammar) -> Iterator[Frame]:
    for telling in grammar.named("demand"):
        actor = speaker(grammar, telling)
        if actor is None or telling.status not in (*SPOKEN, "possible"):
            continue
        if telling.status == "possible" and telling.kind == "verb":
            continue
        draft = grammar.words.phrases("documents", "draft")
        brought = any(
            grammar.parse.find(noun, *_PAPERS) or grammar.words.match(draft, noun)
            for noun in telling.patients
        )
        if brought or _offers(grammar, telling) or grammar.utterances.aside(telling.verb):
            continue  # «a resolution proposed by …» is brought in, not demanded
        if telling.kind != "verb" and not _asks(grammar, telling):
            continue
        if _only_says(grammar, telling):
            speaking = in_role(actor, "speaker")
            near = grammar.occasions(telling)
            yield grammar.frame(telling, "Statement", speaking, near=near)
            continue
        if _refuses(grammar, telling) is False:
            continue
        targets = _targets(grammar, telling, actor)
        yield grammar.frame(
            telling,
            "Demand",
            [*in_role(actor, "speaker"), *targets],
            status="occurred" if telling.status == "possible" else None,
            near=grammar.occasions(telling),
        )


def _asks(grammar: ParsedGrammar, telling: Telling) -> bool:
    """A noun like «call» asks for something only with what it asks for behind it."""
    openers = telling.trigger.words["opens"]
    behind = any(opener in openers for opener, _ in telling.opened)
    return behind or any(
        child.dep_ in ("acl", "ccomp") for child in grammar.token(telling.token).children
    )


def _refuses(grammar: ParsedGrammar, telling: Telling) -> bool | None:
    """Whether a verb of refusing names a condition («unless …»); None for other verbs."""
    if not telling.has("refusing"):
        return None
    unless = grammar.words.words_of("particles", "unless")
    verb = grammar.token(telling.verb)
    return any(
        child.norm_ in unless
        for step in (verb, *verb.children)
        for clause in step.children
        for child in (clause, *clause.children)
    )


def _only_says(grammar: ParsedGrammar, telling: Telling) -> bool:
    """«insists that its programme is peaceful» demands nothing; «that it must …» does."""
    if not telling.has("asserting"):
        return False
    opened = {grammar.token(noun).norm_ for _, noun in telling.opened}
    if set(telling.trigger.words.get("facts", ())) & opened:
        return True
    must = grammar.words.words_of("particles", "necessity")
    clauses = [c for c in grammar.token(telling.verb).children if c.dep_ == "ccomp"]
    return bool(clauses) and not any(
        helper.norm_ in must or "Mood=Sub" in str(child.morph)
        for child in clauses
        for helper in (child, *grammar.parse.helpers(child))
    )


def _targets(grammar: ParsedGrammar, telling: Telling, actor: Actor) -> Roles:
    """Of whom it is demanded: objects, «on», and the subject of what is wanted."""
    openers = telling.trigger.words["target"]
    behind = [i for i in telling.behind(*openers) if not _set_off(grammar, i)]
    tokens = [*telling.patients, *behind]
    told = [role for i in tokens for role in others(actor, grammar.actor(i), "target")]
    if told:
        return told
    for child in grammar.token(telling.token).children:
        if child.dep_ in _CONTENT and grammar.parse.own_subject(child):
            subject = grammar.cast.subject(child)
            if subject is not None and not subject.implied:
                return others(actor, subject, "target")
    return []


def _set_off(grammar: ParsedGrammar, noun: int) -> bool:
    """«a plaidé, au Koweït, pour …»: what commas set off is where, not whom."""
    first = grammar.token(noun).left_edge.i
    return first > 0 and grammar.words.norms[first - 1] == ","


def _offers(grammar: ParsedGrammar, telling: Telling) -> bool:
    """«a proposé sa médiation»: what is one's own is offered, not demanded."""
    offering = telling.trigger.words.get("offering", frozenset())
    own = (grammar.parse.owner(grammar.token(noun)) for noun in telling.patients)
    return is_form(telling.word, offering) and any(own)


def _of_papers(grammar: ParsedGrammar) -> Iterator[Frame]:
    """«The resolution calls on Iran to …»: a demand of the council that adopted it."""
    council = _council(grammar)
    if council is None:
        return
    for telling in grammar.named("rule"):
        verb = grammar.token(telling.verb)
        subject = grammar.parse.subject_token(verb)
        paper = grammar.parse.find(subject.i, "Resolution") if subject is not None else None
        if paper is None or grammar.parse.passive(verb):
            continue
        actor = Actor((council,), telling.token)
        draft = grammar.words.match(grammar.words.phrases("documents", "draft"), paper.start)
        ahead = draft or telling.status in ("possible", "planned")
        status: Status = "possible" if ahead else "occurred"
        roles: Roles = [("speaker", council), *_targets(grammar, telling, actor)]
        about = [grammar.scene.key(paper), *grammar.about(verb)]
        yield grammar.frame(
            telling, "Demand", roles, status=status, about=tuple(dict.fromkeys(about))
        )


def _council(grammar: ParsedGrammar) -> str | None:
    """The key of the body whose resolutions the text tells of, if it names it."""
    listed = grammar.words.lexicon.tables["documents"]["council"]
    return next((key for key in listed if key in grammar.scene.linker.entities), None)
