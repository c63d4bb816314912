"""Resolutions that somebody invokes: «in line with Resolution 2254», «a violé la résolution»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.events.grammar import Telling
from kg.events.roles import in_role
from kg.events.speech import others
from kg.languages.parsed.syntax import ParsedGrammar
from kg.model.claims import Frame
from kg.text.findings import Found
from kg.text.lexicon import is_form


def invocations(grammar: ParsedGrammar) -> Iterator[Frame]:
    """Resolutions that somebody names as binding, kept or broken."""
    for paper in grammar.scene.found:
        if paper.type == "Resolution":
            yield from _invoked(grammar, paper)


def _invoked(grammar: ParsedGrammar, paper: Found) -> Iterator[Frame]:
    trigger = grammar.scene.trigger("invoke")
    head = grammar.head(paper)
    cue = _cue(grammar, head)
    if cue is None:
        return
    speaker = grammar.around.speaker(cue)
    subject = grammar.cast.subject(grammar.parse.clause(cue))
    if speaker is None or speaker.medium:
        speaker, subject = subject, None
    if speaker is None or speaker.medium or speaker.unnamed:
        return
    telling = Telling(
        trigger=trigger,
        token=cue.i,
        verb=cue.i,
        word=cue.norm_,
        kind="noun",
        status="occurred",
        agent=speaker,
    )
    bound = subject if subject and not subject.implied else None
    roles = [
        ("topic", grammar.scene.key(paper)),
        *in_role(speaker, "speaker"),
        *others(speaker, bound, "target"),
    ]
    yield grammar.frame(telling, "ResolutionCited", roles, about=())


def _cue(grammar: ParsedGrammar, head: Token) -> Token | None:
    """The word that makes a resolution invoked: «implementation of», «in line with»."""
    trigger = grammar.scene.trigger("invoke")
    cues = trigger.words["cues"]
    if grammar.parse.is_verb(head.head) and is_form(head.head.norm_, trigger.verbs):
        return head.head
    opener = grammar.parse.opener(head)
    if opener is None:
        return None
    word, above = opener
    if is_form(above.norm_, cues) or is_form(above.norm_, trigger.verbs):
        return above
    return above if word in trigger.words["with"] else None
