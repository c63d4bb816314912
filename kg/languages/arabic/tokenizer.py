"""A spaCy tokenizer that splits Arabic proclitics, so that every name is a span of tokens.

Tokens cover the text exactly; ``token.norm_`` is the folded form (with the alef
that «لل» hides), ``token._.proclitic`` (kg.text.words) marks a split-off و ف ب ل ك.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.background.frequency import zipf
from kg.languages.arabic.proclitics import Known, Piece, split_proclitics
from kg.letters import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]|[\u064b-\u0652\u0670\u0640])+|\s|.", re.DOTALL)
_ARABIC = re.compile(r"[\u0621-\u064a]")
_TORN = tuple("وبل")
_UNSEEN = 2.5
_SHORTEST = 3


class ProcliticTokenizer:
    """Splits text into words, marks and proclitics without losing a character."""

    def __init__(self, vocab: Vocab, *, known: Known, keep: Known) -> None:
        self.vocab = vocab
        self._known = known
        self._keep = keep
        self._pieces = lru_cache(maxsize=50_000)(self._split)

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; ``doc.text`` is the text again."""
        words: list[str] = []
        spaces: list[bool] = []
        pieces: list[Piece] = []
        parts = _WORD.findall(text)
        own = {fold(part) for part in parts if len(part) >= _SHORTEST}
        for part in parts:
            if part == " " and words and not spaces[-1]:
                spaces[-1] = True
                continue
            for piece, written in self._parts(part, own):
                words.append(written)
                spaces.append(False)
                pieces.append(piece)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for index, (token, piece) in enumerate(zip(doc, pieces, strict=True)):
            token.norm_ = piece.norm or token.text
            follows = index + 1 < len(pieces) and pieces[index + 1].start > 0
            token._.proclitic = follows
        return doc

    def _parts(self, part: str, own: Container[str] = ()) -> Iterator[tuple[Piece, str]]:
        if not _ARABIC.search(part):
            yield Piece(0, fold(part)), part
            return
        pieces = self._pieces(part)
        if len(pieces) == 1 and self._vouched(pieces[0].norm, own):
            pieces = (Piece(0, pieces[0].norm[0]), Piece(1, pieces[0].norm[1:]))
        ends = [piece.start for piece in pieces[1:]] + [len(part)]
        for piece, end in zip(pieces, ends, strict=True):
            yield piece, part[piece.start : end]

    def _vouched(self, form: str, own: Container[str]) -> bool:
        """«كير ومشار»: a rare word whose rest the same text also writes by itself."""
        return (
            form[:1] in _TORN and len(form) > _SHORTEST and form[1:] in own and zipf(form) < _UNSEEN
        )

    def _split(self, word: str) -> tuple[Piece, ...]:
        return split_proclitics(word, known=self._known, keep=self._keep, frequency=zipf)
