"""What every request passes: whom the server answers, and the headers of every answer.

The Host check keeps a foreign page from reaching the server under a name of its own (DNS
rebinding); the Origin check keeps its forms out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.endpoint.limits import Limits

OWN_POLICY = "x-own-policy"
"""Marks an answer that names its own scripts by their digests, as the pages of “kg show” do."""
_OWN_POLICY = OWN_POLICY.encode()
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{0,5})?")
_POLICY = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Settings:
    """What a server is told: whom it answers, and what it allows."""

    folder: Path
    """Folder of a build."""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """Names under which the server may be called (Host header), without port."""
    services: tuple[str, ...] = ()
    """Hosts (with port) that SERVICE and LOAD may name."""
    origins: tuple[str, ...] = ()
    """Web origins that may read answers (CORS)."""
    token: str | None = None
    """Whoever knows it may update; None: read-only."""
    limits: Limits = field(default_factory=Limits)


def guarded(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those that guard whoever reads it."""
    kept = [(name, value) for name, value in headers if name != _OWN_POLICY]
    own = len(kept) < len(headers)
    policy = b"frame-ancestors 'none'" if own else _POLICY
    return [*kept, *_HEADERS.items(), (b"content-security-policy", policy)]


class Gate:
    """What every request passes: the Host check, foreign forms, size of the URL; headers after."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": guarded(message["headers"])}
            await send(message)

        await (refusal or self.app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        named = _HOST.fullmatch(host)
        if not named or sum(name == b"host" for name, _ in scope["headers"]) > 1:
            return PlainTextResponse("a request names its host\n", 400)
        if named[1] not in self.settings.hosts:
            return PlainTextResponse("unknown Host header; kg serve --name HOST adds a name\n", 421)
        origin = headers.get(b"origin", b"").decode("latin-1").lower()
        foreign = origin and _host_of(origin) != host
        known = "*" in self.settings.origins or origin in self.settings.origins
        if foreign and scope["method"] != "GET" and not known:
            return PlainTextResponse("requests of other sites are not answered\n", 403)
        if len(scope.get("query_string", b"")) > self.settings.limits.request:
            return PlainTextResponse("the address is too long; use POST\n", 414)
        return None


def _host_of(origin: str) -> str:
    """The host and port of an origin, empty when it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
