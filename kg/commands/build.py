"""``kg build``, ``kg annotate`` and ``kg show``: many files written, with their progress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.resources import SEEDS

if TYPE_CHECKING:
    from kg.articles import Failure
    from kg.quads.quadstore import QuadStore

BUILD = "Read articles into a store with its page."
BUILD_EXAMPLE = "kg build seeds/ --into out/"
ANNOTATE = "Write one annotation JSON per article."
ANNOTATE_EXAMPLE = "kg annotate seeds/ --out annotations/"
SHOW = "Write the HTML pages."
SHOW_EXAMPLE = "kg show --store out/ --out pages/"
_DONE, _SOME_FAILED = 0, 1
_TRY_NEXT = "who-met-whom"


def add_build(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg build``."""
    _reading(parser)
    parser.add_argument(
        "--into", default="out", metavar="DIR|URL", help="folder (default out), or SPARQL server"
    )


def add_annotate(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg annotate``."""
    _reading(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")


def add_show(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg show``."""
    parser.add_argument(
        "keys",
        nargs="*",
        metavar="KEY",
        help="person/…, event/…, process/…, article/… that get a page in a large graph too",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help="where to write (default: the store's folder)",
    )
    asked.store(parser)


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="file, folder or - (default: the seeds)"
    )
    parser.add_argument(
        "--published",
        type=asked.day,
        metavar="DATE",
        help="day of articles whose sidecar gives none",
    )
    parser.add_argument(
        "--language",
        choices=("ar", "en", "fr"),
        help="language of articles whose sidecar gives none",
    )
    parser.add_argument(
        "--workers",
        type=asked.workers,
        default=1,
        metavar="N",
        help="processes that read (default 1)",
    )
    asked.sure(parser)


def build(options: argparse.Namespace) -> int:
    """Read articles into a store; the exit code is 1 when some could not be read."""
    from kg import articles, sparql, store
    from kg import build as building
    from kg.quads import remote

    found = articles.read(_paths(options), published=options.published, language=options.language)
    summary = building.build(
        found,
        options.into,
        workers=options.workers,
        least=options.min_confidence,
        progress=_progress,
    )
    code = _failed(summary.failures)
    _missing(summary.languages)
    opened = store.open_any(options.into, read_only=True)
    print(
        f"{summary.articles} articles read, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed"
    )
    print(_counts(opened))
    print(sparql.written(sparql.run(opened, sparql.find("timeline")), "table"))
    if not remote.is_url(options.into):
        print(f"Open  {Path(options.into) / 'index.html'}")
    print(f"Try   kg query {_TRY_NEXT} --store {options.into}")
    return code


def _paths(options: argparse.Namespace) -> list[str]:
    return list(options.paths) or [str(SEEDS)]


def _counts(opened: QuadStore) -> str:
    from kg import sparql

    counted = []
    for name, pattern in (
        ("articles", "?x a dip:Article ; dct:identifier ?id"),
        ("entities named", "?p dip:names ?x"),
        ("dated events", "?x dip:statedBy ?c ; dip:edtf ?d"),
        ("events", "?x dip:statedBy ?c"),
        ("claims", "?x a dip:Claim"),
    ):
        text = sparql.find(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        counted.append(f"{sparql.run(opened, text).rows[0][0]} {name}")
    return "In the store: " + ", ".join(counted) + "\n"


def annotate(options: argparse.Namespace) -> int:
    """Write annotations; the exit code is 1 when some articles could not be read."""
    from kg import articles, build

    folder = build.writable(options.out)
    found = articles.read(_paths(options), published=options.published, language=options.language)
    failures: list[Failure] = []
    languages: set[str] = set()
    count = 0
    least = options.min_confidence
    for reading in build.read_all(found, workers=options.workers, least=least):
        if isinstance(reading, articles.Failure):
            failures.append(reading)
            continue
        build.write_annotation(reading, folder)
        languages.add(reading.article.language)
        count += 1
        _progress(count, reading.article.id)
    print(f"{count} annotations in {folder}")
    _missing(languages)
    return _failed(failures)


def show(options: argparse.Namespace) -> int:
    """Write the pages of a store."""
    from kg import build
    from kg.quads import opening, remote

    opened = opening.open_any(options.store, read_only=True)
    here = Path("out") if remote.is_url(options.store) else Path(options.store)
    folder = build.writable(options.out or here)

    def progress(count: int, path: str) -> None:
        _progress(count, path, "pages written")

    written = build.write_pages(opened, folder, options.keys, progress)  # type: ignore[arg-type]
    _failed(())
    print(f"{written} pages; open {folder / 'index.html'}")
    return _DONE


def _progress(count: int, name: str, what: str = "articles read") -> None:
    if sys.stderr.isatty():
        print(f"\r{count} {what} ({name[:40]})\033[K", end="", file=sys.stderr, flush=True)


def _failed(failures: Sequence[Failure]) -> int:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for failure in failures:
        print(f"kg: {failure.where}: {failure.reason}", file=sys.stderr)
    return _SOME_FAILED if failures else _DONE


def _missing(languages: set[str]) -> None:
    """What the languages that were read would be read better with."""
    from kg import pipeline

    for language in sorted(languages):
        told = pipeline.missing(language)
        if told:
            print(f"kg: {told}", file=sys.stderr)
