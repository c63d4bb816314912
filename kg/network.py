"""The graph as a network: who is joined to whom, by which dated events.

``read_world`` asks the store (SPARQL only, ``ontology/queries/pages``) for the current
view; ``project`` makes a networkx graph of it. What is drawn as a line and what as a
node is data (``ontology/page.toml``). A meeting of two is a line that carries its date,
a statement a line from speaker to topic; whatever joins more things stays a node.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.resources import ONTOLOGY

_NS = "https://w3id.org/dtkg/ns#"
_ID = "https://w3id.org/dtkg/id/"
PAIR = 2

Labels = tuple[tuple[str, str], ...]
Row = dict[str, str | None]


@dataclass(frozen=True)
class Thing:
    """A person, body, place, process … that events link to."""

    key: str
    kind: str
    """A class of dtkg.ttl, e.g. ``Person``."""
    labels: Labels = ()
    others: tuple[str, ...] = ()
    """Other names, in any language."""


@dataclass(frozen=True)
class Claim:
    """What one passage says of one event, and who says it."""

    key: str
    modality: str
    article: str
    start: int
    stop: int
    words: str
    trigger: tuple[int, int] | None = None
    confidence: float | None = None
    said_by: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event of the current view with its roles and claims."""

    key: str
    kind: str
    status: str
    labels: Labels = ()
    window: tuple[str | None, str | None, str | None, str | None] = (None,) * 4
    """Earliest and latest begin, earliest and latest end; ISO days, None when unknown."""
    edtf: str | None = None
    disputed: bool = False
    round: int | None = None
    roles: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()

    def of(self, roles: Iterable[str]) -> list[str]:
        """The things in some roles, in order of role and key, each once."""
        return list(dict.fromkeys(key for role in roles for r, key in self.roles if r == role))

    @property
    def when(self) -> tuple[str, str]:
        """Something to sort by: the first known corner, undated last."""
        known = [corner for corner in self.window if corner]
        return (min(known) if known else "9999", self.key)


@dataclass(frozen=True)
class Source:
    """An article: its id, language, day, origin and title."""

    key: str
    id: str
    language: str
    issued: str | None
    source: str | None
    title: str | None


@dataclass(frozen=True)
class World:
    """Everything the page needs, as read from the store, in a fixed order."""

    things: Mapping[str, Thing]
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    mentions: Mapping[str, tuple[tuple[int, int, str], ...]]
    standing: tuple[tuple[str, str, str], ...]

    @property
    def outlets(self) -> frozenset[str]:
        """The bodies that carried a report."""
        return frozenset(who for e in self.events for c in e.claims for who in c.carried_by)


@cache
def page_words() -> Mapping[str, Any]:
    """ontology/page.toml."""
    return tomllib.loads((ONTOLOGY / "page.toml").read_text(encoding="utf-8"))


# --- Reading the store ---------------------------------------------------------------


def _short(value: str) -> str:
    return value.removeprefix(_ID).removeprefix(_NS)


