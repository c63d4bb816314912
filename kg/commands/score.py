"""``kg score``: annotations against gold."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.commands import options as asked
from kg.commands import progress
from kg.commands.codes import DONE
from kg.errors import UsageError

TEXT = "Score annotations against gold."
EXAMPLE = "kg score seeds/gold --json"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg score``."""
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of gold JSON")
    parser.add_argument(
        "predicted",
        type=Path,
        nargs="?",
        metavar="PREDICTED_DIR",
        help="folder of annotations (default: read the gold's texts now)",
    )
    parser.add_argument("--json", action="store_true", help="write JSON")
    asked.sure(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures, of all texts and of the halves."""
    from kg.evaluation import gold, score

    wanted = gold.load(options.gold)
    if not wanted:
        raise UsageError(f"{options.gold}: no gold JSON in this folder")
    least = options.min_confidence
    predicted = gold.load(options.predicted) if options.predicted else _read_now(wanted, least)
    if options.predicted and least is not None:
        predicted = {name: score.sure(made, least) for name, made in predicted.items()}
    groups = score.score(wanted, predicted)
    parts = score.score_halves(wanted, predicted) if len(wanted) > 1 else {}
    if options.json:
        told = score.as_json(groups)
        if parts:
            told["halves"] = {name: score.as_json(part) for name, part in parts.items()}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(score.report(groups))
        print(*([score.report_halves(parts)] if parts else []), sep="")
    return DONE


def _read_now(wanted: Mapping[str, Any], least: float | None) -> dict[str, Any]:
    """Annotations of the gold's own texts, read now."""
    from kg import build
    from kg.evaluation import annotations, gold
    from kg.text import articles

    made = {}
    for name, data in wanted.items():
        for reading in build.read_all([gold.article_of(name, data)], least=least):
            if isinstance(reading, articles.Failure):
                progress.failed([reading])
                continue
            progress.failed(build.faults_of(reading))
            made[name] = annotations.to_json(reading)
    return made
