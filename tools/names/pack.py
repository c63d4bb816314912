"""The model file: weights as bytes with a scale per row, words and lists as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from kg.languages.arabic.tagfeatures import Lists
from tools.names.corpora import LABELS
from tools.names.network import Params


def _bytes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as signed bytes, and the scale of each."""
    scale = np.abs(table).max(axis=1) / 127
    scale[scale == 0] = 1
    return np.round(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def _text(strings: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(strings).encode(), np.uint8)


def write(
    path: Path,
    params: Params,
    vectors: tuple[list[str], np.ndarray],
    affixes: dict[str, int],
    lists: Lists,
) -> None:
    """Pack a trained model into one file for kg.languages.arabic.tagger.

    ``vectors`` are words and a row for each; ``affixes`` and ``lists`` those of the encoder.
    """
    words, table = vectors
    weights = {name: np.asarray(value) for name, value in params.items()}
    rows, vector_scale = _bytes(table)
    affix_vectors, affix_scale = _bytes(weights["affix"][1:])
    meta = {"labels": list(LABELS), "language": "ar"}
    path.parent.mkdir(parents=True, exist_ok=True)
    plain: dict[str, Any] = {name: weights[name] for name in _PLAIN}
    np.savez_compressed(
        path,
        meta=np.frombuffer(json.dumps(meta).encode(), np.uint8),
        vector_words=_text(words),
        vectors=rows,
        vector_scale=vector_scale,
        affixes=_text(sorted(affixes, key=affixes.__getitem__)),
        affix_vectors=affix_vectors,
        affix_scale=affix_scale,
        words=_text(list(lists.words)),
        word_bits=np.array(list(lists.words.values()), np.uint32),
        phrases=_text(list(lists.phrases)),
        phrase_bits=np.array(list(lists.phrases.values()), np.uint8),
        **plain,
    )


_PLAIN = (
    *("unknown", "flags_in", "flags_bias", "lstm_in", "lstm_recurrent", "lstm_bias"),
    *("out", "out_bias", "transitions", "first"),
)
