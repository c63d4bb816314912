"""Time limits of connections, so that a client that holds many shuts nobody else out.

A request has to come, and an answer has to be taken, at a pace that a slow line has. Where
connections run out, the one that has waited longest without a request makes room.
"""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

_EACH = 1.0
"""Seconds between two looks at all connections."""
_HEAD = 20.0
"""Seconds in which the headers of a request have to be there."""
_GRACE, _PACE = 20.0, 10_000
"""Seconds before a pace is asked for, and bytes a second from then on."""
_STILL = 30.0
"""Seconds in which some of an answer has to be taken."""


class Held(Protocol):
    """A connection as it is looked at."""

    pace: Pace

    def abort(self) -> None:
        """End it now."""


class Pace:
    """What a connection does, since when, and how much has passed."""

    def __init__(self) -> None:
        self._waits: float | None = time.monotonic()
        self._reads: float | None = None
        self._writes: float | None = None
        self._stands: float | None = None
        self._read = self._wrote = 0

    @property
    def waiting_since(self) -> float | None:
        """Since when no request is under way, None when one is."""
        return self._waits

    def waits(self) -> None:
        """A request may come."""
        self._waits, self._reads, self._writes = time.monotonic(), None, None

    def reads(self) -> None:
        """The headers are there; a body may follow."""
        self._waits, self._reads, self._read = None, time.monotonic(), 0

    def has_read(self, count: int) -> None:
        """Bytes of a body came."""
        self._read += count

    def answers(self) -> None:
        """The request is whole."""
        self._reads = None

    def writes(self, count: int) -> None:
        """Bytes of a long answer are handed over."""
        if self._writes is None:
            self._writes, self._wrote = time.monotonic(), 0
        self._wrote += count

    def stands(self, still: bool) -> None:
        """Whoever asked takes nothing more for now, or takes again."""
        self._stands = time.monotonic() if still else None

    def overdue(self, now: float) -> bool:
        """Whether the connection takes longer than it may."""
        return (
            (self._waits is not None and now - self._waits > _HEAD)
            or (self._stands is not None and now - self._stands > _STILL)
            or _slow(self._reads, self._read, now)
            or _slow(self._writes, self._wrote, now)
        )


def _slow(since: float | None, count: int, now: float) -> bool:
    return since is not None and now - since > _GRACE + count / _PACE


class Connections:
    """All connections of a server."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: set[Held] = set()
        self._looking = False

    def enter(self, connection: Held) -> bool:
        """Have a new connection among them; False when there is no room."""
        if len(self._held) >= self._most and not self._make_room():
            return False
        self._held.add(connection)
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(_EACH, self._look)
        return True

    def leave(self, connection: Held) -> None:
        """A connection has ended."""
        self._held.discard(connection)

    def _make_room(self) -> bool:
        waiting = [(c.pace.waiting_since, id(c), c) for c in self._held if c.pace.waiting_since]
        if not waiting:
            return False
        longest = min(waiting)[2]
        self._held.discard(longest)
        longest.abort()
        return True

    def _look(self) -> None:
        now = time.monotonic()
        for connection in [held for held in self._held if held.pace.overdue(now)]:
            self._held.discard(connection)
            connection.abort()
        self._looking = bool(self._held)
        if self._looking:
            asyncio.get_running_loop().call_later(_EACH, self._look)
