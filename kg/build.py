"""From paths to a store, annotations, a TriG file and a page."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg import exports, site, store
from kg.annotations import to_json
from kg.articles import Failure
from kg.claims import Article, Reading
from kg.errors import KgError, UsageError
from kg.identity import read_judgements
from kg.pipeline import read_article

Progress = Callable[[int, str], None]


@dataclass
class Summary:
    """What a build did."""

    articles: int = 0
    unchanged: int = 0
    mentions: int = 0
    dates: int = 0
    frames: int = 0
    languages: set[str] = field(default_factory=set)
    happenings: int = 0
    failures: list[Failure] = field(default_factory=list)


def read_all(
    found: Iterable[Article | Failure], *, workers: int = 1
) -> Iterator[Reading | Failure]:
    """Readings in the order of the articles, whatever the number of workers."""
    if workers <= 1:
        yield from map(_read_one, found)
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        yield from pool.map(_read_one, found, chunksize=4)


def _read_one(article: Article | Failure) -> Reading | Failure:
    if isinstance(article, Failure):
        return article
    try:
        return read_article(article)
    except KgError:
        raise
    except Exception as error:  # one broken article must not stop the others
        kind = type(error).__name__
        return Failure(article.id, f"the reader failed ({kind}: {error}); please report it")


def writable(folder: Path) -> Path:
    """The folder, made if need be; raises UsageError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{folder}: cannot be written ({reason}); choose another folder"
        ) from error
    return folder


def build(
    found: Iterable[Article | Failure],
    into: Path,
    *,
    workers: int = 1,
    progress: Progress = lambda count, name: None,
) -> Summary:
    """Read articles into ``into``: store/, graph.trig, annotations/*.json, pages."""
    folder = writable(into)
    summary = Summary()
    recorded = store.now()
    judgements = read_judgements()
    opened = store.open_store(folder / "store")
    notes = writable(folder / "annotations")
    new = (item for item in found if _is_new(opened, item, summary))
    for reading in read_all(new, workers=workers):
        if isinstance(reading, Failure):
            summary.failures.append(reading)
            continue
        store.add(opened, reading, recorded=recorded, judgements=judgements)
        write_annotation(reading, notes)
        _count(summary, reading)
        progress(summary.articles, reading.article.id)
    replace_file(folder / "graph.trig", exports.to_trig(opened))
    write_pages(opened, folder)
    opened.flush()
    return summary


def _is_new(opened: ox.Store, item: Article | Failure, summary: Summary) -> bool:
    if isinstance(item, Article) and store.digest_of(opened, item.id) == item.digest:
        summary.unchanged += 1
        return False
    return True


def _count(summary: Summary, reading: Reading) -> None:
    summary.articles += 1
    summary.languages.add(reading.article.language)
    summary.mentions += len(reading.mentions)
    summary.dates += sum(1 for time in reading.times if not time.window.vague)
    summary.happenings += len(reading.happenings)
    summary.frames += sum(len(happening.frames) for happening in reading.happenings)


def write_annotation(reading: Reading, folder: Path) -> None:
    """``<id>.json`` in the schema of the annotation guidelines."""
    text = json.dumps(to_json(reading), ensure_ascii=False, indent=1)
    replace_file(folder / f"{reading.article.id}.json", text + "\n")


def write_pages(
    opened: ox.Store,
    folder: Path,
    wanted: Sequence[str] = (),
    progress: Progress = lambda count, name: None,
) -> int:
    """index.html, graph.html and pages/*.html; how many. ``wanted`` as for ``site``."""
    count = 0
    for path, text in site.site(opened, wanted):
        replace_file(writable((folder / path).parent) / Path(path).name, text)
        count += 1
        progress(count, path)
    return count


def replace_file(path: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or error})") from error
