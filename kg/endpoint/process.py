"""A worker seen from the server: one question at a time, its answer, its end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sys
from typing import Any

from kg.endpoint.worker import SIZES, message

Head = dict[str, Any]


class Process(asyncio.Protocol):
    """A worker at the other end of a socket: one question, then its answer."""

    process: asyncio.subprocess.Process
    _link: asyncio.Transport
    _socket: socket.socket

    def __init__(self) -> None:
        self._came = bytearray()
        self._answer: asyncio.Future[tuple[Head, bytes]] | None = None
        self._ended = False

    @classmethod
    async def started(cls, *arguments: str) -> Process:
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

    async def ask(self, head: Head, text: bytes) -> tuple[Head, bytes]:
        """The head and the body of the answer; raises EOFError when the process ended."""
        if self._ended:
            raise EOFError
        self._answer = asyncio.get_running_loop().create_future()
        self._send(message(head, text))
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
        if len(self._came) < SIZES.size:
            return
        head, body = SIZES.unpack_from(self._came)
        middle, end = SIZES.size + head, SIZES.size + head + body
        if len(self._came) < end:
            return
        if self._answer and not self._answer.done():
            told = json.loads(self._came[SIZES.size : middle])
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
