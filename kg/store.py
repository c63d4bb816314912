"""The store: embedded Oxigraph on disk, or any SPARQL 1.1 server by its URL.

An article whose digest is already there is left alone; a changed one retires its old
claims and adds the new. An article's claims and the rebuilt view of the events concerned
land in one transaction. Oxigraph syncs to disk only when told to: whoever makes a promise
calls ``flush`` first.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS

from kg import remote
from kg.claims import Reading
from kg.draft import Draft, digest_of
from kg.errors import StoreError
from kg.identity import Judgement
from kg.quadstore import DEFAULT, QuadStore
from kg.rdf import NIF, named, node, value_of

__all__ = ["add", "article_text", "articles", "digest_of", "now", "open_any", "open_store"]

_TRIES, _WAIT = 5, 0.05


def open_any(place: str | Path, *, read_only: bool = False) -> QuadStore:
    """The store of a build's folder, or of a SPARQL server when the place is a URL."""
    if remote.is_url(place):
        return remote.RemoteStore(str(place))
    return open_store(Path(place) / "store", read_only=read_only)


def open_store(folder: Path, *, read_only: bool = False) -> ox.Store:
    """The store in a folder, made when it is not there and may be written.

    Read-only gives the state of this moment, also while another process writes. Raises
    StoreError when another process writes it, when it is missing for reading, when the
    disk is full, or when it is damaged.
    """
    if not read_only:
        return _opened(folder)
    if not folder.is_dir():
        raise StoreError(f"{folder}: there is no store here; run “kg build” first")
    for turn in range(_TRIES):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            # A writer tidied a file away between the list of files and this opening.
            if turn == _TRIES - 1:
                raise _unopened(folder, error) from error
            time.sleep(_WAIT * 2**turn)
    raise AssertionError("unreachable")


def _opened(folder: Path) -> ox.Store:
    try:
        return ox.Store(str(folder))
    except (OSError, RuntimeError) as error:
        raise _unopened(folder, error) from error


def _unopened(folder: Path, error: Exception) -> StoreError:
    reason = " ".join(str(error).split())
    if "lock" in reason.lower():
        return StoreError(
            f"{folder}: another process is using this store; wait for it, or read beside it "
            "with “kg query”, “kg serve” or “kg export”"
        )
    if "No space left" in reason:
        return StoreError(f"{folder}: the disk is full: make room and run the same command again")
    return StoreError(f"{folder}: the store cannot be opened ({reason}); build it anew")


@contextmanager
def snapshot(folder: Path) -> Iterator[Path]:
    """A frozen copy of a store's folder for long reading beside a writer: hard links, no data.

    Raises StoreError when there is no store or it never holds still.
    """
    if not (folder / "CURRENT").is_file():
        raise StoreError(f"{folder}: there is no store here; run “kg build” first")
    with tempfile.TemporaryDirectory(prefix=".reading-", dir=folder.parent) as made:
        for turn in range(_TRIES):
            copy = Path(made) / str(turn)
            if _linked(folder, copy):
                yield copy
                return
            time.sleep(_WAIT * 2**turn)
        raise StoreError(f"{folder}: the store changes faster than it can be read; try again")


def _linked(folder: Path, copy: Path) -> bool:
    """Data files are linked, what is appended to is copied; False when files came or went."""
    before = {path.name for path in folder.iterdir()}
    copy.mkdir()
    try:
        for name in sorted(before - {"LOCK"}, key=lambda name: name.endswith(".sst")):
            if name.endswith(".sst"):
                os.link(folder / name, copy / name)
            elif (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
    except FileNotFoundError:
        return False
    return before == {path.name for path in folder.iterdir()}


def now() -> str:
    """The recording instant: SOURCE_DATE_EPOCH when set, else the clock; ISO 8601, UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else int(time.time())
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(
    store: QuadStore, reading: Reading, *, recorded: str, judgements: Iterable[Judgement] = ()
) -> bool:
    """Add or replace one article; True when anything changed. All of it lands, or nothing.

    When it returns, the article is safe on disk. Raises StoreError; then nothing changed.
    """
    draft = Draft(store)
    if not draft.add(reading, recorded=recorded, judgements=judgements):
        return False
    draft.commit()
    store.flush()
    return True


def rebuild(store: QuadStore, events: Iterable[ox.NamedNode]) -> None:
    """Rebuild the current view of some events from their live claims."""
    draft = Draft(store)
    draft.touch(events)
    draft.commit()


def article_text(store: QuadStore, article: ox.NamedNode) -> str:
    """The stored text of an article."""
    for quad in store.quads_for_pattern(article, node(NIF.isString), None, DEFAULT):
        return value_of(quad.object)
    return ""


def articles(store: QuadStore) -> list[str]:
    """The ids of all stored articles, in order."""
    found = store.quads_for_pattern(None, node(DCTERMS.identifier), None, DEFAULT)
    return sorted(value_of(q.object) for q in found if "/id/article/" in named(q.subject).value)
