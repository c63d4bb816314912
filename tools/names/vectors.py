"""Word vectors of the plain news: skip-gram with negative sampling (Mikolov et al. 2013)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from gensim.models import Word2Vec

SIZE = 100
_WINDOW = 4
_LEAST = 4
_NEGATIVE = 8
_EPOCHS = 6
_SEED = 7
_CHUNK = 200


class _Chunks:
    """A text of blank-separated tokens, line by line, in chunks that gensim takes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                words = line.split()
                for start in range(0, len(words), _CHUNK):
                    yield words[start : start + _CHUNK]


def train(path: Path) -> tuple[list[str], np.ndarray]:
    """(words by falling frequency, their vectors with unit variance).

    One worker: several race, and no two runs of theirs are alike.
    """
    model = Word2Vec(
        _Chunks(path),
        vector_size=SIZE,
        window=_WINDOW,
        min_count=_LEAST,
        sg=1,
        negative=_NEGATIVE,
        epochs=_EPOCHS,
        sample=1e-4,
        workers=1,
        seed=_SEED,
        hashfxn=lambda word: crc32(word.encode()),
    )
    vectors = model.wv.vectors.astype(np.float32)
    return list(model.wv.index_to_key), vectors / vectors.std()
