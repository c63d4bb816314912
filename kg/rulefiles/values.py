"""Entries of a rule file that are no words: numbers, days, true or false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from kg.rulefiles.entries import Entry, Fault, Path, Vocabulary, no_list, told


@dataclass(frozen=True)
class Number(Entry):
    """A number, perhaps within bounds."""

    least: float | None = None
    most: float | None = None

    @property
    def kind(self) -> str:
        """What to write, for people."""
        low = "" if self.least is None else f" from {self.least:g}"
        return f"number{low}" + ("" if self.most is None else f" to {self.most:g}")

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything that is no number within the bounds."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield Fault(path, f"{told(value)} is no number")
        elif (self.least is not None and value < self.least) or (
            self.most is not None and value > self.most
        ):
            yield Fault(path, f"{value} is out of range; write a {self.kind}")


@dataclass(frozen=True)
class Numbers(Entry):
    """A list of numbers, perhaps of a fixed length, perhaps rising."""

    count: int | None = None
    rising: bool = False

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"{self.count or ''} numbers".strip() + (", rising" if self.rising else "")

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything that is no such list."""
        yield from no_list(value, path)
        listed = value if isinstance(value, list) else []
        for number, one in enumerate(listed):
            yield from Number("").faults(one, (*path, number), known)
        if self.count is not None and len(listed) != self.count:
            yield Fault(path, f"{len(listed)} numbers; write {self.count}")
        if self.rising and all(isinstance(one, int | float) for one in listed):
            for number, (one, other) in enumerate(pairwise(listed), 1):
                if one >= other:
                    yield Fault((*path, number), f"{other} is not above {one}; write them rising")


@dataclass(frozen=True)
class Truth(Entry):
    """``true`` or ``false``."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "true or false"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything else."""
        if not isinstance(value, bool):
            yield Fault(path, f"{told(value)} is neither true nor false; write one of the two")


@dataclass(frozen=True)
class Day(Entry):
    """A day."""

    text: bool = False
    """Whether it is written in quotes."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "day, as 2017-10-19"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything else."""
        try:
            right = date.fromisoformat(value) if self.text else isinstance(value, date)
        except (TypeError, ValueError):
            right = False
        if not right:
            shown = '"2017-10-19"' if self.text else "2017-10-19, without quotes"
            yield Fault(path, f"{told(value)} is no day; write it as {shown}")
