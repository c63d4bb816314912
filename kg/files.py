"""Files written as a whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg.errors import UsageError


def writable(folder: Path) -> Path:
    """The folder, made if need be; raises UsageError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{folder}: cannot be written ({reason}); choose another folder"
        ) from error
    return folder


def replace_file(path: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or error})") from error
