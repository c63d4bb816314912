"""A document as the grammar sees it: folded words, sentences, marks and masks.

One ``Words`` object wraps a spaCy Doc. Indexes are token indexes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.letters import is_quote
from kg.model.claims import Span
from kg.text.lexicon import Lexicon

_ENDS = frozenset(".!?؟؛")
_COMMAS = frozenset("،,")
_LONG, _LONGEST = 300, 400
"""Tokens of a sentence from which a comma ends it, and which end it anyway."""


def endless(length: int, text: str) -> bool:
    """Whether a sentence of so many tokens ends with this one, though no stop says so.

    It is a list or no text, and readers look from each word of a sentence at all others.
    """
    return length >= _LONG and (length >= _LONGEST or text in _COMMAS)


if not Token.has_extension("proclitic"):
    Token.set_extension("proclitic", default=False)


class Words:
    """The folded words of a document with what the grammar asks of them."""

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        *,
        dated: tuple[Span, ...] = (),
        offsets: tuple[int, ...] = (),
    ) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.origin = offsets or tuple(range(len(doc.text)))
        """Where each character of the document stands in the stored text."""
        self.norms: list[str] = [token.norm_ for token in doc]
        self.clitic: list[bool] = [bool(token._.proclitic) for token in doc]
        self.sentence_of: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        self._split_sentences()
        self.dated = self._within(dated)
        self.adjectives = lexicon.words("titles", "adjectives")
        self.places: Mapping[str, Sequence[int]] | None = None
        """Form of a noun -> the tokens that may be it, once a language has looked for them."""
        self.prepositions = lexicon.words("words", "prepositions")
        self.stops = lexicon.words("words", "stops")

    def __len__(self) -> int:
        return len(self.norms)

    def _within(self, spans: tuple[Span, ...]) -> list[bool]:
        """Whether each token begins in one of the spans."""
        begins = [self.offset(token.i) for token in self.doc]
        within = [False] * len(begins)
        for span in spans:
            for index in range(bisect_left(begins, span.start), bisect_left(begins, span.end)):
                within[index] = True
        return within

    def _split_sentences(self) -> None:
        start = 0
        count = len(self.doc)
        for index, token in enumerate(self.doc):
            ends = "\n" in token.text or self._full_stop(index)
            ends = ends or endless(index - start, token.text)
            if ends or index + 1 == count:
                stop = index if "\n" in token.text else index + 1
                if stop > start:
                    self.sentences.append((start, stop))
                start = index + 1
            self.sentence_of.append(len(self.sentences) if not ends else len(self.sentences) - 1)
        last = len(self.sentences) - 1
        self.sentence_of = [min(max(number, 0), max(last, 0)) for number in self.sentence_of]

    def _full_stop(self, index: int) -> bool:
        """A lone stop ends a sentence; «..» only joins, as Arabic wires use it."""
        text = self.doc[index].text
        if text not in _ENDS:
            return False
        before = self.doc[index - 1].text if index else ""
        after = self.doc[index + 1].text if index + 1 < len(self.doc) else ""
        return text != "." or (before != "." and after != ".")

    def is_word(self, index: int) -> bool:
        """Whether the token is a written word (no mark, no space, no proclitic, no number)."""
        return self.doc[index].text[0].isalpha() and not self.clitic[index]

    def is_quote(self, index: int) -> bool:
        """Whether the token is a quotation mark."""
        return is_quote(self.doc[index].text)

    def is_digit(self, index: int) -> bool:
        """Whether the token is a number in digits."""
        return self.norms[index].isdigit()

    def definite(self, index: int) -> bool:
        """Whether the word carries the article."""
        norm = self.norms[index]
        return norm.startswith("ال") and len(norm) > 3

    def bare(self, index: int) -> str:
        """The folded word without the article."""
        norm = self.norms[index]
        return norm[2:] if self.definite(index) else norm

    def is_verb(self, index: int) -> bool:
        """Whether the lexicon knows the form as a verb."""
        return bool(self.lexicon.verb(self.norms[index])) and not self.nominal(index)

    def nominal(self, index: int) -> bool:
        """Whether the spelling shows a noun: tanwin («رفضاً»), ta marbuta («إشارة»), «إدانته»."""
        text = self.doc[index].text
        return "\u064b" in text or text.endswith("ة") or text.startswith("إ")

    def closed(self, index: int) -> bool:
        """Whether the word is a preposition, particle, pronoun or connective."""
        norm = self.norms[index]
        return norm in self.prepositions or norm in self.stops

    def opener(self, index: int) -> bool:
        """Whether the token is a proclitic or a preposition: a phrase opens there."""
        return self.clitic[index] or self.norms[index] in self.prepositions

    def opened(self, start: int, stop: int) -> bool:
        """Whether a phrase opens within ``[start, stop)``."""
        return any(self.opener(index) for index in range(start, stop))

    def preposition_before(self, index: int) -> str | None:
        """The preposition (word or proclitic) right before a token, None when there is none."""
        before = index - 1
        while before >= 0 and self.is_quote(before):
            before -= 1
        if before < 0:
            return None
        norm = self.norms[before]
        if self.clitic[before]:
            return norm if norm != "و" else None
        if norm == "من" and before and self.norms[before - 1] in ("كل", "كلا"):
            return None  # «كل من … و…» is the group itself
        return norm if norm in self.prepositions else None

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens ``[start, end)``."""
        last = self.doc[end - 1]
        return Span(self.offset(start), self.origin[last.idx + len(last.text) - 1] + 1)

    def offset(self, index: int) -> int:
        """Where a token begins in the stored text."""
        return self.origin[self.doc[index].idx]

    def text(self, start: int, end: int) -> str:
        """The words of tokens ``[start, end)`` as they read."""
        return str(self.doc[start:end].text)

    def sentence_span(self, number: int) -> Span:
        """The characters of a sentence without surrounding space."""
        start, end = self.sentences[number]
        while self.doc[start].is_space and start + 1 < end:
            start += 1
        while self.doc[end - 1].is_space and end - 1 > start:
            end -= 1
        return self.span(start, end)

    def skip_quotes(self, index: int) -> int:
        """The next index that is not a quotation mark."""
        while index < len(self) and self.is_quote(index):
            index += 1
        return index
