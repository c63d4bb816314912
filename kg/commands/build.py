"""``kg build``: articles read into a store with its pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.commands import progress
from kg.commands.inputs import articles_of

if TYPE_CHECKING:
    from kg.build import Summary
    from kg.quads.quadstore import QuadStore

TEXT = "Read articles into a store with its page."
EXAMPLE = "kg build seeds/ --into out/"
_TRY_NEXT = "who-met-whom"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg build``."""
    asked.reading(parser)
    parser.add_argument(
        "--into",
        type=asked.place,
        default="out",
        metavar="DIR|URL",
        help="folder (default out), or SPARQL server",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="let an article replace a stored one of its id that has another text altogether",
    )
    parser.add_argument(
        "--sync",
        action="store_true",
        help="remove articles that are stored and not among PATH: the store follows a folder",
    )


def run(options: argparse.Namespace) -> int:
    """Read articles into a store; the exit code is 1 when some could not be read."""
    from kg import build as building
    from kg.ask import sparql
    from kg.quads import remote, store

    summary = building.build(
        articles_of(options),
        options.into,
        workers=options.workers,
        least=options.min_confidence,
        progress=progress.shown,
        replace=options.replace,
        sync=options.sync,
    )
    code = progress.failed([*summary.failures, *summary.faults])
    progress.missing(summary.languages)
    opened = store.open_any(options.into, read_only=True)
    print(
        f"{summary.articles} articles read, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed"
        + "".join(f", {count} {what}" for count, what in _beside(summary) if count)
    )
    print(_counts(opened))
    print(sparql.written(sparql.run(opened, sparql.find("timeline")), "table"))
    if not remote.is_url(options.into):
        print(f"Open  {Path(options.into) / 'index.html'}")
    print(f"Try   kg query {_TRY_NEXT} --store {options.into}")
    return code


def _beside(summary: Summary) -> list[tuple[int, str]]:
    return [
        (summary.replaced, "replaced"),
        (len(summary.removed), "removed"),
        (summary.undated, "without a day"),
    ]


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
