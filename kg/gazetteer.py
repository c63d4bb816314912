"""Known names in a text: the background knowledge as a spaCy PhraseMatcher.

Matches are candidates. Words that double as common words, cities that act for
their state and media that need a trigger word are decided where the context is
known (kg.names).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg import knowledge
from kg.letters import fold
from kg.lexicon import Lexicon, load
from kg.tokenizer import ProcliticTokenizer
from kg.words import Found

TYPES = {
    "person": "Person",
    "organization": "Organization",
    "state": "State",
    "place": "Place",
    "office": "Office",
    "process": "TalksProcess",
    "round": "TalksRound",
    "resolution": "Resolution",
    "agreement": "Agreement",
}
_MATCHED = ("person", "organization", "state", "place", "agreement")


def type_of(key: str) -> str:
    """The entity type that a key's first part stands for."""
    return TYPES[key.split("/", 1)[0]]


@dataclass(frozen=True)
class Gazetteer:
    """The names of one language, ready to match, and the demonyms beside them."""

    nlp: spacy.language.Language
    matcher: PhraseMatcher
    keys: Mapping[str, tuple[str, ...]]
    """Folded name -> the keys it may stand for, the likeliest first."""
    demonyms: Mapping[str, str]
    """Folded adjective of nationality -> key of its state or body."""

    def find(self, doc: Doc) -> list[Found]:
        """The longest known names, not overlapping, in text order."""
        spans = filter_spans(self.matcher(doc, as_spans=True))
        found = []
        for span in spans:
            keys = self.keys[span.label_]
            found.append(Found(span.start, span.end, type_of(keys[0]), keys[0], {"keys": keys}))
        return sorted(found)

    def demonym(self, norm: str) -> str | None:
        """The state or body of an adjective of nationality, None for any other word."""
        return self.demonyms.get(norm)


def _names(language: str) -> Iterable[knowledge.Name]:
    for name in knowledge.load().names:
        if name.language == language and name.key.split("/", 1)[0] in _MATCHED:
            yield name


def _vocabulary(lexicon: Lexicon, language: str) -> frozenset[str]:
    """Folded words that are never torn apart and that vouch for a split before them."""
    words = set(lexicon.verb_forms)
    for name in knowledge.load().names:
        if name.language == language:
            words.update(word for word in fold(name.surface).split() if len(word) > 2)
    words.update(_strings(lexicon.tables))
    return frozenset(words)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield from (word for word in fold(value).split() if len(word) > 2)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


@cache
def gazetteer(language: str) -> Gazetteer:
    """The gazetteer of a language, built once per process."""
    lexicon = load(language)
    vocabulary = _vocabulary(lexicon, language)
    keep = lexicon.words("clitics", "keep")
    nlp = spacy.blank(language)
    nlp.tokenizer = ProcliticTokenizer(
        nlp.vocab, known=vocabulary.__contains__, keep=keep.__contains__
    )
    keys: dict[str, list[str]] = {}
    demonyms: dict[str, str] = {}
    for name in _names(language):
        surface = fold(name.surface)
        if name.kind == "demonym":
            demonyms.setdefault(surface, name.key)
        elif name.key not in keys.setdefault(surface, []):
            keys[surface].append(name.key)
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for surface in sorted(keys):
        matcher.add(surface, [nlp.make_doc(surface)])
    return Gazetteer(nlp, matcher, {k: tuple(v) for k, v in keys.items()}, demonyms)
