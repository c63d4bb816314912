"""A long answer, sent from a file as fast as the client reads it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.endpoint.limits import RefusedError

_PIECE = 64 * 1024
_PATIENT = 30.0
"""Seconds after which an answer that is still on its way makes room for another."""
CONNECTION = "kg.connection"
"""The extension of a request's scope that holds its connection."""


class Spool:
    """The files of long answers on their way; bounded, whoever asks for them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._sent: dict[SpooledResponse, int] = {}

    def take(self, response: SpooledResponse, size: int) -> None:
        """Have an answer among them; the oldest make room where they are slow.

        Raises RefusedError when there are too many bytes.
        """
        while sum(self._sent.values()) + size > self._most:
            oldest = next(iter(self._sent), None)
            if oldest is None or time.monotonic() - oldest.since < _PATIENT:
                raise RefusedError("busy", "too many long answers are on their way; try again")
            self.leave(oldest)
            oldest.stop()
        self._sent[response] = size

    def leave(self, response: SpooledResponse) -> None:
        """An answer has been sent, or nobody wants it."""
        self._sent.pop(response, None)


class SpooledResponse(Response):
    """The content of a file, which is removed at once: its data goes when it is sent."""

    def __init__(self, path: Path, spool: Spool, media_type: str, headers: Mapping[str, str]):
        self._file = os.open(path, os.O_RDONLY)
        path.unlink(missing_ok=True)
        self._size = os.fstat(self._file).st_size
        self._spool = spool
        self._connection: Any = None
        self.since = time.monotonic()
        super().__init__(
            None, media_type=media_type, headers={**headers, "content-length": str(self._size)}
        )
        try:
            spool.take(self, self._size)
        except RefusedError:
            os.close(self._file)
            raise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it piece by piece; each waits until the one before has left."""
        connection = scope.get("extensions", {}).get(CONNECTION, {}).get("connection")
        self._connection = connection
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            place = self._size if scope["method"] == "HEAD" else 0
            while place < self._size and not (connection and connection.gone):
                piece = os.pread(self._file, _PIECE, place)
                place += len(piece)
                if connection:
                    connection.pace.writes(len(piece))
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            if not (connection and connection.gone):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._spool.leave(self)
            os.close(self._file)

    def stop(self) -> None:
        """Whoever reads it is too slow."""
        if self._connection:
            self._connection.abort()
