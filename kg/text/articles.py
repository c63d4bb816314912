"""Articles from files, folders, JSON lines and standard input, unchanged, each with its sidecar.

Text is kept code point by code point (line ends too); only a byte order mark at the
very beginning is no part of it. Windows-1256, common in the Arabic press, is read
when the bytes are not UTF-8 and the result is mostly Arabic letters.
"""

from __future__ import annotations

import difflib
import gzip
import hashlib
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import InputError, UsageError
from kg.model.claims import Article

SIDECAR_KEYS = ("published", "language", "source", "title", "url", "licence")
LANGUAGES = ("ar", "en", "fr")
LONGEST_LINE = 10_000_000
"""Characters; a longer line is no article but a broken file."""

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")
_FRENCH = re.compile(r"\b(?:le|la|les|des|une|est|et|dans|que|pour|qui|sur|au|du)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|for|is|was|on|said|with|by)\b", re.IGNORECASE)
_MOSTLY = 0.6
_ID = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Failure:
    """An article that could not be read: where, and why with the cure."""

    where: str
    reason: str


def read(
    paths: Sequence[str], *, published: date | None = None, language: str | None = None
) -> Iterator[Article | Failure]:
    """Articles of files, folders or ``-``, one by one, in the order of their names.

    ``published`` and ``language`` stand in where the sidecar is silent. Raises
    UsageError for a path that does not exist; everything else is a Failure and the
    next article follows.
    """
    defaults = {"published": published.isoformat() if published else None, "language": language}
    seen: dict[str, str] = {}
    for path in paths:
        for found in _read_path(path, defaults):
            if isinstance(found, Article):
                if found.id in seen:
                    reason = f"the id “{found.id}” is also that of {seen[found.id]}; rename one"
                    yield Failure(path, reason)
                    continue
                seen[found.id] = path
            yield found


def _read_path(path: str, defaults: Mapping[str, Any]) -> Iterator[Article | Failure]:
    if path == "-":
        yield from _guarded("standard input", lambda: _stream(sys.stdin.buffer, defaults))
        return
    place = Path(path)
    if not place.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    files = sorted(_articles_in(place)) if place.is_dir() else [place]
    if place.is_dir() and not files:
        yield Failure(
            path, "no .txt, .jsonl or .jsonl.gz in this folder; name a file or another folder"
        )
    for file in files:
        if file.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _json_lines(file, defaults)
        else:
            yield from _guarded(str(file), lambda f=file: iter([_text_file(f, defaults)]))


