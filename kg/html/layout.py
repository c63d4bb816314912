"""Where the nodes of a network are drawn: deterministic, without overlap.

Distances on paper follow distances in the network (Kamada and Kawai 1989), by local
stress majorization (Gansner, Koren, North 2004); above a limit only neighbours and a
few pivots count (Ortmann, Klimenta, Brandes 2016). Starts are computed, never random.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, pi, sqrt

import networkx as nx
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]
Place = tuple[float, float]

_PIVOTS = 24
_SAMPLES = 12
_DOT = 46.0
_GOLDEN = pi * (3 - sqrt(5))


def positions(
    graph: nx.Graph,
    sizes: Mapping[str, Place],
    *,
    exact: int = 300,
    room: float = 17000.0,
    aspect: float = 1.6,
) -> dict[str, tuple[int, int]]:
    """A place (x, y) in pixels for every node.

    ``sizes`` are the width and height that each node needs with its label, ``room`` is
    the area of the picture for each node, ``aspect`` its width by its height.
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    plain = nx.Graph(graph)
    parts = sorted((sorted(p) for p in nx.connected_components(plain)), key=lambda p: (-len(p), p))
    blocks = []
    for part in parts:
        boxes = np.array([sizes[key] for key in part], dtype=float)
        place = _turned(_stress(plain.subgraph(part), part, exact), aspect)
        crowd = len(part) > exact
        if crowd:  # too many for labels: the nodes alone keep apart
            boxes = np.full_like(boxes, _DOT)
        wide, high = np.maximum(np.ptp(place, axis=0), 0.5)
        place = place * sqrt(room * len(part) / max(float(wide * high), 1e-9))
        blocks.append((part, _apart(place, boxes, 12 if crowd else 300), boxes))
    return _packed(blocks, aspect)


def _stress(graph: nx.Graph, nodes: list[str], exact: int) -> Array:
    """Coordinates whose distances follow those of the network, one edge being 1."""
    index = {key: number for number, key in enumerate(nodes)}
    if len(nodes) == 1:
        return np.zeros((1, 2))
    graph = nx.Graph(graph)
    for a, b, data in graph.edges(data=True):
        data["length"] = 1 + 0.14 * (sqrt(graph.degree(a)) + sqrt(graph.degree(b)) - 2)
    first = max(nodes, key=lambda key: (graph.degree(key), key))
    anchors = _pivots(graph, nodes, first, len(nodes) if len(nodes) <= exact else _PIVOTS)
    far = {a: _distances(graph, a) for a in anchors}
    terms = {(index[n], index[a]): float(far[a][n]) for a in anchors for n in nodes if n != a}
    terms |= {
        (index[a], index[n]): length
        for (n, a), length in (((nodes[i], nodes[j]), d) for (i, j), d in list(terms.items()))
    }
    if len(anchors) < len(nodes):
        terms |= _sampled(nodes, far)
    for a, b in graph.edges():
        terms[index[a], index[b]] = terms[index[b], index[a]] = graph.edges[a, b]["length"]
    pairs = np.array(sorted(terms), dtype=np.intp)
    lengths = np.array([terms[i, j] for i, j in map(tuple, pairs)])
    rounds = 300 if len(anchors) == len(nodes) else 120
    return _majorized(_start(nodes, far, anchors), pairs, lengths, rounds)


def _sampled(
    nodes: list[str], far: Mapping[str, Mapping[str, float]]
) -> dict[tuple[int, int], float]:
    """Some more pairs, at the distance by way of a pivot: they keep siblings apart."""
    count = len(nodes)
    reach = np.array([[far[a][n] for n in nodes] for a in sorted(far)])
    found: dict[tuple[int, int], float] = {}
    for sample in range(1, _SAMPLES + 1):
        step = sample * sample * count // (_SAMPLES * _SAMPLES + 1) + sample
        for i, length in enumerate((reach + np.roll(reach, -step, axis=1)).min(axis=0)):
            j = (i + step) % count
            if i != j:
                found[i, j] = found[j, i] = float(length)
    return found


def _distances(graph: nx.Graph, start: str) -> dict[str, float]:
    """Distances from a node; lines to well connected nodes are longer, which gives them room."""
    found: dict[str, float] = nx.single_source_dijkstra_path_length(graph, start, weight="length")
    return found


def _pivots(graph: nx.Graph, nodes: list[str], first: str, count: int) -> list[str]:
    """Nodes far from one another, the best connected one first."""
    if count >= len(nodes):
        return nodes
    chosen = [first]
    nearest = _distances(graph, first)
    while len(chosen) < count:
        chosen.append(max(nodes, key=lambda key: (nearest[key], graph.degree(key), key)))
        for key, length in _distances(graph, chosen[-1]).items():
            nearest[key] = min(nearest[key], length)
    return chosen


