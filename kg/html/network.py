"""The graph as a network: who is joined to whom, by which dated events.

``project`` makes a networkx graph of the current view. What is drawn as a line and what
as a node is data (``ontology/page.toml``). A meeting of two is a line that carries its
date, a statement a line from speaker to topic; whatever joins more things stays a node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from kg.html.world import Event, World, kind_of, page_words

PAIR = 2


def project(world: World) -> nx.MultiDiGraph:
    """The network of a world.

    Nodes carry ``kind`` (an id of page.toml's kinds), ``degree`` and whether they are an
    ``event``; edges carry ``label`` (a term of dtkg.ttl or of the standing relations),
    ``events`` (keys, a blank between them), ``stroke``, ``arrow`` and ``thin``. All values are
    texts, numbers or truth values, which every writer of networkx takes. Deterministic.
    """
    found: dict[tuple[str, str, str], list[Event]] = {}
    drawn_as_nodes: set[str] = set()
    alone: set[str] = set()
    loose: list[tuple[str, str, str, Event]] = []
    for event in world.events:
        lines = list(_lines(world, event))
        others = {key for _, key in event.roles} - {event.key}
        if not lines and event.kind in page_words()["lines"] and len(others) == 1:
            alone |= others  # joins nothing: the panel of the one it names tells of it
            continue
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
    return _graph(world, found, thin, drawn_as_nodes | alone)


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
    others: set[str],
) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    keys = {key for source, target, _ in found for key in (source, target)} | others
    keys |= _binders(world, keys)
    for key in sorted(keys):
        graph.add_node(key, kind=kind_of(world, key), event=key in world.by_key)
    strokes = page_words()["status"]
    for (source, target, label), events in sorted(found.items()):
        styles = {strokes.get(event.status, "solid") for event in events}
        graph.add_edge(
            source,
            target,
            label=label,
            events=" ".join(event.key for event in events),
            stroke=next(s["id"] for s in page_words()["strokes"] if s["id"] in styles),
            arrow="pair" not in page_words()["lines"].get(label, {}),
            thin=(source, target, label) in thin,
        )
    for subject, relation, other in world.standing:
        if subject in graph and other in graph and not graph.has_edge(subject, other):
            graph.add_edge(
                subject, other, label=relation, events="", stroke="solid", arrow=True, thin=True
            )
    for key in graph:
        graph.nodes[key]["degree"] = graph.degree(key)
    return graph


def _binders(world: World, keys: set[str]) -> set[str]:
    """Things no event names, but that standing facts tie to two or more that are drawn."""
    tied: dict[str, set[str]] = {}
    for subject, _, other in world.standing:
        if subject in keys and other not in keys and other in world.things:
            tied.setdefault(other, set()).add(subject)
    return {key for key, subjects in tied.items() if len(subjects) >= PAIR}
