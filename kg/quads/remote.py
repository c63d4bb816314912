"""A store on a SPARQL 1.1 server: query, update and graph store protocol over HTTP.

Who we are comes from the environment: ``DTKG_STORE_TOKEN`` (Bearer), or
``DTKG_STORE_USER`` and ``DTKG_STORE_PASSWORD`` (Basic). A server that is busy or away
for a moment is asked again; our updates name every quad, so twice is the same as once.
(SPARQL 1.1 Protocol and SPARQL 1.1 Graph Store HTTP Protocol, W3C, 21 March 2013.)
"""

from __future__ import annotations

import os
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.model.terms import named
from kg.quads.quadstore import Results
from kg.quads.sending import send
from kg.rulefiles import files

_ROWS = "application/sparql-results+json"
_ACCEPT = f"{_ROWS}, application/n-triples;q=0.9"
_QUADS = "application/n-quads"
_BATCH = 20_000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def is_url(place: object) -> bool:
    """Whether a place is a URL rather than a folder; raises UsageError for ftp:// and the like."""
    scheme = _SCHEME.match(str(place))
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise UsageError(f"{place}: a store is a folder, or a server at http://… or https://…")
    return bool(scheme)


@dataclass(frozen=True)
class Addresses:
    """Where one store is asked, changed, and read or filled as a whole."""

    query: str
    update: str
    data: str
    quads: bool


@cache
def _servers() -> list[dict[str, Any]]:
    return list(files.ontology("servers.toml")["server"])


def addresses(url: str) -> Addresses:
    """The addresses of the store at a URL (``ontology/servers.toml``).

    ``DTKG_UPDATE_URL`` and ``DTKG_DATA_URL`` go first, for servers that name them otherwise.
    """
    parts = urllib.parse.urlsplit(url)
    if not parts.hostname or parts.username or parts.fragment:
        raise UsageError(f"{url}: not the address of a store; write http://host:port/query")
    url = url.rstrip("/")
    for server in _servers():
        ending = re.escape(server["ending"]).replace(r"\*", "[^/]+")
        found = re.search(f"{ending}$", url)
        if found:
            base = url if "*" in server["ending"] else url[: found.start()]
            made = {k: str(server.get(k, url)).format(base=base) for k in ("query", "update")}
            data = str(server["data"]).format(base=base)
            return Addresses(
                made["query"],
                os.environ.get("DTKG_UPDATE_URL", made["update"]),
                os.environ.get("DTKG_DATA_URL", data),
                bool(server["quads"]),
            )
    raise AssertionError("the last server takes any URL")


class RemoteStore:
    """The store behind a URL, with the interface of the embedded one."""

    def __init__(self, url: str) -> None:
        self.at = addresses(url)

    def query(self, query: str, /) -> Results:
        """The answer to a query; raises StoreError when it is refused or cut off."""
        kind, body = send(
            self.at.query,
            urllib.parse.urlencode({"query": query}).encode(),
            {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            if kind == _ROWS:
                whole = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
                # Read to the end before the first row is believed: an answer may be cut off.
                if isinstance(whole, ox.QuerySolutions):
                    for _ in whole:
                        pass
                return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            graph = ox.Store()
            graph.load(body, format=ox.RdfFormat.N_TRIPLES)
            found = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.at.query}: the answer is cut off; narrow the query") from error
        return found

    def update(self, update: str, /) -> None:
        """Run an update, one request; raises StoreError when it is refused."""
        send(self.at.update, update.encode(), {"Content-Type": "application/sparql-update"})

    def flush(self) -> None:
        """Nothing to do: the server answers for what it has accepted."""

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the name pyoxigraph gave it
        graph_name: ox.NamedNode | ox.DefaultGraph | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; None fits anything."""
        triple = f"{subject or '?s'} {predicate or '?p'} {object or '?o'}"
        if isinstance(graph_name, ox.NamedNode):
            where = f"GRAPH {graph_name} {{ {triple} }}"
        elif graph_name is None:
            where = f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }}"
        else:
            where = triple
        for row in self._rows(f"SELECT * WHERE {{ {where} }}"):
            named_graph = row.get("g") or graph_name or ox.DefaultGraph()
            yield ox.Quad(
                subject or row["s"], predicate or row["p"], object or row["o"], named_graph
            )

    def about(self, subjects: list[ox.NamedNode]) -> Iterator[ox.Quad]:
        """The quads of some subjects in all graphs, in one journey."""
        if not subjects:
            return
        values = " ".join(map(str, subjects))
        for row in self._rows(
            f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?s {{ {values} }} "
            "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        ):
            yield ox.Quad(row["s"], row["p"], row["o"], row.get("g") or ox.DefaultGraph())

    def _rows(self, query: str) -> Iterator[dict[str, Any]]:
        found = self.query(query)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield {name: solution[name] for name in names}

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads: the whole dataset where the server gives it, else asked for in SPARQL."""
        if self.at.quads:
            kind, body = send(self.at.data, None, {"Accept": _QUADS})
            if kind == _QUADS:
                yield from ox.parse(body, format=ox.RdfFormat.N_QUADS)
                return
        yield from self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        query = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        return int(next(self._rows(query))["n"].value)

    def graph(self, name: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """One graph by the graph store protocol, the default one when not named."""
        which = {"graph": named(name).value} if name else {"default": ""}
        url = f"{self.at.data}?{urllib.parse.urlencode(which)}"
        _, body = send(url, None, {"Accept": "application/n-triples"})
        for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name or ox.DefaultGraph())

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads in batches: the graph store protocol, or updates where it has none."""
        batch: list[ox.Quad] = []
        for quad in quads:
            batch.append(quad)
            if len(batch) >= _BATCH:
                self._load(batch)
                batch = []
        if batch:
            self._load(batch)

    def _load(self, batch: list[ox.Quad]) -> None:
        if self.at.quads:
            body = "".join(f"{quad} .\n" for quad in batch).encode()
            send(self.at.data, body, {"Content-Type": _QUADS}, "POST")
            return
        by_graph: dict[str, list[str]] = {}
        for quad in batch:
            graph = str(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""
            triple = f"{quad.subject} {quad.predicate} {quad.object} ."
            by_graph.setdefault(graph, []).append(triple)
        parts = (
            f"GRAPH {graph} {{ {' '.join(lines)} }}" if graph else "\n".join(lines)
            for graph, lines in by_graph.items()
        )
        self.update("INSERT DATA {\n" + "\n".join(parts) + "\n}")


def answers(place: str | Path) -> bool:
    """Whether a server answers at a URL."""
    try:
        RemoteStore(str(place)).query("ASK {}")
    except StoreError:
        return False
    return True
