"""The same data for those who write rdflib: a dataset over the embedded store, and back.

``dataset(store)`` is an ordinary ``rdflib.Dataset`` whose quads lie in Oxigraph, so that
SPARQL runs there and not in rdflib. ``RdflibStore`` is the way back: any rdflib dataset
with the interface of our stores. (rdflib's own updates of a ``Dataset`` in memory are
faulty in 7.6: use one over Oxigraph.)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import UsageError
from kg.model.terms import named
from kg.quads.quadstore import Results

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def dataset(store: ox.Store) -> rdflib.Dataset:
    """An rdflib dataset over an Oxigraph store; raises UsageError when oxrdflib is missing."""
    try:
        import oxrdflib
    except ImportError as error:
        raise UsageError("the rdflib view needs oxrdflib: pip install “dtkg[rdflib]”") from error
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store))


def to_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    """A term of Oxigraph as one of rdflib, its lexical form untouched."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = None if term.datatype.value == _XSD_STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=kind, normalize=False)


def to_ox(term: object) -> ox.NamedNode | ox.Literal:
    """A term of rdflib as one of Oxigraph; blank nodes are not ours."""
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=kind)
    raise TypeError(f"neither IRI nor literal: {term}")


@contextmanager
def _untouched() -> Iterator[None]:
    """Literals as they are stored: rdflib rewrites «…Z» to «…+00:00» when it reads them."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


class RdflibStore:
    """An rdflib dataset with the interface of the embedded store."""

    def __init__(self, data: rdflib.Dataset) -> None:
        self.data = data

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,  # noqa: A002 - the name pyoxigraph gave it
        graph_name: ox.NamedNode | ox.DefaultGraph | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; None fits anything."""
        graph = None
        if graph_name is not None:
            graph = self.data.graph(
                rdflib.URIRef(graph_name.value)
                if isinstance(graph_name, ox.NamedNode)
                else DATASET_DEFAULT_GRAPH_ID
            )
        s, p, o = (None if t is None else to_rdflib(t) for t in (subject, predicate, object))
        with _untouched():
            matches = list(self.data.quads((s, p, o, graph)))
        for found in matches:
            home = found[3]
            default = home is None or home == DATASET_DEFAULT_GRAPH_ID
            yield ox.Quad(
                named(to_ox(found[0])),
                named(to_ox(found[1])),
                to_ox(found[2]),
                ox.DefaultGraph() if default else ox.NamedNode(str(home)),
            )

    def query(self, query: str, /) -> Results:
        """The answer to a query, by the engine behind the dataset."""
        with _untouched():
            result = self.data.query(query)
            rows = result.type in ("SELECT", "ASK")
            text = result.serialize(format="json" if rows else "nt") or b""
        if rows:
            return ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
        graph = ox.Store()
        graph.load(text, format=ox.RdfFormat.N_TRIPLES)
        return graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def update(self, update: str, /) -> None:
        """Run an update; one transaction when Oxigraph lies behind."""
        self.data.update(update)

    def flush(self) -> None:
        """Sync to disk where the store behind can."""
        flush = getattr(getattr(self.data.store, "_inner", None), "flush", None)
        if flush:
            flush()

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
