"""TriG that a person can read: sorted, prefixed, each claim beside its content.

Written here because the bytes are a promise: the same quads give the same file,
whatever the process or hash seed (TriG, W3C Recommendation 25 February 2014).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
from rdflib import RDF, XSD

from kg.model.terms import PREFIXES, named, node

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[\w])?", re.ASCII)
_TYPE = node(RDF.type)
_PLAIN = {str(XSD.integer), str(XSD.boolean), str(XSD.decimal)}
_SECTIONS = (
    ("/id/article/", "Articles and their passages"),
    ("/id/claim/", "Claims: what one passage says"),
    ("/id/event/", "Events: the current view"),
    ("/id/round/", "Rounds of talks: the current view"),
    ("", "Entities"),
)

Terms = dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]


def trig(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The lines of a TriG document."""
    default: dict[ox.NamedNode, Terms] = {}
    graphs: dict[ox.NamedNode, dict[ox.NamedNode, Terms]] = {}
    for quad in quads:
        graph = quad.graph_name
        home = graphs.setdefault(graph, {}) if isinstance(graph, ox.NamedNode) else default
        terms = home.setdefault(named(quad.subject), {})
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            terms.setdefault(quad.predicate, []).append(quad.object)
    for prefix, iri in PREFIXES.items():
        yield f"@prefix {prefix}: <{iri}> ."
    section = ""
    for subject in sorted(default, key=_place):
        title = _section(subject)
        if title != section:
            section = title
            yield from ("", f"# --- {title} ---")
        yield ""
        yield from _paragraph(subject, default[subject], "")
        if subject in graphs:
            yield f"GRAPH {term(subject)} {{"
            for inner in sorted(graphs[subject], key=str):
                yield from _paragraph(inner, graphs[subject][inner], "    ")
            yield "}"
    for graph in sorted(set(graphs) - set(default), key=str):
        yield from ("", f"GRAPH {term(graph)} {{")
        for inner in sorted(graphs[graph], key=str):
            yield from _paragraph(inner, graphs[graph][inner], "    ")
        yield "}"


def _section(subject: ox.NamedNode) -> str:
    return next(title for part, title in _SECTIONS if part in subject.value)


def _place(subject: ox.NamedNode) -> tuple[int, list[str | int]]:
    """Sections in order; within one, numbers inside IRIs sort as numbers."""
    rank = next(i for i, (part, _) in enumerate(_SECTIONS) if part in subject.value)
    pieces = re.split(r"(\d+)", subject.value)
    return rank, [f"{int(p):012}" if p.isdigit() and len(p) < 12 else p for p in pieces]


def _paragraph(subject: ox.NamedNode, terms: Terms, indent: str) -> Iterator[str]:
    lines = [_statement(property_, terms[property_]) for property_ in _ordered(terms)]
    yield f"{indent}{term(subject)} {lines[0]}{' .' if len(lines) == 1 else ' ;'}"
    for number, line in enumerate(lines[1:], 2):
        yield f"{indent}    {line}{' .' if number == len(lines) else ' ;'}"


def _ordered(terms: Terms) -> list[ox.NamedNode]:
    return sorted(terms, key=lambda p: (p != _TYPE, "label" not in p.value.lower(), term(p)))


def _statement(property_: ox.NamedNode, values: Sequence[ox.NamedNode | ox.Literal]) -> str:
    name = "a" if property_ == _TYPE else term(property_)
    return f"{name} " + " , ".join(sorted({term(value) for value in values}))


def term(value: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """A term in Turtle, shortened where a prefix fits."""
    if isinstance(value, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            local = value.value.removeprefix(iri)
            if local != value.value and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return str(value)
    if isinstance(value, ox.Literal) and value.datatype.value in _PLAIN:
        return str(value.value)
    if (
        isinstance(value, ox.Literal)
        and not value.language
        and value.datatype.value != str(XSD.string)
    ):
        lexical = str(ox.Literal(value.value))
        return f"{lexical}^^{term(value.datatype)}"
    return str(value)
