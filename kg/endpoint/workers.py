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
import socket
import struct
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.endpoint.inplace import InPlace
from kg.endpoint.limits import Limits, RefusedError

_QUICK_CPU = 0.5
"""Seconds of CPU; a query below is quick."""
_REMEMBERED = 10_000
_NICE = 10
_ROWS = "application/sparql-results+json"
_SIZES = struct.Struct(">II")
"""An answer begins with the bytes of its head and of its body."""

Head = dict[str, Any]


class _Process(asyncio.Protocol):
    """A worker at the other end of a socket: one question, then its answer."""

    process: asyncio.subprocess.Process
    _link: asyncio.Transport
    _socket: socket.socket

    def __init__(self) -> None:
        self._came = bytearray()
        self._answer: asyncio.Future[tuple[Head, bytes]] | None = None
        self._ended = False

    @classmethod
    async def started(cls, *arguments: str) -> _Process:
        """A new process with its link."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kg.endpoint.worker", *arguments),
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        link, made = await loop.create_connection(cls, sock=ours)
        made.process, made._link, made._socket = process, link, ours
        return made

    async def ask(self, head: Head) -> tuple[Head, bytes]:
        """The head and the body of the answer; raises EOFError when the process ended."""
        if self._ended:
            raise EOFError
        self._answer = asyncio.get_running_loop().create_future()
        text = json.dumps(head).encode()
        self._send(struct.pack(">I", len(text)) + text)
        return await self._answer

    def _send(self, data: bytes) -> None:
        """Write now, so that the worker begins before this turn of the loop is over."""
        sent = 0
        with contextlib.suppress(OSError):  # full, or gone: the loop hears of it
            sent = self._socket.send(data)
        if sent < len(data):
            self._link.write(data[sent:])

    def data_received(self, data: bytes) -> None:
        """Collect an answer until it is whole."""
        self._came += data
        if len(self._came) < _SIZES.size:
            return
        head, body = _SIZES.unpack_from(self._came)
        middle, end = _SIZES.size + head, _SIZES.size + head + body
        if len(self._came) < end:
            return
        if self._answer and not self._answer.done():
            told = json.loads(self._came[_SIZES.size : middle])
            self._answer.set_result((told, bytes(memoryview(self._came)[middle:end])))
        self._came = bytearray()

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits for an answer hears that there is none."""
        self._ended = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(EOFError())

    def expire(self) -> None:
        """The time of the question is up: whoever waits gets a TimeoutError."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(TimeoutError())

    async def kill(self) -> None:
        """End it now, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self._link.close()
        await self.process.wait()


@dataclass
class Lane:
    """Some processes of one kind and the queries that wait for them."""

    mode: str
    niceness: int
    limits: Limits
    count: int
    network: bool = False
    waiting: int = 0
    _idle: asyncio.LifoQueue[_Process | None] = field(default_factory=asyncio.LifoQueue)
    """The last to answer is the first to be asked: its memory is warm."""
    _alive: set[_Process] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _ in range(self.count):
            self._idle.put_nowait(None)

    async def ask(self, head: Head) -> tuple[Head, bytes]:
        """Ask when a process is free. Raises RefusedError; an overlong query is killed."""
        found = await self._free()
        free: _Process | None = None
        try:
            process = found or await self._started()
            answer = await self._asked(process, head)
            free = process
            return answer
        finally:
            self._idle.put_nowait(free)

    @property
    def idle(self) -> bool:
        """Whether every process waits for a query."""
        return self._idle.qsize() == self.count

    async def _free(self) -> _Process | None:
        """A process whose turn it is, None for one to be started."""
        if not self.waiting:
            with contextlib.suppress(asyncio.QueueEmpty):
                return self._idle.get_nowait()
        if self.waiting >= self.limits.waiting:
            raise RefusedError("busy", "too many queries are waiting; try again in a moment")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                return await self._idle.get()
        except TimeoutError:
            raise RefusedError("busy", "the server is busy; try again in a moment") from None
        finally:
            self.waiting -= 1

    async def _asked(self, process: _Process, head: Head) -> tuple[Head, bytes]:
        clock = asyncio.get_running_loop().call_later(self.limits.seconds, process.expire)
        try:
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
        finally:
            clock.cancel()

    async def _started(self) -> _Process:
        memory = self.limits.memory if self.mode == "r" else 0
        made = await _Process.started(
            self.mode, str(self.niceness), str(memory), str(int(self.network))
        )
        self._alive.add(made)
        return made

    async def _end(self, process: _Process) -> None:
        self._alive.discard(process)
        await process.kill()

    async def warm(self, head: Head) -> None:
        """Have every process started, with the store open."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.count):
                group.create_task(self.ask(head))

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
        self.here = InPlace()
        self._most = {"rows": limits.rows, "bytes": limits.bytes}
        self._quick: OrderedDict[bytes, bool] = OrderedDict()
        for text in known:
            self._learn(_key({"do": "query", "text": text}), quick=True)

    def at_once(self, head: Head, folder: Path) -> bytes | None:
        """The body of the answer when it needs no process of its own, else None."""
        return self.here.answer({**self._most, **head}, folder, alone=self.quick.idle)

    async def ask(self, head: Head, folder: Path) -> bytes:
        """The body of the answer. Raises RefusedError with the kind and the reason."""
        key = _key(head)
        lane = self.quick if self._quick.get(key) else self.open
        try:
            told, body = await lane.ask({**self._most, **head, "folder": str(folder)})
        except RefusedError as refused:
            if refused.kind in ("time", "memory"):
                self._learn(key, quick=False)
            raise
        self._learn(key, quick=told["cpu"] < _QUICK_CPU)
        if "failed" in told:
            raise RefusedError(told["failed"], told["reason"])
        await self.here.learn(head, folder, told["cpu"])
        return body

    async def warm(self, folder: Path) -> None:
        """Have the processes that answer started, with the store open."""
        head = {"do": "query", "text": "ASK {}", "type": _ROWS, **self._most}
        for lane in (self.quick, self.open):
            with contextlib.suppress(RefusedError, ExceptionGroup):
                await lane.warm({**head, "folder": str(folder)})

    async def change(self, head: Head, folder: Path) -> bytes:
        """What the one process that writes says of a change."""
        told, body = await self.writer.ask({**head, "folder": str(folder)})
        if "failed" in told:
            raise RefusedError(told["failed"], told["reason"])
        return body

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
    return sha256(repr(asked).encode()).digest()