def rows(store: ox.Store, name: str) -> list[Row]:
    """The rows of a page query, sorted; IRIs of things and terms without their base."""
    text = (ONTOLOGY / "queries" / "pages" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    found = [
        {**_row(names, solution), **({"@": _language(solution)} if "label" in names else {})}
        for solution in solutions
    ]
    return sorted(found, key=lambda row: [str(row[name] or "") for name in sorted(row)])


def _row(names: list[str], solution: ox.QuerySolution) -> Row:
    row: Row = {}
    for name in names:
        term = solution[name]
        value = getattr(term, "value", None)
        row[name] = _short(value) if isinstance(term, ox.NamedNode) else value
    return row


def _language(solution: ox.QuerySolution) -> str:
    label = solution["label"]
    return (label.language or "") if isinstance(label, ox.Literal) else ""


def read_world(store: ox.Store) -> World:
    """The current view of a store."""
    labels, others = _labels(store)
    things = {
        str(row["thing"]): Thing(
            str(row["thing"]),
            str(row["class"]),
            labels.get(str(row["thing"]), ()),
            others.get(str(row["thing"]), ()),
        )
        for row in rows(store, "things")
    }
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for row in rows(store, "mentions"):
        place = (int(row["start"] or 0), int(row["stop"] or 0), str(row["thing"]))
        mentions.setdefault(str(row["article"]), []).append(place)
    sources = {
        str(row["article"]): Source(
            str(row["article"]),
            str(row["id"]),
            row["language"] or "ar",
            row["issued"],
            row["source"],
            row["title"],
        )
        for row in rows(store, "articles")
    }
    standing = tuple(
        (str(r["thing"]), str(r["relation"]), str(r["other"])) for r in rows(store, "standing")
    )
    events = _events(store, labels)
    return World(
        things, events, sources, {k: tuple(sorted(set(v))) for k, v in mentions.items()}, standing
    )


def _labels(store: ox.Store) -> tuple[dict[str, Labels], dict[str, tuple[str, ...]]]:
    named: dict[str, dict[str, str]] = {}
    others: dict[str, list[str]] = {}
    for row in rows(store, "labels"):
        thing, label = str(row["thing"]), str(row["label"])
        if row["other"] == "true":
            others.setdefault(thing, []).append(label)
        else:
            named.setdefault(thing, {}).setdefault(str(row["@"]), label)
    return (
        {key: tuple(sorted(value.items())) for key, value in named.items()},
        {key: tuple(dict.fromkeys(value)) for key, value in others.items()},
    )


def _events(store: ox.Store, labels: Mapping[str, Labels]) -> tuple[Event, ...]:
    roles: dict[str, list[tuple[str, str]]] = {}
    for row in rows(store, "roles"):
        roles.setdefault(str(row["event"]), []).append((str(row["role"]), str(row["thing"])))
    claims = _claims(store)
    events: dict[str, Event] = {}
    for row in rows(store, "events"):
        key = str(row["event"])
        if key in events:  # two classes, one for each claim: the first by name stands
            continue
        events[key] = Event(
            key,
            row["class"] or "Event",
            str(row["status"]),
            labels.get(key, ()),
            (row["begin"], row["latestBegin"], row["earliestEnd"], row["end"]),
            row["edtf"],
            row["disputed"] == "true",
            int(row["round"]) if row["round"] else None,
            tuple(sorted(set(roles.get(key, ())))),
            tuple(claims.get(key, ())),
        )
    return tuple(sorted(events.values(), key=lambda event: event.when))


def _claims(store: ox.Store) -> dict[str, list[Claim]]:
    voices: dict[tuple[str, bool], list[str]] = {}
    for row in rows(store, "voices"):
        carried = row["how"] == "reportedBy"
        voices.setdefault((str(row["claim"]), carried), []).append(str(row["who"]))
    found: dict[str, dict[str, Claim]] = {}
    for row in rows(store, "claims"):
        key = str(row["claim"])
        trigger = (int(row["from"]), int(row["to"])) if row["from"] and row["to"] else None
        found.setdefault(str(row["event"]), {})[key] = Claim(
            key,
            str(row["modality"]),
            str(row["article"]),
            int(row["start"] or 0),
            int(row["stop"] or 0),
            str(row["words"]),
            trigger,
            float(row["confidence"]) if row["confidence"] else None,
            tuple(voices.get((key, False), ())),
            tuple(voices.get((key, True), ())),
        )
    return {
        event: sorted(made.values(), key=lambda c: (c.article, c.start, c.trigger or (0, 0), c.key))
        for event, made in found.items()
    }


def ontology_labels() -> dict[str, Labels]:
    """Labels of the terms of dtkg.ttl by local name, e.g. ``Meeting`` or ``speaker``."""
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "dtkg.ttl"), format=ox.RdfFormat.TURTLE)
    named: dict[str, dict[str, str]] = {}
    for row in rows(store, "terms"):
        named.setdefault(str(row["term"]), {})[str(row["@"])] = str(row["label"])
    return {term: tuple(sorted(labels.items())) for term, labels in named.items()}


# --- Projection -----------------------------------------------------------------------


def project(world: World) -> nx.MultiDiGraph:
    """The network of a world.

    Nodes carry ``kind`` (an id of page.toml's kinds), ``degree`` and ``between``
    (betweenness, 0 to 1); edges carry ``label`` (a term of dtkg.ttl or of the standing
    relations), ``events`` (keys), ``stroke``, ``arrow`` and ``thin``. Deterministic.
    """
    found: dict[tuple[str, str, str], list[Event]] = {}
    drawn_as_nodes: set[str] = set()
    loose: list[tuple[str, str, str, Event]] = []
    for event in world.events:
        lines = list(_lines(world, event))
        if not lines:
            drawn_as_nodes.add(event.key)
            lines = list(_spokes(event))
        else:
            rule = page_words()["lines"][event.kind]
            told = {role for roles in rule.values() for role in roles}
            loose += [(lines[0][0], k, role, event) for role, k in event.roles if role not in told]
        for source, target, label in lines:
            found.setdefault((source, target, label), []).append(event)
    joined = {key for source, target, _ in found for key in (source, target)} | drawn_as_nodes
    thin = set()
    for source, key, role, event in loose:
        if key not in joined:
            found.setdefault((source, key, role), []).append(event)
            thin.add((source, key, role))
    return _graph(world, found, thin, drawn_as_nodes)


