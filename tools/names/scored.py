"""The score of the shipped model: ``python -m tools.names.scored ANERCORP.txt``; no JAX needed.

Sentence by sentence, as the literature counts it; then with the names that ``unlisted`` finds
again because the text around has them (ANERcorp does not say where a text begins).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kg.languages.arabic.tagger import FOLDER, Array, Tagged, Tagger
from kg.text.lexicon import load
from tools.names.corpora import Sentence, Table, anercorp, iob, scores

_AROUND = 20
"""Sentences on either side in which a name is found again."""
_SURE = 0.6


def score(path: Path, sentences: list[Sentence], *, again: float | None = None) -> Table:
    """The scores of a packed model, run as it is run for users.

    ``again``: the probability from which words are a name that a sentence nearby has too.
    """
    with np.load(path) as file:
        model = Tagger({name: file[name] for name in file.files})
    tagged, chances = model.tag([sentence.tokens for sentence in sentences])
    labels = [["O"] * len(sentence.tokens) for sentence in sentences]
    for name in tagged:
        _mark(labels[name.sentence], name.start, name.end, name.label)
    if again is not None:
        _again(sentences, tagged, chances, labels, again)
    found = [
        sentence.word_labels(iob(own)) for sentence, own in zip(sentences, labels, strict=True)
    ]
    return scores([sentence.labels for sentence in sentences], found)


def _mark(labels: list[str], start: int, end: int, type_: str) -> None:
    labels[start:end] = [f"I-{type_}"] * (end - start)
    labels[start] = f"B-{type_}"


def _again(
    sentences: list[Sentence],
    tagged: list[Tagged],
    chances: list[Array],
    labels: list[list[str]],
    least: float,
) -> None:
    """Mark the names of sentences nearby where a sentence repeats them, the longest first."""
    words = [[piece.word for piece in sentence.tokens] for sentence in sentences]
    known: dict[tuple[str, ...], list[Tagged]] = {}
    for name in tagged:
        if name.confidence > _SURE:
            known.setdefault(tuple(words[name.sentence][name.start : name.end]), []).append(name)
    for written in sorted(known, key=lambda name: (-len(name), name)):
        for number, own in enumerate(words):
            near = [n.label for n in known[written] if abs(n.sentence - number) <= _AROUND]
            if not near or written[0] not in own:
                continue
            for start in range(len(own) - len(written) + 1):
                end = start + len(written)
                free = set(labels[number][start:end]) == {"O"}
                same = tuple(own[start:end]) == written
                if free and same and min(chances[number][start:end]) >= least:
                    _mark(labels[number], start, end, max(sorted(set(near)), key=near.count))


def main() -> None:
    """Print precision, recall and F1 of the test part."""
    test = anercorp(Path(sys.argv[1]))[1]
    again = float(load("ar").tables["model"]["again"])
    for title, least in (("", None), ("names found again", again)):
        print(title)
        for type_, (precision, recall, f1) in score(
            FOLDER / "names-ar.npz", test, again=least
        ).items():
            print(f"{type_:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}")


if __name__ == "__main__":
    main()
