"""Some processes of one kind, and the queries that wait for them."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any

from kg.endpoint.limits import Limits, RefusedError
from kg.endpoint.process import Process

Head = dict[str, Any]


@dataclass
class Lane:
    """Some processes of one kind and the queries that wait for them."""

    mode: str
    niceness: int
    limits: Limits
    count: int
    network: bool = False
    waiting: int = 0
    _idle: asyncio.LifoQueue[Process | None] = field(default_factory=asyncio.LifoQueue)
    """The last to answer is the first to be asked: its memory is warm."""
    _alive: set[Process] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _ in range(self.count):
            self._idle.put_nowait(None)

    async def ask(self, head: Head, text: bytes, seconds: float = 0) -> tuple[Head, bytes]:
        """Ask when a process is free. Raises RefusedError; an overlong query is killed.

        ``seconds``: how long it may run, 0 for the limit of the server.
        """
        found = await self._free()
        free: Process | None = None
        try:
            process = found or await self._started()
            answer = await self._asked(process, head, text, seconds or self.limits.seconds)
            free = process
            return answer
        finally:
            self._idle.put_nowait(free)

    async def _free(self) -> Process | None:
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

    async def _asked(
        self, process: Process, head: Head, text: bytes, seconds: float
    ) -> tuple[Head, bytes]:
        clock = asyncio.get_running_loop().call_later(seconds, process.expire)
        try:
            return await process.ask(head, text)
        except TimeoutError:
            await self._end(process)
            raise RefusedError(
                "time", f"the query ran longer than {seconds:g} s and was stopped"
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

    async def _started(self) -> Process:
        memory = self.limits.memory if self.mode == "r" else 0
        made = await Process.started(
            self.mode, str(self.niceness), str(memory), str(int(self.network))
        )
        self._alive.add(made)
        return made

    async def _end(self, process: Process) -> None:
        self._alive.discard(process)
        await process.kill()

    async def warm(self, head: Head, text: bytes) -> None:
        """Have every process started, with the store open."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.count):
                group.create_task(self.ask(head, text))

    async def close(self) -> None:
        """End all processes."""
        for process in list(self._alive):
            await self._end(process)
