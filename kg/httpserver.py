"""HTTP itself: uvicorn with httptools, on uvloop where there is one; what it reads is bounded."""

from __future__ import annotations

from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD: Final = 128 * 1024
"""Bytes that may come before the end of a request's headers."""


class BoundedHttp(HttpToolsProtocol):
    """HTTP/1.1 whose request line and headers have a largest size; httptools sets none."""

    _head = 0
    _within = True

    def data_received(self, data: bytes) -> None:
        """Hang up on headers that do not end."""
        if self._within:
            self._head += len(data)
            if self._head > _HEAD:
                self.send_400_response("The headers are too long.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._within = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A body is bounded by whoever reads it."""
        self._within, self._head = False, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next bytes are headers again."""
        self._within = True
        super().on_message_complete()


def made(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server without access log or its own name."""
    config = uvicorn.Config(
        app,
        host=host.strip("[]"),
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        http=BoundedHttp,
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=1000,
    )
    return uvicorn.Server(config)
