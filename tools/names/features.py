"""Tokens as arrays: rows of the vector and affix tables, and flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.languages.arabic import tagfeatures
from kg.languages.arabic.tagfeatures import MOST_AFFIXES, Lists, Token

_LEAST_IN_TYPES = 25
_LEAST_IN_TRAINING = 4
_LEAST_WORD = 3


@dataclass
class Encoded:
    """One stretch of tokens: vector rows, affix rows, flags and, if known, label numbers."""

    vector: np.ndarray
    affix: np.ndarray
    flags: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.vector)

    def part(self, start: int, stop: int) -> Encoded:
        """Tokens ``[start, stop)``."""
        cut = slice(start, stop)
        return Encoded(self.vector[cut], self.affix[cut], self.flags[cut], self.labels[cut])


def affix_index(vocabulary: Iterable[str], training: Iterable[str]) -> dict[str, int]:
    """Affix -> row from 1, of those that many word types share or the annotated text repeats."""
    types = Counter(a for word in vocabulary for a in tagfeatures.affixes(word) if a[0] != "w")
    counts = Counter(training)
    near = Counter(a for word in counts for a in tagfeatures.affixes(word) if a[0] != "w")
    kept = {a for a, n in types.items() if n >= _LEAST_IN_TYPES}
    kept |= {a for a, n in near.items() if n >= _LEAST_IN_TRAINING}
    kept |= {f"w{word}" for word, n in counts.items() if n >= _LEAST_WORD}
    return {affix: row for row, affix in enumerate(sorted(kept), 1)}


@dataclass
class Encoder:
    """Turns tokens into arrays; what depends on the word alone is kept."""

    lists: Lists
    vectors: dict[str, int]
    """Word -> row from 1; 0 is the unknown word."""
    affixes: dict[str, int]
    _kept: dict[str, tuple[int, np.ndarray, np.ndarray]] = field(default_factory=dict)

    def _word(self, word: str) -> tuple[int, np.ndarray, np.ndarray]:
        known = self._kept.get(word)
        if known is None:
            rows = np.zeros(MOST_AFFIXES, np.int32)
            named = (self.affixes.get(affix) for affix in tagfeatures.affixes(word))
            found = [row for row in named if row][:MOST_AFFIXES]
            rows[: len(found)] = found
            known = (self.vectors.get(word, 0), rows, self.lists.of_word(word).astype(bool))
            self._kept[word] = known
        return known

    def encode(self, tokens: Sequence[Token], labels: Sequence[int] = ()) -> Encoded:
        """The arrays of a sentence; flags as booleans."""
        words = [seen.word for seen in tokens]
        known = [self._word(word) for word in words]
        flags = np.concatenate(
            [
                np.array([flags for _, _, flags in known], bool),
                np.array([tagfeatures.form_flags(seen) for seen in tokens], bool),
                self.lists.phrase_flags(words).astype(bool),
            ],
            axis=1,
        )
        return Encoded(
            np.array([row for row, _, _ in known], np.int32),
            np.array([rows for _, rows, _ in known], np.int32),
            flags,
            np.array(labels if len(labels) else [0] * len(words), np.int32),
        )
