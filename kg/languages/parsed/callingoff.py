"""Words that call off what was told of before them: «but the meeting was cancelled»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.syntax import ParsedGrammar
from kg.languages.parsed.tellings import nouns_of
from kg.reading.retracted import Cue
from kg.text.lexicon import is_form

_OCCASIONS = ("meet", "visit", "travel", "negotiate", "celebrate")


def cues(grammar: ParsedGrammar) -> Iterator[Cue]:
    """Verbs that call off an occasion, or what a pronoun stands for («it was cancelled»)."""
    triggers = grammar.words.lexicon.triggers
    named = {name: nouns_of(triggers[name]) for name in _OCCASIONS if name in triggers}
    for token in grammar.parse.doc:
        if not grammar.modality.has("cancelled", token) or not grammar.parse.is_verb(token):
            continue
        if grammar.modality.verb(token) not in ("occurred", "ongoing"):
            continue
        for noun in _what(grammar, token):
            told = (
                triggers[name].frame for name, nouns in named.items() if is_form(noun.norm_, nouns)
            )
            type_ = next(told, None)
            if type_ is not None or noun.pos_ == "PRON":
                yield Cue(token.i, type_)
                break


def _what(grammar: ParsedGrammar, verb: Token) -> list[Token]:
    """What is called off: the object, or the subject of a passive."""
    if grammar.parse.passive(verb):
        subject = grammar.parse.subject_token(verb)
        return [subject] if subject is not None else []
    return grammar.parse.objects(verb)


def speaks_of(grammar: ParsedGrammar, noun: int, cue: int) -> bool:
    """«the meeting between A and B in Sochi … was cancelled»: no other verb stands between."""
    parse = grammar.parse
    helpers = {helper.i for helper in parse.helpers(parse.doc[cue])}
    between = (t for t in parse.doc[noun + 1 : cue] if t.i not in parse.outmost)
    if parse.is_verb(parse.doc[noun]):
        return False
    return not any(t.pos_ in ("VERB", "AUX") and t.i not in helpers for t in between)
