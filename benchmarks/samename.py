"""One name in two scripts: our likeness beside the name ids of rigour, on the same pairs.

``python benchmarks/samename.py [PAIRS.tsv]``: precision, recall and names a second. The peer
needs ``pip install -e ".[names]"``; without it our figures are printed alone.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.spelling.samename import verdict

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "name-pairs.tsv"
Judge = Callable[[str, str], bool]


def ours(one: str, other: str) -> bool:
    return verdict(one, other) == "same"


def peer() -> Judge | None:
    """Same by rigour: every part of the shorter name shares a name id with the other."""
    try:
        from rigour.names import NameTypeTag, analyze_names
    except ImportError:
        return None

    def ids(name: str) -> list[set[str]]:
        made = next(iter(analyze_names(NameTypeTag.PER, [name], phonetics=False)), None)
        if made is None:
            return []
        return [
            {str(span.symbol.id) for span in made.spans if part in span.parts}
            for part in made.parts
        ]

    def judge(one: str, other: str) -> bool:
        mine, theirs = sorted((ids(one), ids(other)), key=len)
        return bool(mine) and all(any(a & b for b in theirs) for a in mine)

    return judge


def figures(name: str, judge: Judge, pairs: list[dict[str, str]]) -> None:
    start = time.perf_counter()
    said = [(judge(p["one"], p["other"]), p["same"] == "yes") for p in pairs]
    took = time.perf_counter() - start
    right = sum(mine and theirs for mine, theirs in said)
    precision = right / max(1, sum(mine for mine, _ in said))
    recall = right / max(1, sum(theirs for _, theirs in said))
    speed = len(pairs) / took
    print(f"{name:24} precision {precision:.3f}  recall {recall:.3f}  {speed:8.0f} pairs a second")


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with path.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file, delimiter="\t"))
    print(f"{len(pairs)} pairs of {path.name}")
    figures("ours", ours, pairs)
    other = peer()
    if other is None:
        print("rigour is not installed: no peer in this run")
        return 0
    figures("rigour, name ids", other, pairs)
    figures("either", lambda one, two: ours(one, two) or other(one, two), pairs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
