"""Processes that answer queries, with limits that hold: past its time a query is killed.

Two lanes keep good questions quick while bad ones run. What was quick before, and the
named queries, go to the *quick* lane; anything unknown or known as slow goes to the
*open* lane, whose processes have a low priority. So a slow query never holds up a quick
one for longer than the scheduler of the system does.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

_QUICK_CPU = 0.5
"""Seconds of CPU; a query below is quick."""
_REMEMBERED = 10_000
_NICE = 10

Head = dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """What one query, and all of them, may use."""

    seconds: float = 30
    rows: int = 200_000
    bytes: int = 64_000_000
    memory: int = 1_000_000_000
    """Bytes of address space that a query may add."""
    workers: int = 2
    """Processes of each lane: so many queries run at once in it."""
    waiting: int = 128
    """Queries that may wait in a lane; the next is refused."""
    patience: float = 10
    """Seconds that a query may wait for its turn."""
    request: int = 1_000_000
    """Bytes of a request."""


class RefusedError(Exception):
    """A query was not answered: ``kind`` says why, the text is one line for a person."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(eq=False)
class _Process:
    process: asyncio.subprocess.Process

    async def ask(self, head: Head) -> tuple[Head, bytes]:
        """The head and the body of the answer; raises EOFError when the process ended."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        text = json.dumps(head).encode()
        try:
            stdin.write(struct.pack(">I", len(text)) + text)
            await stdin.drain()
            told = json.loads(await _frame(stdout))
            return told, await _frame(stdout)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error

    async def kill(self) -> None:
        """End it now, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


async def _frame(source: asyncio.StreamReader) -> bytes:
    (length,) = struct.unpack(">I", await source.readexactly(4))
    return await source.readexactly(length)


@dataclass
class Lane:
    """Some processes of one kind and the queries that wait for them."""

    mode: str
    niceness: int
    limits: Limits
    count: int
    network: bool = False
    waiting: int = 0
    _idle: asyncio.Queue[_Process | None] = field(default_factory=asyncio.Queue)
    _alive: set[_Process] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _ in range(self.count):
            self._idle.put_nowait(None)

    async def ask(self, head: Head) -> tuple[Head, bytes]:
        """Ask when a process is free. Raises RefusedError; an overlong query is killed."""
        if self.waiting >= self.limits.waiting:
            raise RefusedError("busy", "too many queries are waiting; try again in a moment")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                found = await self._idle.get()
        except TimeoutError:
            raise RefusedError("busy", "the server is busy; try again in a moment") from None
        finally:
            self.waiting -= 1
        free: _Process | None = None
        try:
            process = found or await self._started()
            answer = await self._asked(process, head)
            free = process
            return answer
        finally:
            self._idle.put_nowait(free)

    async def _asked(self, process: _Process, head: Head) -> tuple[Head, bytes]:
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await process.ask(head)
        except TimeoutError:
            await self._end(process)
            raise RefusedError(
                "time", f"the query ran longer than {self.limits.seconds:g} s and was stopped"
            ) from None
        except EOFError:
            await self._end(process)
            raise RefusedError(
                "memory", "the query needs more memory than it may use; narrow it"
            ) from None
        except BaseException:  # whoever asked has gone
            await self._end(process)
            raise

    async def _started(self) -> _Process:
        memory = self.limits.memory if self.mode == "r" else 0
        made = _Process(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "kg.worker",
                self.mode,
                str(self.niceness),
                str(memory),
                str(int(self.network)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=1 << 20,
            )
        )
        self._alive.add(made)
        return made

    async def _end(self, process: _Process) -> None:
        self._alive.discard(process)
        await process.kill()

    async def close(self) -> None:
        """End all processes."""
        for process in list(self._alive):
            await self._end(process)


class Workers:
    """The lanes of a server, and what is known about the queries."""

    def __init__(
        self, limits: Limits, known: tuple[str, ...] = (), *, network: bool = False
    ) -> None:
        self.limits = limits
        self.quick = Lane("r", 0, limits, limits.workers, network)
        self.open = Lane("r", _NICE, limits, limits.workers, network)
        self.writer = Lane("w", 0, limits, 1, network)
        self._quick: OrderedDict[bytes, bool] = OrderedDict()
        for text in known:
            self._learn(_key({"do": "query", "text": text}), quick=True)

    async def ask(self, head: Head, folder: Path) -> bytes:
        """The body of the answer. Raises RefusedError with the kind and the reason."""
        key = _key(head)
        limits = {"rows": self.limits.rows, "bytes": self.limits.bytes}
        lane = self.quick if self._quick.get(key) else self.open
        try:
            told, body = await lane.ask({**limits, **head, "folder": str(folder)})
        except RefusedError as refused:
            if refused.kind in ("time", "memory"):
                self._learn(key, quick=False)
            raise
        self._learn(key, quick=told["cpu"] < _QUICK_CPU)
        if "failed" in told:
            raise RefusedError(told["failed"], told["reason"])
        return body

    async def change(self, head: Head, folder: Path) -> None:
        """Run an update in the one process that writes."""
        told, _ = await self.writer.ask({**head, "folder": str(folder)})
        if "failed" in told:
            raise RefusedError(told["failed"], told["reason"])

    def _learn(self, key: bytes, *, quick: bool) -> None:
        self._quick[key] = quick
        self._quick.move_to_end(key)
        while len(self._quick) > _REMEMBERED:
            self._quick.popitem(last=False)

    async def close(self) -> None:
        """End all processes."""
        for lane in (self.quick, self.open, self.writer):
            await lane.close()


def _key(head: Head) -> bytes:
    asked = [head.get(name) for name in ("do", "text", "default", "named", "graph")]
    return sha256(json.dumps(asked).encode()).digest()
