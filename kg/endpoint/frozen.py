"""A store frozen for readers while others write: the newest copy, made anew on a change."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.errors import StoreError

_TRIES, _WAIT = 5, 0.05
_AGE = 2.0
"""Seconds for which a frozen copy is not compared with the store."""


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


class Frozen:
    """The newest frozen copy of the store; made anew when the store has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self._copies: list[tuple[object, Path, ExitStack]] = []
        self._looked = 0.0

    def known(self) -> Path | None:
        """The folder of a copy that is at most two seconds behind, None when one must look."""
        if self._copies and time.monotonic() - self._looked < _AGE:
            return self._copies[-1][1]
        return None

    async def current(self, *, fresh: bool = False) -> Path:
        """The folder of a copy that is at most two seconds behind, or not behind at all."""
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
        held = ExitStack()
        path = held.enter_context(snapshot(self._folder))
        self._copies.append((stamp, path, held))
        while len(self._copies) > 2:  # the one before may still be read
            self._copies.pop(0)[2].close()

    def close(self) -> None:
        """Remove the copies."""
        while self._copies:
            self._copies.pop()[2].close()
