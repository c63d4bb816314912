"""HTTP itself: uvicorn with httptools, on uvloop where there is one; what it reads is bounded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.endpoint.connections import Connections, Pace
from kg.endpoint.repeated import LONG, SAME, Exact, Reply
from kg.endpoint.spooled import CONNECTION

_HEAD: Final = 128 * 1024
"""Bytes that may come before the end of a request's headers."""
_CONNECTIONS, _SPARE = 2000, 200
"""Connections at once; files that are kept for other ends."""
_UNSENT: Final = 64 * 1024
"""Bytes that may wait to be sent before a request takes the long way, which waits."""

_LAST: Final = 2.0
"""Seconds for the last answers of a server that ends."""

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

    def __init__(
        self, *arguments: Any, at_once: AtOnce, connections: Connections, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self._at_once, self._all = at_once, connections
        self.pace = Pace()

    def connection_made(self, transport: Any) -> None:
        """A client is there; it is sent away where there is no room."""
        super().connection_made(transport)
        if not self._all.enter(self):
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client has left."""
        self._all.leave(self)
        super().connection_lost(exc)

    def abort(self) -> None:
        """End the connection now."""
        self.transport.abort()

    @property
    def gone(self) -> bool:
        """Whether nobody is there any more."""
        return self.transport.is_closing()

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

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; what comes after the body is none."""
        if self._within:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """A body is bounded by whoever reads it."""
        self._within, self._head = False, 0
        self.pace.reads()
        if self._is_plain():
            self._held = bytearray()
        else:
            self._begin()

    def _begin(self, request: Exact | None = None) -> None:
        self.scope["extensions"] = {SAME: {"request": request}, CONNECTION: {"connection": self}}
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body came."""
        self.pace.has_read(len(body))
        if self._held is None:
            super().on_body(body)
            return
        self._held += body
        if len(self._held) > LONG:
            self._hand_over()

    def on_message_complete(self) -> None:
        """The next bytes are headers again."""
        self._within = True
        self.pace.answers()
        if self._held is not None:
            request = Exact(
                self.parser.get_method(), self.url, tuple(self.headers), bytes(self._held)
            )
            reply = self._at_once(request)
            if reply:
                self._held = None
                self._write(reply)
                return
            self._hand_over(request)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The next request may come, or begins."""
        if not self.pipeline:
            self.pace.waits()
        super().on_response_complete()

    def shutdown(self) -> None:
        """The server ends: what is under way has a moment."""
        super().shutdown()
        self.loop.call_later(_LAST, self.abort)

    def pause_writing(self) -> None:
        """Whoever asked does not read."""
        self.pace.stands(True)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Whoever asked reads again."""
        self.pace.stands(False)
        super().resume_writing()

    def _is_plain(self) -> bool:
        """Whether a request is short, asks nothing of the connection, and is the only one."""
        busy = self.cycle is not None and not self.cycle.response_complete
        return (
            not busy
            and not self.expect_100_continue
            and not self.flow.write_paused
            and self.transport.get_write_buffer_size() < _UNSENT
            and not self.parser.should_upgrade()
            and self.parser.get_http_version() == "1.1"
            and len(self.url) <= LONG
        )

    def _hand_over(self, request: Exact | None = None) -> None:
        """Let the application have the request, and what came of its body."""
        held, self._held = self._held, None
        self._begin(request)
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


def _room() -> int:
    """How many connections may be open: half as many as the system lets us have files.

    The other half is for the answers on their way.
    """
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS + _SPARE
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(min(_CONNECTIONS, (soft - _SPARE) // 2), 16)


def made(app: ASGIApp, host: str, port: int, at_once: AtOnce) -> uvicorn.Server:
    """A server without access log or its own name."""
    connections = Connections(_room())
    config = uvicorn.Config(
        app,
        host=host.strip("[]"),
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        http=partial(BoundedHttp, at_once=at_once, connections=connections),  # type: ignore[arg-type]
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)
