"""A document in Latin script as the grammar sees it: folded words, their pieces, their class.

A *piece* is a run of letters and digits: «Secretary-General» is two, whatever the tokenizer
made of it, and so are the names and word lists it is compared with. ``Pieces`` is a list of
phrases that is matched forward and backward at the edges of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg.letters import fold
from kg.model.claims import Span
from kg.text.findings import Found
from kg.text.lexicon import Lexicon, load
from kg.text.words import Words

_PIECE = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?\.?|[a-z]+\.")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def norm(text: str) -> str:
    """The comparable form of a word: folded, full stops of abbreviations left out."""
    folded = fold(text.translate(_APOSTROPHES))
    return folded.replace(".", "") if _INITIALS.fullmatch(folded) else folded


def pieces(text: str) -> tuple[str, ...]:
    """The folded runs of letters and digits of a text."""
    return tuple(p for word in text.split() for p in _PIECE.findall(norm(word)))


@dataclass(frozen=True)
class Pieces:
    """Phrases as pieces, each with a value; the longest match wins."""

    table: Mapping[tuple[str, ...], str]
    longest: int

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str]]) -> Pieces:
        """From (phrase, value) pairs, the first value of a phrase being kept."""
        table: dict[tuple[str, ...], str] = {}
        for phrase, value in phrases:
            table.setdefault(pieces(phrase), value)
        return cls(table, max(map(len, table), default=0))

    def __contains__(self, word: str) -> bool:
        return pieces(word) in self.table


@cache
def phrases(language: str, section: str, name: str) -> Pieces:
    """A word list of the language file, or a table of lists with its names as values."""
    value = load(language).tables
    for part in (*section.split("."), name):
        value = value.get(part, {}) if isinstance(value, Mapping) else {}
    if isinstance(value, Mapping):
        return Pieces.of((word, key) for key, words in value.items() for word in words)
    return Pieces.of((word, word) for word in value)


class LatinWords(Words):
    """The words of a document in Latin script."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        *,
        dated: tuple[Span, ...] = (),
        offsets: tuple[int, ...] = (),
    ) -> None:
        for token in doc:
            token.norm_ = norm(token.text) or token.text
        super().__init__(doc, lexicon, dated=dated, offsets=offsets)
        self.known: list[Found] | None = None
        """The known names, once a gazetteer has looked for them."""
        self.parsed = doc.has_annotation("DEP")
        self.tagged = doc.has_annotation("POS")
        self.first: list[int] = []
        """Token -> index of its first piece."""
        self.flat: list[str] = []
        self.ends: dict[int, int] = {}
        """Index after a token's last piece -> the token after it."""
        for index, written in enumerate(self.norms):
            self.first.append(len(self.flat))
            self.flat.extend(_PIECE.findall(written))
            if len(self.flat) > self.first[-1]:
                self.ends[len(self.flat)] = index + 1
        self.first.append(len(self.flat))
        self._starts = {f: i for i, f in enumerate(self.first[:-1]) if self.first[i + 1] > f}
        self.articles = self.words_of("words", "articles")
        self.indefinite = self.words_of("words", "indefinite")
        self.partitives = self.words_of("words", "partitives")
        self.demonstratives = self.words_of("words", "demonstratives")
        self.possessives = self.words_of("words", "possessives")
        self.ands = self.words_of("words", "and")
        self.opening = {start for start, _ in self.sentences}

    def words_of(self, section: str, name: str) -> frozenset[str]:
        """A list of single words of the language file."""
        return self.lexicon.words(section, name)

    def phrases(self, section: str, name: str) -> Pieces:
        """A list of phrases of the language file."""
        return phrases(self.lexicon.language, section, name)

    # --- matching phrases --------------------------------------------------------

    def match(self, table: Pieces, index: int) -> tuple[int, str] | None:
        """(token after it, value) of the longest phrase that begins at a token, or None."""
        if index >= len(self) or self.first[index + 1] == self.first[index]:
            return None
        at = self.first[index]
        for length in range(min(table.longest, len(self.flat) - at), 0, -1):
            end = self.ends.get(at + length)
            if end is not None:
                value = table.table.get(tuple(self.flat[at : at + length]))
                if value is not None:
                    return end, value
        return None

    def match_back(self, table: Pieces, end: int) -> tuple[int, str] | None:
        """(first token, value) of the longest phrase that ends before token ``end``, or None."""
        last = self.first[end]
        if end == 0 or self.ends.get(last) != end:
            return None
        for length in range(min(table.longest, last), 0, -1):
            start = self._starts.get(last - length)
            if start is not None:
                value = table.table.get(tuple(self.flat[last - length : last]))
                if value is not None:
                    return start, value
        return None

    # --- classes of words --------------------------------------------------------

    def capital(self, index: int) -> bool:
        """Whether the word is written with a capital."""
        return 0 <= index < len(self) and self.doc[index].text[0].isupper()

    def definite(self, index: int) -> bool:
        """Whether an article or a demonstrative stands right before the token."""
        before = self.norms[index - 1] if index > 0 else ""
        if before in self.partitives and index > 1 and self.is_verb(index - 2):
            return False  # «mener des pourparlers»
        return before in self.articles or before in self.demonstratives

    def determined(self, index: int) -> bool:
        """Whether an article, definite or not, or a possessive stands before the token."""
        kinds = (self.indefinite, self.possessives)
        pointed = index > 0 and any(self.norms[index - 1] in kind for kind in kinds)
        return pointed or self.definite(index)

    def bare(self, index: int) -> str:
        """The folded word: Latin script joins no article."""
        return self.norms[index]

    def pos(self, index: int) -> str:
        """The part of speech (Universal Dependencies), empty without a pipeline or a word."""
        return self.doc[index].pos_ if self.tagged and index < len(self) else ""

    def is_verb(self, index: int) -> bool:
        """Whether the pipeline tagged the word as a verb."""
        return self.pos(index) in ("VERB", "AUX")

    def joined(self, index: int) -> bool:
        """Whether the token is a hyphen or apostrophe inside a word."""
        if not 0 < index < len(self) - 1 or self.norms[index] not in ("-", "–", "'"):
            return False
        return not self.doc[index - 1].whitespace_

    def skip_articles(self, index: int) -> int:
        """The token after any articles that begin at one."""
        while index < len(self) and self.norms[index] in self.articles:
            index += 1
        return index
