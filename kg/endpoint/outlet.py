"""Where an answer is written: counted, in memory while it is short, then in a file."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kg.endpoint.limits import RefusedError

SHORT = 128 * 1024
"""Bytes up to which an answer stays in memory."""
_WORTH = 1400
"""Bytes from which an answer is worth compressing: more than one packet."""
_LEVEL = 1


class Outlet(io.RawIOBase):
    """Collects an answer and stops at a limit of bytes or rows.

    ``mark`` stands once a row. ``spool`` is the file for a long answer, ``zipped`` asks for
    gzip. Raises RefusedError at a limit.
    """

    def __init__(
        self, most: int, *, rows: int = 0, mark: bytes = b"", spool: str = "", zipped: bool = False
    ) -> None:
        self._most, self._left = most, most
        self._limit, self._rows, self._mark, self._tail = rows, rows, mark, b""
        self._parts: list[bytes] = []
        self._held = 0
        self._path = spool
        self._opened: IO[bytes] | None = None
        self._zip = zlib.compressobj(_LEVEL, wbits=31) if zipped else None

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any, /) -> int:
        """Take a part of the answer."""
        part = bytes(data)
        self._left -= len(part)
        if self._left < 0:
            raise RefusedError(
                "large", f"the answer is larger than {self._most} bytes; narrow the query"
            )
        if self._mark:
            self._count(part)
        if self._opened:
            self._opened.write(self._zip.compress(part) if self._zip else part)
            return len(part)
        self._parts.append(part)
        self._held += len(part)
        if self._held > SHORT and self._path:
            self._spill()
        return len(part)

    def _count(self, part: bytes) -> None:
        joined = self._tail + part
        self._rows -= joined.count(self._mark)
        keep = len(self._mark) - 1
        self._tail = joined[-keep:] if keep else b""
        if self._rows < -1:
            raise RefusedError("large", f"the answer has more than {self._limit} rows; add a LIMIT")

    def _spill(self) -> None:
        self._opened = Path(self._path).open("xb")  # noqa: SIM115 - closed by finish or drop
        whole = b"".join(self._parts)
        self._opened.write(self._zip.compress(whole) if self._zip else whole)
        self._parts.clear()

    def finish(self) -> tuple[bytes, dict[str, Any]]:
        """(what is in memory, what is said of it): its ``file`` when long, ``zipped``."""
        if self._opened:
            if self._zip:
                self._opened.write(self._zip.flush())
            self._opened.close()
            return b"", {"file": self._path, "zipped": self._zip is not None}
        whole = b"".join(self._parts)
        if self._zip and self._held >= _WORTH:
            return gzip.compress(whole, _LEVEL, mtime=0), {"zipped": True}
        return whole, {}

    def drop(self) -> None:
        """Leave nothing behind."""
        if self._opened:
            with suppress(OSError):
                self._opened.close()
            Path(self._path).unlink(missing_ok=True)
