"""Is the graph what it promises to be: SHACL over the view, the claims and their passages.

The shapes are in ``ontology/shapes.ttl`` (SHACL with SPARQL constraints, W3C 2017). pySHACL
is the reference; ``shacl``, some hundred times faster, is held to the same verdicts by a test and
checks articles on their way in and whole stores. It takes the square of what it is given at
once, so a store is checked in parts, each with what it names: a shape may look two steps on.

What a claim says of its event is checked at the claim: two claims may contradict each
other, one claim may not contradict itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib import PROV, RDF
from rdflib.namespace import SH

from kg.model.terms import NIF, PREFIXES, named, node, value_of
from kg.quads.quadstore import DEFAULT, QuadStore, about
from kg.resources import ONTOLOGY

_SHAPES = "shapes.ttl"
_PART = 5_000
"""Quads of the subjects that are checked at once."""
_TYPE, _WORDS, _DERIVED = node(RDF.type), node(NIF.anchorOf), node(PROV.wasDerivedFrom)


@dataclass(frozen=True, order=True)
class Violation:
    """One thing that breaks a shape."""

    focus: str
    message: str
    value: str = ""
    shape: str = ""

    def told(self, words: str = "") -> str:
        """The violation in one line: what, which shape, which node, which passage."""
        shape = f" ({_short(self.shape)})" if self.shape else ""
        value = f", not {_short(self.value)}" if self.value else ""
        passage = f" «{words}»" if words else ""
        return f"{_short(self.focus)}{passage}: {self.message}{value}{shape}"


def _short(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return " ".join(iri.split())[:120]


def validate(store: QuadStore, *, reference: bool = False) -> list[Violation]:
    """All violations of a store, in order; none when it conforms."""
    engine = _by_reference if reference else _fast
    found = {
        violation
        for subjects, text in _parts(store, _PART)
        for violation in engine(text)
        if violation.focus in subjects
    }
    return sorted(found)


def _by_reference(text: str) -> list[Violation]:
    return check(rdflib.Graph().parse(data=text, format="nt"))


def _parts(quads: Iterable[ox.Quad], most: int) -> Iterator[tuple[set[str], str]]:
    """(subjects, triples) until all are told of: theirs, and those of what they name."""
    said: dict[ox.NamedNode, list[str]] = {}
    names: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for quad in quads:
        subject = _subject(quad)
        said.setdefault(subject, []).append(_line(quad))
        if isinstance(quad.object, ox.NamedNode) and quad.predicate != _TYPE:
            names.setdefault(subject, set()).add(quad.object)
    part: set[ox.NamedNode] = set()
    count = 0
    for subject in sorted(said, key=str):
        part.add(subject)
        count += len(said[subject])
        if count >= most:
            yield _part(part, said, names)
            part, count = set(), 0
    if part:
        yield _part(part, said, names)


def _part(
    part: set[ox.NamedNode],
    said: Mapping[ox.NamedNode, list[str]],
    names: Mapping[ox.NamedNode, set[ox.NamedNode]],
) -> tuple[set[str], str]:
    whole = part.union(*(names.get(subject, ()) for subject in part))
    lines = [line for subject in sorted(whole, key=str) for line in said.get(subject, ())]
    return {subject.value for subject in part}, "\n".join(lines)


def check(data: rdflib.Graph, *more: str) -> list[Violation]:
    """All violations of an rdflib graph, by pySHACL; ``more`` names further files of shapes."""
    import pyshacl

    shapes = rdflib.Graph()
    for name in (_SHAPES, *more):
        shapes.parse(ONTOLOGY / name)
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    assert isinstance(report, rdflib.Graph)
    found = []
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        focus = report.value(result, SH.focusNode)
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        source = report.value(result, SH.sourceShape)
        found.append(
            Violation(
                str(focus), str(message), "" if value is None else str(value), _root(shapes, source)
            )
        )
    return sorted(set(found))


def _root(shapes: rdflib.Graph, shape: rdflib.term.Node | None) -> str:
    """The named shape that a property shape belongs to."""
    while isinstance(shape, rdflib.BNode):
        shape = next(shapes.subjects(SH.property, shape), None)
    return str(shape or "")


def check_fast(quads: Iterable[ox.Quad]) -> list[Violation]:
    """All violations of some quads, by the faster engine."""
    return _fast("\n".join(_lines(quads)))


@cache
def _compiled() -> Any:
    try:
        import shacl
    except ImportError:  # no build for this machine: the reference does the work
        return None
    return shacl.Shapes.from_file(str(Path(ONTOLOGY / _SHAPES)))


def _fast(text: str) -> list[Violation]:
    shapes = _compiled()
    if shapes is None:
        return check(rdflib.Graph().parse(data=text, format="nt"))
    found = []
    for result in shapes.validate_text(text, format="ntriples").results:
        if result.severity == "Violation":
            found.append(
                Violation(
                    _bare(result.focus_node),
                    str(result.message),
                    result.value_plain or "",
                    _bare(result.root_shape or ""),
                )
            )
    return sorted(set(found))


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def _lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Triples in N-Triples; those of a claim's graph have the claim as subject."""
    return map(_line, quads)


def _line(quad: ox.Quad) -> str:
    return f"{_subject(quad)} {quad.predicate} {quad.object} ."


def _subject(quad: ox.Quad) -> ox.NamedNode:
    graph = quad.graph_name
    return graph if isinstance(graph, ox.NamedNode) else named(quad.subject)


def refused(quads: Iterable[ox.Quad], store: QuadStore) -> str | None:
    """Why an article may not enter: its first violation in one line, None when it may.

    Checked with the types that the store gives to whatever the quads name and do not
    describe. Names the shape, the node and the words of the passage.
    """
    described = {quad.subject for quad in quads}
    named = {q.object for q in quads if isinstance(q.object, ox.NamedNode)} - described
    hop = {q for q in about(store, named) if q.predicate == _TYPE and q.graph_name == DEFAULT}
    violations = check_fast([*quads, *hop])
    if not violations:
        return None
    first = violations[0]
    more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
    return f"kept out: {first.told(_words(first.focus, quads))}{more}"


def _words(focus: str, quads: Iterable[ox.Quad]) -> str:
    """The words of a passage, or of the passage of a claim."""
    said = {q.subject: q.object for q in quads if q.predicate == _WORDS}
    where = {q.subject: q.object for q in quads if q.predicate == _DERIVED}
    subject = ox.NamedNode(focus)
    passage = where.get(subject, subject)
    found = said.get(passage) if isinstance(passage, ox.NamedNode) else None
    return value_of(found)[:60] if found is not None else ""
