"""HTTP itself: uvicorn with httptools, on uvloop where there is one; what it reads is bounded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.endpoint.repeated import LONG, SAME, Exact, Reply

_HEAD: Final = 128 * 1024
"""Bytes that may come before the end of a request's headers."""

AtOnce = Callable[[Exact], Reply | None]
"""What answers a request without waiting for anything, or leaves it to the application."""


class BoundedHttp(HttpToolsProtocol):
    """HTTP/1.1 whose request line and headers have a largest size; httptools sets none.

    A short request is given to ``at_once`` when it is whole, and to the application after.
    """

    _head = 0
    _within = True
    _held: bytearray | None = None
    """The body so far of a request that the application has not seen."""

    def __init__(self, *arguments: Any, at_once: AtOnce, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._at_once = at_once

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
        if self._is_plain():
            self._held = bytearray()
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body came."""
        if self._held is None:
            super().on_body(body)
            return
        self._held += body
        if len(self._held) > LONG:
            self._hand_over()

    def on_message_complete(self) -> None:
        """The next bytes are headers again."""
        self._within = True
        if self._held is not None:
            request = Exact(
                self.parser.get_method(), self.url, tuple(self.headers), bytes(self._held)
            )
            reply = self._at_once(request)
            if reply:
                self._held = None
                self._write(reply)
                return
            self.scope["extensions"] = {SAME: {"request": request}}
            self._hand_over()
        super().on_message_complete()

    def _is_plain(self) -> bool:
        """Whether a request is short, asks nothing of the connection, and is the only one."""
        busy = self.cycle is not None and not self.cycle.response_complete
        return (
            not busy
            and not self.expect_100_continue
            and not self.flow.write_paused
            and not self.parser.should_upgrade()
            and self.parser.get_http_version() == "1.1"
            and len(self.url) <= LONG
        )

    def _hand_over(self) -> None:
        """Let the application have the request, and what came of its body."""
        held, self._held = self._held, None
        super().on_headers_complete()
        if held:
            super().on_body(bytes(held))

    def _write(self, reply: Reply) -> None:
        kept = self.parser.should_keep_alive()
        headers = (*self.server_state.default_headers, *reply.headers)
        lines = [b"HTTP/1.1 200 OK"]
        lines += [name + b": " + value for name, value in headers]
        lines += [] if kept else [b"connection: close"]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + reply.body)
        if not kept:
            self.transport.close()
        self.on_response_complete()


def made(app: ASGIApp, host: str, port: int, at_once: AtOnce) -> uvicorn.Server:
    """A server without access log or its own name."""
    config = uvicorn.Config(
        app,
        host=host.strip("[]"),
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        http=partial(BoundedHttp, at_once=at_once),  # type: ignore[arg-type]
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        limit_concurrency=1000,
    )
    return uvicorn.Server(config)
