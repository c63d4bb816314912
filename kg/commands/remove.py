"""``kg remove``: articles taken out of a store, gone or retracted."""

from __future__ import annotations

import argparse
import difflib
import sys

from kg.commands import options as asked
from kg.commands.codes import DONE, SOME_FAILED

TEXT = "Take articles out of a store, with all that only they said."
EXAMPLE = "kg remove 000_3243e6dd9e279ec2 --store out/"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg remove``."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="articles, by the id in the store")
    parser.add_argument(
        "--retract",
        action="store_true",
        help="retire their claims and keep them on record, as of a text its source withdrew",
    )
    asked.store(parser)


def run(options: argparse.Namespace) -> int:
    """Take articles out; the exit code is 1 when the store has not all of them."""
    from kg import removal
    from kg.quads import opening, store
    from kg.text.sidecars import safe_id

    known = store.articles(opening.open_any(options.store, read_only=True))
    ids = [given.removeprefix("article/") for given in options.ids]
    wanted = [given if given in known else safe_id(given) for given in ids]
    missing = [given for given, id_ in zip(ids, wanted, strict=True) if id_ not in known]
    done = removal.remove(
        options.store, [id_ for id_ in wanted if id_ in known], retract=options.retract
    )
    for article_id in done:
        print(f"{article_id}: {'retracted' if options.retract else 'removed'}")
    for given in missing:
        near = difflib.get_close_matches(given, known, n=1)
        hint = f"; did you mean “{near[0]}”?" if near else ""
        print(f"kg: {given[:200]}: no article of this id is stored{hint}", file=sys.stderr)
    return SOME_FAILED if missing else DONE
