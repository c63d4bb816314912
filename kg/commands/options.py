"""Options that several commands have, and the values that options take."""

from __future__ import annotations

import argparse
from datetime import date


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2017-10-19") from error


def workers(text: str) -> int:
    """A number of processes, at least one."""
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of workers; write 1, 2 …")
    return int(text)


def probability(text: str) -> float:
    """A number between 0 and 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no probability; write 0.5, between 0 and 1")
    return value


def sure(parser: argparse.ArgumentParser) -> None:
    """How sure facts must be."""
    parser.add_argument(
        "--min-confidence",
        type=probability,
        metavar="P",
        help="leave out facts that are less sure (0 to 1; default in ontology/confidence.toml)",
    )


def store(parser: argparse.ArgumentParser) -> None:
    """Which store is asked."""
    parser.add_argument(
        "--store", default="out", metavar="DIR|URL", help="folder of a build, or SPARQL server"
    )
