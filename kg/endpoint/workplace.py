"""A folder of a process's own beside a store: for frozen copies, indexes and long answers.

It goes when the process ends. What one that was killed has left goes when the next begins:
a process that lives holds a lock on its folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX, _LOCK = ".reading-", "alive"
_FRESH = 60.0
"""Seconds in which a folder without a lock may still be in the making."""


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A new folder in ``beside``; where that cannot be written, in the system's temporary one."""
    writable = os.access(beside, os.W_OK | os.X_OK)
    parent = beside if writable else Path(tempfile.gettempdir())
    tidy(parent)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=parent) as made:
        place = Path(made)
        with (place / _LOCK).open("wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield place


def tidy(beside: Path) -> None:
    """Remove what processes have left that were killed."""
    for left in beside.glob(f"{_PREFIX}*"):
        if _dead(left):
            shutil.rmtree(left, ignore_errors=True)


def _dead(place: Path) -> bool:
    try:
        with (place / _LOCK).open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except FileNotFoundError:  # being made, or from before there were locks
        try:
            return time.time() - place.stat().st_mtime > _FRESH
        except OSError:
            return False
    except OSError:
        return False
