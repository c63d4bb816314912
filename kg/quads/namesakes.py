"""New people of several articles who may be one: «ديفيد فريدمان» here, "David Friedman" there.

The names in a store decide, not the order in which it was filled: after each build the pairs
are worked out anew from all its new people and said as ``skos:closeMatch``, both ways. Nobody's
IRI changes, so that a pair which goes leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, permutations

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.model.terms import DIP, ID, named, node, value_of
from kg.quads.quadstore import DEFAULT, QuadStore, change
from kg.spelling.respelt import family, respelt

_NEW = f"{ID}person/x-"
_MATCH = node(SKOS.closeMatch)


def refresh(store: QuadStore) -> int:
    """Say which new people of the store may be one, and only that; how many pairs."""
    found = list(pairs(_people(store)))
    wanted = {
        ox.Quad(ox.NamedNode(one), _MATCH, ox.NamedNode(other), DEFAULT)
        for pair in found
        for one, other in permutations(pair)
    }
    said = store.quads_for_pattern(None, _MATCH, None, DEFAULT)
    present = {q for q in said if _is_new(q.subject) and _is_new(q.object)}
    change(store, present - wanted, wanted - present)
    return len(found)


def pairs(people: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of people (IRI -> names) one of whose names another spelling is, in order."""
    families: dict[str, set[tuple[str, str]]] = {}
    for iri, names in people.items():
        for name in names:
            last = family(name)
            if last:
                families.setdefault(last, set()).add((iri, name))
    found = {
        (one, other)
        for members in families.values()
        for (one, name), (other, also) in combinations(sorted(members), 2)
        if one != other and respelt(name, also)
    }
    yield from sorted(found)


def _people(store: QuadStore) -> dict[str, list[str]]:
    """IRI -> names of the new people of a store."""
    people: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, node(RDF.type), node(DIP.Person), DEFAULT):
        if _is_new(quad.subject):
            labels = (node(RDFS.label), node(SKOS.altLabel))
            people[value_of(quad.subject)] = [
                value_of(said.object)
                for label in labels
                for said in store.quads_for_pattern(named(quad.subject), label, None, DEFAULT)
            ]
    return people


def _is_new(term: object) -> bool:
    return value_of(term).startswith(_NEW)
