"""Declarations of many word lists, one a line, so that they can be read like a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.rulefiles.entries import Entry, Words


def rows(text: str) -> Iterator[tuple[str, bool, str]]:
    """(name, needed, what it is) of each line ``name: what it is``; ``name?`` may be missing."""
    for line in text.strip().splitlines():
        name, says = line.strip().split(": ", 1)
        yield name.removesuffix("?"), not name.endswith("?"), says


def word_lists(text: str) -> Mapping[str, Entry]:
    """Word lists by name."""
    return {name: Words(says, needed=needed) for name, needed, says in rows(text)}
