"""The network of a store as GEXF 1.2 (Gephi) and GraphML, with names, kinds and days."""

from __future__ import annotations

import io
import re

import networkx as nx

from kg.html.network import project
from kg.html.world import Event
from kg.html.worldread import read_world
from kg.quads.quadstore import QuadStore

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_gexf(store: QuadStore) -> str:
    """What the graph page draws; a line is there from the first to the last day of its events."""
    graph = _named(store)
    graph.graph.update(mode="dynamic", timeformat="date")
    # networkx writes the day of writing, and the same store gives the same bytes
    return _TODAY.sub("", "\n".join(nx.generate_gexf(graph))) + "\n"


def to_graphml(store: QuadStore) -> str:
    """The same; ``start`` and ``end`` of a line are its attributes."""
    out = io.BytesIO()
    nx.write_graphml_xml(_named(store), out, named_key_ids=True)
    return out.getvalue().decode("utf-8") + "\n"


def _named(store: QuadStore) -> nx.MultiDiGraph:
    """The network of a world with labels for people and the days of its lines."""
    world = read_world(store)  # type: ignore[arg-type]
    graph = project(world)
    for key, data in graph.nodes(data=True):
        data["label"] = _NO_XML.sub("\ufffd", world.label(key))
    for _, _, data in graph.edges(data=True):
        data.update(_days([world.by_key[key] for key in data["events"].split()]))
    return graph


def _days(events: list[Event]) -> dict[str, str]:
    """First and last day, where every event has one."""
    first = [event.window[0] for event in events]
    last = [event.window[3] for event in events]
    found = {}
    if events and all(first):
        found["start"] = min(day for day in first if day)
    if events and all(last):
        found["end"] = max(day for day in last if day)
    return found
