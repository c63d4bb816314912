"""A bound to the memory of a process, and work done within one by a process of its own.

Oxigraph can neither be stopped nor told to use less: a query of a damaged store may ask for
all the memory there is. POSIX bounds the address space (``RLIMIT_AS``).
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of Linux."""


def bound(most: int) -> None:
    """Let the address space of this process grow by ``most`` bytes from here."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # not Linux: the system does not tell, and does not bound
        return
    limit = pages * resource.getpagesize() + most
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def within(most: int, work: Callable[[], int]) -> int | None:
    """The exit code of some work, done by a process that may use ``most`` bytes more than this.

    None when it was ended for using more, or broke otherwise; what it printed stays printed.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if not child:
            os.dup2(told.fileno(), 2)  # what an engine says when it breaks is for nobody
            code = 1
            try:
                _ends_with_its_parent()
                bound(most)
                code = work()
                sys.stdout.flush()
                sys.stderr.flush()
            except MemoryError:
                os.abort()
            except BrokenPipeError:
                code = 0
            finally:
                os._exit(code)
        status = os.waitstatus_to_exitcode(_waited(child))
        if status < 0:
            return None
        told.seek(0)
        sys.stderr.write(told.read().decode("utf-8", errors="replace"))
        return status


def _ends_with_its_parent() -> None:
    """Have the system end this process when the one that waits for it is killed (Linux)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)


def _waited(child: int) -> int:
    """The status of a process; Ctrl-C reaches it too, and it says so."""
    while True:
        try:
            return os.waitpid(child, 0)[1]
        except KeyboardInterrupt:
            continue
