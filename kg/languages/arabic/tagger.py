"""Names nobody listed: a small BiLSTM-CRF (Lample et al. 2016) run with numpy.

The model is trained by tools.names and shipped as one file; kg/models/README.md is its
card. It reads proclitic-split tokens (see ``tokenizer``) and finds people, places, bodies
and other names, each with a confidence.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.languages.arabic import tagfeatures
from kg.languages.arabic.tagfeatures import Lists, Token
from kg.resources import MODELS

FOLDER = MODELS
LONGEST = 120
"""A longer sentence is read in parts of this many tokens."""

_KEPT = 30_000
"""So many tokens are kept ready (100 MB)."""

Array = NDArray[np.float32]


@dataclass(frozen=True, order=True)
class Tagged:
    """A name found by the model: tokens ``[start, end)`` of a sentence."""

    sentence: int
    start: int
    end: int
    label: str
    """PER, LOC, ORG or MISC."""
    confidence: float
    """The least probability of one of its tokens to lie in such a name, 0 to 1."""


class Tagger:
    """The model, its tables unpacked."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        meta = json.loads(bytes(arrays["meta"]))
        self.labels: list[str] = meta["labels"]
        self._lists = Lists(
            dict(zip(_strings(arrays["words"]), map(int, arrays["word_bits"]), strict=True)),
            dict(zip(_strings(arrays["phrases"]), map(int, arrays["phrase_bits"]), strict=True)),
        )
        self._vector_row = {word: i for i, word in enumerate(_strings(arrays["vector_words"]))}
        self._affix_row = {name: i for i, name in enumerate(_strings(arrays["affixes"]))}
        self._vectors, self._vector_scale = arrays["vectors"], arrays["vector_scale"]
        self._affixes, self._affix_scale = arrays["affix_vectors"], arrays["affix_scale"]
        self._unknown = arrays["unknown"]
        self._flags_in, self._flags_bias = arrays["flags_in"], arrays["flags_bias"]
        inputs = arrays["lstm_in"]  # (2, inputs, 4 x hidden), forward and backward
        split = self._vectors.shape[1] + self._affixes.shape[1]
        self._word_in = np.concatenate([inputs[0, :split], inputs[1, :split]], axis=1)
        self._flag_in = np.concatenate([inputs[0, split:], inputs[1, split:]], axis=1)
        self._bias = arrays["lstm_bias"].reshape(-1)
        self._recurrent = np.ascontiguousarray(arrays["lstm_recurrent"])
        self._out, self._out_bias = arrays["out"], arrays["out_bias"]
        self._transitions, self._first = arrays["transitions"], arrays["first"]
        self._seen: dict[tuple[str, str, bool], tuple[Array, Array]] = {}
        self._inside = _inside(self.labels)
        self._other = self.labels.index("O")

    def tag(self, sentences: Sequence[Sequence[Token]]) -> tuple[list[Tagged], list[Array]]:
        """(names in text order, for each sentence the probability of a name at each token)."""
        parts = [
            (number, first, sentence[first : first + LONGEST])
            for number, sentence in enumerate(sentences)
            for first in range(0, len(sentence), LONGEST)
        ]
        parts.sort(key=lambda part: -len(part[2]))
        found: list[Tagged] = []
        named = [np.zeros(len(sentence), np.float32) for sentence in sentences]
        if parts:
            lengths = np.array([len(part[2]) for part in parts])
            emissions = self._emissions([part[2] for part in parts], lengths)
            paths, chances = self._decode(emissions, lengths)
            for row, (number, first, tokens) in enumerate(parts):
                n = len(tokens)
                named[number][first : first + n] = 1.0 - chances[row, :n, self._other]
                spans = _spans([self.labels[i] for i in paths[row, :n]])
                for start, end, label in spans:
                    chance = chances[row, start:end] @ self._inside[label]
                    found.append(
                        Tagged(number, first + start, first + end, label, float(chance.min()))
                    )
        return sorted(found), named

    # --- the network ---------------------------------------------------------------

    def _token(self, seen: Token) -> tuple[Array, Array]:
        """(what a token adds to the LSTM's input, its own flags), kept once computed."""
        place = (seen.word, seen.written, seen.proclitic)
        known = self._seen.get(place)
        if known is None:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            row = self._vector_row.get(seen.word)
            vector = self._unknown if row is None else self._vectors[row] * self._vector_scale[row]
            rows = [self._affix_row.get(name) for name in tagfeatures.affixes(seen.word)]
            kept = [row for row in rows if row is not None][: tagfeatures.MOST_AFFIXES]
            affix = (self._affixes[kept] * self._affix_scale[kept, None]).sum(axis=0)
            both = np.concatenate([vector, affix]).astype(np.float32) @ self._word_in
            own = np.array(tagfeatures.form_flags(seen), np.float32)
            known = both, np.concatenate([self._lists.of_word(seen.word), own])
            self._seen[place] = known
        return known

    def _inputs(self, sentences: list[Sequence[Token]]) -> Array:
        """(all tokens, 2 x 4 x hidden), sentence after sentence."""
        known = [self._token(seen) for sentence in sentences for seen in sentence]
        phrases = [
            self._lists.phrase_flags([seen.word for seen in sentence]) for sentence in sentences
        ]
        flags = np.concatenate(
            [np.array([flags for _, flags in known]), np.concatenate(phrases)], axis=1
        )
        listed: Array = np.maximum(flags @ self._flags_in + self._flags_bias, 0)
        inputs: Array = np.array([part for part, _ in known])
        inputs += listed @ self._flag_in + self._bias
        return inputs

    def _emissions(self, sentences: list[Sequence[Token]], lengths: NDArray[Any]) -> Array:
        """(sentences, tokens, labels) scores; sentences come longest first."""
        count, longest = len(sentences), int(lengths[0])
        half = self._bias.size // 2
        gates = np.zeros((longest, 2, count, half), np.float32)
        flat, first = self._inputs(sentences), 0
        for row, n in enumerate(map(int, lengths)):
            gates[:n, 0, row] = flat[first : first + n, :half]
            gates[:n, 1, row] = flat[first : first + n, half:][::-1]
            first += n
        hidden = self._recur(gates, lengths)
        for row, n in enumerate(lengths):
            hidden[:n, 1, row] = hidden[:n, 1, row][::-1].copy()
        joined = np.concatenate([hidden[:, 0], hidden[:, 1]], axis=-1)
        scores: Array = (joined @ self._out + self._out_bias).transpose(1, 0, 2)
        return scores

    def _recur(self, gates: Array, lengths: NDArray[Any]) -> Array:
        """Both LSTM directions at once; rows that have ended drop out."""
        longest, _, count, width = gates.shape
        size = width // 4
        states = np.zeros((longest, 2, count, size), np.float32)
        hidden = np.zeros((2, count, size), np.float32)
        cell = np.zeros((2, count, size), np.float32)
        for step in range(longest):
            live = int(np.searchsorted(-lengths, -step, side="left"))
            hidden, cell = hidden[:, :live], cell[:, :live]
            raw = gates[step, :, :live] + hidden @ self._recurrent
            opened = 1.0 / (1.0 + np.exp(-raw[..., : 3 * size]))
            cell = opened[..., size : 2 * size] * cell + opened[..., :size] * np.tanh(
                raw[..., 3 * size :]
            )
            hidden = opened[..., 2 * size :] * np.tanh(cell)
            states[step, :, :live] = hidden
        return states

    # --- the labels ----------------------------------------------------------------

    def _decode(self, scores: Array, lengths: NDArray[Any]) -> tuple[NDArray[Any], Array]:
        """(best label paths, label probabilities) of the linear-chain CRF."""
        count, longest, labels = scores.shape
        moves = np.exp(self._transitions)
        local = np.exp(scores - scores.max(axis=-1, keepdims=True))
        forward = np.zeros_like(local)
        best = self._first + scores[:, 0]
        back = np.zeros((longest, count, labels), np.int64)
        forward[:, 0] = local[:, 0] * np.exp(self._first)
        forward[:, 0] /= forward[:, 0].sum(axis=-1, keepdims=True)
        tops = [best]
        for step in range(1, longest):
            reached = (forward[:, step - 1] @ moves) * local[:, step]
            forward[:, step] = reached / reached.sum(axis=-1, keepdims=True)
            through = tops[-1][:, :, None] + self._transitions
            back[step] = through.argmax(axis=1)
            tops.append(through.max(axis=1) + scores[:, step])
        chances = np.zeros_like(local)
        paths = np.zeros((count, longest), np.int64)
        backward = np.ones((count, labels), np.float32)
        label = np.zeros(count, np.int64)
        for step in range(longest - 1, -1, -1):
            live = int(np.searchsorted(-lengths, -step, side="left"))
            ending = lengths[:live] == step + 1
            label[:live] = np.where(ending, tops[step][:live].argmax(axis=1), label[:live])
            both = forward[:live, step] * backward[:live]
            chances[:live, step] = both / both.sum(axis=1, keepdims=True)
            backward[:live] = (local[:live, step] * backward[:live]) @ moves.T
            backward[:live] /= backward[:live].sum(axis=1, keepdims=True)
            paths[:live, step] = label[:live]
            label[:live] = back[step, np.arange(live), label[:live]]
        return paths, chances


