"""One process that answers queries of a store, made to be killed: ``python -m kg.endpoint.worker``.

A query inside Oxigraph heeds neither signals nor time, so it runs where nothing else is
lost when it ends. It hears and answers on the socket that is its standard input: a request is
four bytes of length and JSON; an answer two lengths, a JSON head and a body, complete before
its first byte is written. Memory is bounded by the address space (POSIX ``RLIMIT_AS``).
"""

from __future__ import annotations

import html
import io
import json
import os
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from kg.endpoint.table import table

Head = dict[str, Any]

ROWS = {
    "application/sparql-results+json": (ox.QueryResultsFormat.JSON, b'},{"'),
    "application/sparql-results+xml": (ox.QueryResultsFormat.XML, b"<result>"),
    "text/csv": (ox.QueryResultsFormat.CSV, b"\n"),
    "text/tab-separated-values": (ox.QueryResultsFormat.TSV, b"\n"),
}
"""Media type -> format and what stands once a row (in CSV a line break may also be data)."""

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


class TooMuchError(Exception):
    """An answer passes a limit; the text says which."""


class _Bounded(io.RawIOBase):
    """Collects an answer and stops at a limit of bytes or rows."""

    def __init__(self, most: int, rows: int, mark: bytes) -> None:
        self.parts: list[bytes] = []
        self._left, self._rows, self._mark, self._tail = most, rows, mark, b""
        self._most, self._limit = most, rows

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        part = bytes(data)
        self._left -= len(part)
        if self._left < 0:
            raise TooMuchError(f"the answer is larger than {self._most} bytes; narrow the query")
        if self._mark:
            joined = self._tail + part
            self._rows -= joined.count(self._mark)
            keep = len(self._mark) - 1
            self._tail = joined[-keep:] if keep else b""
            if self._rows < -1:
                raise TooMuchError(f"the answer has more than {self._limit} rows; add a LIMIT")
        self.parts.append(part)
        return len(part)


def answer(store: ox.Store, head: Head) -> bytes:
    """The answer to one request, complete; raises what went wrong."""
    return _VERBS[head["do"]](store, head)


def again(store: ox.Store, head: Head) -> bytes:
    """The answer to a query that was within its limits on the same data; they aren't asked."""
    return _query(store, head, within=True)


def _query(store: ox.Store, head: Head, *, within: bool = False) -> bytes:
    graphs: dict[str, Any] = {}
    if head.get("default") is not None:
        graphs["default_graph"] = [ox.NamedNode(iri) for iri in head["default"]]
    if head.get("named") is not None:
        graphs["named_graphs"] = [ox.NamedNode(iri) for iri in head["named"]]
    found = store.query(head["text"], base_iri=head.get("base"), **graphs)
    kind = head["type"]
    if isinstance(found, ox.QueryTriples):
        triples = list(islice(found, head["rows"] + 1))
        if len(triples) > head["rows"]:
            raise TooMuchError(f"the graph has more than {head['rows']} triples; narrow the query")
        return _graph(dict.fromkeys(triples), kind, head)
    if kind == "text/html":
        return table(found, head.get("prefixes", {}))
    format_, mark = ROWS[kind]
    if within:
        return found.serialize(format=format_) or b""
    out = _Bounded(head["bytes"], head["rows"], mark)
    found.serialize(cast(IO[bytes], out), format=format_)
    return b"".join(out.parts)


def _graph(triples: Iterable[ox.Triple], kind: str, head: Head) -> bytes:
    out = _Bounded(head["bytes"], 0, b"")
    shown = "text/turtle" if kind == "text/html" else kind
    prefixes = head.get("prefixes") if shown in ("text/turtle", "application/ld+json") else None
    ox.serialize(triples, cast(IO[bytes], out), format=GRAPHS[shown], prefixes=prefixes)
    text = b"".join(out.parts)
    return f"<pre>{html.escape(text.decode())}</pre>".encode() if kind == "text/html" else text


def _dump(store: ox.Store, head: Head) -> bytes:
    """A graph, or with none named the whole dataset (SPARQL 1.1 Graph Store HTTP Protocol)."""
    graph: ox.NamedNode | ox.DefaultGraph | None = None
    if head.get("graph") is not None:
        graph = ox.NamedNode(head["graph"]) if head["graph"] else ox.DefaultGraph()
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise LookupError(f"there is no graph {graph.value}")
    out = _Bounded(head["bytes"], 0, b"")
    store.dump(cast(IO[bytes], out), format=GRAPHS[head["type"]], from_graph=graph)
    return b"".join(out.parts)


