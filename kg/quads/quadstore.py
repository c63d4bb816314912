"""What every store of quads can do, and one change to it that lands whole or not at all.

The interface is that of pyoxigraph's ``Store``, so the embedded store is one as it is;
``remote`` and ``rdflibview`` give the same for a SPARQL server and an rdflib dataset.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, runtime_checkable

import pyoxigraph as ox

from kg.errors import StoreError

DEFAULT = ox.DefaultGraph()
BULK = 10_000
"""Quads; from here on Oxigraph's bulk loader beats a transaction (measured)."""
_AT_ONCE = 200

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class QuadStore(Protocol):
    """Quads that can be matched, asked in SPARQL 1.1, and changed in one transaction."""

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the name pyoxigraph gave it
        graph_name: ox.NamedNode | ox.DefaultGraph | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; None fits anything."""

    def query(self, query: str, /) -> Results:
        """The answer to a SPARQL query; raises SyntaxError or OSError."""

    def update(self, update: str, /) -> None:
        """Run a SPARQL update as one transaction; raises SyntaxError or OSError."""

    def flush(self) -> None:
        """Return when what was written is safe, as far as the store can promise it."""

    def __iter__(self) -> Iterator[ox.Quad]: ...

    def __len__(self) -> int: ...


@runtime_checkable
class AsksInBatches(Protocol):
    """A store where each question costs a journey: it is asked about many things at once."""

    def about(self, subjects: list[ox.NamedNode]) -> Iterator[ox.Quad]:
        """The quads of some subjects, in all graphs."""


def about(store: QuadStore, subjects: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
    """The quads of some subjects, in all graphs."""
    ordered = sorted(set(subjects), key=_value)
    if isinstance(store, AsksInBatches):
        for start in range(0, len(ordered), _AT_ONCE):
            yield from store.about(ordered[start : start + _AT_ONCE])
    else:
        for subject in ordered:
            yield from store.quads_for_pattern(subject, None, None, None)


def _value(node: ox.NamedNode) -> str:
    return str(node.value)


def change(store: QuadStore, removed: Collection[ox.Quad], added: Collection[ox.Quad]) -> None:
    """One transaction: all quads go and come together. Raises StoreError, nothing changed."""
    try:
        if isinstance(store, ox.Store) and not removed:
            (store.bulk_extend if len(added) >= BULK else store.extend)(added)
        elif removed or added:
            store.update(_update(removed, added))
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise StoreError(_refusal(error)) from error


def flush(store: QuadStore) -> None:
    """Return when what was written is safe on disk. Raises StoreError, as on a full disk."""
    try:
        store.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(_refusal(error)) from error


def _refusal(error: Exception) -> str:
    reason = " ".join(str(error).split())
    if "No space left" in reason or "disk quota" in reason.lower():
        return "the disk is full: make room and run the same command again; nothing is lost"
    return f"the store refused a change: {reason}"


def _update(removed: Collection[ox.Quad], added: Collection[ox.Quad]) -> str:
    parts = []
    for verb, found in (("DELETE", removed), ("INSERT", added)):
        if found:
            body = "\n".join(sorted(map(_written, found)))
            parts.append(f"{verb} DATA {{\n{body}\n}}")
    return " ;\n".join(parts)


def _written(quad: ox.Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    if isinstance(quad.graph_name, ox.NamedNode):
        return f"GRAPH {quad.graph_name} {{ {triple} }}"
    return triple
