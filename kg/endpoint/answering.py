"""From a request to its answer: choose a media type, ask a process, send the answer whole.

What a server shares between its addresses: the SPARQL protocol, the graph store protocol
and the pages all ask through here. Nothing is made of a query's text on the way: a process
that can be killed reads it, says whether it may run, and what kind of answer it has.
"""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from itertools import count
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.endpoint.formats import HTML
from kg.endpoint.frozen import Copy, Frozen
from kg.endpoint.gate import Settings
from kg.endpoint.limits import RefusedError
from kg.endpoint.negotiation import GRAPH_TYPES, ROW_TYPES, chosen, zipped
from kg.endpoint.outlet import SHORT
from kg.endpoint.pages import Pages
from kg.endpoint.parameters import Given, given, last, passed_over
from kg.endpoint.repeated import Exact, Repeated, Reply
from kg.endpoint.spooled import Spool, SpooledResponse
from kg.endpoint.workers import Answered, Workers
from kg.errors import StoreError
from kg.model.terms import PREFIXES

_STATUS = {
    "syntax": 400,
    "refused": 403,
    "absent": 404,
    "unacceptable": 406,
    "large": 422,
    "memory": 422,
    "failed": 422,
    "damaged": 500,
    "busy": 503,
    "time": 504,
}
_SOON = 0.05
"""Seconds; who asks for longer is watched, to stop the query when they have gone."""

Head = dict[str, Any]


class Answering:
    """A store, the processes that answer from it, and what they may be asked."""

    def __init__(self, settings: Settings, workers: Workers, frozen: Frozen, pages: Pages) -> None:
        self.settings, self.workers, self.frozen, self.pages = settings, workers, frozen, pages
        self.repeated = Repeated()
        self.spool = Spool(settings.limits.spool)
        self._numbers = count()

    async def given(self, request: Request, direct: str | None = None) -> Given:
        """What a request says; ``direct`` is what its body may be by itself.

        Whoever may change the store may send as much as an answer has.
        """
        limits = self.settings.limits
        return await given(request, direct, limits.bytes if direct == "update" else limits.request)

    async def query(
        self, request: Request, text: str, found: Given, title: str = "", *, own: bool = False
    ) -> Response:
        """The answer to a query in the format that is wanted; raises HTTPException.

        ``own``: the query is one of ours, not one that somebody wrote.
        """
        accept, short = request.headers.get("accept", ""), last(found, "format")
        head: Head = {
            "do": "query",
            "rows": chosen(accept, ROW_TYPES, short),
            "graph": chosen(accept, GRAPH_TYPES, short),
            "base": base(request),
            "prefixes": PREFIXES,
        }
        for name, key in (("default-graph-uri", "default"), ("named-graph-uri", "named")):
            if name in found:
                head[key] = found[name]
        if ("default" in head) != ("named" in head):  # the graphs named are all there is
            head.setdefault("default", [])
            head.setdefault("named", [])
        copy = await self.current()
        answer = await self.asked(request, head, text, copy, own=own and "default" not in head)
        if answer.kind == HTML:
            page = self.pages.answer_page(title, text, answer.body.decode())
            return self.sized(bytes(page.body), HTML, copy)
        response = self.response(request, answer)
        if answer.told.get("fixed") and not answer.file and not self.settings.origins:
            self.repeated.remember(request.scope, copy, response)
        return response

    def response(self, request: Request, answer: Answered) -> Response:
        """An answer on its way: compressed where it was asked for."""
        headers = {"vary": "accept, accept-encoding"}
        if answer.zipped:
            headers["content-encoding"] = "gzip"
        if answer.file is None:
            return Response(answer.body, media_type=answer.kind, headers=headers)
        try:
            return SpooledResponse(answer.file, self.spool, answer.kind, headers)
        except RefusedError as refused:
            raise as_http(refused) from refused

    def sized(self, body: bytes, kind: str, copy: Copy) -> Response:
        """An answer of ours on its way; a long one lies in a file, as those of queries do."""
        if len(body) <= SHORT:
            return Response(body, media_type=kind)
        path = copy.place / f"page-{next(self._numbers)}"
        path.write_bytes(body)
        try:
            return SpooledResponse(path, self.spool, kind, {})
        except RefusedError as refused:
            raise as_http(refused) from refused

    def at_once(self, request: Exact) -> Reply | None:
        """The answer to a request seen before, when it needs no waiting; else None."""
        return self.repeated.reply(request, self.frozen.known())

    async def current(self, *, fresh: bool = False) -> Copy:
        """The newest copy of the store; raises HTTPException where there is none."""
        try:
            return await self.frozen.current(fresh=fresh)
        except StoreError as error:
            raise HTTPException(503, str(error), headers={"Retry-After": "2"}) from error

    async def asked(
        self, request: Request, head: Head, text: str, copy: Copy, *, own: bool = False
    ) -> Answered:
        """An answer; the query is stopped when whoever asked has gone."""
        head["zipped"] = zipped(request.headers.get("accept-encoding", ""))
        with _Watched(request):
            try:
                return await self.workers.ask(head, text, copy, own=own)
            except RefusedError as refused:
                raise as_http(refused) from refused

    async def may_change(self, request: Request) -> None:
        """Raise HTTPException unless the server takes changes, and from this sender."""
        token = self.settings.token
        if token is None:
            await passed_over(request)
            raise HTTPException(403, "this server is read-only")
        sent = request.headers.get("authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            await passed_over(request)
            raise HTTPException(
                401, "a change needs the token", headers={"WWW-Authenticate": "Bearer"}
            )

    async def change(self, head: Head, text: bytes) -> Head:
        """Change the store; when this returns, every reader sees it."""
        try:
            told = await self.workers.change(head, text, self.settings.folder / "store")
        except RefusedError as refused:
            raise as_http(refused) from refused
        with suppress(StoreError):  # others write too: it is done, and seen in a moment
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
