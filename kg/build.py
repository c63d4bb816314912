"""From paths to a store, annotations, a TriG file and a page."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.files import writable
from kg.graph.identity import Judgement, identify, read_judgements
from kg.graph.rdf import Told, told
from kg.model.claims import Article, Reading
from kg.model.terms import article_key, thing
from kg.outputs import NOTES, annotation, complete, write_annotation, write_graph
from kg.pipeline import read_article
from kg.quads import namesakes, remote, store, validate
from kg.quads.draft import Draft
from kg.quads.excerpt import Remembered
from kg.quads.quadstore import QuadStore, flush
from kg.removal import drop_annotations, take_out
from kg.text.articles import Failure
from kg.text.sameness import one_article

Progress = Callable[[int, str], None]
_TOGETHER = 50
"""Articles that land in one transaction: what a stopped build has to read again."""
_LOOK = 1.0
_SHOWN = 60
_NOT_FOLLOWED = (
    "nothing was removed: not every input could be read, so nobody knows what is gone; "
    "mend the inputs named and run it again"
)


@dataclass
class Summary:
    """What a build did."""

    articles: int = 0
    unchanged: int = 0
    replaced: int = 0
    """Articles read in the place of a stored one of the same id."""
    removed: list[str] = field(default_factory=list)
    """Articles that were stored and are gone (``sync``)."""
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
    replace: bool = False,
    sync: bool = False,
) -> Summary:
    """Read articles into ``into``: store/, graph.trig, annotations/*.json, pages.

    When it is the URL of a SPARQL server, the graph goes there and no file is written.
    Articles land in batches, each article whole; a build that was stopped goes on where it
    was and ends with the same bytes. An article with the id of a stored one replaces it when
    its text is a version of the stored text, or with ``replace``. With ``sync``, articles that
    are stored and not found are removed, unless an input failed of which nobody knows which
    articles it holds. Raises StoreError when the store is in use or the disk is full: what had
    landed stays.
    """
    files = None if remote.is_url(into) else writable(Path(into))
    opened = store.open_any(into)
    notes = writable(files / NOTES) if files else None
    summary = Summary()
    incoming = _Incoming(opened, notes, summary, replace=replace)
    new = (taken for item in found if (taken := incoming.new(item)))
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
    if sync:
        summary.removed = incoming.follow()
    namesakes.refresh(opened)
    if files:
        write_graph(cast(ox.Store, opened), files)
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


class _Incoming:
    """Articles on their way in, beside those that are stored."""

    def __init__(
        self, opened: QuadStore, notes: Path | None, summary: Summary, *, replace: bool
    ) -> None:
        self._opened, self._notes, self._summary = opened, notes, summary
        self._replace = replace
        self._seen: set[str] = set()
        self._unknown = False

    def new(self, item: Article | Failure) -> Article | Failure | None:
        """What is to be read or reported of an item; None when it is stored as it is."""
        if isinstance(item, Failure):
            self._unknown |= item.id is None
            self._seen |= {item.id} if item.id else set()
            return item
        self._seen.add(item.id)
        digest = store.digest_of(self._opened, item.id)
        if digest == item.digest:
            if self._notes and not complete(annotation(item.id, self._notes)):
                return item
            self._summary.unchanged += 1
            return None
        if digest is not None:
            other = self._other(item)
            if other and not self._replace:
                return Failure(item.id, other, item.id)
            self._summary.replaced += 1
        return item

    def _other(self, item: Article) -> str | None:
        """Why an article must not take the place of the stored one; None when it may."""
        stored = store.article_text(self._opened, thing(article_key(item.id)))
        if not stored or one_article(stored, item.text):
            return None
        begins = " ".join(stored.split())[:_SHOWN]
        return (
            f"another article is stored under this id («{begins} …»); rename this one, "
            f"kg remove {item.id}, or let it take the place: --replace"
        )

    def follow(self) -> list[str]:
        """Remove what is stored and was not found; the ids."""
        if self._unknown or not self._seen:
            self._summary.failures.append(Failure("--sync", _NOT_FOLLOWED))
            return []
        gone = [known for known in store.articles(self._opened) if known not in self._seen]
        removed = take_out(self._opened, gone)
        if self._notes:
            drop_annotations(self._notes.parent, removed)
        return removed


def _count(summary: Summary, reading: Reading) -> None:
    summary.articles += 1
    summary.undated += not (reading.anchor and reading.anchor.basis != "inferred")
    summary.faults += faults_of(reading)
    summary.languages.add(reading.article.language)
    summary.mentions += len(reading.mentions)
    summary.dates += sum(1 for time in reading.times if not time.window.vague)
    summary.happenings += len(reading.happenings)
    summary.frames += sum(len(happening.frames) for happening in reading.happenings)
