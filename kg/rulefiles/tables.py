"""Entries with keys below them: declared tables, tables with any keys, lists of tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.rulefiles.entries import (
    Allowed,
    Entry,
    Fault,
    Path,
    Tree,
    Vocabulary,
    allowed_text,
    nearest,
    told,
    unknown,
)


@dataclass(frozen=True)
class Table(Tree):
    """A table whose keys are declared one by one."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    others: Entry | None = None
    """What a key that is not declared holds; None when there may be none."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "table"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Unknown and missing keys, and what is wrong below the known ones."""
        pairs, wrong = self.pairs(value, path)
        yield from wrong
        missing = [k for k, entry in self.entries.items() if entry.needed and k not in pairs]
        for key, below in pairs.items():
            entry = self.entries.get(key)
            if entry is not None:
                yield from entry.faults(below, (*path, key), known)
            elif difflib.get_close_matches(key, missing, n=1):
                near = difflib.get_close_matches(key, missing, n=1)[0]
                missing.remove(near)
                yield Fault((*path, key), f"nobody reads {told(key)}; did you mean “{near}”?")
            elif self.others is not None:
                yield from self.others.faults(below, (*path, key), known)
            else:
                hint = nearest(key, self.entries)
                yield Fault((*path, key), f"nobody reads {told(key)}; {hint}")
        if not wrong:
            for key in missing:
                yield Fault(path, f"“{key}” is missing: {self.entries[key].says}")


@dataclass(frozen=True)
class Each(Tree):
    """A table with any number of keys of one kind."""

    key: Allowed = None
    value: Entry = field(default_factory=lambda: Entry(""))
    complete: bool = False
    """Whether all the names that there are must be keys."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"{allowed_text(self.key)} → {self.value.kind}"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Keys that do not exist, and what is wrong below the others."""
        pairs, wrong = self.pairs(value, path)
        yield from wrong
        strange = False
        for key, below in pairs.items():
            faults = list(unknown(key, self.key, (*path, key), known))
            strange = strange or bool(faults)
            below_it = self.value.faults(below, (*path, key), known)
            yield from faults or below_it
        if self.complete and not strange and not wrong:
            for name in self._names(known):
                if name not in pairs:
                    yield Fault(path, f"“{name}” is missing: {self.says}")

    def _names(self, known: Vocabulary) -> list[str]:
        if isinstance(self.key, str):
            return sorted(known.names(self.key) or ())
        return list(map(str, self.key or ()))


@dataclass(frozen=True)
class Records(Tree):
    """A list of tables, ``[[name]]``."""

    record: Entry = field(default_factory=lambda: Entry(""))

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "list of tables"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with each of them."""
        if not isinstance(value, list):
            yield Fault(path, f"{told(value)} is no list of tables; write [[{path[-1]}]]")
            return
        for number, record in enumerate(value):
            yield from self.record.faults(record, (*path, number), known)
