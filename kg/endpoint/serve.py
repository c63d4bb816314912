"""A store over HTTP: SPARQL 1.1 Protocol, graph store protocol for reading, pages.

One event loop that never computes: queries run in processes with limits (``workers``) on
a frozen copy of the store. An answer is complete before its status is sent, so that 200
always means the whole answer. Read-only unless a token was given.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg import __version__
from kg.ask.sparql import named_queries, prefixed
from kg.endpoint import pages, queryui
from kg.endpoint.answering import Answering, as_http, base
from kg.endpoint.formats import HTML, JSON_ROWS
from kg.endpoint.frozen import Frozen
from kg.endpoint.gate import OWN_POLICY, Gate, Settings
from kg.endpoint.graphstore import GraphStore
from kg.endpoint.limits import RefusedError
from kg.endpoint.negotiation import PLAIN_GRAPHS, chosen
from kg.endpoint.parameters import last
from kg.endpoint.workers import Workers
from kg.errors import StoreError, UsageError

_logger = logging.getLogger("kg.serve")

Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """The routes of one store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.named = {query.name: query for query in named_queries()}
        self.workers = Workers(settings.limits, settings.services)
        self.frozen = Frozen(settings.folder / "store")
        self.pages = pages.Pages(self.named.values(), writable=bool(settings.token))
        self.finder = pages.Finder(settings.folder)
        self.answering = Answering(settings, self.workers, self.frozen, self.pages)
        self.graphs = GraphStore(self.answering)

    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        routes = [
            Route("/", self.home),
            Route("/query", self.query, methods=["GET", "POST"]),
            Route("/sparql", self.query, methods=["GET", "POST"]),
            Route("/update", self.update, methods=["POST"]),
            Route("/store", self.graphs.read, methods=["GET"]),
            Route("/store", self.graphs.write, methods=["PUT", "POST", "DELETE"]),
            Route("/store/{name:path}", self.graphs.read, methods=["GET"]),
            Route("/store/{name:path}", self.graphs.write, methods=["PUT", "POST", "DELETE"]),
            Route("/describe", self.describe),
            Route("/queries/{name}", self.named_query),
            Route("/find", self.find),
            Route("/graph", self.graph_page),
            Route("/graph.html", self.graph_page),
            Route("/index.html", self.index_page),
            Route("/pages/{name:path}", self.page),
            Route("/yasgui", self.yasgui),
            Route("/assets/{name}", self.asset),
            Route("/vocabulary.json", self.vocabulary),
            Route("/health", self.health),
        ]
        handlers: Mapping[Any, Any] = {
            HTTPException: _http_error,
            ClientDisconnect: _left,
            Exception: _unforeseen,
        }
        made = Starlette(routes=routes, lifespan=self._lifespan, exception_handlers=handlers)
        inner: ASGIApp = _Direct(made, self.query, ("/query", "/sparql"))
        if self.settings.origins:
            inner = CORSMiddleware(
                inner,
                allow_origins=list(self.settings.origins),
                allow_methods=["GET", "POST"],
            )
        return Gate(inner, self.settings)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> Any:
        async with AsyncExitStack() as held:
            held.push_async_callback(self.workers.close)
            held.callback(self.frozen.close)
            await self.workers.warm(await self.frozen.current())
            yield

    # --- SPARQL 1.1 Protocol --------------------------------------------------------

    async def query(self, request: Request) -> Response:
        """GET, POST of a form, POST of the query itself."""
        found = await self.answering.given(request, "query")
        texts = found.get("query", [])
        if not texts and request.method == "GET":
            return self._description(request)
        if len(texts) != 1 or "update" in found:
            raise HTTPException(400, "a request has exactly one query")
        return await self.answering.query(request, texts[0], found)

    async def update(self, request: Request) -> Response:
        """POST of a form or of the update itself; needs the token."""
        await self.answering.may_change(request)
        found = await self.answering.given(request, "update")
        if len(found.get("update", [])) != 1 or "query" in found:
            raise HTTPException(400, "a request has exactly one update")
        head = {
            "do": "update",
            "base": base(request),
            "using": found.get("using-graph-uri", []),
            "using_named": found.get("using-named-graph-uri", []),
        }
        if not all(map(pages.is_iri, (*head["using"], *head["using_named"]))):
            raise HTTPException(400, "name a graph by its full IRI: using-graph-uri=IRI")
        text = found["update"][0].encode("utf-8", "surrogatepass")
        await self.answering.change(head, text)
        return Response(status_code=204)

    def _description(self, request: Request) -> Response:
        kind = chosen(request.headers.get("accept", ""), (*PLAIN_GRAPHS, HTML))
        if kind == HTML:
            return self.pages.query_page()
        if kind is None:
            raise HTTPException(406, "the service description is RDF: ask for text/turtle")
        text = pages.service_description(f"{base(request)}query", kind)
        return Response(text, media_type=kind)

    # --- For people -----------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """What is here, with the named queries as links."""
        rows = (await self._rows(request, prefixed(pages.COUNTS)))["results"]["bindings"]
        counts = [(row["what"]["value"], row["n"]["value"]) for row in rows]
        written = await asyncio.to_thread(pages.shown, self.settings.folder)
        return self.pages.home(counts, written)

    async def _rows(self, request: Request, text: str) -> Any:
        """The answer to a small question of ours."""
        head = {"do": "query", "rows": JSON_ROWS, "graph": None}
        copy = await self.answering.current()
        try:
            answer = await self.workers.ask(head, text, copy, own=True)
        except RefusedError as refused:
            raise as_http(refused) from refused
        return json.loads(answer.body)

    async def named_query(self, request: Request) -> Response:
        """A named query by its name."""
        query = self.named.get(request.path_params["name"])
        if query is None:
            raise HTTPException(404, f"there is no query named {request.path_params['name'][:80]}")
        return await self.answering.query(
            request, query.text, await self.answering.given(request), query.title, own=True
        )

    async def describe(self, request: Request) -> Response:
        """Everything said of one thing, as subject."""
        found = await self.answering.given(request)
        iris = found.get("iri", [])
        if len(iris) != 1 or not pages.is_iri(iris[0]):
            raise HTTPException(400, "name one thing: ?iri=IRI")
        text = prefixed(pages.DESCRIBE.replace("{iri}", f"<{iris[0]}>"))
        return await self.answering.query(request, text, found, iris[0], own=True)

    async def find(self, request: Request) -> Response:
        """Names and passages that hold some words: ``?q=WORDS&limit=20``."""
        found = await self.answering.given(request)
        words, limit = last(found, "q"), last(found, "limit", "20")
        if not (limit.isascii() and limit.isdigit() and 0 < int(limit[:6]) <= 1000):
            raise HTTPException(400, "limit is a number from 1 to 1000")
        kind = chosen(request.headers.get("accept", ""), ("application/json", HTML))
        if not words.strip() and kind == HTML:
            return self.pages.found("", [])
        copy = await self.answering.current()
        try:
            hits = await self.finder.search(copy, words, int(limit))
        except UsageError as error:
            raise HTTPException(400, str(error)) from error
        except StoreError as error:
            raise HTTPException(503, str(error)) from error
        if kind == HTML:
            body = self.pages.found(words, hits).body
        else:
            body = JSONResponse([hit.as_json() for hit in hits]).body
        return self.answering.sized(bytes(body), kind or "application/json", copy)

    async def graph_page(self, _: Request) -> Response:
        """The page that “kg build” and “kg show” write."""
        return await self._file("graph.html")

    async def index_page(self, _: Request) -> Response:
        """Search and browse, as “kg build” and “kg show” write it."""
        return await self._file("index.html")

    async def page(self, request: Request) -> Response:
        """Any page in the folder of the build."""
        return await self._file(request.path_params["name"])

    async def _file(self, name: str) -> Response:
        path = await asyncio.to_thread(pages.page, self.settings.folder, name)
        if path is None:
            raise HTTPException(404, "there is no such page; “kg show” writes the pages")
        return FileResponse(path, media_type="text/html", headers={OWN_POLICY: "1"})

    async def yasgui(self, _: Request) -> Response:
        """YASGUI where the build could fetch it, else the plain query page."""
        if await asyncio.to_thread(queryui.folder) is None:
            return self.pages.query_page()
        return self.pages.yasgui()

    async def asset(self, request: Request) -> Response:
        """Styles and scripts of the pages."""
        path = await asyncio.to_thread(queryui.asset, request.path_params["name"])
        if path is None:
            raise HTTPException(404, "there is no such file")
        return FileResponse(path, headers={"cache-control": "max-age=3600"})

    async def vocabulary(self, _: Request) -> Response:
        """Prefixes, classes, properties and named queries, for completion."""
        return JSONResponse(pages.vocabulary())

    async def health(self, request: Request) -> Response:
        """Whether a query is answered."""
        answer = await self._rows(request, "ASK {}")
        return JSONResponse({"status": "ok" if answer["boolean"] else "?", "version": __version__})


class _Direct:
    """Queries go straight to their handler: routing costs as much as a small query does."""

    def __init__(self, app: ASGIApp, handler: Handler, paths: tuple[str, ...]) -> None:
        self._app, self._handler, self._paths = app, handler, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query; leave everything else to the routes."""
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self._app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "POST"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._handler(request)
        except HTTPException as error:
            response = await _http_error(request, error)
        except ClientDisconnect as error:
            response = await _left(request, error)
        except Exception as error:
            response = await _unforeseen(request, error)
        await response(scope, receive, send)


async def _http_error(_: Request, error: HTTPException) -> Response:
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


async def _left(_: Request, __: Exception) -> Response:
    """Nobody is there to read it."""
    return Response(status_code=499)


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A defect of ours: logged whole here, one line there."""
    _logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return PlainTextResponse("the server failed; please report it\n", 500)
