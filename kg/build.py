"""From paths to a store, annotations, a TriG file and a page."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.ask import fulltext
from kg.errors import KgError
from kg.evaluation.annotations import to_json
from kg.files import replace_file, writable
from kg.graph.identity import Judgement, identify, read_judgements
from kg.graph.rdf import Told, told
from kg.html import site
from kg.model.claims import Article, Reading
from kg.pipeline import read_article
from kg.quads import exports, namesakes, remote, store, validate
from kg.quads.draft import Draft
from kg.quads.excerpt import Remembered
from kg.quads.quadstore import QuadStore, flush
from kg.text.articles import Failure

Progress = Callable[[int, str], None]
_TOGETHER = 50
"""Articles that land in one transaction: what a stopped build has to read again."""
_LOOK = 1.0
_END = b"\n}\n"


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
    faults: list[Failure] = field(default_factory=list)
    """What could not be read of articles that are stored."""
    undated: int = 0
    """Articles read whose day nobody told."""


def read_all(
    found: Iterable[Article | Failure], *, workers: int = 1, least: float | None = None
) -> Iterator[Reading | Failure]:
    """Readings in the order of the articles, whatever the number of workers.

    ``least`` is the confidence that a fact needs, as for ``kg.pipeline.read_article``.
    """
    read_one = partial(_read_one, least=least)
    if workers <= 1:
        yield from map(read_one, found)
        return
    with ProcessPoolExecutor(
        max_workers=workers, initializer=_with_parent, initargs=(os.getpid(),)
    ) as pool:
        yield from pool.map(read_one, found, chunksize=4)


def _with_parent(parent: int) -> None:
    """End this worker when its parent is gone: a killed build leaves nobody behind."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_one(article: Article | Failure, *, least: float | None = None) -> Reading | Failure:
    if isinstance(article, Failure):
        return article
    try:
        return read_article(article, least=least)
    except KgError:
        raise
    except Exception as error:  # one broken article must not stop the others
        return Failure(article.id, _unread("the reader failed", error), article.id)


def _unread(what: str, error: Exception) -> str:
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{what} ({told[:200]}); please report it"


def faults_of(reading: Reading) -> list[Failure]:
    """What of an article could not be read because a reader failed."""
    article_id = reading.article.id
    return [Failure(article_id, f"{f}; please report it", article_id) for f in reading.faults]


def build(
    found: Iterable[Article | Failure],
    into: Path | str,
    *,
    workers: int = 1,
    least: float | None = None,
    progress: Progress = lambda count, name: None,
) -> Summary:
    """Read articles into ``into``: store/, graph.trig, annotations/*.json, pages.

    When it is the URL of a SPARQL server, the graph goes there and no file is written.
    Articles land in batches, each article whole; a build that was stopped goes on where it
    was and ends with the same bytes. Raises StoreError when the store is in use or the disk
    is full: what had landed stays.
    """
    files = None if remote.is_url(into) else writable(Path(into))
    opened = store.open_any(into)
    notes = writable(files / "annotations") if files else None
    summary = Summary()
    new = (item for item in found if _is_new(opened, item, notes, summary))
    batch = _Batch(opened, store.now(), read_judgements())
    for reading in read_all(new, workers=workers, least=least):
        if isinstance(reading, Failure):
            summary.failures.append(reading)
            continue
        made = _entering(batch, reading, opened)
        if isinstance(made, Failure):
            summary.failures.append(made)
            continue
        if notes:  # before the store: whatever the store has, its annotation is there
            write_annotation(reading, notes)
        batch.add(reading, made)
        _count(summary, reading)
        progress(summary.articles, reading.article.id)
    batch.land()
    namesakes.refresh(opened)
    if files:
        embedded = cast(ox.Store, opened)
        fulltext.build(embedded, files / fulltext.FILE)
        replace_file(files / "graph.trig", exports.to_trig(embedded))
        write_pages(embedded, files)
    return summary


def _entering(batch: _Batch, reading: Reading, opened: QuadStore) -> Told | Failure:
    """The quads of a reading, or why it is kept out."""
    article_id = reading.article.id
    try:
        made = batch.told(reading)
        reason = validate.refused(made, opened)
    except KgError:
        raise
    except Exception as error:  # as for its reading
        return Failure(article_id, _unread("it cannot be stored", error), article_id)
    return Failure(article_id, reason, article_id) if reason else made


class _Batch:
    """Articles that land together, each whole, and are safe on disk afterwards."""

    def __init__(self, opened: QuadStore, recorded: str, judgements: Iterable[Judgement]) -> None:
        self._opened = opened
        self._recorded = recorded
        self._judgements = tuple(judgements)
        self._remembered = Remembered()
        self._draft, self._waiting = Draft(opened, self._remembered), 0

    def told(self, reading: Reading) -> Told:
        """The quads of a reading as this build records them."""
        return told(reading, identify(reading, self._judgements), self._recorded)

    def add(self, reading: Reading, made: Told) -> None:
        """Take a reading with its quads; the batch lands when it is large enough."""
        if self._draft.take(reading, made, self._recorded):
            self._waiting += 1
        if self._waiting >= _TOGETHER:
            self.land()

    def land(self) -> None:
        """Write what waits, and sync it to disk."""
        if self._waiting:
            self._draft.commit()
            flush(self._opened)
        self._draft, self._waiting = Draft(self._opened, self._remembered), 0


def _is_new(
    opened: QuadStore, item: Article | Failure, notes: Path | None, summary: Summary
) -> bool:
    if isinstance(item, Article) and store.digest_of(opened, item.id) == item.digest:
        if notes and not _complete(_annotation(item.id, notes)):
            return True
        summary.unchanged += 1
        return False
    return True


def _count(summary: Summary, reading: Reading) -> None:
    summary.articles += 1
    summary.undated += not (reading.anchor and reading.anchor.basis != "inferred")
    summary.faults += faults_of(reading)
    summary.languages.add(reading.article.language)
    summary.mentions += len(reading.mentions)
    summary.dates += sum(1 for time in reading.times if not time.window.vague)
    summary.happenings += len(reading.happenings)
    summary.frames += sum(len(happening.frames) for happening in reading.happenings)


def write_annotation(reading: Reading, folder: Path) -> None:
    """``<id>.json`` in the schema of the annotation guidelines."""
    text = json.dumps(to_json(reading), ensure_ascii=False, indent=1)
    replace_file(_annotation(reading.article.id, folder), text + "\n")


def _complete(annotation: Path) -> bool:
    """Whether an annotation is there and ends as one does."""
    try:
        with annotation.open("rb") as file:
            file.seek(-min(len(_END), annotation.stat().st_size), os.SEEK_END)
            return file.read() == _END
    except OSError:
        return False


def _annotation(article_id: str, folder: Path) -> Path:
    return folder / f"{article_id}.json"


def write_pages(
    opened: ox.Store,
    folder: Path,
    wanted: Sequence[str] = (),
    progress: Progress = lambda count, name: None,
) -> int:
    """index.html, graph.html and pages/*.html; how many. ``wanted`` as for ``site``.

    Pages of an earlier graph that this one has not are removed; files of others stay.
    """
    written = set()
    for path, text in site.site(opened, wanted):
        replace_file(writable((folder / path).parent) / Path(path).name, text)
        written.add(folder / path)
        progress(len(written), path)
    for old in set((folder / site.FOLDER).glob("*.html")) - written:
        if site.MARK in old.read_text(encoding="utf-8", errors="replace")[:500]:
            old.unlink()
    return len(written)
