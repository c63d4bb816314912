"""A store frozen for readers while others write: the newest copy, made anew on a change."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.endpoint.workplace import workplace
from kg.errors import StoreError

_TRIES, _WAIT = 5, 0.05
_AGE = 2.0
"""Seconds for which a frozen copy is not compared with the store."""


@dataclass(frozen=True)
class Copy:
    """A state of the store that can be read while others write."""

    folder: Path
    """Where it lies: hard links, or the store itself where none can be made."""
    number: int
    """States of a store in order."""
    place: Path
    """A folder for what is made from it."""


def freeze(folder: Path, copies: Path) -> Path:
    """A frozen copy of a store's folder for long reading beside a writer: hard links, no data.

    ``copies`` is a new folder for it. Raises StoreError when there is no store or it never
    holds still, OSError where no links can be made.
    """
    copies.mkdir()
    for turn in range(_TRIES):
        if not (folder / "CURRENT").is_file():
            raise StoreError("there is no store here any more; run “kg build” first")
        copy = copies / str(turn)
        if _linked(folder, copy):
            return copy
        time.sleep(_WAIT * 2**turn)
    raise StoreError("the store changes faster than it can be read; try again")


def _linked(folder: Path, copy: Path) -> bool:
    """Data files are linked, what is appended to is copied; False when files came or went."""
    try:
        before = {path.name for path in folder.iterdir()}
        copy.mkdir()
        for name in sorted(before - {"LOCK"}, key=lambda name: name.endswith(".sst")):
            if name.endswith(".sst"):
                os.link(folder / name, copy / name)
            elif (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
        return before == {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return False


class Frozen:
    """The newest frozen copy of the store; made anew when the store has changed.

    Where no links can be made (a folder that cannot be written), the store itself is read,
    as it is when a process opens it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self._held = ExitStack()
        self._place: Path | None = None
        self._copies: list[tuple[object, Copy, Path]] = []
        self._number = 0
        self._looked = 0.0

    def known(self) -> Copy | None:
        """A copy that is at most two seconds behind, None when one must look."""
        if self._copies and time.monotonic() - self._looked < _AGE:
            return self._copies[-1][1]
        return None

    async def current(self, *, fresh: bool = False) -> Copy:
        """A copy that is at most two seconds behind, or not behind at all.

        Raises StoreError when there is no store, or none that can be read.
        """
        known = None if fresh else self.known()
        if known:
            return known
        async with self._lock:
            stamp = await asyncio.to_thread(self.stamp)
            if not self._copies or self._copies[-1][0] != stamp:
                await asyncio.to_thread(self._freeze, stamp)
            self._looked = time.monotonic()
            return self._copies[-1][1]

    def stamp(self) -> object:
        """Something that differs when the store has changed."""
        try:
            return sorted(
                (path.name, path.stat().st_size, path.stat().st_mtime_ns)
                for path in self._folder.iterdir()
                if path.name.startswith(("MANIFEST", "CURRENT")) or path.suffix == ".log"
            )
        except FileNotFoundError:
            return time.monotonic()

    def _freeze(self, stamp: object) -> None:
        if self._place is None:
            self._place = self._held.enter_context(workplace(self._folder.parent))
        self._number += 1
        copies = self._place / f"copies-{self._number}"
        try:
            folder = freeze(self._folder, copies)
        except OSError:
            folder = self._folder
        except StoreError:
            shutil.rmtree(copies, ignore_errors=True)
            raise
        self._copies.append((stamp, Copy(folder, self._number, self._place), copies))
        while len(self._copies) > 2:  # the one before may still be read
            shutil.rmtree(self._copies.pop(0)[2], ignore_errors=True)

    def close(self) -> None:
        """Remove the copies."""
        self._copies.clear()
        self._held.close()
