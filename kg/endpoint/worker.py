"""One process that answers queries of a store, made to be killed: ``python -m kg.endpoint.worker``.

A query inside Oxigraph heeds neither signals nor time, so it runs where nothing else is
lost when it ends. It hears and answers on the socket that is its standard input. A message
is two lengths of four bytes, a head in JSON and a body: of a request its text, of an answer
the whole answer, or the name of the file that it was written to. Memory is bounded by the
address space (POSIX ``RLIMIT_AS``).
"""

from __future__ import annotations

import errno
import gc
import json
import os
import select
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg import memory
from kg.endpoint import changing, evaluation
from kg.endpoint.limits import RefusedError

Head = dict[str, Any]

SIZES = struct.Struct(">II")
"""A message begins with the bytes of its head and of its body."""
_IDLE = 1.0
"""Seconds without a change after which the writer lets others write."""
_PAUSE = 0.05
_VERBS: Mapping[str, Callable[[ox.Store, Head, bytes], tuple[bytes, Head]]] = {
    "query": evaluation.query,
    "dump": evaluation.dump,
    "update": changing.update,
    "put": changing.put,
    "post": changing.post,
    "delete": changing.delete,
}


def _leave_network() -> None:
    """Give up the network where Linux lets a process do so: a second wall behind the guard."""
    import ctypes

    new_user, new_net = 0x10000000, 0x40000000
    flags = new_net if os.geteuid() == 0 else new_net | new_user
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(flags)


def _read(source: BinaryIO) -> tuple[Head, bytes] | None:
    sizes = source.read(SIZES.size)
    if len(sizes) < SIZES.size:
        return None
    head, body = SIZES.unpack(sizes)
    return json.loads(source.read(head)), source.read(body)


def message(head: Head, body: bytes) -> bytes:
    """A message as it travels."""
    text = json.dumps(head).encode()
    return SIZES.pack(len(text), len(body)) + text + body


def _failed(error: BaseException, folder: str) -> tuple[str, str]:
    """(kind, one line) of what went wrong; where the store lies is nobody's business."""
    line = " ".join(str(error).split()).replace(folder, "the store")[:500]
    if isinstance(error, RefusedError):
        return error.kind, line
    if isinstance(error, MemoryError):
        return "memory", "the query needs more memory than it may use; narrow it"
    if isinstance(error, SyntaxError | ValueError):
        return "syntax", line
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return "busy", "the server has no room for this; try again later"
    if "orruption" in line or "checksum" in line:
        return "damaged", "the store is damaged: whoever runs the server should build it anew"
    return "failed", line


class _Worker:
    """The store that is open, and what is asked of it."""

    def __init__(self, *, writes: bool, most: int) -> None:
        self._writes, self._memory = writes, most
        self._opened: tuple[tuple[str, int], ox.Store] | None = None
        self._bound = not most

    def answer(self, head: Head, text: bytes) -> tuple[bytes, Head]:
        """(body, head) of the answer, whatever happens."""
        cpu = time.process_time()
        try:
            body, told = _VERBS[head["do"]](self._store(head), head, text)
        except BaseException as error:  # whatever it is, the server says it in one line
            kind, reason = _failed(error, head["folder"])
            body, told = b"", {"failed": kind, "reason": reason}
        return body, {"cpu": time.process_time() - cpu, **told}

    def _store(self, head: Head) -> ox.Store:
        wanted = (head["folder"], head.get("copy", 0))
        if self._opened is None or self._opened[0] != wanted:
            self.close()
            self._opened = wanted, self._open(head)
            if not self._bound:
                self._bound = True
                memory.bound(self._memory)
        return self._opened[1]

    def _open(self, head: Head) -> ox.Store:
        if not self._writes:
            return ox.Store.read_only(head["folder"])
        end = time.monotonic() + head["patience"]
        while True:
            try:
                return ox.Store(head["folder"])
            except (OSError, RuntimeError) as error:
                if not ("lock file" in str(error) or "LOCK" in str(error)):
                    raise
                if time.monotonic() > end:
                    raise RefusedError(
                        "busy", "another process is changing the store; try again in a moment"
                    ) from error
            time.sleep(_PAUSE)

    def rests(self, link: socket.socket) -> None:
        """Wait for a request; meanwhile let others write."""
        if self._writes and self._opened and not select.select([link], [], [], _IDLE)[0]:
            self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self._opened:
            self._opened = None
            gc.collect()


def main() -> None:
    """Answer requests until the input ends.

    Arguments: r or w, niceness, bytes of memory (0: no bound), network (0: none).
    """
    mode, (niceness, most, network) = sys.argv[1], map(int, sys.argv[2:5])
    os.nice(niceness)
    if not network:
        _leave_network()
    link = socket.socket(fileno=0)
    source = link.makefile("rb")
    worker = _Worker(writes=mode == "w", most=most)
    while True:
        worker.rests(link)
        request = _read(source)
        if request is None:
            return
        body, told = worker.answer(*request)
        link.sendall(message(told, body))
        if told.get("failed") == "memory":
            os._exit(1)


if __name__ == "__main__":
    main()
