"""``kg build``: articles read into a store with its pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.commands import progress

if TYPE_CHECKING:
    from kg.quads.quadstore import QuadStore

TEXT = "Read articles into a store with its page."
EXAMPLE = "kg build seeds/ --into out/"
_TRY_NEXT = "who-met-whom"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg build``."""
    asked.reading(parser)
    parser.add_argument(
        "--into", default="out", metavar="DIR|URL", help="folder (default out), or SPARQL server"
    )


def run(options: argparse.Namespace) -> int:
    """Read articles into a store; the exit code is 1 when some could not be read."""
    from kg import build as building
    from kg.ask import sparql
    from kg.quads import remote, store
    from kg.text import articles

    found = articles.read(
        asked.paths(options),
        published=options.published,
        language=options.language,
        tell=progress.tell,
    )
    summary = building.build(
        found,
        options.into,
        workers=options.workers,
        least=options.min_confidence,
        progress=progress.shown,
    )
    code = progress.failed([*summary.failures, *summary.faults])
    progress.missing(summary.languages)
    opened = store.open_any(options.into, read_only=True)
    print(
        f"{summary.articles} articles read, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed"
        + (f", {summary.undated} without a day" if summary.undated else "")
    )
    print(_counts(opened))
    print(sparql.written(sparql.run(opened, sparql.find("timeline")), "table"))
    if not remote.is_url(options.into):
        print(f"Open  {Path(options.into) / 'index.html'}")
    print(f"Try   kg query {_TRY_NEXT} --store {options.into}")
    return code


def _counts(opened: QuadStore) -> str:
    from kg.ask import sparql

    counted = []
    for name, pattern in (
        ("articles", "?x a dip:Article ; dct:identifier ?id"),
        ("entities named", "?p dip:names ?x"),
        ("dated events", "?x dip:statedBy ?c ; dip:edtf ?d"),
        ("events", "?x dip:statedBy ?c"),
        ("claims", "?x a dip:Claim"),
    ):
        text = sparql.find(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        counted.append(f"{sparql.run(opened, text).rows[0][0]} {name}")
    return "In the store: " + ", ".join(counted) + "\n"
