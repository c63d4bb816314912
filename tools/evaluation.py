"""Write the tables of docs/evaluation.md: ``python -m tools.evaluation GOLD [CORPUS] [--check]``.

GOLD is a folder of annotations; CORPUS the articles from which facts were judged by hand. With
``--check`` nothing is written: the exit code is 1 when a table is out of date.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from kg.evaluation import score
from kg.evaluation.annotations import to_json
from kg.evaluation.matching import FactPairs, Side
from kg.pipeline import read_article
from kg.reading import confidence
from tools import checked, sample
from tools import confidence as fitting
from tools.corpus import gold, gold_article

PAGE = Path(__file__).resolve().parent.parent / "docs" / "evaluation.md"
_BLOCK = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_STATUSES = ("occurred", "ongoing", "planned", "possible", "unconfirmed", "denied")
_LANGUAGES = ("ar", "en", "fr")
Texts = Mapping[str, Mapping[str, Any]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def f(value: float) -> str:
    return f"{value:.3f}"


def percent(value: float) -> str:
    return f"{value:.1%}"


# --- the layers --------------------------------------------------------------------------


def _figures(scores: score.Scores) -> list[str]:
    lenient = scores.layers["facts"]
    strict = scores.layers["facts strict"].prf()[2]
    return [
        f"{lenient.gold}",
        f"{lenient.predicted}",
        *map(f, lenient.prf()),
        f(strict),
        percent(scores.extra_event_rate),
    ]


_HEAD = ("gold", "read", "P", "R", "F1", "strict F1", "extra")


def languages(texts: Texts, read: Texts) -> str:
    groups = score.score(texts, read)
    rows = [[name, str(groups[name].texts), *_figures(groups[name])] for name in _order(groups)]
    return table(("", "articles", *_HEAD), rows)


def halves(texts: Texts, read: Texts) -> str:
    parts = score.score_halves(texts, read)
    rows = [
        [name, part, str(groups[name].texts), *_figures(groups[name])]
        for name in _order(parts["first"])
        for part, groups in parts.items()
    ]
    return table(("", "half", "articles", *_HEAD), rows)


def _order(groups: Mapping[str, object]) -> list[str]:
    return sorted(groups, key=lambda name: (name == "ALL", name))


def types(texts: Texts, read: Texts) -> str:
    """Each type over all languages, and its F1 in each."""
    names = Counter(fact["type"] for text in texts.values() for fact in text["facts"])
    names |= Counter({f["type"]: 0 for text in read.values() for f in text["facts"]})
    rows = []
    for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        groups = score.score(_only(texts, name), _only(read, name))
        by = [_f1(groups.get(language)) for language in _LANGUAGES]
        rows.append([name, *_figures(groups["ALL"]), *by])
    return table(("type", *_HEAD, *(f"F1 {lang}" for lang in _LANGUAGES)), rows)


def _only(texts: Texts, type_: str) -> dict[str, Any]:
    return {
        name: {**text, "facts": [fact for fact in text["facts"] if fact["type"] == type_]}
        for name, text in texts.items()
    }


def _f1(scores: score.Scores | None) -> str:
    tally = scores.layers["facts"] if scores else None
    return f(tally.prf()[2]) if tally and (tally.gold or tally.predicted) else "–"


def modality(texts: Texts, read: Texts) -> str:
    count: Counter[tuple[str, str]] = Counter()
    for name, text in texts.items():
        pairs, _ = FactPairs(Side(text), Side(read[name])).pairs()
        for i, j in pairs:
            count[text["facts"][i]["status"], read[name]["facts"][j]["status"]] += 1
    names = [n for n in _STATUSES if any(n in pair for pair in count)]
    rows = [[f"**{one}**", *(str(count[one, other] or "·") for other in names)] for one in names]
    right = sum(n for (one, other), n in count.items() if one == other)
    return (
        table(("gold \\ read", *names), rows)
        + f"\nEqual: {percent(right / (count.total() or 1))}.\n"
    )


# --- confidence --------------------------------------------------------------------------


def reliability(cases: Sequence[fitting.Case], penalty: float) -> str:
    """Bins of confidence with the share that is right; apart for facts judged by hand."""
    p, y = fitting.left_out(cases, penalty), fitting.right(cases)
    seen = np.array([fitting.SEEN in case.features for case in cases])
    rows, told = [], []
    for name, group in (("development", seen), ("judged by hand", ~seen)):
        if not group.any():
            continue
        rows += [[name, *row] for row in _bins(p[group], y[group])]
        flat = np.full(group.sum(), y[group].mean())
        told.append(
            f"{name.capitalize()}: Brier {fitting.brier(p[group], y[group]):.3f} "
            f"({fitting.brier(flat, y[group]):.3f} if all had the mean), "
            f"expected calibration error {_ece(p[group], y[group]):.3f}."
        )
    made = table(("", "confidence", "facts", "mean confidence", "right in all"), rows)
    return made + "\n" + "\n".join(told) + "\n"


def _inside(p: fitting.Floats) -> Iterator[tuple[float, float, Any]]:
    for low, high in pairwise(_BINS):
        inside = (p >= low) & ((p < high) | (high == _BINS[-1]))
        if inside.any():
            yield low, high, inside


def _bins(p: fitting.Floats, y: fitting.Floats) -> Iterator[list[str]]:
    for low, high, at in _inside(p):
        yield [f"{low:g}–{high:g}", str(at.sum()), f(p[at].mean()), f(y[at].mean())]


def _ece(p: fitting.Floats, y: fitting.Floats) -> float:
    apart = (at.sum() * abs(p[at].mean() - y[at].mean()) for _, _, at in _inside(p))
    return float(sum(apart) / len(p))


def thresholds(texts: Texts, every: Texts, cases: Sequence[fitting.Case], penalty: float) -> str:
    """What each least confidence keeps, by weights fitted without the article."""
    p = fitting.left_out(cases, penalty, as_kept=True)
    sure = iter(p)
    told = {
        name: {**text, "facts": [{**fact, "confidence": next(sure)} for fact in text["facts"]]}
        for name, text in every.items()
    }
    rows = []
    for least in (0.0, *fitting.THRESHOLDS):
        kept = {name: score.sure(text, least) for name, text in told.items()}
        figures = _figures(score.score(texts, kept)["ALL"])
        default = " (default)" if least == confidence.least() else ""
        rows.append([f"{least:.2f}{default}", *figures[1:]])
    return table(("least confidence", *_HEAD[1:]), rows)


def judged() -> str:
    lines = list(sample.report(checked.read(), sample.counts()))
    return "```\n" + "\n".join(lines) + "\n```\n" if checked.read() else "None yet.\n"


# --- the page ----------------------------------------------------------------------------


def tables(folder: Path, corpus: Path | None) -> dict[str, str]:
    texts = gold(folder)
    readings = {n: read_article(gold_article(n, data), least=0.0) for n, data in texts.items()}
    every = {name: to_json(reading) for name, reading in readings.items()}
    read = {name: score.sure(text, confidence.least()) for name, text in every.items()}
    cases = fitting.all_cases(folder, corpus)
    penalty = float(confidence.table()["penalty"])
    return {
        "languages": languages(texts, read),
        "halves": halves(texts, read),
        "types": types(texts, read),
        "modality": modality(texts, read),
        "reliability": reliability(cases, penalty),
        "thresholds": thresholds(texts, every, cases, penalty),
        "judged": judged(),
    }


def main() -> int:
    paths = [Path(path) for path in sys.argv[1:] if not path.startswith("--")]
    if not 1 <= len(paths) <= 2:
        sys.exit(__doc__)
    made = tables(paths[0], paths[1] if len(paths) > 1 else None)
    old = PAGE.read_text(encoding="utf-8")
    new = _BLOCK.sub(lambda block: block[1] + made[block[2]] + block[3], old)
    if "--check" in sys.argv:
        return int(new != old)
    PAGE.write_text(new, encoding="utf-8")
    print(f"{PAGE}: {len(made)} tables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
