"""A cache on disk: bytes that were slow to make, used again only while they are whole and current.

A cached file begins with a format mark, the digest of what it was made from and the
digest of its own content; any other file (cut off, corrupt, stale, of another version)
is passed over and made anew. A cache that cannot be written is no error.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_MARK = b"dtkg cache 1\n"
_DIGEST = 32
_KEPT = 4


def folder() -> Path:
    """Where cached files lie: ``$DTKG_CACHE``, else the user's cache folder."""
    named = os.environ.get("DTKG_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dtkg"


def digest(parts: Iterable[bytes]) -> bytes:
    """SHA-256 of the parts, each with its length before it."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()


def read(name: str, made_from: bytes) -> bytes | None:
    """The cached content that was made from this digest, None when there is no sound one."""
    try:
        data = _path(name, made_from).read_bytes()
    except OSError:
        return None
    head = len(_MARK)
    content = data[head + 2 * _DIGEST :]
    sound = (
        data[:head] == _MARK
        and data[head : head + _DIGEST] == made_from
        and data[head + _DIGEST : head + 2 * _DIGEST] == hashlib.sha256(content).digest()
    )
    return content if sound else None


def write(name: str, made_from: bytes, content: bytes) -> None:
    """Keeps a content for the digest it was made from; readers see all of it or nothing."""
    path = _path(name, made_from)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + made_from + hashlib.sha256(content).digest() + content)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _prune(name)


def _path(name: str, made_from: bytes) -> Path:
    return folder() / f"{name}-{made_from.hex()[:16]}.bin"


def _prune(name: str) -> None:
    """Drops all but the newest few files of a name."""
    found = sorted(folder().glob(f"{name}-*.bin"), key=lambda path: -path.stat().st_mtime)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)
