"""Processes that answer queries, with limits that hold: past its time a query is killed.

Three lanes keep good questions quick while bad ones run. Our own questions (named queries,
what is said of one thing) have processes to themselves; so has what was quick when it was
asked before; anything else goes to the *open* lane, whose processes have a low priority.
What takes longer than it did, or than it should, is stopped after a moment and asked again in
the open lane: nobody holds up another's lane by luck.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from kg.endpoint.formats import JSON_ROWS
from kg.endpoint.frozen import Copy
from kg.endpoint.lanes import Lane
from kg.endpoint.limits import Limits, RefusedError

_QUICK_CPU = 0.5
"""Seconds of CPU; a query below is quick."""
_MOMENT = 1.0
"""Seconds after which a query leaves a quick lane."""
_REMEMBERED = 10_000
_NICE = {"own": 0, "quick": 5, "open": 10}

Head = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """An answer: complete in memory, or in a file that whoever has the answer removes."""

    body: bytes
    file: Path | None
    told: Head

    @property
    def kind(self) -> str:
        """Its media type."""
        return str(self.told.get("type", ""))

    @property
    def zipped(self) -> bool:
        """Whether it is compressed with gzip."""
        return bool(self.told.get("zipped"))


class Workers:
    """The lanes of a server, and what is known about the queries."""

    def __init__(self, limits: Limits, hosts: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self._lanes = {
            name: Lane("r", nice, limits, limits.workers, bool(hosts))
            for name, nice in _NICE.items()
        }
        self._writer = Lane("w", 0, limits, 1, bool(hosts))
        self._given = {
            "hosts": hosts,
            "most_rows": limits.rows,
            "most_bytes": limits.bytes,
            "patience": limits.patience,
        }
        self._quick: OrderedDict[bytes, bool] = OrderedDict()
        self._numbers = count()

    async def ask(self, head: Head, text: str, copy: Copy, *, own: bool = False) -> Answered:
        """The answer from a copy of the store; ``own``: the question is one of ours.

        Raises RefusedError with the kind and the reason.
        """
        asked = text.encode("utf-8", "surrogatepass")
        key = _key(head, asked)
        known = self._quick.get(key)
        first = "own" if own and known is not False else "quick" if known else "open"
        spool = copy.place / f"answer-{next(self._numbers)}"
        head = {**self._given, "folder": str(copy.folder), "copy": copy.number, **head}
        head["spool"] = str(spool)
        try:
            told, body = await self._asked(first, key, head, asked)
            if "failed" in told:
                raise RefusedError(told["failed"], told["reason"])
        except BaseException:  # refused, stopped, or whoever asked has gone
            spool.unlink(missing_ok=True)
            raise
        return Answered(body, spool if "file" in told else None, told)

    async def _asked(self, first: str, key: bytes, head: Head, text: bytes) -> tuple[Head, bytes]:
        if first != "open":
            try:
                told, body = await self._lanes[first].ask(head, text, _MOMENT)
                self._learn(key, quick=told["cpu"] < _QUICK_CPU)
                return told, body
            except RefusedError as refused:
                if refused.kind != "time":
                    raise
                self._learn(key, quick=False)
                Path(head["spool"]).unlink(missing_ok=True)
        try:
            told, body = await self._lanes["open"].ask(head, text)
        except RefusedError as refused:
            if refused.kind in ("time", "memory"):
                self._learn(key, quick=False)
            raise
        if first == "open":
            self._learn(key, quick=told["cpu"] < _QUICK_CPU)
        return told, body

    async def warm(self, copy: Copy) -> None:
        """Have the processes that answer started, with the store open."""
        head = {
            **self._given,
            "do": "query",
            "rows": JSON_ROWS,
            "graph": None,
            "folder": str(copy.folder),
            "copy": copy.number,
        }
        for lane in self._lanes.values():
            with contextlib.suppress(RefusedError, ExceptionGroup):
                await lane.warm(head, b"ASK {}")

    async def change(self, head: Head, text: bytes, folder: Path) -> Head:
        """What the one process that writes says of a change."""
        told, _ = await self._writer.ask({**self._given, **head, "folder": str(folder)}, text)
        if "failed" in told:
            raise RefusedError(told["failed"], told["reason"])
        return told

    def _learn(self, key: bytes, *, quick: bool) -> None:
        self._quick[key] = quick
        self._quick.move_to_end(key)
        while len(self._quick) > _REMEMBERED:
            self._quick.popitem(last=False)

    async def close(self) -> None:
        """End all processes."""
        for lane in (*self._lanes.values(), self._writer):
            await lane.close()


def _key(head: Head, text: bytes) -> bytes:
    asked = [head.get(name) for name in ("do", "default", "named", "graph")]
    return sha256(repr(asked).encode() + text).digest()
