"""Runs one query and writes its answer: the part of a worker that reads.

Whether a query may run and what kind of answer it has is decided here, by what it is to the
engine, where a query that takes too long can be killed.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.ask.guard import refuse_outward, tokens
from kg.endpoint.formats import GRAPHS, HTML, ROWS
from kg.endpoint.limits import RefusedError, decoded
from kg.endpoint.outlet import Outlet
from kg.endpoint.table import table
from kg.errors import UsageError

Head = dict[str, Any]
Answer = tuple[bytes, Head]
"""The body, and what is said of it."""

_SHOWN, _PAGE = 1000, 2_000_000
"""Triples and bytes of a graph that a page shows."""
_CHANCE = ("RAND", "NOW", "UUID", "BNODE", "SERVICE")


def fixed(query: str) -> bool:
    """Whether the same data give the same answer: nothing in a query asks a clock or chance."""
    return not any(word in t.word for t in tokens(query) for word in _CHANCE)


def query(store: ox.Store, head: Head, body: bytes) -> Answer:
    """The answer to a query, complete. Raises RefusedError and what Oxigraph raises."""
    text = decoded(body)
    try:
        refuse_outward(text, hosts=head["hosts"], graphs=True)
    except UsageError as error:
        raise RefusedError("refused", str(error)) from error
    graphs: dict[str, Any] = {}
    if head.get("default") is not None:
        graphs["default_graph"] = [ox.NamedNode(iri) for iri in head["default"]]
    if head.get("named") is not None:
        graphs["named_graphs"] = [ox.NamedNode(iri) for iri in head["named"]]
    found = store.query(text, base_iri=head.get("base"), **graphs)
    triples = isinstance(found, ox.QueryTriples)
    kind = head["graph" if triples else "rows"]
    if kind is None:
        offered = ", ".join((*(GRAPHS if triples else ROWS), HTML))
        raise RefusedError("unacceptable", f"this query is answered as {offered}")
    written, said = _graph(found, kind, head) if triples else _rows(found, kind, head)  # type: ignore[arg-type]
    return written, {"type": kind, "fixed": fixed(text), **said}


def _rows(found: ox.QuerySolutions | ox.QueryBoolean, kind: str, head: Head) -> Answer:
    if kind == HTML:
        return table(found, head["prefixes"]), {}
    format_, mark = ROWS[kind]
    out = outlet(head, rows=head["most_rows"], mark=mark)
    try:
        found.serialize(cast(IO[bytes], out), format=format_)
        return out.finish()
    except BaseException:
        out.drop()
        raise


def _graph(found: ox.QueryTriples, kind: str, head: Head) -> Answer:
    most = head["most_rows"]
    triples = list(islice(found, (_SHOWN if kind == HTML else most) + 1))
    if kind == HTML:
        return _shown(triples, head), {}
    if len(triples) > most:
        raise RefusedError("large", f"the graph has more than {most} triples; narrow the query")
    out = outlet(head)
    try:
        _written(dict.fromkeys(triples), out, kind, head["prefixes"])
        return out.finish()
    except BaseException:
        out.drop()
        raise


def _shown(triples: list[ox.Triple], head: Head) -> bytes:
    out = Outlet(_PAGE)
    _written(dict.fromkeys(triples[:_SHOWN]), out, "text/turtle", head["prefixes"])
    note = f"<p>the first {_SHOWN} triples</p>" if len(triples) > _SHOWN else ""
    return f"{note}<pre>{html.escape(out.finish()[0].decode())}</pre>".encode()


def _written(triples: Iterable[ox.Triple], out: Outlet, kind: str, prefixes: Head) -> None:
    short = prefixes if kind in ("text/turtle", "application/ld+json", "application/trig") else None
    ox.serialize(triples, cast(IO[bytes], out), format=GRAPHS[kind], prefixes=short)


def dump(store: ox.Store, head: Head, _: bytes) -> Answer:
    """A graph, or with none named the whole dataset (SPARQL 1.1 Graph Store HTTP Protocol)."""
    graph: ox.NamedNode | ox.DefaultGraph | None = None
    if head.get("graph") is not None:
        graph = ox.NamedNode(head["graph"]) if head["graph"] else ox.DefaultGraph()
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise RefusedError("absent", f"there is no graph {graph.value[:200]}")
    out = outlet(head)
    try:
        store.dump(cast(IO[bytes], out), format=GRAPHS[head["type"]], from_graph=graph)
        body, said = out.finish()
    except BaseException:
        out.drop()
        raise
    return body, {"type": head["type"], **said}


def outlet(head: Head, **more: Any) -> Outlet:
    """Where the answer to a request is written."""
    return Outlet(
        head["most_bytes"], spool=head.get("spool", ""), zipped=head.get("zipped", False), **more
    )
