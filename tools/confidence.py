"""Fit how sure a reading is: ``python -m tools.confidence GOLD [CORPUS]``.

Facts read in the annotated articles of GOLD are right when they equal a gold fact (strict, as
``kg score`` has it); facts of CORPUS are right when a person judged them so
(tests/data/checked-facts.tsv). A logistic regression with an L2 penalty; the penalty is chosen,
and the figures are made, with weights fitted on other articles, so that no article speaks for
itself. Articles that rules were written on flatter: a weight of their own takes that up, and is
not kept. The least confidence is the one with the best F0.5 over facts whose event is right
(lenient, or judged right or partly). Writes ontology/confidence.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.evaluation.annotations import to_json
from kg.evaluation.matching import FactPairs, Side
from kg.model.claims import Happening
from kg.pipeline import read_article
from kg.reading import confidence
from kg.resources import ONTOLOGY
from tools import checked
from tools.corpus import gold, gold_article, readings

Floats = npt.NDArray[np.float64]
SEEN = "article that rules were written on"
PENALTIES = (1.0, 3.0, 10.0, 30.0)
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 20))
_FOLDS = 20
_ROUNDS = 25
_FREE = 1e-4
"""The penalty of the base, nearly none."""


class Case(NamedTuple):
    """One fact read: where, how, and whether it is right."""

    article: str
    language: str
    type: str
    features: tuple[str, ...]
    event: bool
    """Whether the event is right, if not all of it."""
    right: bool


def of_gold(folder: Path) -> Iterator[Case]:
    """The facts read in annotated articles."""
    for name, data in gold(folder).items():
        reading = read_article(gold_article(name, data), least=0.0)
        made = to_json(reading)
        matcher = FactPairs(Side(data), Side(made))
        pairs, _ = matcher.pairs()
        matched = {j for _, j in pairs}
        for number, happening in enumerate(reading.happenings):
            found = (*_features(happening), SEEN)
            type_ = happening.main.type
            equal = any(matcher.strict(g, made["facts"][number]) for g in data["facts"])
            yield Case(name, data["language"], type_, found, number in matched, equal)


def of_checked(corpus: Path) -> Iterator[Case]:
    """The facts of a corpus that were judged, as far as they are still read."""
    rows = checked.read()
    texts = {r.article for r in rows}
    for reading in readings(corpus, only=texts, least=0.0) if texts else ():
        for row in (r for r in rows if r.article == reading.article.id):
            happening = checked.found(row, reading)
            if happening is not None:
                found = tuple(_features(happening))
                event, right = row.verdict != "wrong", row.verdict == "right"
                yield Case(row.article, reading.article.language, row.type, found, event, right)


def _features(happening: Happening) -> list[str]:
    return list(confidence.features(happening.main, len(happening.frames)))


# --- the regression ----------------------------------------------------------------------


def names_of(cases: Sequence[Case]) -> list[str]:
    """The features, without one that all cases share or none has."""
    every = sorted({name for case in cases for name in case.features})
    count = {name: sum(name in case.features for case in cases) for name in every}
    return [name for name in every if count[name] < len(cases)]


def matrix(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """One row a case: a one for the base, then its features."""
    return np.array([[1.0, *(float(n in case.features) for n in names)] for case in cases])


def fit(x: Floats, y: Floats, penalty: float) -> Floats:
    """Weights of a logistic regression with an L2 penalty, by Newton's method."""
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = _FREE
    weights = np.zeros(x.shape[1])
    for _ in range(_ROUNDS):
        p = sigmoid(x @ weights)
        slope = x.T @ (y - p) - ridge * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def sigmoid(z: Floats) -> Floats:
    made: Floats = 1 / (1 + np.exp(-z))
    return made


