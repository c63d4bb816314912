"""Where YASGUI comes from, the query editor of the community (MIT): never kept here.

Either the build fetched the package ``@zazuko/yasgui`` with npm (``make yasgui``), or the
installed ``oxigraph`` program carries it and hands it over once, to the cache. Where there
is neither, the plain query page of ours does.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import Final

from kg import cache
from kg.resources import TEMPLATES

_FETCHED: Final = TEMPLATES / "yasgui"
_FILES: Final = ("yasgui.min.js", "yasgui.min.css")
OURS: Final = ("serve.css", "query.js")
_SECONDS: Final = 10


@once
def folder() -> Path | None:
    """The folder with YASGUI's two files, None when it is not to be had."""
    kept = cache.folder() / "yasgui"
    for place in (_FETCHED, kept):
        if all((place / name).is_file() for name in _FILES):
            return place
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
        "oxigraph"
    )
    with suppress(OSError):
        if program and _handed_over(program, kept):
            return kept
    return None


def asset(name: str) -> Path | None:
    """The file of a style or script, None for any other name."""
    if name in OURS:
        return TEMPLATES / name
    found = folder() if name in _FILES else None
    return found / name if found else None


def _handed_over(program: str, kept: Path) -> bool:
    """Ask the program for its own page's files, on a loopback port, without a store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [program, "serve", "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            part = kept / f"{name}.part"
            part.write_bytes(_fetched(f"http://{address}/{name}"))
            part.replace(kept / name)
    finally:
        process.kill()
        process.wait()
    text = (kept / _FILES[0]).read_text(encoding="utf-8", errors="replace")
    return re.search(r"\bYasgui\b", text[:2000]) is not None


def _fetched(url: str) -> bytes:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=_SECONDS) as response:
                return bytes(response.read())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
