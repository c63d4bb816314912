"""What a long command shows while it works, and what it says of failures at its end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.commands.codes import DONE, SOME_FAILED

if TYPE_CHECKING:
    from kg.text.articles import Failure, Notice


def shown(count: int, name: str, what: str = "articles read") -> None:
    """How far a command is, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r{count} {what} ({name[:40]})\033[K", end="", file=sys.stderr, flush=True)


def tell(notice: Notice) -> None:
    """Say at once what a person should know of an input."""
    clear = "\r\033[K" if sys.stderr.isatty() else ""
    print(f"{clear}kg: note: {notice.where}: {notice.text}", file=sys.stderr)


def failed(failures: Sequence[Failure]) -> int:
    """Say what failed, a line each; the exit code is 1 when anything did."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for failure in failures:
        print(f"kg: {failure.where}: {failure.reason}", file=sys.stderr)
    return SOME_FAILED if failures else DONE


def missing(languages: set[str]) -> None:
    """What the languages that were read would be read better with."""
    from kg import pipeline

    for language in sorted(languages):
        told = pipeline.missing(language)
        if told:
            print(f"kg: {told}", file=sys.stderr)