def _update(store: ox.Store, head: Head) -> bytes:
    store.update(head["text"], base_iri=head.get("base"))
    store.flush()
    return b""


def _put(store: ox.Store, head: Head) -> bytes:
    """Replace a graph (SPARQL 1.1 Graph Store HTTP Protocol); says whether it is new."""
    return _filled(store, head, f"DROP SILENT {_target(head)} ;")


def _post(store: ox.Store, head: Head) -> bytes:
    """Add to a graph, or with none named to the dataset; says whether the graph is new."""
    return _filled(store, head, "")


def _filled(store: ox.Store, head: Head, before: str) -> bytes:
    iri = head["graph"]
    new = bool(iri) and not store.contains_named_graph(ox.NamedNode(iri))
    quads = ox.parse(head["text"], format=GRAPHS[head["type"]], base_iri=head["base"])
    body = "\n".join(_inserted(quad, iri) for quad in quads)
    made = f"CREATE SILENT {_target(head)} ;" if iri else ""
    store.update(f"{before} {made} INSERT DATA {{\n{body}\n}}")
    store.flush()
    return b"new" if new else b""


def _inserted(quad: ox.Quad, iri: str | None) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    graph = f"<{iri}>" if iri else None if default else quad.graph_name
    return f"GRAPH {graph} {{ {triple} }}" if graph else triple


def _delete(store: ox.Store, head: Head) -> bytes:
    """Remove a graph."""
    if head["graph"] and not store.contains_named_graph(ox.NamedNode(head["graph"])):
        raise LookupError(f"there is no graph {head['graph']}")
    store.update(f"DROP {_target(head)}")
    store.flush()
    return b""


def _target(head: Head) -> str:
    return f"GRAPH {ox.NamedNode(head['graph'])}" if head["graph"] else "DEFAULT"


_VERBS: Mapping[str, Callable[[ox.Store, Head], bytes]] = {
    "query": _query,
    "dump": _dump,
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
}


# --- The process ----------------------------------------------------------------------------


def _bound_memory(most: int) -> None:
    """Let the address space grow by ``most`` bytes from here."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # not Linux: the system does not tell, and does not bound
        return
    limit = pages * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _leave_network() -> None:
    """Give up the network where Linux lets a process do so: a second wall behind the guard."""
    import ctypes

    new_user, new_net = 0x10000000, 0x40000000
    flags = new_net if os.geteuid() == 0 else new_net | new_user
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(flags)


def _read(source: BinaryIO) -> bytes | None:
    size = source.read(4)
    if len(size) < 4:
        return None
    (length,) = struct.unpack(">I", size)
    return source.read(length)


def _write(link: socket.socket, head: Head, body: bytes) -> None:
    text = json.dumps(head).encode()
    link.sendall(struct.pack(">II", len(text), len(body)) + text + body)


def _failed(error: BaseException) -> tuple[str, str]:
    """(kind, one line) of what went wrong."""
    line = " ".join(str(error).split())[:500]
    if isinstance(error, TooMuchError):
        return "large", line
    if isinstance(error, MemoryError):
        return "memory", "the query needs more memory than it may use; narrow it"
    if isinstance(error, LookupError):
        return "absent", line
    if isinstance(error, SyntaxError | ValueError):
        return "syntax", line
    return "failed", line


def main() -> None:
    """Answer requests until the input ends.

    Arguments: r or w, niceness, bytes of memory (0: no bound), network (0: none).
    """
    mode, (niceness, memory, network) = sys.argv[1], map(int, sys.argv[2:5])
    os.nice(niceness)
    if not network:
        _leave_network()
    link = socket.socket(fileno=0)
    source = link.makefile("rb")
    opened: tuple[str, ox.Store] | None = None
    while (text := _read(source)) is not None:
        head = json.loads(text)
        cpu = time.process_time()
        try:
            if opened is None or opened[0] != head["folder"]:
                fresh = opened is None
                make = ox.Store.read_only if mode == "r" else ox.Store
                opened = (head["folder"], make(head["folder"]))
                if fresh and memory:
                    _bound_memory(memory)
            body, failed = answer(opened[1], head), None
        except BaseException as error:  # whatever it is, the server says it in one line
            body, failed = b"", _failed(error)
        told: Head = {"cpu": time.process_time() - cpu}
        if failed:
            told |= {"failed": failed[0], "reason": failed[1]}
        _write(link, told, body)
        if failed and failed[0] == "memory":
            os._exit(1)


if __name__ == "__main__":
    main()
