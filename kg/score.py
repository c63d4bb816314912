"""Gold against predicted annotations, layer by layer.

Mentions (exact and relaxed), clusters (B-cubed, Bagga and Baldwin 1998; CEAF-phi4,
Luo 2005), times (span and value), facts (lenient and strict) and the extra-event rate:
the share of predicted facts that match nothing. All matching goes through character
spans; ids and names are never compared. Assignments are optimal and one-to-one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx as nx

from kg.windows import parse_edtf

Json = Mapping[str, Any]
Span = tuple[int, int]
_HALF = 0.5


@dataclass
class Tally:
    """Found and total, on the gold side and on the predicted side."""

    gold_hits: float = 0.0
    gold: int = 0
    predicted_hits: float = 0.0
    predicted: int = 0

    def add(self, other: Tally) -> None:
        """Sum another tally into this one."""
        self.gold_hits += other.gold_hits
        self.gold += other.gold
        self.predicted_hits += other.predicted_hits
        self.predicted += other.predicted

    def prf(self) -> tuple[float, float, float]:
        """Precision, recall and F1; nothing against nothing is 1."""
        if not self.gold and not self.predicted:
            return 1.0, 1.0, 1.0
        recall = self.gold_hits / self.gold if self.gold else 0.0
        precision = self.predicted_hits / self.predicted if self.predicted else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


@dataclass
class Scores:
    """All layers of some texts."""

    texts: int = 0
    layers: dict[str, Tally] = field(default_factory=dict)
    agreement: dict[str, list[int]] = field(default_factory=dict)

    def add(self, other: Scores) -> None:
        """Sum another set of scores into this one."""
        self.texts += other.texts
        for name, tally in other.layers.items():
            self.layers.setdefault(name, Tally()).add(tally)
        for name, (hits, total) in other.agreement.items():
            mine = self.agreement.setdefault(name, [0, 0])
            mine[0] += hits
            mine[1] += total

    @property
    def extra_event_rate(self) -> float:
        """Predicted facts that match nothing, over predicted facts."""
        facts = self.layers["facts"]
        return (facts.predicted - facts.predicted_hits) / facts.predicted if facts.predicted else 0.0


# --- spans and assignments -----------------------------------------------------------


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _iou(a: Span, b: Span) -> float:
    shared = _overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def _assign(pairs: Iterable[tuple[int, int, float]], *, most: bool = False) -> list[tuple[int, int]]:
    """The heaviest one-to-one pairing; ``most`` asks for as many pairs as possible first."""
    graph = nx.Graph()
    for i, j, weight in pairs:
        graph.add_edge(("g", i), ("p", j), weight=weight)
    chosen = nx.max_weight_matching(graph, maxcardinality=most)
    return sorted((a[1], b[1]) if a[0] == "g" else (b[1], a[1]) for a, b in chosen)


def _count(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    pairs = [(i, j, 1.0) for i, g in enumerate(gold) for j, p in enumerate(predicted) if same(g, p)]
    return len(_assign(pairs, most=True))


def _tally(hits: float, gold: int, predicted: int) -> Tally:
    return Tally(hits, gold, hits, predicted)


# --- times ---------------------------------------------------------------------------


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


# --- one text ------------------------------------------------------------------------


class _Side:
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


def score_text(gold: Json, predicted: Json) -> Scores:
    """The scores of one text."""
    g, p = _Side(gold), _Side(predicted)
    scores = Scores(texts=1)
    layers = scores.layers
    layers["mentions exact"] = _exact(g, p)
    relaxed = _count(
        g.mentions, p.mentions, lambda a, b: a[1] == b[1] and _overlap(a[0], b[0]) > 0
    )
    layers["mentions relaxed"] = _tally(relaxed, len(g.mentions), len(p.mentions))
    layers["clusters B3"], layers["clusters CEAFe"] = _clusters(g, p)
    spans = _count(g.times, p.times, _times_meet)
    values = _count(
        g.times, p.times, lambda a, b: _times_meet(a, b) and same_time(a.get("edtf"), b.get("edtf"))
    )
    layers["times span"] = _tally(spans, len(g.times), len(p.times))
    layers["times value"] = _tally(values, len(g.times), len(p.times))
    matcher = _Facts(g, p)
    pairs, strict = matcher.pairs()
    layers["facts"] = _tally(len(pairs), len(g.facts), len(p.facts))
    layers["facts strict"] = _tally(strict, len(g.facts), len(p.facts))
    scores.agreement = matcher.agreement(pairs)
    return scores


def _times_meet(a: Json, b: Json) -> bool:
    return _overlap(tuple(a["span"]), tuple(b["span"])) > 0


def _exact(g: _Side, p: _Side) -> Tally:
    rest = [(span, type_) for span, type_, _ in p.mentions]
    hits = 0
    for span, type_, _ in g.mentions:
        if (span, type_) in rest:
            rest.remove((span, type_))
            hits += 1
    return _tally(hits, len(g.mentions), len(p.mentions))


def _aligned(g: _Side, p: _Side) -> dict[int, int]:
    """Gold mention -> predicted mention: equal spans first, then the best overlap."""
    aligned: dict[int, int] = {}
    used: set[int] = set()
    for i, (span, _, _) in enumerate(g.mentions):
        for j, (other, _, _) in enumerate(p.mentions):
            if j not in used and span == other:
                aligned[i] = j
                used.add(j)
                break
    pairs = (
        (i, j, _iou(a[0], b[0]))
        for i, a in enumerate(g.mentions)
        if i not in aligned
        for j, b in enumerate(p.mentions)
        if j not in used and _overlap(a[0], b[0])
    )
    aligned.update(_assign(pairs))
    return aligned


def _clusters(g: _Side, p: _Side) -> tuple[Tally, Tally]:
    common: dict[tuple[int, int], int] = {}
    for i, j in _aligned(g, p).items():
        pair = g.mentions[i][2], p.mentions[j][2]
        common[pair] = common.get(pair, 0) + 1
    gold_sizes, predicted_sizes = _sizes(g), _sizes(p)
    recall = sum(n * n / gold_sizes[a] for (a, _), n in common.items())
    precision = sum(n * n / predicted_sizes[b] for (_, b), n in common.items())
    b_cubed = Tally(recall, len(g.mentions), precision, len(p.mentions))
    dice = {pair: 2 * n / (gold_sizes[pair[0]] + predicted_sizes[pair[1]]) for pair, n in common.items()}
    phi = sum(dice[pair] for pair in _assign((a, b, w) for (a, b), w in dice.items()))
    return b_cubed, _tally(phi, len(gold_sizes), len(predicted_sizes))


def _sizes(side: _Side) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for _, _, number in side.mentions:
        sizes[number] = sizes.get(number, 0) + 1
    return sizes


# --- facts ---------------------------------------------------------------------------


class _Facts:
    """Pairs the facts of two annotations."""

    def __init__(self, g: _Side, p: _Side) -> None:
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
            g.get(k) and p.get(k) and _overlap(tuple(g[k]), tuple(p[k])) for k in ("trigger", "evidence")
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
        return len(one) == _count(
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
                    weighted.append((i, j, 1.0 + (sum(checks.values()) + checks["trigger"]) / share))
        return _assign(weighted), _count(golds, predicted, self.strict)

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
        _overlap(tuple(a), tuple(b)) and (same_type or _iou(tuple(a), tuple(b)) >= _HALF)
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
    return bool(one and other and _overlap(tuple(one), tuple(other)))


# --- many texts ----------------------------------------------------------------------


def score(gold: Mapping[str, Json], predicted: Mapping[str, Json]) -> dict[str, Scores]:
    """Scores per language and overall (``ALL``); a missing prediction counts as empty."""
    groups: dict[str, Scores] = {}
    for name in sorted(gold):
        made = score_text(gold[name], predicted.get(name, {}))
        for group in (str(gold[name].get("language", "?")), "ALL"):
            groups.setdefault(group, Scores()).add(made)
    return groups


def as_json(groups: Mapping[str, Scores]) -> dict[str, Any]:
    """The scores as plain data, rounded to four places."""
    return {
        name: {
            "texts": scores.texts,
            "layers": {
                layer: dict(zip(("precision", "recall", "f1"), (round(x, 4) for x in tally.prf()), strict=True))
                | {"gold": tally.gold, "predicted": tally.predicted}
                for layer, tally in scores.layers.items()
            },
            "matched facts": {k: {"agree": a, "of": n} for k, (a, n) in scores.agreement.items()},
            "extra-event rate": round(scores.extra_event_rate, 4),
        }
        for name, scores in sorted(groups.items())
    }


def report(groups: Mapping[str, Scores]) -> str:
    """The scores as text."""
    lines: list[str] = []
    for name in sorted(groups, key=lambda group: (group == "ALL", group)):
        scores = groups[name]
        lines.append(f"{name} ({scores.texts} texts)")
        lines.append(f"{'':18}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>6}")
        for layer, tally in scores.layers.items():
            p, r, f = tally.prf()
            lines.append(f"{layer:18}{p:7.3f}{r:7.3f}{f:7.3f}{tally.gold:7}{tally.predicted:6}")
        lines.append(f"{'extra-event rate':18}{scores.extra_event_rate:7.3f}")
        matched = "  ".join(f"{k} {a}/{n}" for k, (a, n) in scores.agreement.items())
        lines.append(f"{'matched facts':18}{matched}\n")
    return "\n".join(lines)
