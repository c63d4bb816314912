"""``kg query``: a named query, a file or a SPARQL text, answered."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.commands import answers
from kg.commands import options as asked
from kg.commands.codes import DONE
from kg.errors import UsageError

TEXT = "Answer a named query, a file or a SPARQL text."
EXAMPLE = "kg query timeline --format csv"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg query``."""
    parser.add_argument(
        "query", nargs="?", metavar="NAME|FILE|SPARQL|-", help="what to ask; - is standard input"
    )
    parser.add_argument("--list", action="store_true", help="list the named queries")
    asked.store(parser)
    parser.add_argument(
        "--format",
        choices=("table", "csv", "json", "ttl"),
        default="table",
        help="how to write the answer",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="file to write; csv in it opens in Excel"
    )
    parser.add_argument(
        "--knowledge", action="store_true", help="ask the background knowledge, not a store"
    )
    parser.add_argument(
        "--all", action="store_true", help="every row of a named query, not the latest 200"
    )
    asked.memory(parser, "4G")


def run(options: argparse.Namespace) -> int:
    """Print an answer."""
    from kg.ask import sparql
    from kg.background.knowledge import paths
    from kg.background.seedfiles import graph

    folder = "knowledge" if options.knowledge else ""
    if options.list:
        for named in sparql.named_queries(folder):
            print(f"{named.name:22} {named.title}: {named.description}")
        return DONE
    if not options.query:
        raise UsageError("name a query, a file or a SPARQL text; kg query --list shows the names")
    asked_for = _standard_input() if options.query == "-" else options.query
    text = sparql.find(asked_for, folder)
    if options.all:
        text = sparql.whole(text)
    if options.knowledge:
        answer = sparql.run(graph(paths()), text)
    else:
        answer = sparql.run(asked.opened(options), text)
    answers.written(sparql.written(answer, options.format), options)
    return DONE


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise UsageError("the query on standard input is not UTF-8") from error
