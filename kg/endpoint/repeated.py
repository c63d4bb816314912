"""Requests that are, byte for byte, one that was answered before: no need to read them again.

Clients that ask a question anew send the same bytes. What these mean, whether they may pass
the gate and which media type they want is known then; only the query is run, on the newest
copy of the store, and only where ``inplace`` may run it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.types import Scope

from kg.endpoint.gate import guarded
from kg.endpoint.workers import Head, Workers

LONG = 10_000
"""Bytes of address and body; longer requests are not remembered."""
_REMEMBERED = 1000
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


@dataclass(frozen=True)
class Reply:
    """The answer to a request, status 200."""

    headers: Headers
    body: bytes


class Repeated:
    """What is known about requests seen before."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._known: OrderedDict[Exact, tuple[Head, Headers]] = OrderedDict()

    def reply(self, request: Exact, folder: Path | None) -> Reply | None:
        """The answer from a copy of the store; None when the request takes the long way."""
        known = self._known.get(request)
        if known is None or folder is None:
            return None
        head, headers = known
        body = self._workers.at_once(head, folder)
        if body is None:
            return None
        return Reply((*headers, (_LENGTH, str(len(body)).encode())), body)

    def remember(self, scope: Scope, head: Head, response: Response) -> None:
        """Take note of what a request means that has just been answered."""
        request = scope.get("extensions", {}).get(SAME, {}).get("request")
        if not isinstance(request, Exact) or request in self._known:
            return
        headers = guarded(response.raw_headers)
        self._known[request] = head, tuple(pair for pair in headers if pair[0] != _LENGTH)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
