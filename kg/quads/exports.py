"""The graph in the formats of others."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import pyoxigraph as ox
import rdflib

from kg.errors import UsageError
from kg.model.terms import PREFIXES, value_of
from kg.quads.quadstore import QuadStore
from kg.quads.trig import trig

_EVENTS = """
PREFIX dip: <https://w3id.org/dtkg/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?event ?class ?edtf ?status ?label WHERE {
  ?event dip:statedBy ?claim ; dip:status ?status ; a ?class .
  OPTIONAL { ?event dip:edtf ?edtf }
  OPTIONAL { ?event rdfs:label ?label FILTER(LANG(?label) = "ar") }
}"""


_COLUMNS = ("event", "class", "edtf", "status", "label")


def to_trig(store: QuadStore) -> str:
    """The whole store: view, claims, passages, entities."""
    return "\n".join(trig(store)) + "\n"


def to_nquads(store: QuadStore) -> str:
    """The whole store, a quad a line, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in map(str, store)))


def _view_graph(store: QuadStore) -> rdflib.Graph:
    lines = "\n".join(
        f"{q.subject} {q.predicate} {q.object} ."
        for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    )
    graph = rdflib.Graph()
    graph.parse(data=lines, format="nt")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph


def to_turtle(store: QuadStore) -> str:
    """The current view with what is known of claims and passages."""
    return str(_view_graph(store).serialize(format="turtle"))


def to_jsonld(store: QuadStore) -> str:
    """The same as JSON-LD with a context."""
    graph = _view_graph(store)
    return str(graph.serialize(format="json-ld", context=PREFIXES, indent=1, sort_keys=True)) + "\n"


def to_csv(store: QuadStore) -> str:
    """One event a line: IRI, class, date, status, label."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    solutions = store.query(_EVENTS)
    assert isinstance(solutions, ox.QuerySolutions)
    rows: set[tuple[str, ...]] = {
        tuple("" if (term := row[name]) is None else value_of(term) for name in _COLUMNS)
        for row in solutions
    }
    ordered = sorted(rows, key=lambda row: (row[2], *row))
    writer.writerows(ordered)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[QuadStore], str]] = {
    "trig": to_trig,
    "nquads": to_nquads,
    "turtle": to_turtle,
    "jsonld": to_jsonld,
    "csv": to_csv,
}


def export(store: QuadStore, format_: str) -> str:
    """The store in a named format; raises UsageError for an unknown one."""
    if format_ not in FORMATS:
        raise UsageError(f"unknown format “{format_}”; known are {', '.join(FORMATS)}")
    return FORMATS[format_](store)
