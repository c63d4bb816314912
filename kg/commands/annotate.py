"""``kg annotate``: one annotation file per article."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.commands import progress
from kg.commands.inputs import articles_of

if TYPE_CHECKING:
    from kg.text.articles import Failure

TEXT = "Write one annotation JSON per article."
EXAMPLE = "kg annotate seeds/ --out annotations/"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg annotate``."""
    asked.reading(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")


def run(options: argparse.Namespace) -> int:
    """Write annotations; the exit code is 1 when some articles could not be read."""
    from kg import build, outputs
    from kg.files import writable
    from kg.text.articles import Failure

    folder = writable(options.out)
    failures: list[Failure] = []
    languages: set[str] = set()
    count = 0
    least = options.min_confidence
    for reading in build.read_all(articles_of(options), workers=options.workers, least=least):
        if isinstance(reading, Failure):
            failures.append(reading)
            continue
        outputs.write_annotation(reading, folder)
        failures += build.faults_of(reading)
        languages.add(reading.article.language)
        count += 1
        progress.shown(count, reading.article.id)
    print(f"{count} annotations in {folder}")
    progress.missing(languages)
    return progress.failed(failures)
