"""Annotated and plain Arabic news as the model reads it: words with labels, split into tokens."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.tagfeatures import Token, token
from kg.languages.arabic.tokenizer import _WORD
from kg.text.offsets import tidied

TYPES = ("PER", "LOC", "ORG", "MISC")
LABELS = ("O", *(f"{position}-{type_}" for type_ in TYPES for position in "BIES"))
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_LABEL = re.compile(r"^([BI])-(\w+)")


@dataclass
class Sentence:
    """Words with IOB labels, and the tokens they are split into."""

    words: list[str]
    labels: list[str]
    tokens: list[Token] = field(default_factory=list)
    word_of: list[int] = field(default_factory=list)
    """The word that each token is part of."""

    def __post_init__(self) -> None:
        self.labels = mended(self.labels)
        for index, word in enumerate(self.words):
            for piece in tokens(word):
                self.tokens.append(piece)
                self.word_of.append(index)

    def _parts(self) -> dict[int, list[int]]:
        parts: dict[int, list[int]] = defaultdict(list)
        for index, word in enumerate(self.word_of):
            parts[word].append(index)
        return parts

    def _core(self, parts: list[int]) -> list[int]:
        """The tokens of a word that are neither marks nor proclitics."""
        core = [
            i for i in parts if self.tokens[i].written[0].isalnum() and not self.tokens[i].proclitic
        ]
        return core or parts

    def token_labels(self) -> list[str]:
        """The labels of the tokens as IOB."""
        found = ["O"] * len(self.tokens)
        for word, parts in self._parts().items():
            label = self.labels[word]
            if label == "O":
                continue
            start = self._core(parts)[0]
            for index in parts:
                if label[0] == "I" or index > start:
                    found[index] = f"I-{label[2:]}"
                elif index == start:
                    found[index] = label
        return mended(found)

    def word_labels(self, token_labels: list[str]) -> list[str]:
        """The labels of the words, from those of the tokens."""
        found = ["O"] * len(self.words)
        for word, parts in self._parts().items():
            named = [token_labels[i] for i in self._core(parts) if token_labels[i] != "O"]
            found[word] = named[0] if named else "O"
        return mended(found)


def tokens(text: str) -> Iterator[Token]:
    """The model's tokens of a text."""
    split: Any = gazetteer("ar").nlp.tokenizer
    for part in _WORD.findall(text):
        if part.isspace():
            continue
        pieces = list(split._parts(part))
        for index, (piece, written) in enumerate(pieces):
            yield token(piece.norm, written, proclitic=index + 1 < len(pieces))


def mended(labels: list[str]) -> list[str]:
    """IOB labels in which every name begins with B."""
    found: list[str] = []
    for label in labels:
        before = found[-1] if found else "O"
        if label[0] == "I" and before[1:] != label[1:]:
            label = "B" + label[1:]
        found.append(label)
    return found


def bioes(labels: list[str]) -> list[str]:
    """IOB labels as BIOES."""
    found = []
    for label, after in zip(labels, [*labels[1:], "O"], strict=True):
        goes_on = after == f"I{label[1:]}"
        position = {"B": "B" if goes_on else "S", "I": "I" if goes_on else "E"}.get(label[0])
        found.append(position + label[1:] if position else "O")
    return found


def iob(labels: list[str]) -> list[str]:
    """BIOES labels as IOB."""
    return mended([{"S": "B", "E": "I"}.get(label[0], label[0]) + label[1:] for label in labels])


def anercorp(path: Path) -> tuple[list[Sentence], list[Sentence]]:
    """(training part, test part) by the split of Obeid et al. (2020), re-created.

    A sentence ends after a run of full stops; the first five sixths of the words, in
    whole sentences, are for training, the rest is the test.
    """
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = [part for part in _INVISIBLE.sub("", line).split(" ") if part]
        if len(parts) < 2:
            continue
        found = _LABEL.match(parts[-1].strip())
        label = f"{found[1]}-{_type(found[2])}" if found else "O"
        rows.append((parts[0].replace("·", ".").replace("•", "."), label))
    sentences: list[list[tuple[str, str]]] = [[]]
    for index, (word, label) in enumerate(rows):
        sentences[-1].append((word, label))
        after = rows[index + 1][0] if index + 1 < len(rows) else ""
        if set(word) == {"."} and set(after) != {"."}:
            sentences.append([])
    sentences = [sentence for sentence in sentences if sentence]
    sizes = np.cumsum([len(sentence) for sentence in sentences])
    first = int(np.searchsorted(sizes, sizes[-1] * 5 / 6, side="right"))
    made = [Sentence([w for w, _ in rows], [tag for _, tag in rows]) for rows in sentences]
    return made[:first], made[first:]


def _type(written: str) -> str:
    return {"PERS": "PER"}.get(written, written if written in TYPES else "MISC")


def in_sentences(line: list[Token]) -> Iterator[list[Token]]:
    """The sentences of a line: each ends after a full stop, as those of ANERcorp do."""
    start = 0
    for index, piece in enumerate(line, 1):
        if piece.written == "." or index == len(line):
            yield line[start:index]
            start = index


def news(path: Path) -> Iterator[list[Token]]:
    """The lines of a gzipped text of news as tokens."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = list(tokens(tidied(line.strip()).text))
            if len(found) > 3:
                yield found


# --- scores ------------------------------------------------------------------------


def names(labels: list[str]) -> set[tuple[int, int, str]]:
    """(start, end, type) of the names in IOB labels."""
    found: set[tuple[int, int, str]] = set()
    start = 0
    for index, label in enumerate([*labels, "O"]):
        before = labels[index - 1] if index else "O"
        if before != "O" and label[0] != "I":
            found.add((start, index, before[2:]))
        if label[0] == "B":
            start = index
    return found


Table = dict[str, tuple[float, float, float]]
"""Type of name, or ``ALL`` -> precision, recall, F1 in per cent."""


def scores(gold: list[list[str]], found: list[list[str]]) -> Table:
    """Precision, recall and F1 in per cent of exact names, per type and over ``ALL``."""
    pairs = [(names(g), names(f)) for g, f in zip(gold, found, strict=True)]
    table = {}
    for type_ in ("ALL", *TYPES):
        chosen = [
            ({n for n in g if type_ in ("ALL", n[2])}, {n for n in f if type_ in ("ALL", n[2])})
            for g, f in pairs
        ]
        hits = sum(len(g & f) for g, f in chosen)
        precision = hits / max(1, sum(len(f) for _, f in chosen))
        recall = hits / max(1, sum(len(g) for g, _ in chosen))
        both = 2 * precision * recall / max(1e-9, precision + recall)
        table[type_] = (round(100 * precision, 2), round(100 * recall, 2), round(100 * both, 2))
    return table
