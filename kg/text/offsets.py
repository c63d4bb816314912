"""A text as it is read, folded, tidied or with plain marks, and the way back to the stored text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.letters import fold_char
from kg.model.claims import Span


@dataclass(frozen=True)
class Folded:
    """A folded text with, for every folded character, its offset in the original."""

    text: str
    original: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original span of folded characters, trailing diacritics and tatweel included."""
        first = self.offsets[start]
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and (
            unicodedata.category(self.original[last]) == "Mn" or self.original[last] == "ـ"
        ):
            last += 1
        return Span(first, last)


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the map back to its code points."""
    letters = list(map(fold_char, text))
    lengths = list(map(len, letters))
    offsets: list[int] = []
    kept = 0
    for place in [n for n, length in enumerate(lengths) if length != 1]:
        offsets.extend(range(kept, place))
        offsets.extend([place] * lengths[place])
        kept = place + 1
    offsets.extend(range(kept, len(text)))
    return Folded("".join(letters), text, offsets)


def tidied(text: str) -> Folded:
    """The text as it reads: hashtags opened, runs of blanks made one, with the way back.

    «#بيونغ_يانغ» reads as «بيونغ يانغ»; no-break and double blanks are layout, not words.
    """
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        shown = _SHOWN.get(char, char)
        if not shown or (shown == " " and letters and letters[-1] in " \n"):
            continue
        letters.append(shown)
        offsets.append(offset)
    return Folded("".join(letters), text, offsets)


_SHOWN = {"#": "", "_": " ", "\u00a0": " ", "\u200f": "", "\u200e": "", "\ufeff": ""}
_PLAIN = str.maketrans("\u00a0\u202f\u2009’‘ʼ«»“”„", "   " + "'" * 3 + '"' * 5)


def plain_marks(text: str) -> Folded:
    """A text in Latin script with plain blanks, apostrophes and quotation marks.

    Every character stays at its own offset; parsers trained on plain text misread «l’ONU».
    """
    return Folded(text.translate(_PLAIN), text, tuple(range(len(text))))
