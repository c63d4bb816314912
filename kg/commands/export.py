"""``kg export``: the graph in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.commands import answers
from kg.commands import options as asked
from kg.commands.codes import DONE

TEXT = "Write the graph in another format."
EXAMPLE = "kg export turtle --out view.ttl"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg export``."""
    parser.add_argument(
        "format", metavar="FORMAT", help="trig, nquads, turtle, jsonld, csv, gexf or graphml"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="file to write (default: standard output)"
    )
    asked.store(parser)
    asked.memory(parser, "8G")


def run(options: argparse.Namespace) -> int:
    """Write the graph to a file or to standard output."""
    from kg.quads import exports

    answers.written(exports.export(asked.opened(options), options.format), options)
    return DONE
