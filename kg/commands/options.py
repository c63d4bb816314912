"""Options that several commands have, and the values that options take."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING

from kg.resources import SEEDS, language_codes

if TYPE_CHECKING:
    from kg.quads.quadstore import QuadStore

_UNITS = {"": 1, "k": 1000, "m": 1000_000, "g": 1000_000_000}


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


def size(text: str) -> int:
    """A number, or one with a unit: 500, 200k, 64M, 1G."""
    found = re.fullmatch(r"(\d+)([kmg]?)", text.lower())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"“{text}” is no size; write 500, 200k, 64M or 1G")
    return int(found[1]) * _UNITS[found[2]]


def probability(text: str) -> float:
    """A number between 0 and 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no probability; write 0.5, between 0 and 1")
    return value


def place(text: str) -> str:
    """The folder of a build, also where its ``store/`` is named; a URL as it is."""
    from kg.quads import opening

    return str(opening.build_folder(text))


def sure(parser: argparse.ArgumentParser) -> None:
    """How sure facts must be."""
    parser.add_argument(
        "--min-confidence",
        type=probability,
        metavar="P",
        help="leave out facts that are less sure (0 to 1; default in ontology/confidence.toml)",
    )


def reading(parser: argparse.ArgumentParser) -> None:
    """Which articles are read, and how."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="file, folder or - (default: the seeds)"
    )
    parser.add_argument(
        "--published",
        type=day,
        metavar="DATE",
        help="day of articles whose sidecar gives none",
    )
    parser.add_argument(
        "--language",
        choices=language_codes(),
        help="language of articles whose sidecar gives none",
    )
    date_order(parser)
    parser.add_argument(
        "--workers",
        type=workers,
        default=1,
        metavar="N",
        help="processes that read (default 1)",
    )
    sure(parser)


def paths(options: argparse.Namespace) -> list[str]:
    """The paths that are read: the seeds when none is named."""
    return list(options.paths) or [str(SEEDS)]


def date_order(parser: argparse.ArgumentParser) -> None:
    """How numeric dates are written."""
    parser.add_argument(
        "--date-order",
        choices=("dmy", "mdy", "ymd"),
        help="how 4/5/2018 is written in articles whose sidecar does not say: day, month or year"
        " first (default: day first in Arabic and French; unknown in English)",
    )


def store(parser: argparse.ArgumentParser) -> None:
    """Which store is asked."""
    parser.add_argument(
        "--store",
        type=place,
        default="out",
        metavar="DIR|URL",
        help="folder of a build, or SPARQL server",
    )


def memory(parser: argparse.ArgumentParser, usual: str) -> None:
    """How much memory a command may use."""
    parser.add_argument(
        "--memory",
        dest="most",
        type=size,
        default=usual,
        metavar="N",
        help=f"bytes of memory that it may use (default {usual})",
    )


def opened(options: argparse.Namespace) -> QuadStore:
    """The store that is asked, for reading."""
    from kg.quads import opening

    return opening.open_any(options.store, read_only=True)