def left_out(cases: Sequence[Case], penalty: float, *, as_kept: bool = False) -> Floats:
    """The probability of each case by weights fitted on other articles, in folds of articles.

    ``as_kept`` leaves the weight of the articles that rules were written on out.
    """
    names = names_of(cases)
    x, y = matrix(cases, names), right(cases)
    asked = x.copy()
    if as_kept and SEEN in names:
        asked[:, 1 + names.index(SEEN)] = 0.0
    found = np.zeros(len(cases))
    folds = np.array([sha256(case.article.encode()).digest()[0] % _FOLDS for case in cases])
    for fold in set(folds):
        here = folds == fold
        found[here] = sigmoid(asked[here] @ fit(x[~here], y[~here], penalty))
    return found


def right(cases: Sequence[Case]) -> Floats:
    return np.array([float(case.right) for case in cases])


def brier(p: Floats, y: Floats) -> float:
    return float(np.mean((p - y) ** 2))


def loss(p: Floats, y: Floats) -> float:
    q = np.clip(p, 0.01, 0.99)
    return float(-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


def choose(cases: Sequence[Case]) -> float:
    """The penalty with the least loss on articles left out."""
    return min(PENALTIES, key=lambda penalty: loss(left_out(cases, penalty), right(cases)))


def threshold(p: Floats, y: Floats) -> float:
    """The least confidence with the best F0.5 over the facts read; precision counts twice."""
    tried = [(f_half(p >= least, y), -least) for least in THRESHOLDS]
    return -max(tried)[1]


def f_half(kept: npt.NDArray[np.bool_], y: Floats) -> float:
    """F0.5 of the facts kept; the recall is that among the right facts read."""
    precision = float(y[kept].mean()) if kept.any() else 0.0
    recall = float(y[kept].sum() / y.sum())
    both = 0.25 * precision + recall
    return round(1.25 * precision * recall / both, 4) if both else 0.0


def written(cases: Sequence[Case], penalty: float, least: float) -> str:
    """ontology/confidence.toml."""
    names = names_of(cases)
    y = right(cases)
    base, *weights = fit(matrix(cases, names), y, penalty)
    kept = {n: w for n, w in zip(names, weights, strict=True) if n != SEEN and abs(w) >= 0.005}
    seen = sum(SEEN in case.features for case in cases)
    head = [
        "# How sure a reading is (kg.reading.confidence): made by “python -m tools.confidence”,",
        f"# from {seen} facts of annotated articles and {len(cases) - seen} that a person judged.",
        "# The probability of a fact is 1 / (1 + exp(-(base + the weights of what holds of it))).",
        "# Facts less sure than “least” are left out; --min-confidence says otherwise.",
        "",
        f"least = {least}",
        f"penalty = {penalty}",
        f"base = {base:.2f}",
        "",
        "[weights]",
    ]
    return "\n".join([*head, *(f'"{name}" = {w:.2f}' for name, w in sorted(kept.items()))]) + "\n"


def all_cases(folder: Path, corpus: Path | None = None) -> list[Case]:
    """The cases of annotated articles, with those of a corpus that were judged."""
    return [*of_gold(folder), *(of_checked(corpus) if corpus else ())]


def main() -> int:
    folders = [Path(text) for text in sys.argv[1:]]
    if len(folders) not in (1, 2) or not all(path.exists() for path in folders):
        sys.exit(__doc__)
    cases = all_cases(*folders)
    penalty = choose(cases)
    p, y = left_out(cases, penalty), right(cases)
    unseen = np.array([SEEN not in case.features for case in cases])
    judge = unseen if unseen.any() else ~unseen
    event = np.array([float(case.event) for case in cases])
    least = threshold(left_out(cases, penalty, as_kept=True)[judge], event[judge])
    path = ONTOLOGY / "confidence.toml"
    path.write_text(written(cases, penalty, least), encoding="utf-8")
    flat = np.full(len(y), y.mean())
    texts = len({case.article for case in cases})
    print(f"{len(cases)} facts of {texts} articles, {y.mean():.3f} right in all")
    print(f"by other articles:        Brier {brier(p, y):.4f}, log loss {loss(p, y):.4f}")
    print(f"one probability for all:  Brier {brier(flat, y):.4f}, log loss {loss(flat, y):.4f}")
    print(f"penalty {penalty}, facts below {least} are left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
