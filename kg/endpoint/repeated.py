"""Requests that are, byte for byte, one that was answered before from the same copy.

Clients that ask a question anew send the same bytes. As long as the store is the same and
nothing in the query asks a clock or chance, the answer is the same too: it is sent again, and
nothing is read, asked or worked out.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Scope

from kg.endpoint.frozen import Copy
from kg.endpoint.gate import guarded

LONG = 10_000
"""Bytes of address and body; longer requests are not remembered."""
_MOST, _ONE = 32_000_000, 128 * 1024
"""Bytes of all that is remembered, and of one answer."""
_LENGTH = b"content-length"
SAME = "kg.same"
"""The extension of a request's scope that holds the request itself, as it came."""

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Exact:
    """A request as it came: method, address, headers and body."""

    method: bytes
    target: bytes
    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        parts = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.target) + len(self.body) + parts


@dataclass(frozen=True)
class Reply:
    """The answer to a request, status 200."""

    headers: Headers
    body: bytes


class Repeated:
    """The answers to requests seen before, from the newest copy of the store."""

    def __init__(self) -> None:
        self._copy: Copy | None = None
        self._known: OrderedDict[Exact, Reply] = OrderedDict()
        self._bytes = 0

    def reply(self, request: Exact, copy: Copy | None) -> Reply | None:
        """The answer; None when the request takes the long way."""
        return self._known.get(request) if copy is not None and copy == self._copy else None

    def remember(self, scope: Scope, copy: Copy, response: Response) -> None:
        """Take note of the answer to a request, from a copy."""
        request = scope.get("extensions", {}).get(SAME, {}).get("request")
        body = bytes(response.body)
        if not isinstance(request, Exact) or len(body) > _ONE:
            return
        if copy != self._copy:
            if self._copy and copy.number < self._copy.number:
                return
            self._copy, self._bytes = copy, 0
            self._known.clear()
        if request in self._known:
            return
        self._known[request] = Reply(tuple(guarded(response.raw_headers)), body)
        self._bytes += request.size + len(body)
        while self._bytes > _MOST:
            old, reply = self._known.popitem(last=False)
            self._bytes -= old.size + len(reply.body)
