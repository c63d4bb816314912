"""The graph as a network: who is tied to whom by which dated event.

An event between two sides becomes an edge with its date and status, an event with
more to it a node (``ontology/page.toml`` says which). Positions are computed here, so
that the same graph gives the same picture.
"""

from __future__ import annotations

import itertools
import math
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
_KAMADA_LIMIT = 300
_WIDTH, _HEIGHT = 900.0, 560.0
_GAP_X, _GAP_Y, _ROUNDS = 120.0, 74.0, 300
_SCREEN = 1.5
"""Width over height of the stage."""

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
        store, "SELECT ?e ?p ?o WHERE { { SELECT DISTINCT ?e WHERE { ?e dip:statedBy ?c } } ?e ?p ?o }"
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
        graph.add_node(key, type=class_ if class_ in known else "Event", labels=view.labels.get(key, {}))


# --- layout ----------------------------------------------------------------------------


def positions(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """A deterministic layout: components side by side, no two nodes closer than a label."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((a, b) for a, b in graph.edges() if a != b))
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    return _shelved([_apart(_component(plain.subgraph(sorted(part)))) for part in parts])


def _shelved(parts: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """Components on shelves, so that the whole is about as wide as a screen."""
    boxes = [(max(x for x, _ in p.values()), max(y for _, y in p.values())) for p in parts]
    area = sum((w + 2 * _GAP_X) * (h + 2 * _GAP_Y) for w, h in boxes)
    wide = max([math.sqrt(area * _SCREEN), *(w + 2 * _GAP_X for w, _ in boxes)])
    placed: dict[str, tuple[float, float]] = {}
    left = top = shelf = 0.0
    for part, (width, height) in zip(parts, boxes, strict=True):
        if left and left + width > wide:
            left, top, shelf = 0.0, top + shelf + 1.5 * _GAP_Y, 0.0
        for key, (x, y) in part.items():
            placed[key] = (round(left + x, 1), round(top + y, 1))
        left += width + 1.6 * _GAP_X
        shelf = max(shelf, height)
    return placed


def _component(part: nx.Graph) -> dict[str, tuple[float, float]]:
    keys = sorted(part)
    if len(keys) == 1:
        return {keys[0]: (0.0, _HEIGHT / 2)}
    ordered = nx.Graph()
    ordered.add_nodes_from(keys)
    ordered.add_edges_from(sorted(part.edges()))
    start = nx.circular_layout(ordered)
    if len(keys) <= _KAMADA_LIMIT:
        raw = nx.kamada_kawai_layout(ordered, pos=start)
    else:
        raw = nx.spring_layout(ordered, pos=start, iterations=60, seed=1)
    scale = math.sqrt(len(keys) / 20)
    xs = [float(raw[key][0]) for key in keys]
    ys = [float(raw[key][1]) for key in keys]
    spread_x, spread_y = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    if spread_y > spread_x:
        xs, ys, spread_x, spread_y = ys, xs, spread_y, spread_x
    return {
        key: (
            (x - min(xs)) / spread_x * _WIDTH * scale,
            (y - min(ys)) / spread_y * _HEIGHT * scale,
        )
        for key, x, y in zip(keys, xs, ys, strict=True)
    }


def _apart(placed: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Push overlapping nodes apart, the smaller overlap first."""
    keys = sorted(placed)
    where = {key: list(placed[key]) for key in keys}
    if len(keys) > _KAMADA_LIMIT:
        return placed
    for _ in range(_ROUNDS):
        moved = False
        for a, b in itertools.combinations(keys, 2):
            dx, dy = where[b][0] - where[a][0], where[b][1] - where[a][1]
            over_x, over_y = _GAP_X - abs(dx), _GAP_Y - abs(dy)
            if over_x <= 0 or over_y <= 0:
                continue
            moved = True
            axis = 0 if over_x / _GAP_X < over_y / _GAP_Y else 1
            push = (over_x, over_y)[axis] / 2 * (1 if (dx, dy)[axis] >= 0 else -1)
            where[a][axis] -= push
            where[b][axis] += push
        if not moved:
            break
    left, top = min(x for x, _ in where.values()), min(y for _, y in where.values())
    return {key: (round(x - left, 1), round(y - top, 1)) for key, (x, y) in where.items()}
