"""Known names in a text: the background knowledge as a spaCy PhraseMatcher.

Matches are candidates. Words that double as common words, cities that act for
their state and media that need a trigger word are decided where the context is
known (kg.languages.arabic.names).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.background import knowledge
from kg.background.frequency import zipf
from kg.languages.arabic.tokenizer import ProcliticTokenizer
from kg.letters import fold
from kg.model.keys import kind_of, type_of
from kg.text.findings import Found, NameFacts
from kg.text.lexicon import Lexicon, load

_JOINED = ("لل", "بال", "وال", "كال", "فال")
"""Beginnings that a proclitic and the article make, also inside known names."""
_PROCLITIC = tuple("وبل")
_USED = 3.5
"""A word without its first letter is a word of its own above this Zipf frequency."""
_RARE = 3.6
"""A surname alone is taken for its owner below this Zipf frequency."""
_MATCHED = ("person", "organization", "state", "place", "agreement")


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
            found.append(
                Found(span.start, span.end, type_of(keys[0]), keys[0], NameFacts(keys=tuple(keys)))
            )
        return sorted(found)

    def nationality(self, norms: Sequence[str], index: int) -> tuple[int, str] | None:
        """(number of words, key) of the adjective of nationality at ``index``, or None.

        «الكوري الشمالي» is one adjective of two words.
        """
        for length in (2, 1):
            key = self.demonyms.get(" ".join(norms[index : index + length]))
            if key is not None and index + length <= len(norms):
                return length, key
        return None

    def demonym(self, norm: str) -> str | None:
        """The state or body of an adjective of nationality, None for any other word."""
        return self.demonyms.get(norm)

    def demonyms_in(self, norms: Iterable[str]) -> frozenset[str]:
        """The states and bodies that any adjectives of nationality tell of."""
        return frozenset(self.demonyms[norm] for norm in norms if norm in self.demonyms)


def _names(language: str) -> Iterable[knowledge.Name]:
    for name in knowledge.load().names:
        read = name.language == language and name.kind != "variant"
        if read and kind_of(name.key) in _MATCHED:
            yield name


def _surnames(language: str, lexicon: Lexicon, taken: Container[str]) -> Iterator[tuple[str, str]]:
    """Surnames that only one known person has, rare as words and nothing else's name."""
    particles = lexicon.words("persons", "particles")
    houses = lexicon.words("persons", "houses")
    owners: dict[str, set[str]] = {}
    begins: set[str] = set()
    whole = knowledge.load().full_name_only
    for name in _names(language):
        parts = fold(name.surface).split() if name.key not in whole else []
        if name.key.startswith("person/") and len(parts) > 1:
            first = len(parts) - 1
            while first > 1 and parts[first - 1] in particles:
                first -= 1
            if parts[first] not in houses:
                owners.setdefault(" ".join(parts[first:]), set()).add(name.key)
            begins.update(" ".join(parts[:size]) for size in range(1, len(parts)))
    for surname, keys in sorted(owners.items()):
        known = surname in taken or surname in begins or lexicon.verb(surname) or len(surname) < 4
        if len(keys) == 1 and not known and zipf(surname) < _RARE:
            yield surname, next(iter(keys))


def _vocabulary(lexicon: Lexicon, language: str) -> frozenset[str]:
    """Folded words that are never torn apart and that vouch for a split before them."""
    words = set(lexicon.verb_forms)
    for name in knowledge.load().names:
        if name.language == language:
            first, *more = fold(name.surface).split() or [""]
            words.update(word for word in (first, *filter(_whole, more)) if len(word) > 2)
    words.update(_strings(lexicon.tables))
    return frozenset(word for word in words if not word.startswith(_JOINED))


def _whole(word: str) -> bool:
    """Whether a later word of a name is one word: «وإيران» is two, «ولد» is not."""
    joined = word[:1] in _PROCLITIC and zipf(word[1:]) > max(_USED, zipf(word) + 0.5)
    return not joined


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


def _without_honour(surface: str, honorifics: Container[str]) -> str | None:
    """«محمد السادس» of «الملك محمد السادس»; None without a word of honour or a full name."""
    first, *rest = surface.split()
    return " ".join(rest) if first in honorifics and len(rest) > 1 else None


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
    for surface, of in list(keys.items()):
        bare = _without_honour(surface, lexicon.words("titles", "honorifics"))
        if bare and bare not in demonyms and all(key.startswith("person/") for key in of):
            keys.setdefault(bare, of)
    for surname, key in _surnames(language, lexicon, keys.keys() | demonyms.keys()):
        keys[surname] = [key]
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for surface in sorted(keys):
        matcher.add(surface, [nlp.make_doc(surface)])
    return Gazetteer(nlp, matcher, {k: tuple(v) for k, v in keys.items()}, demonyms)
