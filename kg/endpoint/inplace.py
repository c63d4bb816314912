"""Small queries answered where they are read, with no process between.

A query that runs here can't be stopped. So it runs here only when a process that can be
killed has answered it before from the same copy of the store, with little work, and when it
must do the same work again: nothing in it asks a clock or chance, and nothing stops early in
an order that Oxigraph does not fix (subqueries, paths of any length).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from pathlib import Path

import pyoxigraph as ox

from kg.ask.guard import tokens
from kg.endpoint.worker import Head, again

_SMALL, _TRIFLE = 0.005, 0.001
"""Seconds of CPU. To hand a trifle over costs as much as to answer it."""
_REMEMBERED, _LONG = 1000, 10_000
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_UNSTEADY = frozenset(["RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE"])
_BEFORE_ALL = frozenset(["SELECT", "DISTINCT", "REDUCED", "("])
"""What stands before a star that means “all” and is no path."""

Key = tuple[object, ...]


def steady(query: str) -> bool:
    """Whether a query does the same work each time it is asked of the same data."""
    forms, before = 0, ""
    for kind, text in tokens(query):
        word = text.upper() if kind == "word" else ""
        forms += word in _FORMS
        if forms > 1 or word in _UNSTEADY:
            return False
        if text == "+" or (text == "*" and before not in _BEFORE_ALL):
            return False
        before = word or text
    return forms == 1


class InPlace:
    """The newest copy of a store, and the queries that may be answered from it here."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._store: ox.Store | None = None
        self._costs: OrderedDict[Key, float] = OrderedDict()

    def answer(self, head: Head, folder: Path, *, alone: bool) -> bytes | None:
        """The answer, None when another process has to give it; ``alone``: nobody waits."""
        if self._store is None or folder != self._folder or head["do"] != "query":
            return None
        key = _key(head)
        cost = self._costs.get(key)
        if cost is None or cost > (_SMALL if alone else _TRIFLE):
            return None
        try:
            return again(self._store, head)
        except Exception:  # whatever it is, the process that is asked instead tells it
            del self._costs[key]
            return None

    async def learn(self, head: Head, folder: Path, cpu: float) -> None:
        """Take note of what a query has cost in a process of its own, in seconds of CPU."""
        if head["do"] != "query" or cpu > _SMALL or len(head["text"]) > _LONG:
            return
        if folder != self._folder:
            store = await asyncio.to_thread(ox.Store.read_only, str(folder))
            self._folder, self._store = folder, store
            self._costs.clear()
        key = _key(head)
        if key in self._costs or steady(head["text"]):
            self._costs[key] = cpu
            if len(self._costs) > _REMEMBERED:
                self._costs.popitem(last=False)


def _key(head: Head) -> Key:
    graphs = (tuple(head[name]) if name in head else None for name in ("default", "named"))
    return head["text"], head["type"], head.get("base"), *graphs
