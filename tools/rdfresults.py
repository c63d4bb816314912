"""Answers and expected results of SPARQL tests as quads, and whether two are the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF

RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float"))
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
_RESULTS = {
    ".srj": ox.QueryResultsFormat.JSON,
    ".srx": ox.QueryResultsFormat.XML,
    ".tsv": ox.QueryResultsFormat.TSV,
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class FailedError(Exception):
    """A test failed; ``status`` is that of the answer, 0 when it was not that."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


def graph_of(data: bytes, ending: str, base: str) -> set[ox.Quad]:
    """The quads of a document."""
    parsed = ox.parse(data, format=_FORMATS[ending], base_iri=base or None)
    return {ox.Quad(q.subject, q.predicate, _plain(q.object), q.graph_name) for q in parsed}


def rows_of(data: bytes, ending: str, base: str) -> set[ox.Quad]:
    """The rows of an answer, a blank node each, whose properties are the variables."""
    if ending in (".ttl", ".rdf"):
        return _result_set(data, ending, base)
    found = ox.parse_query_results(data, format=_RESULTS[ending])
    if isinstance(found, ox.QueryBoolean):
        return _truth(bool(found))
    names = [variable.value for variable in found.variables]
    rows = ({n: row[n] for n in names if row[n] is not None} for row in found)
    return _as_quads(rows)


def _truth(value: bool) -> set[ox.Quad]:
    return {ox.Quad(ox.BlankNode(), ox.NamedNode("a:answer"), ox.Literal(value))}


def _as_quads(rows: Iterable[dict[str, Term]]) -> set[ox.Quad]:
    made = set()
    for row in rows:
        subject = ox.BlankNode()
        made.add(ox.Quad(subject, ox.NamedNode("a:row"), ox.Literal("")))
        made |= {ox.Quad(subject, ox.NamedNode(f"v:{n}"), _plain(t)) for n, t in row.items()}
    return made


def _result_set(data: bytes, ending: str, base: str) -> set[ox.Quad]:
    """A result set written in RDF, as the older tests have it."""
    kind = "turtle" if ending == ".ttl" else "xml"
    graph = rdflib.Graph().parse(data=data, format=kind, publicID=base)
    whole = graph.value(None, RDF.type, RS.ResultSet)
    truth = graph.value(whole, RS.boolean)
    if truth is not None:
        return _truth(str(truth) == "true")
    rows = []
    for solution in graph.objects(whole, RS.solution):
        row: dict[str, Term] = {}
        for binding in graph.objects(solution, RS.binding):
            value = graph.value(binding, RS.value)
            row[str(graph.value(binding, RS.variable))] = _from_rdflib(value)
        rows.append(row)
    return _as_quads(rows)


def _from_rdflib(term: rdflib.term.Node | None) -> Term:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=kind)
    return ox.BlankNode(str(term))


def _plain(term: Term) -> Term:
    """A term whose number, if it is one, is written in one way: the value counts."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, _plain(term.object))
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        try:
            value = Decimal(term.value)
        except InvalidOperation:
            return term
        if value.is_finite():
            short = f"{float(value):.9g}" if "decimal" not in term.datatype.value else None
            written = short or format(value.normalize(), "f")
            return ox.Literal(written, datatype=term.datatype)
    return term


def same(got: Iterable[ox.Quad], wanted: Iterable[ox.Quad]) -> None:
    """Raise FailedError unless two sets of quads differ in the names of blank nodes at most."""
    one, two = ox.Dataset(got), ox.Dataset(wanted)
    for found in (one, two):
        found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    if one != two:
        more = sorted(map(str, set(one) - set(two)))[:3]
        less = sorted(map(str, set(two) - set(one)))[:3]
        raise FailedError(f"more: {more}; missing: {less}")