def _articles_in(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        if file.is_file() and file.name.endswith((".txt", ".jsonl", ".jsonl.gz")):
            yield file


def _guarded(where: str, make: Any) -> Iterator[Article | Failure]:
    try:
        yield from make()
    except InputError as error:
        yield Failure(where, str(error))
    except OSError as error:
        yield Failure(
            where, f"cannot be read ({error.strerror or error}); check the file and its rights"
        )


# --- text files ----------------------------------------------------------------------


def _text_file(path: Path, defaults: Mapping[str, Any]) -> Article:
    text = decode(path.read_bytes())
    sidecar = path.with_suffix(".toml")
    meta = _sidecar(sidecar) if sidecar.exists() else {}
    return make_article(path.stem, text, {**_present(defaults), **meta})


def _sidecar(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"its sidecar {path.name} is not TOML: {_one_line(error)}") from error
    return table


def decode(data: bytes) -> str:
    """The text of some bytes: UTF-8, UTF-16 with its mark, or windows-1256.

    Raises InputError for an empty file, for binary data and for an unknown encoding.
    """
    if not data.strip():
        raise InputError("the file is empty; remove it or put the article into it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _sound(data.decode(encoding))
            except UnicodeDecodeError as error:
                raise InputError(
                    f"the file claims to be {encoding} but is not ({error.reason})"
                ) from error
    if b"\x00" in data:
        raise InputError("the file is binary, not text; convert it to UTF-8 text")
    try:
        return _sound(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = data.decode("windows-1256", errors="replace")
        letters = len(_LETTER.findall(text))
        if letters and len(_ARABIC.findall(text)) / letters >= _MOSTLY and "\ufffd" not in text:
            return text
        raise InputError(
            f"the file is neither UTF-8 (byte {error.start}) nor windows-1256; convert it to UTF-8"
        ) from error


def _sound(text: str) -> str:
    longest = max((len(line) for line in text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise InputError(f"a line of {longest:,} characters is no article; split the file")
    if not _LETTER.search(text):
        raise InputError("the file holds no letters; it is no article")
    return text


# --- JSON lines ----------------------------------------------------------------------


def _json_lines(path: Path, defaults: Mapping[str, Any]) -> Iterator[Article | Failure]:
    try:
        with path.open("rb") as raw:
            stream = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
            yield from _lines(stream, str(path), defaults)
    except (OSError, EOFError) as error:
        yield Failure(str(path), f"cannot be read ({error}); check the file")


def _stream(stream: BinaryIO, defaults: Mapping[str, Any]) -> Iterator[Article | Failure]:
    """Standard input: JSON lines when it begins with a brace, else one article."""
    data = stream.read()
    if data.lstrip()[:1] == b"{":
        yield from _lines(io.BytesIO(data), "standard input", defaults)
    else:
        yield make_article("stdin", decode(data), _present(defaults))


def _lines(stream: Any, where: str, defaults: Mapping[str, Any]) -> Iterator[Article | Failure]:
    number = 0
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
            yield Failure(place, f"the line is longer than {LONGEST_LINE:,} bytes; no article is")
            continue
        yield from _guarded(place, lambda text=line: iter([_json_line(text, defaults)]))
    if number == 1:
        yield Failure(where, "the file is empty; remove it or put articles into it")


def _json_line(line: bytes, defaults: Mapping[str, Any]) -> Article:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not JSON ({_one_line(error)}); one article a line") from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object; an article has id and text")
    for key in ("id", "text"):
        if not isinstance(record.get(key), str) or not record[key].strip():
            raise InputError(f"“{key}” is missing or empty; an article has id and text")
    _sound(record["text"])
    meta = {key: record[key] for key in SIDECAR_KEYS if record.get(key) is not None}
    return make_article(record["id"], record["text"], {**_present(defaults), **meta})


# --- articles ------------------------------------------------------------------------


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def make_article(article_id: str, text: str, meta: Mapping[str, Any]) -> Article:
    """An article from its text and sidecar values; raises InputError naming a wrong one."""
    for key in meta:
        if key not in SIDECAR_KEYS:
            near = difflib.get_close_matches(key, SIDECAR_KEYS, n=1)
            hint = (
                f"; did you mean “{near[0]}”?" if near else f"; known are {', '.join(SIDECAR_KEYS)}"
            )
            raise InputError(f"unknown sidecar key “{key}”{hint}")
    published = _date(meta.get("published"))
    language = str(meta.get("language") or guess_language(text))
    if language not in LANGUAGES:
        raise InputError(f"language “{language}” is not read; known are {', '.join(LANGUAGES)}")
    fields = {key: str(meta[key]) for key in ("source", "title", "url", "licence") if key in meta}
    spoken = json.dumps(
        [text, str(published), language, fields], ensure_ascii=False, sort_keys=True
    )
    digest = hashlib.sha256(spoken.encode("utf-8", errors="surrogatepass")).hexdigest()
    return Article(
        id=_ID.sub("_", article_id),
        text=text,
        language=language,
        published=published,
        source=fields.get("source"),
        title=fields.get("title"),
        url=fields.get("url"),
        licence=fields.get("licence"),
        digest=digest,
    )


def _date(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(f"published = “{value}” is no date; write it as 2017-10-19") from error


def guess_language(text: str) -> str:
    """``ar`` by script, else ``fr`` or ``en`` by their commonest words."""
    letters = len(_LETTER.findall(text))
    if letters and len(_ARABIC.findall(text)) / letters > 1 - _MOSTLY:
        return "ar"
    return "fr" if len(_FRENCH.findall(text)) > len(_ENGLISH.findall(text)) else "en"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
