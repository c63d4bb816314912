"""What the name model sees of a word: its vector, its affixes, and lists that hold it.

All lists are frozen in the model file, so that editing a language file or the knowledge
changes no tag. ``word`` is a folded word (kg.letters) with its digits made 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.background.frequency import zipf

WORD_LISTS = (
    *("place", "place part", "city", "city part", "person", "person part"),
    *("given rare", "given", "given common", "family rare", "family", "family common"),
    *("known person", "known person part", "known body", "known body part"),
    *("known state", "known state part", "known office part", "known talks part"),
)
"""Lists of names; a word is looked up as written and without its article."""
CUE_LISTS = (
    *("verb", "head of bodies", "title", "honorific", "head of places", "medium"),
    *("nationality", "preposition", "particle", "adjective", "name particle"),
)
"""Lists of words that stand beside names; looked up with and without the article."""
PHRASE_LISTS = ("place", "city", "person", "known body", "known person", "known state")
"""Lists of whole names, matched over up to five words."""
LISTS = (*WORD_LISTS, *CUE_LISTS)

_FREQUENCIES = (1.5, 2.5, 3.2, 3.8, 4.4, 5.0, 5.6)
_FORMS = 8
_LONGEST = 5
_ALONE = frozenset({"place", "city", "person"})
"""Phrase lists whose single words are word lists already."""
_AFFIXES = (2, 3, 4, 5)
_LONGEST_WORD = 9
MOST_AFFIXES = 10
SIZE = 2 * len(WORD_LISTS) + len(CUE_LISTS) + len(_FREQUENCIES) + 1 + _FORMS + 2 * len(PHRASE_LISTS)
"""How many flags a token has."""

_DIGIT = re.compile(r"\d")
Flags = NDArray[np.float32]


@dataclass(frozen=True)
class Token:
    """A token as the model reads it."""

    word: str
    """Folded, digits as 0."""
    written: str
    proclitic: bool


def token(norm: str, written: str, *, proclitic: bool) -> Token:
    """The model's view of a token of kg.languages.arabic.tokenizer."""
    return Token(_DIGIT.sub("0", norm) or written, written, proclitic)


def bare(word: str) -> str:
    """The word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def affixes(word: str) -> list[str]:
    """The word, its beginnings and endings of one to four letters, and its length."""
    marked = f"^{word}$"
    sizes = [size for size in _AFFIXES if len(marked) > size]
    return [
        f"w{word}",
        *(f"p{marked[:size]}" for size in sizes),
        *(f"s{marked[-size:]}" for size in sizes),
        f"l{min(len(word), _LONGEST_WORD)}",
    ]


@dataclass(frozen=True)
class Lists:
    """The frozen lists: which words and which phrases stand in which of them."""

    words: Mapping[str, int]
    """Folded word -> bits over ``LISTS``."""
    phrases: Mapping[str, int]
    """Folded phrase -> bits over ``PHRASE_LISTS``."""

    def of_word(self, word: str) -> Flags:
        """The flags of a word that do not depend on its neighbours or its writing."""
        names = len(WORD_LISTS)
        own, plain = self.words.get(word, 0), self.words.get(bare(word), 0)
        both = own | plain
        level = sum(zipf(word) >= bound for bound in _FREQUENCIES)
        without = plain if bare(word) != word else 0
        flags = [
            *(own >> i & 1 for i in range(names)),
            *(without >> i & 1 for i in range(names)),
            *(both >> i & 1 for i in range(names, len(LISTS))),
            *(level == i for i in range(len(_FREQUENCIES) + 1)),
        ]
        return np.array(flags, np.float32)

    def phrase_flags(self, words: Sequence[str]) -> Flags:
        """(tokens, 2 x phrase lists): whether a listed name begins at a token or goes on."""
        found = np.zeros((len(words), 2 * len(PHRASE_LISTS)), np.float32)
        for start in range(len(words)):
            phrase = ""
            for length in range(1, min(_LONGEST, len(words) - start) + 1):
                phrase = f"{phrase} {words[start + length - 1]}" if phrase else words[start]
                bits = self.phrases.get(phrase, 0)
                for index, name in enumerate(PHRASE_LISTS):
                    if bits >> index & 1 and (length > 1 or name not in _ALONE):
                        found[start, 2 * index] = 1
                        found[start + 1 : start + length, 2 * index + 1] = 1
        return found


def form_flags(seen: Token) -> list[bool]:
    """How a token is written: proclitic, definite, Latin, number, mark, quote, capital, single."""
    first = seen.written[:1]
    latin = first.isascii() and first.isalpha()
    return [
        seen.proclitic,
        bare(seen.word) != seen.word,
        latin,
        seen.word[:1].isdigit(),
        not any(char.isalnum() or char == "_" for char in seen.word),
        first in tuple('"”“„«»'),
        first.isupper(),
        len(seen.written) == 1,
    ]
