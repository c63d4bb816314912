"""Is the graph what it promises to be: SHACL over the view and the claims.

The shapes are in ``ontology/shapes.ttl`` (SHACL with SPARQL constraints, W3C 2017);
pySHACL runs them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from kg.quadstore import QuadStore
from kg.resources import ONTOLOGY


@dataclass(frozen=True, order=True)
class Violation:
    """One thing that breaks a shape."""

    focus: str
    message: str
    value: str = ""


def validate(store: QuadStore) -> list[Violation]:
    """All violations of a store, in order; none when it conforms."""
    return check(_graph(store))


def check(data: rdflib.Graph, *more: str) -> list[Violation]:
    """All violations of an rdflib graph; ``more`` names further files of shapes."""
    shapes = rdflib.Graph()
    for name in ("shapes.ttl", *more):
        shapes.parse(ONTOLOGY / name)
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    assert isinstance(report, rdflib.Graph)
    found = []
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        focus = report.value(result, SH.focusNode)
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        found.append(Violation(str(focus), str(message), "" if value is None else str(value)))
    return sorted(set(found))


def _graph(store: QuadStore) -> rdflib.Graph:
    """The default graph and the dated statements of the claims as one rdflib graph.

    Claims are checked one by one for their windows elsewhere in the view: two claims may
    contradict each other, one event of the view may not.
    """
    lines = "\n".join(
        f"{q.subject} {q.predicate} {q.object} ."
        for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    )
    return rdflib.Graph().parse(data=lines, format="nt")


def claim_graphs(store: QuadStore) -> list[rdflib.Graph]:
    """Each claim's own graph, for checks of what one passage says."""
    graphs: dict[str, list[str]] = {}
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode):
            line = f"{quad.subject} {quad.predicate} {quad.object} ."
            graphs.setdefault(quad.graph_name.value, []).append(line)
    return [
        rdflib.Graph().parse(data="\n".join(lines), format="nt")
        for _, lines in sorted(graphs.items())
    ]
