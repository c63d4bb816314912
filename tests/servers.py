"""Real servers for tests, on free loopback ports."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def oxigraph_binary() -> str:
    """The program of the PyPI package ``oxigraph``, which the dev extra installs."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
        "oxigraph"
    )
    assert found, "the package oxigraph is missing: pip install .[dev]"
    return found


@contextmanager
def oxigraph(location: Path | None = None) -> Iterator[str]:
    """A real ``oxigraph serve``; yields its root URL."""
    port = free_port()
    command = [oxigraph_binary(), "serve", "--bind", f"127.0.0.1:{port}"]
    if location:
        command += ["--location", str(location)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/query?query=ASK%7B%7D", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Return when a URL answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"{url} does not answer")


@contextmanager
def kg_serve(folder: Path, *options: str, **environment: str) -> Iterator[str]:
    """A real ``kg serve``; yields its root URL. Its log must stay empty of tracebacks."""
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder)]
    command += ["--bind", f"127.0.0.1:{port}", *options]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, **environment}
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.seek(0)
            said = log.read().decode()
            assert "Traceback" not in said, said


@contextmanager
def heartbeat(url: str) -> Iterator[Callable[[], float]]:
    """Ask for the health all the while; gives the longest that an answer took so far, in seconds.

    An answer other than 200 counts as an hour.
    """
    longest, over = [0.0], threading.Event()

    def beat() -> None:
        while not over.is_set():
            start = time.monotonic()
            try:
                urllib.request.urlopen(f"{url}/health", timeout=60).close()
                took = time.monotonic() - start
            except (urllib.error.URLError, OSError):
                took = 3600.0
            longest[0] = max(longest[0], took)
            time.sleep(0.02)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield lambda: longest[0]
    finally:
        over.set()
        thread.join()
