"""How well articles without a day are dated: the half of the corpus that fitted nothing.

``python benchmarks/dating.py FILE.jsonl.gz [COUNT]``: how often the 90 % set holds the true day,
how wide it is, how often the best day is right within 1 and 7 days; beside the latest explicit
date of the text, and no answer.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from kg.background import knowledge
from kg.dates.dating import load_model
from tools.dating import Dated, read


def baseline(article: Dated) -> date | None:
    """The latest day that carries its own year."""
    found = [int(c.value[0]) for c in article.clues if c.kind == "date"]
    return date.fromordinal(max(found)) if found else None


def row(name: str, errors: Sequence[int | None], held: str = "", width: str = "") -> str:
    def share(limit: int) -> str:
        return f"{100 * sum(e is not None and e <= limit for e in errors) / len(errors):.1f} %"

    told = [e for e in errors if e is not None]
    median = f"{statistics.median(told):.0f}" if told else ""
    cells = [name, held, width, share(0), share(1), share(7), share(31), share(366), median]
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    known, model = knowledge.load(), load_model()
    dated = list(islice(read(sys.argv[1], fitting=False, known=known), count))
    share = model.answer["share"]
    held = within = 0
    widths, stretches, best, simple, certain = [], [], [], [], []
    for article in dated:
        ranking = model.rank(article.clues, known)
        days = ranking.credible(share)
        held += article.day in days
        widths.append(len(days))
        first, last = ranking.interval(share)
        stretches.append((last - first).days + 1)
        within += first <= article.day <= last
        day, sure = ranking.best
        best.append(abs((day - article.day).days))
        if sure >= model.answer["day"]:
            certain.append(best[-1])
        told = baseline(article)
        simple.append(abs((told - article.day).days) if told else None)
    print(f"{len(dated)} articles")
    print("| answer | 90 % set holds the day | its days, median | right | 1 day |", end="")
    print(" 7 days | 31 | 366 | days off, median |")
    print("|---" * 9 + "|")
    holds = f"{100 * held / len(dated):.1f} %"
    print(row("ours", best, holds, f"{statistics.median(widths):.0f}"))
    print(row("latest explicit date", simple))
    print(row("no answer", [None] * len(dated)))
    print(
        f"shortest stretch: median {statistics.median(stretches):.0f} days, "
        f"holds the day {100 * within / len(dated):.1f} %, "
        f"at most a year {100 * sum(n <= 366 for n in stretches) / len(dated):.1f} %"
    )
    print(f"used like a day that was told: {len(certain)}, right {sum(e == 0 for e in certain)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