def _lines(world: World, event: Event) -> Iterator[tuple[str, str, str]]:
    """The lines that stand for an event; none when it is better shown as a node."""
    rule = page_words()["lines"].get(event.kind)
    if rule is None:
        return
    if "pair" in rule:
        together = sorted(event.of(rule["pair"]))
        if len(together) == PAIR:
            yield (together[0], together[1], event.kind)
        return
    starts = event.of(rule["from"])
    ends = [end for key in event.of(rule["to"]) for end in _standing_for(world, key)]
    pairs = [(a, b) for a in starts for b in dict.fromkeys(ends) if a != b]
    if 0 < len(pairs) <= page_words()["limits"]["lines"]:
        for a, b in pairs:
            yield (a, b, event.kind)


def _standing_for(world: World, key: str) -> list[str]:
    """What a line to an office leads to: its body, else its state, else the office."""
    thing = world.things.get(key)
    if thing is None or thing.kind != "Office":
        return [key]
    for wanted in ("body", "state"):
        found = [o for s, relation, o in world.standing if s == key and relation == wanted]
        if found and found[0] in world.things:
            return found[:1]
    return [key]


def _spokes(event: Event) -> Iterator[tuple[str, str, str]]:
    """The lines of an event that is a node: from who acts, to what it concerns."""
    towards = page_words()["roles"]["towards"]
    whole = event.of(["partOf"])
    for role, key in event.roles:
        if key == event.key or (role in ("about", "topic") and key in whole):
            continue
        yield (key, event.key, role) if role in towards else (event.key, key, role)


def _graph(
    world: World,
    found: Mapping[tuple[str, str, str], list[Event]],
    thin: set[tuple[str, str, str]],
    event_nodes: set[str],
) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    keys = {key for source, target, _ in found for key in (source, target)} | event_nodes
    keys |= _binders(world, keys)
    by_key = {event.key: event for event in world.events}
    for key in sorted(keys):
        graph.add_node(key, kind=kind_of(world, key), event=key if key in by_key else None)
    strokes = page_words()["status"]
    for (source, target, label), events in sorted(found.items()):
        styles = {strokes.get(event.status, "solid") for event in events}
        graph.add_edge(
            source,
            target,
            label=label,
            events=[event.key for event in events],
            stroke=next(s["id"] for s in page_words()["strokes"] if s["id"] in styles),
            arrow="pair" not in page_words()["lines"].get(label, {}),
            thin=(source, target, label) in thin,
        )
    for subject, relation, other in world.standing:
        if subject in graph and other in graph and not graph.has_edge(subject, other):
            graph.add_edge(
                subject, other, label=relation, events=[], stroke="solid", arrow=True, thin=True
            )
    _measure(graph)
    return graph


def _binders(world: World, keys: set[str]) -> set[str]:
    """Things no event names, but that standing facts tie to two or more that are drawn."""
    tied: dict[str, set[str]] = {}
    for subject, _, other in world.standing:
        if subject in keys and other not in keys and other in world.things:
            tied.setdefault(other, set()).add(subject)
    return {key for key, subjects in tied.items() if len(subjects) >= PAIR}


def kind_of(world: World, key: str) -> str:
    """The kind of node (page.toml) that a thing or event is drawn as."""
    thing = world.things.get(key)
    classes = [e.kind for e in world.events if e.key == key] if thing is None else [thing.kind]
    if key in world.outlets:
        return "outlet"
    for kind in page_words()["kinds"]:
        if classes and classes[0] in kind["classes"]:
            return str(kind["id"])
    return "event"


def _measure(graph: nx.MultiDiGraph) -> None:
    """Degree and betweenness; beyond the limit of page.toml betweenness from 100 pivots."""
    plain = nx.Graph(graph)
    pivots = None if len(plain) <= page_words()["limits"]["exact"] else min(100, len(plain))
    between = nx.betweenness_centrality(plain, k=pivots, seed=1)
    for key in graph:
        graph.nodes[key]["degree"] = graph.degree(key)
        graph.nodes[key]["between"] = round(between[key], 4)


def limited(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The best connected part of a network, at most as large as page.toml allows."""
    most = page_words()["limits"]["nodes"]
    if len(graph) <= most:
        return graph
    kept = sorted(graph, key=lambda key: (-graph.nodes[key]["degree"], key))[:most]
    return nx.MultiDiGraph(graph.subgraph(sorted(kept)))
