"""Graphs as wholes: SPARQL 1.1 Graph Store HTTP Protocol (W3C, 21 March 2013).

Reading for all; PUT, POST and DELETE for whoever knows the token of a ``--writable`` server.
A graph is named by ``?graph=IRI``, or by the address itself, ``/store/NAME``.
"""

from __future__ import annotations

import codecs
import uuid
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint.answering import Answering, base
from kg.endpoint.formats import DATASETS
from kg.endpoint.negotiation import PLAIN_GRAPHS, chosen
from kg.endpoint.pages import is_iri
from kg.endpoint.parameters import given, last, whole

_PARTS = "multipart/form-data"
_SAFE = "/-._~!$&'()*+,;=:@"
"""What may stand in an address as it is."""


class GraphStore:
    """``/store?default``, ``?graph=IRI``, ``/store/NAME``, or the whole dataset."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._limits = answering.settings.limits

    async def read(self, request: Request) -> Response:
        """GET and HEAD."""
        graph, short = await self._named(request)
        offered = DATASETS if graph is None else PLAIN_GRAPHS
        kind = chosen(request.headers.get("accept", ""), offered, short)
        if kind is None:
            raise HTTPException(406, f"ask for {', '.join(offered)}")
        head = {"do": "dump", "graph": graph, "type": kind, "most_bytes": self._limits.spool // 2}
        copy = await self._answering.current()
        answer = await self._answering.asked(request, head, "", copy)
        return self._answering.response(request, answer)

    async def write(self, request: Request) -> Response:
        """PUT replaces a graph, POST adds to it or to the dataset, DELETE removes a graph.

        A graph that is posted without a name gets one. 201 when the graph is new, else 204.
        Each is one transaction, safe on disk.
        """
        await self._answering.may_change(request)
        graph, _ = await self._named(request)
        verb = request.method.lower()
        headers = {}
        if graph is None and verb != "post":
            raise HTTPException(400, "name the graph: ?default or ?graph=IRI")
        head = {"do": verb, "graph": graph}
        body = b""
        if verb != "delete":
            head["type"] = self._kind(request, dataset=graph is None)
            if graph is None and head["type"] not in DATASETS:
                head["graph"] = graph = f"{base(request)}store/{uuid.uuid4()}"
                headers["location"] = graph
            head["base"] = graph or base(request)
            body = await whole(request, self._limits.bytes)
        told = await self._answering.change(head, body.removeprefix(codecs.BOM_UTF8))
        return Response(status_code=201 if told.get("new") else 204, headers=headers)

    async def _named(self, request: Request) -> tuple[str | None, str]:
        """(graph, format): an IRI, "" for the default graph, None for the dataset."""
        found = await given(request, None, self._limits.request)
        graphs = found.get("graph", [])
        name = request.path_params.get("name")
        if name is not None:
            graphs = [*graphs, f"{base(request)}store/{quote(name, safe=_SAFE)}"]
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
        if kind == _PARTS and not dataset and content.isascii():
            return content
        taken = (*DATASETS, *PLAIN_GRAPHS) if dataset else PLAIN_GRAPHS
        if kind not in taken or ("charset" in parameters and "utf-8" not in parameters):
            raise HTTPException(415, f"send {', '.join(taken)} in UTF-8")
        return kind
