"""Draw facts from unlabelled articles for a person to judge, and keep what was judged.

``python -m tools.sample CORPUS [--n 250] [--seed 1] [--into todo.tsv]`` reads articles of a
corpus (``.jsonl.gz``), prints the drawn facts with their sentences, and writes a table with a
row for each, in the same order, the verdict empty; facts judged before have theirs already.
Fill the column ``verdict`` in
(right, partly, wrong) and the note, then ``python -m tools.sample --take todo.tsv``.
``python -m tools.sample --report`` prints the precision of each type.

The draw goes by a digest of article, type, trigger and seed, so that a later draw with other
rules finds mostly the same facts; rare types are drawn more often than their share, and the
precision over all types is weighted back with the counts of the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.ask import accounts
from kg.commands import explain
from kg.errors import InputError, UsageError
from kg.model.claims import Reading
from tools import checked
from tools.checked import Row
from tools.corpus import readings, some

_LEAST = 8
"""At least so many facts of a type, when there are so many."""
COUNTS = checked.FILE.with_name("checked-facts.json")
"""How many facts of each type the corpus had when they were drawn."""


def rank(row: Row, seed: int) -> str:
    """Where a fact stands in the draw of a seed."""
    return hashlib.sha256(f"{seed}|{row.article}|{row.type}|{row.trigger}".encode()).hexdigest()


def shares(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """How many facts of each type: by the square root of their number, at least a few."""
    least = {name: min(count, _LEAST) for name, count in counts.items()}
    roots = {name: math.sqrt(count) for name, count in counts.items()}
    whole, rest = sum(roots.values()) or 1.0, n - sum(least.values())
    return {
        name: min(counts[name], least[name] + max(0, round(rest * root / whole)))
        for name, root in roots.items()
    }


def draw(found: Iterable[Row], n: int, seed: int) -> list[Row]:
    by_type: dict[str, list[Row]] = {}
    for row in found:
        by_type.setdefault(row.type, []).append(row)
    wanted = shares({name: len(rows) for name, rows in by_type.items()}, n)
    return [
        row
        for name, rows in sorted(by_type.items())
        for row in sorted(rows, key=lambda r: rank(r, seed))[: wanted[name]]
    ]


def rows_of(reading: Reading) -> list[Row]:
    return [checked.row(reading, happening) for happening in reading.happenings]


def told(row: Row, reading: Reading, number: int) -> Iterator[str]:
    """A fact for the person who judges it."""
    which = rows_of(reading).index(row)
    yield f"=== {number}  {row.type}  {row.status}  {row.time or 'no time'}  {row.verdict}"
    yield f"    published {reading.article.published}  {reading.article.title or ''}"
    yield from explain.lines(accounts.of_reading(reading)[which][0])


def report(rows: Iterable[Row], had: Mapping[str, int]) -> Iterator[str]:
    """Precision of each type: of the event, and with everything right; over all, weighted."""
    judged: dict[str, Counter[str]] = {}
    for row in rows:
        judged.setdefault(row.type, Counter())[row.verdict] += 1
    yield f"{'type':18}{'corpus':>8}{'checked':>8}{'event right':>13}{'all right':>11}"
    sums = [0.0, 0.0, 0.0]
    for name, verdicts in sorted(judged.items(), key=lambda i: -had.get(i[0], 0)):
        total = verdicts.total()
        event, every = (verdicts["right"] + verdicts["partly"]) / total, verdicts["right"] / total
        weight = had.get(name, total)
        sums = [sums[0] + weight, sums[1] + weight * event, sums[2] + weight * every]
        yield f"{name:18}{had.get(name, 0):8}{total:8}{event:13.0%}{every:11.0%}"
    total = sum(v.total() for v in judged.values())
    event = sum(v["right"] + v["partly"] for v in judged.values()) / (total or 1)
    every = sum(v["right"] for v in judged.values()) / (total or 1)
    yield f"{'as drawn':18}{'':8}{total:8}{event:13.0%}{every:11.0%}"
    if sums[0]:
        event, every = sums[1] / sums[0], sums[2] / sums[0]
        yield f"{'as in the corpus':18}{int(sums[0]):8}{total:8}{event:13.0%}{every:11.0%}"


def counts() -> dict[str, int]:
    """How many facts of each type the articles had when they were drawn."""
    loaded: dict[str, int] = {}
    if COUNTS.exists():
        loaded = json.loads(COUNTS.read_text(encoding="utf-8"))
    return loaded


def take(path: Path) -> int:
    """Keep the rows of a table that have a verdict; a newer verdict replaces an older."""
    known = {row.fact: row for row in checked.read()}
    new = [row for row in checked.read(path) if row.verdict]
    wrong = sorted({row.verdict for row in new} - set(checked.VERDICTS))
    if wrong:
        raise UsageError(f"{path}: “{wrong[0]}” is no verdict; write {', '.join(checked.VERDICTS)}")
    checked.write(sorted((known | {row.fact: row for row in new}).values()))
    return len(new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--n", type=int, default=250, help="how many facts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--articles", type=int, default=1000, help="how many articles to read (default 1000)"
    )
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--into", type=Path, default=Path("todo.tsv"), help="table to fill in")
    parser.add_argument("--take", type=Path, metavar="FILE", help="keep the verdicts of a table")
    parser.add_argument("--report", action="store_true", help="precision by type")
    options = parser.parse_args()
    if options.take:
        print(f"{take(options.take)} verdicts kept in {checked.FILE}")
    elif options.report:
        print("\n".join(report(checked.read(), counts())))
    elif options.corpus:
        _draw(options)
    else:
        parser.error("name a corpus, --take FILE or --report")
    return 0


def _draw(options: argparse.Namespace) -> None:
    found: list[Row] = []
    chosen = some(options.corpus, options.articles, options.seed)
    for reading in readings(options.corpus, only=chosen, workers=options.workers):
        found += rows_of(reading)
    judged = {row.fact: row for row in checked.read()}
    drawn = [judged.get(row.fact, row) for row in draw(found, options.n, options.seed)]
    wanted = {row.article for row in drawn}
    again = readings(options.corpus, only=wanted)
    texts = {reading.article.id: reading for reading in again}
    for number, row in enumerate(drawn, 1):
        fresh = row._replace(verdict="", note="")
        print("\n".join(told(fresh, texts[row.article], number)))
        print(f"  judged       {row.verdict or '—'} {row.note}\n")
    checked.write(drawn, options.into)
    had = dict(sorted(Counter(row.type for row in found).items()))
    if sum(had.values()) >= sum(counts().values()):  # a small draw does not weigh a large one
        COUNTS.write_text(json.dumps(had, indent=1) + "\n", encoding="utf-8")
    open_ = sum(not row.verdict for row in drawn)
    print(f"{len(drawn)} of {len(found)} facts drawn, {open_} to judge in {options.into}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (UsageError, InputError) as error:
        sys.exit(f"sample: {error}")
