"""Gold against predicted annotations, layer by layer.

Mentions (exact and relaxed), clusters (B-cubed, Bagga and Baldwin 1998; CEAF-phi4,
Luo 2005), times (span and value), facts (lenient and strict) and the extra-event rate:
the share of predicted facts that match nothing. All matching goes through character
spans; ids and names are never compared. Assignments are optimal and one-to-one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.matching import FactPairs, Json, Side, assign, count, iou, overlap, same_time


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
        return (
            (facts.predicted - facts.predicted_hits) / facts.predicted if facts.predicted else 0.0
        )


def _tally(hits: float, gold: int, predicted: int) -> Tally:
    return Tally(hits, gold, hits, predicted)


# --- one text ------------------------------------------------------------------------


def score_text(gold: Json, predicted: Json) -> Scores:
    """The scores of one text."""
    g, p = Side(gold), Side(predicted)
    scores = Scores(texts=1)
    layers = scores.layers
    layers["mentions exact"] = _exact(g, p)
    relaxed = count(g.mentions, p.mentions, lambda a, b: a[1] == b[1] and overlap(a[0], b[0]) > 0)
    layers["mentions relaxed"] = _tally(relaxed, len(g.mentions), len(p.mentions))
    layers["clusters B3"], layers["clusters CEAFe"] = _clusters(g, p)
    spans = count(g.times, p.times, _times_meet)
    values = count(
        g.times, p.times, lambda a, b: _times_meet(a, b) and same_time(a.get("edtf"), b.get("edtf"))
    )
    layers["times span"] = _tally(spans, len(g.times), len(p.times))
    layers["times value"] = _tally(values, len(g.times), len(p.times))
    matcher = FactPairs(g, p)
    pairs, strict = matcher.pairs()
    layers["facts"] = _tally(len(pairs), len(g.facts), len(p.facts))
    layers["facts strict"] = _tally(strict, len(g.facts), len(p.facts))
    scores.agreement = matcher.agreement(pairs)
    return scores


def _times_meet(a: Json, b: Json) -> bool:
    return overlap(tuple(a["span"]), tuple(b["span"])) > 0


def _exact(g: Side, p: Side) -> Tally:
    rest = [(span, type_) for span, type_, _ in p.mentions]
    hits = 0
    for span, type_, _ in g.mentions:
        if (span, type_) in rest:
            rest.remove((span, type_))
            hits += 1
    return _tally(hits, len(g.mentions), len(p.mentions))


def _aligned(g: Side, p: Side) -> dict[int, int]:
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
        (i, j, iou(a[0], b[0]))
        for i, a in enumerate(g.mentions)
        if i not in aligned
        for j, b in enumerate(p.mentions)
        if j not in used and overlap(a[0], b[0])
    )
    aligned.update(assign(pairs))
    return aligned


def _clusters(g: Side, p: Side) -> tuple[Tally, Tally]:
    common: dict[tuple[int, int], int] = {}
    for i, j in _aligned(g, p).items():
        pair = g.mentions[i][2], p.mentions[j][2]
        common[pair] = common.get(pair, 0) + 1
    gold_sizes, predicted_sizes = _sizes(g), _sizes(p)
    recall = sum(n * n / gold_sizes[a] for (a, _), n in common.items())
    precision = sum(n * n / predicted_sizes[b] for (_, b), n in common.items())
    b_cubed = Tally(recall, len(g.mentions), precision, len(p.mentions))
    dice = {
        pair: 2 * n / (gold_sizes[pair[0]] + predicted_sizes[pair[1]]) for pair, n in common.items()
    }
    phi = sum(dice[pair] for pair in assign((a, b, w) for (a, b), w in dice.items()))
    return b_cubed, _tally(phi, len(gold_sizes), len(predicted_sizes))


def _sizes(side: Side) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for _, _, number in side.mentions:
        sizes[number] = sizes.get(number, 0) + 1
    return sizes


# --- many texts ----------------------------------------------------------------------


def score(gold: Mapping[str, Json], predicted: Mapping[str, Json]) -> dict[str, Scores]:
    """Scores per language and overall (``ALL``); a missing prediction counts as empty."""
    groups: dict[str, Scores] = {}
    for name in sorted(gold):
        made = score_text(gold[name], predicted.get(name, {}))
        for group in (str(gold[name].get("language", "?")), "ALL"):
            groups.setdefault(group, Scores()).add(made)
    return groups


def halves(gold: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, Json]]:
    """The texts in two halves: sorted by name within each language, first, third … and the rest.

    Rules may be written looking at the first half; of the second only totals are looked at.
    The distance between their scores tells how far the rules were fitted to what was seen.
    """
    places: dict[str, int] = {}
    made: tuple[dict[str, Json], dict[str, Json]] = ({}, {})
    for name in sorted(gold):
        language = str(gold[name].get("language", "?"))
        place = places[language] = places.get(language, -1) + 1
        made[place % 2][name] = gold[name]
    return made


def score_halves(
    gold: Mapping[str, Json], predicted: Mapping[str, Json]
) -> dict[str, dict[str, Scores]]:
    """The scores of each half (``first``, ``second``), per language and overall."""
    return {
        name: score(half, predicted)
        for name, half in zip(("first", "second"), halves(gold), strict=True)
    }


def sure(predicted: Json, least: float) -> dict[str, Any]:
    """A predicted annotation without the facts that are less sure; one that says nothing stays."""
    facts = [f for f in predicted.get("facts") or [] if f.get("confidence", 1.0) >= least]
    return {**predicted, "facts": facts}


def as_json(groups: Mapping[str, Scores]) -> dict[str, Any]:
    """The scores as plain data, rounded to four places."""
    return {
        name: {
            "texts": scores.texts,
            "layers": {
                layer: dict(
                    zip(
                        ("precision", "recall", "f1"),
                        (round(x, 4) for x in tally.prf()),
                        strict=True,
                    )
                )
                | {"gold": tally.gold, "predicted": tally.predicted}
                for layer, tally in scores.layers.items()
            },
            "matched facts": {k: {"agree": a, "of": n} for k, (a, n) in scores.agreement.items()},
            "extra-event rate": round(scores.extra_event_rate, 4),
        }
        for name, scores in sorted(groups.items())
    }


def report_halves(parts: Mapping[str, Mapping[str, Scores]]) -> str:
    """The facts of both halves as text, a line for each language and half."""
    lines = [
        "halves (texts sorted by name within a language; first: 1st, 3rd …; second: 2nd, 4th …)",
        f"{'':10}{'texts':>6}{'facts P':>9}{'R':>7}{'F1':>7}{'strict F1':>11}{'extra':>7}",
    ]
    names = sorted(
        {name for groups in parts.values() for name in groups}, key=lambda n: (n == "ALL", n)
    )
    for name in names:
        for part, groups in parts.items():
            if name in groups:
                scores = groups[name]
                p, r, f = scores.layers["facts"].prf()
                strict = scores.layers["facts strict"].prf()[2]
                lines.append(
                    f"{name:4}{part:6}{scores.texts:6}{p:9.3f}{r:7.3f}{f:7.3f}{strict:11.3f}"
                    f"{scores.extra_event_rate:7.3f}"
                )
    return "\n".join(lines)


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
