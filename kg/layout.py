"""Where the nodes go: the same graph gives the same picture (Kamada and Kawai 1989)."""

from __future__ import annotations

import itertools
import math

import networkx as nx

_KAMADA_LIMIT = 300
_WIDTH, _HEIGHT = 900.0, 560.0
_GAP_X, _GAP_Y, _ROUNDS = 120.0, 74.0, 300
_SCREEN = 1.5
"""Width over height of the stage."""


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
