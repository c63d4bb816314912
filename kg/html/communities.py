"""A large network in parts that can be looked at: communities, each named for its centre.

Louvain communities (Blondel, Guillaume, Lambiotte, Lefebvre 2008) by networkx, on nodes
numbered in sorted order so that the same graph gives the same parts in any process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.html.world import page_words

OTHERS = "others"
_CENTRES = ("talks", "state", "person", "organization")


@dataclass(frozen=True)
class Community:
    """Nodes more tied to one another than to the rest, the best connected first."""

    key: str
    members: tuple[str, ...]
    centre: str | None
    """The thing that names it; None for what belongs nowhere."""


def communities(graph: nx.MultiDiGraph) -> list[Community]:
    """The communities of a network, the largest first; small ones are put together last."""
    limits = page_words()["limits"]
    plain = nx.convert_node_labels_to_integers(nx.Graph(graph), ordering="sorted")
    names = sorted(graph)
    parts = [
        sorted((names[i] for i in part), key=lambda key: (-graph.nodes[key]["degree"], key))
        for part in nx.community.louvain_communities(plain, seed=1)
    ]
    parts.sort(key=lambda part: (-len(part), part[0]))
    large = [part for part in parts if len(part) >= limits["smallest"]][: limits["groups"]]
    kept = {key for part in large for key in part}
    rest = sorted(set(names) - kept, key=lambda key: (-graph.nodes[key]["degree"], key))
    made = [
        Community(f"group{number}", tuple(part), _centre(graph, part))
        for number, part in enumerate(large)
    ]
    return made + ([Community(OTHERS, tuple(rest), None)] if rest else [])


def _centre(graph: nx.MultiDiGraph, part: list[str]) -> str:
    """The best connected process, state, person or body of a part: hubs of a kind in this order
    count when they have at least half the lines of the best of all."""
    most = graph.nodes[part[0]]["degree"]
    for kind in _CENTRES:
        for key in part:
            node = graph.nodes[key]
            if node["kind"] == kind and node["degree"] * 2 >= most:
                return key
    return part[0]


def between(graph: nx.MultiDiGraph, parts: list[Community]) -> list[tuple[str, str, int]]:
    """How many lines join two communities, in a fixed order."""
    part_of = {key: part.key for part in parts for key in part.members}
    count: Counter[tuple[str, str]] = Counter()
    for a, b in graph.edges():
        one, other = sorted((part_of[a], part_of[b]))
        if one != other:
            count[one, other] += 1
    return [(a, b, n) for (a, b), n in sorted(count.items())]


def kinds(graph: nx.MultiDiGraph, part: Community) -> Mapping[str, int]:
    """How many nodes of each kind a community has."""
    return Counter(graph.nodes[key]["kind"] for key in part.members)
