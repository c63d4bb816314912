"""What of a gold annotation and a predicted one is the same: spans, times, entities, facts.

Everything goes through character spans; assignments are optimal and one-to-one
(maximum-weight matching, Galil 1986, through networkx).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import networkx as nx

from kg.dates.windows import parse_edtf

Json = Mapping[str, Any]
Span = tuple[int, int]
_HALF = 0.5


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a: Span, b: Span) -> float:
    """Shared characters over all characters of two spans."""
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def assign(pairs: Iterable[tuple[int, int, float]], *, most: bool = False) -> list[tuple[int, int]]:
    """The heaviest one-to-one pairing; ``most`` asks for as many pairs as possible first."""
    graph = nx.Graph()
    for i, j, weight in pairs:
        graph.add_edge(("g", i), ("p", j), weight=weight)
    chosen = nx.max_weight_matching(graph, maxcardinality=most)
    return sorted((a[1], b[1]) if a[0] == "g" else (b[1], a[1]) for a, b in chosen)


def count(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    """How many one-to-one pairs of equals there can be at most."""
    pairs = [(i, j, 1.0) for i, g in enumerate(gold) for j, p in enumerate(predicted) if same(g, p)]
    return len(assign(pairs, most=True))


def _bounds(edtf: str) -> tuple[date, date] | None:
    window = parse_edtf(re.sub(r"[~?%]", "", edtf))
    if window is None:
        return None
    return window.earliest_begin or date.min, window.latest_end or date.max


def _text(edtf: str | None) -> str | None:
    return (str(edtf).strip() or None) if edtf is not None else None


def same_time(a: str | None, b: str | None) -> bool:
    """Equal EDTF, or the same first and last day."""
    a, b = _text(a), _text(b)
    if a is None or b is None or a == b:
        return a == b
    bounds = _bounds(a)
    return bounds is not None and bounds == _bounds(b)


def compatible_time(a: str | None, b: str | None) -> bool:
    """Either unknown, or equal, or sharing a day."""
    a, b = _text(a), _text(b)
    if a is None or b is None or a == b:
        return True
    one, other = _bounds(a), _bounds(b)
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


class Side:
    """One annotation: its mentions in order, its entities by id, its times and facts."""

    def __init__(self, data: Json) -> None:
        self.entities: list[Json] = list(data.get("entities") or [])
        self.by_id = {entity["id"]: entity for entity in self.entities}
        self.mentions: list[tuple[Span, str, int]] = sorted(
            (span, entity["type"], number)
            for number, entity in enumerate(self.entities)
            for span in {(m[0], m[1]) for m in entity.get("mentions") or []}
        )
        self.times: list[Json] = list(data.get("times") or [])
        self.facts: list[Json] = list(data.get("facts") or [])


class FactPairs:
    """Pairs the facts of two annotations."""

    def __init__(self, g: Side, p: Side) -> None:
        self.g, self.p = g, p
        self._memo: dict[tuple[str, str], bool] = {}

    def same(self, one: str, other: str) -> bool:
        """Whether two entities share a mention (of one type, or of nearly one extent)."""
        pair = (one, other)
        if pair not in self._memo:
            self._memo[pair] = _same_entity(self.g.by_id.get(one), self.p.by_id.get(other))
        return self._memo[pair]

    def lenient(self, g: Json, p: Json) -> bool:
        """Same type, compatible time, and a shared participant (or argument, or words)."""
        if g["type"] != p["type"] or not compatible_time(g.get("time"), p.get("time")):
            return False
        if _participants(g) and _participants(p):
            return self._shared(_participants(g), _participants(p))
        if _arguments(g) and _arguments(p):
            return self._shared(_arguments(g), _arguments(p))
        return any(
            g.get(k) and p.get(k) and overlap(tuple(g[k]), tuple(p[k]))
            for k in ("trigger", "evidence")
        )

    def _shared(self, one: Sequence[str], other: Sequence[str]) -> bool:
        return any(self.same(a, b) for a in one for b in other)

    def _place(self, g: Json, p: Json) -> bool:
        one, other = g.get("place"), p.get("place")
        return self.same(one, other) if one and other else not one and not other

    def _roles(self, g: Json, p: Json) -> bool:
        one, other = g.get("participants") or [], p.get("participants") or []
        if len(one) != len(other):
            return False
        return len(one) == count(
            one, other, lambda a, b: a["role"] == b["role"] and self.same(a["entity"], b["entity"])
        )

    def strict(self, g: Json, p: Json) -> bool:
        """Lenient, and status, time, place and all roles equal."""
        return (
            g.get("status") == p.get("status")
            and self.lenient(g, p)
            and same_time(g.get("time"), p.get("time"))
            and self._place(g, p)
            and self._roles(g, p)
        )

    def _checks(self, g: Json, p: Json) -> dict[str, bool]:
        return {
            "status": g.get("status") == p.get("status"),
            "time": same_time(g.get("time"), p.get("time")),
            "place": self._place(g, p),
            "roles": self._roles(g, p),
            "trigger": _triggers_meet(g, p),
        }

    def pairs(self) -> tuple[list[tuple[int, int]], int]:
        """The lenient pairs (as many as possible, then the best agreeing) and the strict count."""
        golds, predicted = self.g.facts, self.p.facts
        share = 10.0 * (len(golds) + len(predicted) or 1)
        weighted = []
        for i, g in enumerate(golds):
            for j, p in enumerate(predicted):
                if self.lenient(g, p):
                    checks = self._checks(g, p)
                    weighted.append(
                        (i, j, 1.0 + (sum(checks.values()) + checks["trigger"]) / share)
                    )
        return assign(weighted), count(golds, predicted, self.strict)

    def agreement(self, pairs: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
        """Of the lenient pairs: how many agree in status, time, place and trigger."""
        found = {name: [0, 0] for name in ("status", "time", "place", "trigger")}
        for i, j in pairs:
            g, p = self.g.facts[i], self.p.facts[j]
            checks = self._checks(g, p)
            for name, tally in found.items():
                if name != "trigger" or g.get("trigger"):
                    tally[0] += checks[name]
                    tally[1] += 1
        return found


def _same_entity(one: Json | None, other: Json | None) -> bool:
    if one is None or other is None:
        return False
    same_type = one["type"] == other["type"]
    return any(
        overlap(tuple(a), tuple(b)) and (same_type or iou(tuple(a), tuple(b)) >= _HALF)
        for a in one.get("mentions") or []
        for b in other.get("mentions") or []
    )


def _participants(fact: Json) -> list[str]:
    return [entry["entity"] for entry in fact.get("participants") or []]


def _arguments(fact: Json) -> list[str]:
    place = [fact["place"]] if fact.get("place") else []
    return [*_participants(fact), *place, *(fact.get("about") or [])]


def _triggers_meet(g: Json, p: Json) -> bool:
    one, other = g.get("trigger"), p.get("trigger")
    return bool(one and other and overlap(tuple(one), tuple(other)))