def _start(nodes: list[str], far: Mapping[str, Mapping[str, float]], anchors: list[str]) -> Array:
    """Distances to two far nodes as coordinates, with a spiral to tell equals apart."""
    a = max(anchors, key=lambda key: (max(far[key].values()), key))
    b = max(anchors, key=lambda key: (far[key][a], key))
    c = max(anchors, key=lambda key: (min(far[key][a], far[key][b]), key))
    turns = np.arange(len(nodes))
    spiral = (
        np.sqrt(turns + 1)[:, None]
        * 0.12
        * np.stack([np.cos(turns * _GOLDEN), np.sin(turns * _GOLDEN)], axis=1)
    )
    flat = np.array([[far[a][n] - far[b][n], 1.7 * far[c][n]] for n in nodes], dtype=float)
    start: Array = flat / 2 + spiral
    return start


def _majorized(place: Array, pairs: Indexes, lengths: Array, rounds: int) -> Array:
    i, j = pairs[:, 0], pairs[:, 1]
    weight = lengths**-2
    total = np.bincount(i, weight, len(place))
    for _ in range(rounds):
        gap = place[i] - place[j]
        far = np.sqrt((gap**2).sum(axis=1)) + 1e-9
        pull = weight[:, None] * (place[j] + gap * (lengths / far)[:, None])
        sums = [np.bincount(i, pull[:, axis], len(place)) for axis in (0, 1)]
        moved = np.stack(sums, axis=1) / total[:, None]
        step = float(np.abs(moved - place).max())
        place = (place + moved) / 2 if step > 1 else moved * 0.7 + place * 0.3
        if step < 1e-3:
            break
    centred: Array = place - place.mean(axis=0)
    return centred


def _turned(place: Array, aspect: float) -> Array:
    """Turned by whole steps until it fills a frame of this aspect best, then stretched a little."""
    best, filled = place, 0.0
    for step in range(36):
        angle = pi * step / 36
        cos, sin = np.cos(angle), np.sin(angle)
        turned = place @ np.array([[cos, sin], [-sin, cos]])
        wide, high = np.maximum(np.ptp(turned, axis=0), 1.0)
        scale = min(aspect / float(wide), 1 / float(high))
        if scale > filled * 1.001:
            best, filled = turned, scale
    wide, high = np.maximum(np.ptp(best, axis=0), 1.0)
    ratio = float(wide) / float(high) / aspect
    stretch = np.array([min(1.4, max(1.0, 1 / ratio)), min(1.4, max(1.0, ratio))])
    stretched: Array = best * stretch
    return stretched


def _apart(place: Array, boxes: Array, rounds: int) -> Array:
    """Boxes pushed off one another along the shorter way."""
    upper = np.triu(np.ones((len(place), len(place)), dtype=bool), 1)
    half = (boxes[:, None, :] + boxes[None, :, :]) / 2
    for _ in range(rounds):
        gap = place[None, :, :] - place[:, None, :]
        over = half - np.abs(gap)
        hit = upper & (over > 0.5).all(axis=2)
        if not hit.any():
            break
        sideways = over[:, :, 0] < over[:, :, 1] * 1.6
        sign = np.where(gap >= 0, 1.0, -1.0)
        push = (
            np.stack(
                [
                    np.where(hit & sideways, over[:, :, 0] * sign[:, :, 0], 0),
                    np.where(hit & ~sideways, over[:, :, 1] * sign[:, :, 1], 0),
                ],
                axis=2,
            )
            * 0.3
        )
        place = place - push.sum(axis=1) + push.sum(axis=0)
    return place


def _packed(
    blocks: list[tuple[list[str], Array, Array]], aspect: float
) -> dict[str, tuple[int, int]]:
    """Parts that nothing joins, side by side on shelves, the largest first."""
    gap = 40.0
    framed = []
    for part, place, boxes in blocks:
        low, high = (place - boxes / 2).min(axis=0), (place + boxes / 2).max(axis=0)
        framed.append((part, place - low, high - low))
    area = sum(float((size + gap).prod()) for _, _, size in framed)
    width = max(float(framed[0][2][0]), sqrt(area * aspect))
    placed: dict[str, tuple[int, int]] = {}
    x = y = tall = 0.0
    for part, place, size in framed:
        if x and x + size[0] > width:
            x, y, tall = 0.0, y + tall + gap, 0.0
        for key, point in zip(part, place, strict=True):
            placed[key] = (ceil(x + float(point[0])), ceil(y + float(point[1])))
        x, tall = x + float(size[0]) + gap, max(tall, float(size[1]))
    return placed