def _strings(packed: NDArray[Any]) -> list[str]:
    return bytes(packed).decode("utf-8").split("\n")


def _inside(labels: Sequence[str]) -> dict[str, Array]:
    """Type of name -> which labels lie in such a name."""
    types = {label[2:] for label in labels if label != "O"}
    return {
        type_: np.array([label[2:] == type_ for label in labels], np.float32)
        for type_ in sorted(types)
    }


def _spans(path: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of the names in a path of BIOES labels; a broken one begins anew."""
    spans: list[tuple[int, int, str]] = []
    for index, label in enumerate(path):
        if label == "O":
            continue
        position, type_ = label[0], label[2:]
        goes_on = position in "IE" and spans and spans[-1][1] == index and spans[-1][2] == type_
        if goes_on:
            spans[-1] = (spans[-1][0], index + 1, type_)
        else:
            spans.append((index, index + 1, type_))
    return spans


@cache
def tagger(language: str) -> Tagger | None:
    """The model of a language, None where there is none; loaded once per process.

    Raises InputError when the file is damaged.
    """
    path = FOLDER / f"names-{language}.npz"
    if not path.exists():
        return None
    try:
        with np.load(path) as file:
            return Tagger({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError) as error:
        cure = "install the package again"
        raise InputError(f"{path}: not a name model ({error}); {cure}") from error
