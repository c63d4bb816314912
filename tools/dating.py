"""Fit the tables that date an article without a day, on articles whose day is known.

``python -m tools.dating FILE.jsonl.gz``: half of the articles (by the digest of their ids) give
``ontology/dating-weights.toml``; the other half is left for benchmarks/dating.py.
"""

from __future__ import annotations

import hashlib
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from kg.background import knowledge
from kg.background.known import Knowledge
from kg.dates.clues import Clue, find_clues
from kg.dates.dating import (
    Calendar,
    Floats,
    Form,
    Model,
    Table,
    bins,
    forms_of,
    settings,
    since_spans,
    spans_of,
)
from kg.model.claims import Article
from kg.pipeline import read_from
from kg.resources import ONTOLOGY
from kg.text import articles

_CYCLES = {"weekday": 7, "month": 12}
_LIMIT = {"day": 366, "gap": 14_600, "months": 480, "years": 80}
"""How far the outermost stretches reach, in the unit of the form."""
_ROUNDS, _STEP, _KEEP = 400, 0.5, 0.002
_ARTICLES = 900
"""So many articles fit the weights (memory)."""


class Dated(NamedTuple):
    day: date
    clues: tuple[Clue, ...]


def for_fitting(id_: str) -> bool:
    """Whether an article belongs to the half that fits; the other half is for scoring."""
    return hashlib.sha256(id_.encode()).digest()[0] % 2 == 0


def hidden(article: Article) -> Article:
    """The article without its day."""
    return replace(article, published=None)


def read(path: str, *, fitting: bool, known: Knowledge) -> Iterator[Dated]:
    """The dated articles of one half with the clues of their texts."""
    for item in articles.read([path], language="ar"):
        if isinstance(item, Article) and item.published and for_fitting(item.id) == fitting:
            yield Dated(item.published, find_clues(read_from(hidden(item), None), known))


# --- tables --------------------------------------------------------------------------


def tables(dated: Sequence[Dated], known: Knowledge) -> dict[str, Table]:
    """How often each distance is seen, as logarithms, all weights 1."""
    forms, told = forms_of(settings()), settings()["forms"]
    edges = {kind: tuple(told[form].get("edges", ())) for kind, form in forms.items()}
    seen: dict[str, list[int]] = defaultdict(list)
    for article in dated:
        calendar = Calendar(article.day, article.day)
        for clue in article.clues:
            form = forms[clue.kind]
            if form in ("thing", "career") and not spans_of(clue, known):
                continue
            seen[clue.kind].append(int(calendar.distances(form, clue, known)[0]))
    made = {
        kind: _table(kind, forms[kind], edges[kind], seen, dated, known) for kind in sorted(seen)
    }
    for kind, rule in settings()["borrowed"].items():
        lender = made[rule["from"]]
        worth = lender.worth.copy()
        if "until" in rule:
            worth[bisect_right(lender.edges, rule["until"]) :] = worth.min()
        made[kind] = Table(forms[kind], lender.edges, worth)
    return made


def _table(
    kind: str,
    form: Form,
    edges: tuple[int, ...],
    seen: dict[str, list[int]],
    dated: Sequence[Dated],
    known: Knowledge,
) -> Table:
    places = bins(np.array(seen[kind]), edges)
    count = len(edges) or _CYCLES[form]
    counts = np.bincount(places, minlength=count) + 0.0
    if form in _CYCLES:
        room = np.ones(count)
    elif form in _LIMIT:
        ends = np.clip(np.array([*edges, _LIMIT[form]]), -_LIMIT[form], _LIMIT[form])
        room = np.diff(ends).astype(float)
    else:
        room = _exposure(kind, form, edges, dated, known)
    prior = room / room.sum() * count * 0.5
    rate = (counts + prior) / np.maximum(room, 1e-9)
    return Table(form, edges, np.log(rate / rate.max()))


