"""Changes to a store: the part of a worker that writes."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.ask.guard import refuse_outward
from kg.endpoint.formats import GRAPHS
from kg.endpoint.limits import RefusedError
from kg.errors import UsageError

Head = dict[str, Any]
Answer = tuple[bytes, Head]


def update(store: ox.Store, head: Head, text: str) -> Answer:
    """Run a SPARQL update as one transaction, safe on disk."""
    try:
        refuse_outward(text, hosts=head["hosts"], graphs=True, update=True)
    except UsageError as error:
        raise RefusedError("refused", str(error)) from error
    store.update(text, base_iri=head.get("base"))
    store.flush()
    return b"", {}


def put(store: ox.Store, head: Head, text: str) -> Answer:
    """Replace a graph (SPARQL 1.1 Graph Store HTTP Protocol); says whether it is new."""
    return _filled(store, head, text, f"DROP SILENT {_target(head)} ;")


def post(store: ox.Store, head: Head, text: str) -> Answer:
    """Add to a graph, or with none named to the dataset; says whether the graph is new."""
    return _filled(store, head, text, "")


def _filled(store: ox.Store, head: Head, text: str, before: str) -> Answer:
    iri = head["graph"]
    new = bool(iri) and not store.contains_named_graph(ox.NamedNode(iri))
    quads = ox.parse(text, format=GRAPHS[head["type"]], base_iri=head["base"])
    body = "\n".join(_inserted(quad, iri) for quad in quads)
    made = f"CREATE SILENT {_target(head)} ;" if iri else ""
    store.update(f"{before} {made} INSERT DATA {{\n{body}\n}}")
    store.flush()
    return b"", {"new": new}


def _inserted(quad: ox.Quad, iri: str | None) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    graph = f"<{iri}>" if iri else None if default else quad.graph_name
    return f"GRAPH {graph} {{ {triple} }}" if graph else triple


def delete(store: ox.Store, head: Head, _: str) -> Answer:
    """Remove a graph."""
    if head["graph"] and not store.contains_named_graph(ox.NamedNode(head["graph"])):
        raise RefusedError("absent", f"there is no graph {head['graph'][:200]}")
    store.update(f"DROP {_target(head)}")
    store.flush()
    return b"", {}


def _target(head: Head) -> str:
    return f"GRAPH {ox.NamedNode(head['graph'])}" if head["graph"] else "DEFAULT"
