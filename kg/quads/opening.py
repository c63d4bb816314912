"""Opening a store: the folder of a build, for writing or beside a writer, or a server by URL."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.quads import remote
from kg.quads.quadstore import QuadStore

_SIGN = "CURRENT"
"""A file that every store of Oxigraph has."""
_TRIES, _WAIT = 5, 0.05
_PATIENCE = 3.0
"""Seconds for which another writer is waited for."""


def open_any(place: str | Path, *, read_only: bool = False) -> QuadStore:
    """The store of a build's folder, or of a SPARQL server when the place is a URL."""
    if remote.is_url(place):
        return remote.RemoteStore(str(place))
    return open_store(store_folder(place), read_only=read_only)


def store_folder(place: str | Path) -> Path:
    """The folder of the store itself: ``store/`` in a build's folder, which may be named too."""
    path = Path(place)
    itself = (path / _SIGN).is_file() and not (path / "store").is_dir()
    return path if itself else path / "store"


def build_folder(place: str | Path) -> str | Path:
    """The folder of a build when its ``store/`` is named; anything else as it is."""
    path = Path(place)
    named_itself = not remote.is_url(place) and path.name == "store" and store_folder(path) == path
    return path.parent if named_itself else place


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
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return ox.Store(str(folder))
        except (OSError, RuntimeError) as error:
            # A writable server lets go of the store a second after a change.
            if not locked(error) or time.monotonic() > end:
                raise _unopened(folder, error) from error
        time.sleep(_WAIT)


def locked(error: Exception) -> bool:
    """Whether a store could not be opened because another process writes it."""
    return "lock file" in str(error) or "LOCK" in str(error)


def _unopened(folder: Path, error: Exception) -> StoreError:
    reason = " ".join(str(error).split())
    if locked(error):
        return StoreError(
            f"{folder}: another process is using this store; wait for it, or read beside it "
            "with “kg query”, “kg serve” or “kg export”"
        )
    if "No space left" in reason:
        return StoreError(f"{folder}: the disk is full: make room and run the same command again")
    return StoreError(f"{folder}: the store cannot be opened ({reason}); build it anew")
