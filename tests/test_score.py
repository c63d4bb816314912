"""The scorer: the same figures as the reference, and sane at its ends."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.evaluation import matching, score


def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Gold with mentions shifted and dropped, facts changed and dropped, as a reader might err."""
    data = copy.deepcopy(gold)
    for entity in data["entities"]:
        entity["mentions"] = [
            [a, b + chance.choice((0, 0, 2))]
            for a, b in entity["mentions"]
            if chance.random() < 0.8
        ]
        if chance.random() < 0.1:
            entity["type"] = "Place"
    data["times"] = [t for t in data["times"] if chance.random() < 0.8]
    for fact in data["facts"]:
        if chance.random() < 0.2:
            fact["time"] = "2018"
        if chance.random() < 0.2:
            fact["participants"] = fact["participants"][:1]
        if chance.random() < 0.1:
            fact["status"] = "possible"
    data["facts"] = [f for f in data["facts"] if chance.random() < 0.8]
    return data


def test_the_same_figures_as_the_reference(shared: Path) -> None:
    paths = sorted((shared / "gold" / "dev").glob("*.json"))
    gold = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in paths}
    chance = random.Random(5)
    predicted = {name: perturbed(data, chance) for name, data in gold.items()}
    del predicted[paths[0].name]
    module = reference(shared)
    groups, _ = module.evaluate(gold, predicted)
    mine = score.score(gold, predicted)
    assert mine.keys() == groups.keys()
    for name, (layers, agreement, _) in groups.items():
        assert mine[name].agreement == agreement
        for layer, numbers in layers.items():
            assert mine[name].layers[layer].prf() == pytest.approx(module.prf(numbers)), layer


def test_gold_against_itself_and_against_nothing(seed_gold: dict[str, object]) -> None:
    perfect = score.score({"a": seed_gold}, {"a": seed_gold})["ALL"]
    assert all(tally.prf() == (1.0, 1.0, 1.0) for tally in perfect.layers.values())
    assert perfect.extra_event_rate == 0.0
    nothing = score.score({"a": seed_gold}, {})["ALL"]
    assert all(tally.prf()[2] == 0.0 for tally in nothing.layers.values())


def test_an_event_nobody_told_raises_the_extra_event_rate(seed_gold: dict[str, Any]) -> None:
    more = copy.deepcopy(seed_gold)
    more["facts"].append({**more["facts"][0], "type": "Sanction"})
    rate = score.score({"a": seed_gold}, {"a": more})["ALL"].extra_event_rate
    assert rate == pytest.approx(1 / 25)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert matching.overlap((0, 2), (2, 4)) == 0
    assert matching.overlap((0, 3), (2, 4)) == 1
    assert matching.iou((0, 3), (2, 4)) == pytest.approx(1 / 4)
