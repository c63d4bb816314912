"""``kg find``: names and passages of a store by their words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kg.commands import options as asked

TEXT = "Find names and passages by their words; Arabic letters are folded."
EXAMPLE = "kg find استانا --store out/"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg find``."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="words or parts of words")
    asked.store(parser)
    parser.add_argument(
        "--limit", type=asked.size, default=20, metavar="N", help="hits (default 20)"
    )
    parser.add_argument("--kind", choices=("label", "passage"), default="", help="names or texts")
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(options: argparse.Namespace) -> int:
    """Search a store; the exit code is 1 when nothing is found."""
    from kg.ask import fulltext, sparql
    from kg.quads import remote

    opened = asked.opened(options)
    kept = None if remote.is_url(options.store) else Path(options.store) / fulltext.FILE
    index = fulltext.opened(opened, kept)
    hits = fulltext.search(index, " ".join(options.words), limit=options.limit, kind=options.kind)
    if options.json:
        print(json.dumps([hit.as_json() for hit in hits], ensure_ascii=False, indent=1))
    elif hits:
        rows = [(hit.kind, hit.text, hit.iri) for hit in hits]
        print(sparql.table(("kind", "text", "iri"), rows), end="")
    else:
        print("nothing found", file=sys.stderr)
    return 0 if hits else 1
