"""A store over HTTP: SPARQL 1.1 Protocol, graph store protocol for reading, pages.

One event loop that never computes: queries run in processes with limits (``workers``) on
a frozen copy of the store. An answer is complete before its status is sent, so that 200
always means the whole answer. Read-only unless a token was given.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg import __version__, queryui, servepages
from kg.errors import KgError, UsageError
from kg.frozen import Frozen
from kg.gate import OWN_POLICY, Gate, Settings
from kg.guard import refuse_outward
from kg.negotiation import DATASET_TYPES, GRAPH_TYPES, chosen, offers
from kg.parameters import Given, given, last
from kg.sparql import named_queries, prefixed
from kg.terms import PREFIXES
from kg.workers import RefusedError, Workers

_STATUS = {
    "syntax": 400,
    "absent": 404,
    "large": 422,
    "memory": 422,
    "failed": 422,
    "busy": 503,
    "time": 504,
}
_PLAIN_GRAPHS = tuple(kind for kind in GRAPH_TYPES if "html" not in kind)
_logger = logging.getLogger("kg.serve")


class Server:
    """The routes of one store."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.named = {query.name: query for query in named_queries()}
        self.workers = Workers(
            settings.limits,
            (*(query.text for query in self.named.values()), prefixed(servepages.COUNTS), "ASK {}"),
            network=bool(settings.services),
        )
        self.frozen = Frozen(settings.folder / "store")
        self.pages = servepages.Pages(self.named.values(), writable=bool(settings.token))
        self.finder = servepages.Finder(settings.folder)

    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        routes = [
            Route("/", self.home),
            Route("/query", self.query, methods=["GET", "POST"]),
            Route("/sparql", self.query, methods=["GET", "POST"]),
            Route("/update", self.update, methods=["POST"]),
            Route("/store", self.graph_store),
            Route("/describe", self.describe),
            Route("/queries/{name}", self.named_query),
            Route("/find", self.find),
            Route("/graph", self.graph_page),
            Route("/pages/{name:path}", self.page),
            Route("/yasgui", self.yasgui),
            Route("/assets/{name}", self.asset),
            Route("/vocabulary.json", self.vocabulary),
            Route("/health", self.health),
        ]
        inner: list[Middleware] = []
        if self.settings.origins:
            inner.append(
                Middleware(
                    CORSMiddleware,
                    allow_origins=list(self.settings.origins),
                    allow_methods=["GET", "POST"],
                )
            )
        handlers: Mapping[Any, Any] = {
            HTTPException: _http_error,
            ClientDisconnect: _left,
            Exception: _unforeseen,
        }
        made = Starlette(
            routes=routes, middleware=inner, lifespan=self._lifespan, exception_handlers=handlers
        )
        return Gate(made, self.settings)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> Any:
        async with AsyncExitStack() as held:
            held.push_async_callback(self.workers.close)
            held.callback(self.frozen.close)
            await self.frozen.current()
            yield

    # --- SPARQL 1.1 Protocol --------------------------------------------------------

    async def query(self, request: Request) -> Response:
        """GET, POST of a form, POST of the query itself."""
        found = await self._given(request, "query")
        texts = found.get("query", [])
        if not texts and request.method == "GET":
            if _browser(request):
                return self.pages.query_page()
            return self._description(request)
        if len(texts) != 1 or "update" in found:
            raise HTTPException(400, "a request has exactly one query")
        return await self._answer(request, texts[0], found)

    async def _answer(self, request: Request, text: str, found: Given, title: str = "") -> Response:
        try:
            refuse_outward(text, hosts=self.settings.services, graphs=True)
        except UsageError as error:
            raise HTTPException(403, str(error)) from error
        offered = offers(text)
        short = last(found, "format")
        kind = chosen(request.headers.get("accept", ""), offered, short)
        if kind is None:
            raise HTTPException(406, f"this query is answered as {', '.join(offered)}")
        head = {
            "do": "query",
            "text": text,
            "type": kind,
            "prefixes": PREFIXES,
            "base": str(request.base_url),
        }
        for name, key in (("default-graph-uri", "default"), ("named-graph-uri", "named")):
            if name in found:
                head[key] = found[name]
        if ("default" in head) != ("named" in head):  # the graphs named are all there is
            head.setdefault("default", [])
            head.setdefault("named", [])
        body = await self._asked(request, head)
        if kind == "text/html":
            return self.pages.answer_page(title, text, body.decode())
        return Response(body, media_type=kind)

    async def _asked(self, request: Request, head: dict[str, Any]) -> bytes:
        """The body of an answer; the query is stopped when whoever asked has gone."""
        folder = await self.frozen.current()
        asking = asyncio.ensure_future(self.workers.ask(head, folder))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((asking, gone), return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise ClientDisconnect
            return asking.result()
        except RefusedError as refused:
            raise _as_http(refused) from refused
        finally:
            gone.cancel()
            if not asking.done():
                asking.cancel()

    async def update(self, request: Request) -> Response:
        """POST of a form or of the update itself; needs the token."""
        token = self.settings.token
        if token is None:
            raise HTTPException(403, "this server is read-only")
        sent = request.headers.get("authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            raise HTTPException(
                401, "an update needs the token", headers={"WWW-Authenticate": "Bearer"}
            )
        found = await self._given(request, "update")
        if len(found.get("update", [])) != 1 or "query" in found:
            raise HTTPException(400, "a request has exactly one update")
        if "using-graph-uri" in found or "using-named-graph-uri" in found:
            raise HTTPException(400, "name the graphs in the update itself, with USING")
        text = found["update"][0]
        try:
            refuse_outward(text, hosts=self.settings.services, graphs=True, update=True)
            head = {"do": "update", "text": text, "base": str(request.base_url)}
            await self.workers.change(head, self.settings.folder / "store")
        except UsageError as error:
            raise HTTPException(403, str(error)) from error
        except RefusedError as refused:
            raise _as_http(refused) from refused
        await self.frozen.current(fresh=True)
        return Response(status_code=204)

    async def _given(self, request: Request, direct: str = "") -> Given:
        return await given(request, direct, self.settings.limits.request)

    def _description(self, request: Request) -> Response:
        kind = chosen(request.headers.get("accept", ""), _PLAIN_GRAPHS)
        if kind is None:
            raise HTTPException(406, "the service description is RDF: ask for text/turtle")
        text = servepages.service_description(str(request.url_for("query")), kind)
        return Response(text, media_type=kind)

    # --- Graph store protocol, reading ----------------------------------------------

    async def graph_store(self, request: Request) -> Response:
        """``?default``, ``?graph=IRI``, or the whole dataset."""
        found = await self._given(request)
        graphs = found.get("graph", [])
        if len(graphs) > 1 or ("default" in found and graphs) or "" in graphs:
            raise HTTPException(400, "name one graph: ?default or ?graph=IRI")
        whole = not graphs and "default" not in found
        offered = DATASET_TYPES if whole else _PLAIN_GRAPHS
        short = last(found, "format")
        kind = chosen(request.headers.get("accept", ""), offered, short)
        if kind is None:
            raise HTTPException(406, f"ask for {', '.join(offered)}")
        named = None if whole else (graphs[0] if graphs else "")
        body = await self._asked(request, {"do": "dump", "graph": named, "type": kind})
        return Response(body, media_type=kind)

    # --- For people -----------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """What is here, with the named queries as links."""
        text = prefixed(servepages.COUNTS)
        head = {"do": "query", "text": text, "type": "application/sparql-results+json"}
        rows = json.loads(await self._asked(request, head))["results"]["bindings"]
        counts = [(row["what"]["value"], row["n"]["value"]) for row in rows]
        return self.pages.home(counts, servepages.shown(self.settings.folder))

    async def named_query(self, request: Request) -> Response:
        """A named query by its name."""
        query = self.named.get(request.path_params["name"])
        if query is None:
            raise HTTPException(404, f"there is no query named {request.path_params['name'][:80]}")
        return await self._answer(request, query.text, await self._given(request), query.title)

    async def describe(self, request: Request) -> Response:
        """Everything said of one thing, as subject."""
        found = await self._given(request)
        iris = found.get("iri", [])
        if len(iris) != 1 or not servepages.is_iri(iris[0]):
            raise HTTPException(400, "name one thing: ?iri=IRI")
        text = prefixed(servepages.DESCRIBE.replace("{iri}", f"<{iris[0]}>"))
        return await self._answer(request, text, found, iris[0])

    async def find(self, request: Request) -> Response:
        """Names and passages that hold some words: ``?q=WORDS&limit=20``."""
        found = await self._given(request)
        words, limit = last(found, "q"), last(found, "limit", "20")
        if not (limit.isascii() and limit.isdigit() and 0 < int(limit[:6]) <= 1000):
            raise HTTPException(400, "limit is a number from 1 to 1000")
        if not words.strip() and _browser(request):
            return self.pages.found("", [])
        folder = await self.frozen.current()
        try:
            hits = await self.finder.search(folder, words, int(limit))
        except KgError as error:
            raise HTTPException(400, str(error)) from error
        if _browser(request):
            return self.pages.found(words, hits)
        return JSONResponse([hit.as_json() for hit in hits])

    async def graph_page(self, _: Request) -> Response:
        """The page that “kg build” and “kg show” write."""
        return self._file("graph.html")

    async def page(self, request: Request) -> Response:
        """Any page in the folder of the build."""
        return self._file(request.path_params["name"])

    def _file(self, name: str) -> Response:
        path = servepages.shown(self.settings.folder).get(name)
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
        return JSONResponse(servepages.vocabulary())

    async def health(self, request: Request) -> Response:
        """Whether a query is answered."""
        head = {"do": "query", "text": "ASK {}", "type": "application/sparql-results+json"}
        answer = json.loads(await self._asked(request, head))
        return JSONResponse({"status": "ok" if answer["boolean"] else "?", "version": __version__})


async def _gone(request: Request) -> None:
    """Return when whoever asked has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _as_http(refused: RefusedError) -> HTTPException:
    headers = {"Retry-After": "2"} if refused.kind == "busy" else None
    return HTTPException(_STATUS.get(refused.kind, 422), str(refused), headers=headers)


async def _http_error(_: Request, error: HTTPException) -> Response:
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


async def _left(_: Request, __: Exception) -> Response:
    """Nobody is there to read it."""
    return Response(status_code=499)


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A defect of ours: logged whole here, one line there."""
    _logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return PlainTextResponse("the server failed; please report it\n", 500)
