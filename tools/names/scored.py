"""The score of the shipped model: ``python -m tools.names.scored ANERCORP.txt``; no JAX needed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kg.tagger import FOLDER, Tagger
from tools.names.corpora import Sentence, Table, anercorp, iob, scores


def score(path: Path, sentences: list[Sentence]) -> Table:
    """The scores of a packed model, run as it is run for users."""
    with np.load(path) as file:
        model = Tagger({name: file[name] for name in file.files})
    found = []
    for sentence in sentences:
        labels = ["O"] * len(sentence.tokens)
        for name in model.tag([sentence.tokens])[0]:
            labels[name.start : name.end] = [f"I-{name.label}"] * (name.end - name.start)
            labels[name.start] = f"B-{name.label}"
        found.append(sentence.word_labels(iob(labels)))
    return scores([sentence.labels for sentence in sentences], found)


def main() -> None:
    """Print precision, recall and F1 of the test part."""
    table = score(FOLDER / "names-ar.npz", anercorp(Path(sys.argv[1]))[1])
    for type_, (precision, recall, f1) in table.items():
        print(f"{type_:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}")


if __name__ == "__main__":
    main()