def _exposure(
    kind: str, form: Form, edges: tuple[int, ...], dated: Sequence[Dated], known: Knowledge
) -> Floats:
    """How often a thing of the kind, named or not, lay in each stretch on the articles' days."""
    ordinals = np.array([article.day.toordinal() for article in dated])
    room = np.zeros(len(edges))
    for clue in _universe(kind, known):
        spans = spans_of(clue, known)
        if spans:
            room += np.bincount(bins(since_spans(ordinals, spans), edges), minlength=len(edges))
    return room


def _universe(kind: str, known: Knowledge) -> Iterable[Clue]:
    if kind in ("round", "round-ahead"):
        return [Clue("round", (r.key,)) for r in known.rounds]
    if kind == "resolution":
        dated = (e for e in known.entities.values() if e.type == "Resolution")
        return [Clue(kind, (e.key,)) for e in dated if "adopted" in dict(e.facts)]
    if kind == "person":
        return [Clue(kind, (key,)) for key in sorted({t.person for t in known.tenures})]
    return [Clue(kind, pair) for pair in sorted({(t.person, t.office) for t in known.tenures})]


# --- weights ---------------------------------------------------------------------------


def weights(dated: Sequence[Dated], made: dict[str, Table], known: Knowledge) -> dict[str, float]:
    """The weight of each kind that makes the true days likeliest (gradient ascent)."""
    limits = settings()["range"]
    calendar = Calendar(limits["first"], limits["last"])
    model = Model(calendar, made, {})
    borrowed = settings()["borrowed"]
    kinds = sorted(made.keys() - borrowed)
    some = [a for a in dated if limits["first"] <= a.day <= limits["last"]][:_ARTICLES]
    sums = []
    for article in some:
        rows = np.zeros((len(kinds), len(calendar.ordinals)), dtype=np.float32)
        for clue in article.clues:
            worth = model.worth(clue, known)
            if worth is not None and clue.kind in kinds:
                rows[kinds.index(clue.kind)] += worth
        sums.append(rows)
    truth = [(a.day - limits["first"]).days for a in some]
    weight = np.full(len(kinds), 0.7)
    for _ in range(_ROUNDS):
        slope = np.zeros(len(kinds))
        for rows, true in zip(sums, truth, strict=True):
            total = weight @ rows
            shares = np.exp(total - total.max())
            shares /= shares.sum()
            slope += rows[:, true] - rows @ shares
        step = _STEP * slope / len(some)
        weight = np.clip(weight + step, 0.0, 1.5)
        if np.abs(step).max() < _KEEP:
            break
    fitted = {kind: round(float(w), 2) for kind, w in zip(kinds, weight, strict=True)}
    return fitted | {kind: fitted[rule["from"]] for kind, rule in borrowed.items()}


def written(made: dict[str, Table], weight: dict[str, float], count: int) -> str:
    """The tables as TOML."""
    lines = [
        f"# Made by `python -m tools.dating`; do not edit. Fitted on {count} dated Arabic articles",
        "# of 2018 (ANT corpus v2.1): the logarithm of how often each distance is seen, and the",
        "# weight of each kind of clue. What the distances are, ontology/dating.toml says.",
    ]
    for kind, table in made.items():
        worth = ", ".join(f"{value:.2f}" for value in table.worth)
        lines += ["", f"[kinds.{kind}]", f"weight = {weight[kind]}"]
        lines += [f"edges = {list(table.edges)}", f"worth = [{worth}]"]
    return "\n".join(lines) + "\n"


def main() -> int:
    known = knowledge.load()
    dated = list(read(sys.argv[1], fitting=True, known=known))
    made = tables(dated, known)
    text = written(made, weights(dated, made, known), len(dated))
    (ONTOLOGY / "dating-weights.toml").write_text(text, encoding="utf-8")
    print(f"{len(dated)} articles, {len(made)} kinds of clues")
    return 0


if __name__ == "__main__":
    sys.exit(main())
