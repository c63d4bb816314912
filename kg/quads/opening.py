"""Opening a store: the folder of a build, for writing or beside a writer, or a server by URL."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.quads import remote
from kg.quads.quadstore import QuadStore

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
