"""Articles from files, folders, JSON lines and standard input, unchanged, each with its sidecar.

Text is kept code point by code point (line ends too); only a byte order mark at the very
beginning is no part of it, and U+FFFD stands for half a surrogate pair. An article that
cannot be read is a Failure, and the next one follows.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import InputError, UsageError
from kg.model.claims import Article
from kg.text import formats
from kg.text.decoding import LONGEST_LINE, decode, sound, whole
from kg.text.sidecars import (
    SIDECAR_KEYS,
    make_article,
    one_line,
    parsed,
    safe_id,
    said_language,
    text_of,
    unread_keys,
)
from kg.text.strays import strays

__all__ = ["Failure", "Notice", "make_article", "read"]
_STDIN = "standard input"
_WIDE = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GONE_WRONG = (OSError, EOFError, zlib.error, UnicodeError)


@dataclass(frozen=True)
class Failure:
    """An article that could not be read: where, and why with the cure."""

    where: str
    reason: str
    id: str | None = None
    """The id that it has or would have had, where that is known."""


@dataclass(frozen=True)
class Notice:
    """Something that a person should know of an input that is read all the same."""

    where: str
    text: str


Tell = Callable[[Notice], None]
Found = Iterator[tuple[str, Article | Failure]]
"""Where, and what was found there."""


def read(
    paths: Sequence[str],
    *,
    published: date | None = None,
    language: str | None = None,
    date_order: str | None = None,
    tell: Tell = lambda notice: None,
) -> Iterator[Article | Failure]:
    """Articles of files, folders or ``-``, one by one, in the order of their names.

    A folder is read with the folders in it; the id of a file is its path below the folder
    that was named. ``published``, ``language`` and ``date_order`` stand in where the sidecar is
    silent; ``tell`` hears of inputs that are not read as somebody may expect. Raises UsageError
    for a path that does not exist; everything else is a Failure and the next article follows.
    """
    defaults = {
        "published": published.isoformat() if published else None,
        "language": language,
        "date_order": date_order,
    }
    seen: dict[str, str] = {}
    for path in paths:
        for where, found in _read_path(path, defaults, tell):
            if isinstance(found, Failure):
                yield found
                continue
            if found.id in seen:
                reason = f"its id “{found.id}” is also that of {seen[found.id]}; rename one"
                yield Failure(where, reason, found.id)
                continue
            seen[found.id] = where
            said = said_language(found)
            if said:
                tell(Notice(where, said))
            yield found


def _read_path(path: str, defaults: Mapping[str, Any], tell: Tell) -> Found:
    if path == "-":
        yield from _guarded(_STDIN, None, lambda: _stream(sys.stdin.buffer, defaults, tell))
        return
    place = Path(path)
    if not place.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    if not place.is_dir():
        tell_all(tell, strays([place]))
        yield from _file(place, place.stem, defaults, tell)
        return
    files = sorted(_files(place))
    articles = [f for f in files if f.name.lower().endswith((*formats.TEXTS, *formats.LINES))]
    if not articles:
        yield path, Failure(path, _nothing(files))
    tell_all(tell, strays(files))
    for file in articles:
        inner = file.relative_to(place).with_suffix("").as_posix()
        yield from _file(file, inner, defaults, tell)


def tell_all(tell: Tell, found: Iterable[tuple[str, str]]) -> None:
    """Tell of each (where, what)."""
    for where, text in found:
        tell(Notice(where, text))


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it, but for hidden ones."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root) / name for name in names if not name.startswith("."))


def _nothing(files: Sequence[Path]) -> str:
    wanted = ", ".join((*formats.TEXTS, *formats.LINES[:2]))
    others = sorted({f.suffix.lower() for f in files if f.name.lower().endswith(formats.OTHERS)})
    held = f" (it holds {', '.join(others)}, which are not read)" if others else ""
    return f"no {wanted} in this folder{held}; name a file or another folder"


def _file(path: Path, article_id: str, defaults: Mapping[str, Any], tell: Tell) -> Found:
    where = str(path)
    if path.name.lower().endswith(formats.LINES):
        yield from _json_lines(path, defaults, tell)
    else:
        yield from _guarded(
            where, article_id, lambda: iter([(where, _text_file(path, article_id, defaults))])
        )


def _guarded(where: str, given_id: str | None, make: Callable[[], Found]) -> Found:
    article_id = safe_id(given_id) if given_id else None
    try:
        yield from make()
    except InputError as error:
        yield where, Failure(where, str(error), article_id)
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error}); check the file and its rights"
        yield where, Failure(where, reason, article_id)


# --- text files ----------------------------------------------------------------------


def _text_file(path: Path, article_id: str, defaults: Mapping[str, Any]) -> Article:
    text = _article_text(path.read_bytes(), path.name)
    sidecar = path.with_suffix(".toml")
    meta = parsed(sidecar.read_bytes(), sidecar.name) if sidecar.exists() else {}
    return make_article(article_id, text, {**_present(defaults), **meta})


def _article_text(data: bytes, name: str = "") -> str:
    text = decode(data)
    refused = formats.refusal(text, name)
    if refused:
        raise InputError(refused)
    return text


# --- JSON lines ----------------------------------------------------------------------


def _json_lines(path: Path, defaults: Mapping[str, Any], tell: Tell) -> Found:
    where = str(path)
    try:
        with path.open("rb") as raw:
            packed = path.name.lower().endswith(".gz")
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            yield from _lines(io.BufferedReader(stream), where, defaults, tell)
    except _GONE_WRONG as error:
        reason = f"cannot be read further ({one_line(error)}); check the file"
        yield where, Failure(where, reason)


def _stream(stream: BinaryIO, defaults: Mapping[str, Any], tell: Tell) -> Found:
    """Standard input: JSON lines when it begins with a brace, else one article."""
    data = stream.read()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        yield from _lines(io.BufferedReader(io.BytesIO(data)), _STDIN, defaults, tell)
    else:
        text = _article_text(data)
        digest = hashlib.sha256(whole(text).encode()).hexdigest()[:8]
        yield _STDIN, make_article(f"stdin-{digest}", text, _present(defaults))


def _wide(stream: io.BufferedReader) -> BinaryIO:
    """The lines as UTF-8, where a mark says that they are not."""
    head = stream.peek(4)[:4]
    encoding = next((name for mark, name in _WIDE if head.startswith(mark)), None)
    if encoding is None:
        return stream
    return io.BytesIO(stream.read().decode(encoding).encode())


def _lines(raw: io.BufferedReader, where: str, defaults: Mapping[str, Any], tell: Tell) -> Found:
    stream = _wide(raw)
    number = 0
    told: set[str] = set()
    while True:
        line = stream.readline(4 * LONGEST_LINE)
        number += 1
        if not line:
            break
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(4 * LONGEST_LINE)
            reason = f"the line is longer than {LONGEST_LINE:,} bytes; no article is"
            yield place, Failure(place, reason)
            continue
        try:
            record = _record(line)
            for key, near in unread_keys(record):
                if key not in told:  # once a file: every line will have it
                    told.add(key)
                    tell(Notice(place, f"the key “{key}” is not read; did you mean “{near}”?"))
            yield place, _from_json(record, defaults)
        except InputError as error:
            yield place, Failure(place, str(error))
    if number == 1:
        yield where, Failure(where, "the file is empty; remove it or put articles into it")


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise InputError("nested too deep; an article has id and text") from error
    except ValueError as error:  # of JSON, of the encoding, of a number too long
        raise InputError(f"not JSON ({one_line(error)}); one article a line") from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object; an article has id and text, one article a line")
    return record


def _from_json(record: Mapping[str, Any], defaults: Mapping[str, Any]) -> Article:
    article_id, text = text_of(record, "id"), text_of(record, "text")
    sound(text)
    meta = {key: record[key] for key in SIDECAR_KEYS if record.get(key) is not None}
    return make_article(article_id, text, {**_present(defaults), **meta})


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
