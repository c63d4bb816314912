"""The graph as a network: who is tied to whom by which dated event.

An event between two sides becomes an edge with its date and status, an event with
more to it a node (``ontology/page.toml`` says which). Positions are computed here, so
that the same graph gives the same picture.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.rdf import ID, PREFIXES
from kg.resources import ONTOLOGY

_PREFIXES = "\n".join(f"PREFIX {p}: <{iri}>" for p, iri in PREFIXES.items())

Labels = dict[str, str]


@dataclass(frozen=True)
class Event:
    """An event of the current view with all that a page shows of it."""

    key: str
    class_: str
    labels: Labels
    status: str
    edtf: str | None
    begin: str | None
    end: str | None
    disputed: bool
    roles: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...]


@dataclass
class View:
    """What is read from a store: things with labels and classes, and events."""

    labels: dict[str, Labels] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    """Office -> the state or body it belongs to."""


@cache
def page_rules() -> Mapping[str, Any]:
    """ontology/page.toml."""
    return tomllib.loads((ONTOLOGY / "page.toml").read_text(encoding="utf-8"))


def select(store: ox.Store, body: str) -> Iterator[list[str | None]]:
    """The rows of a SELECT as plain strings."""
    solutions = store.query(f"{_PREFIXES}\n{body}")
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        yield [None if term is None else str(term.value) for term in solution]


def short(iri: str | None) -> str:
    """A key or a term's name from its IRI."""
    text = iri or ""
    return text.rsplit("#", 1)[-1] if "/ns#" in text else text.removeprefix(str(ID))


def read_view(store: ox.Store) -> View:
    """Everything that the page needs of the current view."""
    view = View()
    for thing, language, text in select(
        store, "SELECT ?t (LANG(?l) AS ?lang) ?l WHERE { ?t rdfs:label ?l } ORDER BY ?t ?l"
    ):
        view.labels.setdefault(short(thing), {}).setdefault(language or "", text or "")
    for thing, class_ in select(store, "SELECT ?t ?c WHERE { ?t a ?c } ORDER BY ?t ?c"):
        view.classes.setdefault(short(thing), short(class_))
    for part, whole in select(store, "SELECT ?p ?w WHERE { ?p dip:partOf ?w } ORDER BY ?p ?w"):
        view.parts[short(part)] = short(whole)
    for office, owner in select(
        store, "SELECT ?o ?x WHERE { ?o a dip:Office ; dip:state|dip:body ?x } ORDER BY ?o ?x"
    ):
        view.anchors.setdefault(short(office), short(owner))
    view.events = sorted(_events(store, view), key=lambda e: (e.begin or e.end or "~", e.key))
    return view


def _events(store: ox.Store, view: View) -> Iterator[Event]:
    facts: dict[str, dict[str, list[str]]] = {}
    rows = select(
        store,
        "SELECT ?e ?p ?o WHERE { { SELECT DISTINCT ?e WHERE { ?e dip:statedBy ?c } } ?e ?p ?o }",
    )
    for event, property_, value in rows:
        name = short(property_).rsplit("/", 1)[-1]
        facts.setdefault(short(event), {}).setdefault(name, []).append(short(value))
    for key, said in facts.items():
        said = {name: sorted(set(values)) for name, values in said.items()}
        single = {name: values[0] for name, values in said.items()}
        roles = {n: tuple(v) for n, v in said.items() if n not in _NOT_ROLES and "/" in v[0]}
        yield Event(
            key=key,
            class_=view.classes.get(key, "Event"),
            labels=view.labels.get(key, {}),
            status=single.get("status", "held"),
            edtf=single.get("edtf"),
            begin=single.get("hasEarliestBeginTimeStamp"),
            end=single.get("hasLatestEndTimeStamp"),
            disputed="disputed" in said,
            roles=roles,
            claims=tuple(said.get("statedBy", ())),
        )


_NOT_ROLES = {"edtf", "statedBy", "status", "type", "partOf", "state", "22-rdf-syntax-ns#type"}


def network(view: View) -> nx.MultiDiGraph:
    """The network of a view; nodes carry ``type`` and ``labels``, edges their event."""
    graph = nx.MultiDiGraph()
    rules = page_rules()["edges"]
    for event in view.events:
        pairs = list(_pairs(event, rules.get(event.class_, {})))
        if not pairs:
            pairs = list(_spokes(event))
        for one, to, role in pairs:
            other = view.anchors.get(to, to)
            for key in (one, other):
                _node(graph, view, key)
            graph.add_edge(one, other, event=event.key, role=role)
    for part, whole in sorted(view.parts.items()):
        if part in graph:
            _node(graph, view, whole)
            graph.add_edge(part, whole, event=None, role="partOf")
    return graph


def _pairs(event: Event, rule: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if "pairs" in rule:
        people = event.roles.get(rule["pairs"], ())
        if len(people) == 2:
            yield people[0], people[1], rule["pairs"]
        return
    for role in rule.get("to", ()):
        for one in (key for r in rule["from"] for key in event.roles.get(r, ())):
            for other in event.roles.get(role, ()):
                if one != other:
                    yield one, other, role


def _spokes(event: Event) -> Iterator[tuple[str, str, str]]:
    """An event as a node with its arguments around it."""
    for role, keys in sorted(event.roles.items()):
        if role == "participant":
            continue
        for key in keys:
            if key != event.key:
                yield event.key, key, role


def _node(graph: nx.MultiDiGraph, view: View, key: str) -> None:
    if key not in graph:
        class_ = view.classes.get(key, "Event")
        known = page_rules()["nodes"]
        graph.add_node(
            key, type=class_ if class_ in known else "Event", labels=view.labels.get(key, {})
        )
