"""How a request becomes an answer: guarded, negotiated, asked of a process, complete.

What a server shares between its addresses: the SPARQL protocol, the graph store protocol
and the pages all ask through here.
"""

from __future__ import annotations

import asyncio
import hmac
from functools import lru_cache
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.ask.guard import refuse_outward
from kg.endpoint.frozen import Frozen
from kg.endpoint.gate import Settings
from kg.endpoint.limits import RefusedError
from kg.endpoint.negotiation import chosen, offers
from kg.endpoint.pages import Pages
from kg.endpoint.parameters import Given, given, last
from kg.endpoint.repeated import Exact, Repeated, Reply
from kg.endpoint.workers import Workers
from kg.errors import UsageError
from kg.model.terms import PREFIXES

_STATUS = {
    "syntax": 400,
    "absent": 404,
    "large": 422,
    "memory": 422,
    "failed": 422,
    "busy": 503,
    "time": 504,
}
_SHORTENED = frozenset({"text/turtle", "application/ld+json", "text/html"})
_SOON = 0.05
"""Seconds; who asks for longer is watched, to stop the query when they have gone."""
_REMEMBERED, _LONG = 1000, 10_000


class Answering:
    """A store, the processes that answer from it, and what they may be asked."""

    def __init__(self, settings: Settings, workers: Workers, frozen: Frozen, pages: Pages) -> None:
        self.settings, self.workers, self.frozen, self.pages = settings, workers, frozen, pages
        self.repeated = Repeated(workers)
        self._remembered = lru_cache(_REMEMBERED)(self._offered)

    def _offered(self, text: str) -> tuple[str, ...]:
        """The media types of a query's answer; raises UsageError when it may not run."""
        refuse_outward(text, hosts=self.settings.services, graphs=True)
        return offers(text)

    async def given(self, request: Request, direct: str | None = None) -> Given:
        """What a request says; ``direct`` is what its body may be by itself.

        Whoever may change the store may send as much as an answer has.
        """
        limits = self.settings.limits
        return await given(request, direct, limits.bytes if direct == "update" else limits.request)

    async def query(self, request: Request, text: str, found: Given, title: str = "") -> Response:
        """The answer to a query in the format that is wanted; raises HTTPException."""
        try:
            offered = (self._remembered if len(text) < _LONG else self._offered)(text)
        except UsageError as error:
            raise HTTPException(403, str(error)) from error
        kind = chosen(request.headers.get("accept", ""), offered, last(found, "format"))
        if kind is None:
            raise HTTPException(406, f"this query is answered as {', '.join(offered)}")
        head: dict[str, Any] = {"do": "query", "text": text, "type": kind, "base": base(request)}
        if kind in _SHORTENED:
            head["prefixes"] = PREFIXES
        for name, key in (("default-graph-uri", "default"), ("named-graph-uri", "named")):
            if name in found:
                head[key] = found[name]
        if ("default" in head) != ("named" in head):  # the graphs named are all there is
            head.setdefault("default", [])
            head.setdefault("named", [])
        body = await self.asked(request, head)
        if kind == "text/html":
            return self.pages.answer_page(title, text, body.decode())
        response = Response(body, media_type=kind)
        if not self.settings.origins:  # to a foreign origin an answer says more
            self.repeated.remember(request.scope, head, response)
        return response

    def at_once(self, request: Exact) -> Reply | None:
        """The answer to a request seen before, when it needs no waiting; else None."""
        return self.repeated.reply(request, self.frozen.known())

    async def asked(self, request: Request, head: dict[str, Any]) -> bytes:
        """The body of an answer; the query is stopped when whoever asked has gone."""
        folder = await self.frozen.current()
        known = self.workers.at_once(head, folder)
        if known is not None:
            return known
        with _Watched(request):
            try:
                return await self.workers.ask(head, folder)
            except RefusedError as refused:
                raise as_http(refused) from refused

    def may_change(self, request: Request) -> None:
        """Raise HTTPException unless the server takes changes, and from this sender."""
        token = self.settings.token
        if token is None:
            raise HTTPException(403, "this server is read-only")
        sent = request.headers.get("authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            raise HTTPException(
                401, "a change needs the token", headers={"WWW-Authenticate": "Bearer"}
            )

    async def change(self, head: dict[str, Any]) -> bytes:
        """Change the store; when this returns, every reader sees it."""
        try:
            told = await self.workers.change(head, self.settings.folder / "store")
        except RefusedError as refused:
            raise as_http(refused) from refused
        await self.frozen.current(fresh=True)
        return told


def base(request: Request) -> str:
    """The root of the server as the request names it."""
    host = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}/"


def as_http(refused: RefusedError) -> HTTPException:
    """A refusal with its status."""
    headers = {"Retry-After": "2"} if refused.kind == "busy" else None
    return HTTPException(_STATUS.get(refused.kind, 422), str(refused), headers=headers)


class _Watched:
    """Ends what runs within when whoever asked has closed the connection; looks after a while."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._left = False
        self._watch: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task
        self._asking = task
        self._later = asyncio.get_running_loop().call_later(_SOON, self._begin)

    def _begin(self) -> None:
        self._watch = asyncio.ensure_future(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._left = True
        self._asking.cancel()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._later.cancel()
        if self._watch:
            self._watch.cancel()
        if self._left and kind is asyncio.CancelledError:
            self._asking.uncancel()
            raise ClientDisconnect
