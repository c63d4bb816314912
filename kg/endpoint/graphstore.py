"""Graphs as wholes: SPARQL 1.1 Graph Store HTTP Protocol (W3C, 21 March 2013).

Reading for all; PUT, POST and DELETE for whoever knows the token of a ``--writable`` server.
"""

from __future__ import annotations

import codecs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.answering import Answering, base
from kg.endpoint.negotiation import DATASET_TYPES, GRAPH_TYPES, chosen
from kg.endpoint.pages import is_iri
from kg.endpoint.parameters import given, last, whole

PLAIN_GRAPHS = tuple(kind for kind in GRAPH_TYPES if "html" not in kind)


class GraphStore:
    """``/store?default``, ``?graph=IRI``, or the whole dataset."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._limits = answering.settings.limits

    async def read(self, request: Request) -> Response:
        """GET and HEAD."""
        graph, short = await self._named(request)
        offered = DATASET_TYPES if graph is None else PLAIN_GRAPHS
        kind = chosen(request.headers.get("accept", ""), offered, short)
        if kind is None:
            raise HTTPException(406, f"ask for {', '.join(offered)}")
        head = {"do": "dump", "graph": graph, "type": kind}
        return Response(await self._answering.asked(request, head), media_type=kind)

    async def write(self, request: Request) -> Response:
        """PUT replaces a graph, POST adds to it or to the dataset, DELETE removes a graph.

        201 when the graph is new, else 204. Each is one transaction, safe on disk.
        """
        self._answering.may_change(request)
        graph, _ = await self._named(request)
        verb = request.method.lower()
        if graph is None and verb != "post":
            raise HTTPException(400, "name the graph: ?default or ?graph=IRI")
        head = {"do": verb, "graph": graph}
        if verb != "delete":
            head["type"] = self._kind(request, dataset=graph is None)
            head["base"] = graph or base(request)
            head["text"] = await self._text(request)
        made = await self._answering.change(head)
        return Response(status_code=201 if made == b"new" else 204)

    async def _named(self, request: Request) -> tuple[str | None, str]:
        """(graph, format): an IRI, "" for the default graph, None for the dataset."""
        found = await given(request, None, self._limits.request)
        graphs = found.get("graph", [])
        if len(graphs) > 1 or ("default" in found and graphs):
            raise HTTPException(400, "name one graph: ?default or ?graph=IRI")
        if graphs and not is_iri(graphs[0]):
            raise HTTPException(400, "name a graph by its full IRI: ?graph=IRI")
        graph = graphs[0] if graphs else "" if "default" in found else None
        return graph, last(found, "format")

    @staticmethod
    def _kind(request: Request, *, dataset: bool) -> str:
        content = request.headers.get("content-type", "")
        kind, _, parameters = (part.strip().lower() for part in content.partition(";"))
        taken = DATASET_TYPES if dataset else PLAIN_GRAPHS
        if kind not in taken or ("charset" in parameters and "utf-8" not in parameters):
            raise HTTPException(415, f"send {', '.join(taken)} in UTF-8")
        return kind

    async def _text(self, request: Request) -> str:
        try:
            text = (await whole(request, self._limits.bytes)).decode("utf-8")
        except UnicodeDecodeError as error:
            raise HTTPException(400, "the body is not UTF-8") from error
        return text.removeprefix(codecs.BOM_UTF8.decode())
