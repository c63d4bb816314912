"""What stands beside a text: the values of a sidecar or of a line of JSON, checked, and an article.

A wrong value is refused with the cure; a key that nobody reads is named with the one meant.
"""

from __future__ import annotations

import difflib
import email.utils
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from kg.errors import InputError
from kg.model.claims import Article
from kg.resources import language_codes
from kg.rulefiles import files
from kg.text.decoding import whole
from kg.text.language import UNKNOWN, guess_language, name_of
from kg.text.plain import plain_text

SIDECAR_KEYS = ("published", "language", "source", "title", "url", "licence", "date_order")
DATE_ORDERS = ("dmy", "mdy", "ymd")
_ID = re.compile(r"[^\w.-]+")
_LONGEST_ID, _KEPT_OF_ID = 180, 150
"""Bytes: a file of this name and its ending fit on every disk."""
_LARGEST_SIDECAR = 16_384
"""Bytes; the memory that TOML takes grows with the square of some sidecars' size."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2500


@cache
def _called() -> Mapping[str, Mapping[str, list[str]]]:
    return files.ontology("inputs.toml")


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """The table of a sidecar of that name; raises InputError."""
    if len(data) > _LARGEST_SIDECAR:
        raise InputError(
            f"its sidecar {name} has {len(data):,} bytes, which is no sidecar; "
            f"it holds {', '.join(SIDECAR_KEYS)}"
        )
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return tomllib.loads(data.decode("utf-16" if marked else "utf-8-sig"))
    except RecursionError as error:
        raise InputError(f"its sidecar {name} is nested too deep; write key = value") from error
    except ValueError as error:  # of TOML, of the encoding, of a number too long
        raise InputError(f"its sidecar {name} is not TOML: {one_line(error)}") from error


def one_line(error: Exception) -> str:
    """What an error says, in one line of bounded length."""
    return " ".join(str(error).split())[:200]


def make_article(article_id: str, text: str, meta: Mapping[str, Any]) -> Article:
    """An article from its text and sidecar values; raises InputError naming a wrong one."""
    for key in meta:
        if key not in SIDECAR_KEYS:
            near = meant(key)
            hint = f"; did you mean “{near}”?" if near else f"; known are {', '.join(SIDECAR_KEYS)}"
            raise InputError(f"unknown sidecar key “{whole(key)[:60]}”{hint}")
    text = whole(text)
    published = _date(meta.get("published"))
    language = _language(meta.get("language")) or guess_language(plain_text(text))
    written = {
        key: _text(key, meta[key])
        for key in ("source", "title", "url", "licence", "date_order")
        if key in meta
    }
    fields = {key: value for key, value in written.items() if value.strip()}
    if fields.get("date_order", "dmy") not in DATE_ORDERS:
        raise InputError(
            f"date_order = “{fields['date_order'][:60]}” is none of {', '.join(DATE_ORDERS)}"
        )
    spoken = json.dumps(
        [text, str(published), language, fields], ensure_ascii=False, sort_keys=True
    )
    return Article(
        id=safe_id(article_id),
        text=text,
        language=language,
        published=published,
        source=fields.get("source"),
        title=fields.get("title"),
        url=fields.get("url"),
        licence=fields.get("licence"),
        date_order=fields.get("date_order"),
        digest=hashlib.sha256(spoken.encode()).hexdigest(),
    )


def safe_id(article_id: str) -> str:
    """An id as part of an IRI and of a file name; a long one ends in a digest of the whole."""
    given = unicodedata.normalize("NFC", whole(article_id))
    safe = _ID.sub("_", given)
    safe = "_" + safe[1:] if safe.startswith(".") else safe
    if len(safe.encode()) <= _LONGEST_ID:
        return safe
    digest = hashlib.sha256(given.encode()).hexdigest()[:12]
    return f"{safe.encode()[:_KEPT_OF_ID].decode(errors='ignore')}-{digest}"


# --- keys ----------------------------------------------------------------------------


def meant(key: str) -> str | None:
    """The known key that somebody means who writes another one; None when nobody can tell."""
    plain_key = key.strip().casefold().replace("-", "_")
    if plain_key in (*SIDECAR_KEYS, "id", "text"):
        return plain_key
    for known, others in _called()["called"].items():
        if plain_key in others:
            return known
    near = difflib.get_close_matches(plain_key[:60], SIDECAR_KEYS, n=1, cutoff=0.75)
    return near[0] if near else None


def unread_keys(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, key meant) of a line of JSON, where what is meant is missing."""
    for key in record:
        if key in (*SIDECAR_KEYS, "id", "text"):
            continue
        near = meant(key)
        if near and record.get(near) in (None, ""):
            yield whole(key)[:60], near


# --- values --------------------------------------------------------------------------


def _text(key: str, value: Any) -> str:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"“{key}” is {_kind(value)}; write one text")


def _kind(value: Any) -> str:
    kinds = (
        (bool, "true or false"),
        (list, "a list"),
        (dict, "a table"),
        (int | float, "a number"),
    )
    return next((name for type_, name in kinds if isinstance(value, type_)), "no text")


def text_of(record: Mapping[str, Any], key: str) -> str:
    """``id`` or ``text`` of a line of JSON; raises InputError."""
    value = record.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        near = next((k for k in record if k != key and meant(k) == key), None)
        hint = f"; it may be “{whole(near)[:60]}”: rename that key" if near else ""
        raise InputError(f"“{key}” is missing or empty; an article has id and text{hint}")
    if not isinstance(value, str):
        raise InputError(f"“{key}” is {_kind(value)}; write a text, in quotation marks")
    return value


def _language(value: Any) -> str | None:
    """A language that is read, by its code or name; None when it is left open."""
    if value is None or value == "":
        return None
    written = _text("language", value).strip().casefold()
    code = re.split(r"[-_]", written)[0]
    for known, others in _called()["languages"].items():
        if code == known or written in others or code in others:
            return known
    if code in language_codes():
        return code
    if code in ("und", "mul", "mis", "zxx"):
        return None
    name = f" ({name_of(code)})" if name_of(code) != code else ""
    raise InputError(
        f"language “{written[:40]}”{name} is not read; known are {', '.join(language_codes())}"
    )


def said_language(article: Article) -> str | None:
    """What is to be said of an article in whose language nothing is read; None for others."""
    if article.language in language_codes():
        return None
    known = ", ".join(language_codes())
    if article.language == UNKNOWN:
        return f"its language cannot be told (und), nothing is read in it; say language = {known}"
    name = f"{name_of(article.language)} ({article.language})"
    return f"it is in {name}, in which nothing is read; known are {known}"


def _date(value: Any) -> date | None:
    """The day of publication, as it is written: no zone moves it."""
    if value is None or value == "":
        return None
    day = _day(value)
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        shown = whole(str(value))[:60]
        raise InputError(f"published = “{shown}” is no date; write it as 2017-10-19")
    return day


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    written = str(value).strip()
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        pass
    try:  # as mail and feeds write it: «Wed, 04 Apr 2018 10:00:00 GMT»
        return email.utils.parsedate_to_datetime(written).date() if len(written) < 80 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
