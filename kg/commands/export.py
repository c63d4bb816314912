"""``kg export``: the graph in another format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.commands import options as asked

TEXT = "Write the graph in another format."
EXAMPLE = "kg export turtle --out view.ttl"
_DONE = 0


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
    from kg.files import replace_file, writable
    from kg.quads import exports
    from kg.spreadsheets import MARK

    text = exports.export(asked.opened(options), options.format)
    if options.out:
        writable(options.out.parent)
        # a mark for Excel, where a person will open the file
        replace_file(options.out, (MARK if options.format == "csv" else "") + text)
        print(options.out)
    else:
        sys.stdout.write(text)
    return _DONE
