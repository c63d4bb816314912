"""Changes to a store: the part of a worker that writes."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pyoxigraph as ox

from kg.ask.guard import refuse_outward
from kg.endpoint.formats import DATASETS, ENDINGS, GRAPHS
from kg.endpoint.limits import RefusedError, decoded
from kg.endpoint.using import with_using
from kg.errors import UsageError

Head = dict[str, Any]
Answer = tuple[bytes, Head]


def update(store: ox.Store, head: Head, body: bytes) -> Answer:
    """Run a SPARQL update as one transaction, safe on disk."""
    text = decoded(body)
    try:
        refuse_outward(text, hosts=head["hosts"], graphs=True, update=True)
        if head["using"] or head["using_named"]:
            text = with_using(text, head["using"], head["using_named"])
    except UsageError as error:
        raise RefusedError("refused", str(error)) from error
    store.update(text, base_iri=head.get("base"))
    store.flush()
    return b"", {}


def put(store: ox.Store, head: Head, body: bytes) -> Answer:
    """Replace a graph (SPARQL 1.1 Graph Store HTTP Protocol); says whether it is new."""
    return _filled(store, head, body, f"DROP SILENT {_target(head)} ;")


def post(store: ox.Store, head: Head, body: bytes) -> Answer:
    """Add to a graph, or with none named to the dataset; says whether the graph is new."""
    return _filled(store, head, body, "")


def _filled(store: ox.Store, head: Head, body: bytes, before: str) -> Answer:
    iri = head["graph"]
    new = bool(iri) and not store.contains_named_graph(ox.NamedNode(iri))
    lines = "\n".join(_inserted(quad, iri) for quad in _quads(head, body))
    made = f"CREATE SILENT {_target(head)} ;" if iri else ""
    store.update(f"{before} {made} INSERT DATA {{\n{lines}\n}}")
    store.flush()
    return b"", {"new": new}


def _quads(head: Head, body: bytes) -> Iterator[ox.Quad]:
    if not head["type"].startswith("multipart/"):
        yield from _parsed(decoded(body), head["type"], head["base"])
        return
    whole = email.message_from_bytes(
        f"Content-Type: {head['type']}\r\n\r\n".encode() + body,
        _class=EmailMessage,
        policy=email.policy.HTTP,
    )
    for number, part in enumerate(whole.iter_parts()):
        ending = (part.get_filename() or "").rpartition(".")[2].lower()
        kind = part.get_content_type()
        kind = kind if kind in GRAPHS else ENDINGS.get(ending, kind)
        if kind not in GRAPHS or kind in DATASETS:
            raise RefusedError("syntax", f"part {number + 1} is {kind}, no graph in RDF")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        yield from _parsed(decoded(content), kind, head["base"])


def _parsed(text: str, kind: str, base: str) -> Iterator[ox.Quad]:
    yield from ox.parse(text, format=GRAPHS[kind], base_iri=base, rename_blank_nodes=True)


def _inserted(quad: ox.Quad, iri: str | None) -> str:
    triple = f"{quad.subject} {quad.predicate} {_term(quad.object)} ."
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    graph = f"<{iri}>" if iri else None if default else quad.graph_name
    return f"GRAPH {graph} {{ {triple} }}" if graph else triple


def _term(term: object) -> str:
    """A term in SPARQL 1.2; Oxigraph prints a triple term without its brackets."""
    if isinstance(term, ox.Triple):
        return f"<<( {term.subject} {term.predicate} {_term(term.object)} )>>"
    return str(term)


def delete(store: ox.Store, head: Head, _: bytes) -> Answer:
    """Remove a graph."""
    if head["graph"] and not store.contains_named_graph(ox.NamedNode(head["graph"])):
        raise RefusedError("absent", f"there is no graph {head['graph'][:200]}")
    store.update(f"DROP {_target(head)}")
    store.flush()
    return b"", {}


def _target(head: Head) -> str:
    return f"GRAPH {ox.NamedNode(head['graph'])}" if head["graph"] else "DEFAULT"
