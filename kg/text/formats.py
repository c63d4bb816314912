"""Files that hold articles in a form that is not read: told by what they are, with the cure."""

from __future__ import annotations

import json
import re

from kg.text.sidecars import SIDECAR_KEYS, meant

TEXTS = (".txt",)
LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
"""Endings of files that are read, in lower case."""
OTHERS = (
    ".json", ".csv", ".tsv", ".xml", ".rss", ".atom", ".html", ".htm", ".md", ".pdf", ".doc",
    ".docx", ".odt", ".rtf", ".xlsx", ".txt.gz", ".json.gz", ".zip", ".text",
)  # fmt: skip
"""Endings of files that may hold articles and are not read."""
_CURE = 'write one article a line into a .jsonl file, as {"id": …, "text": …, "published": …}'
_XML = re.compile(
    r"\s*(?:<\?xml|<!doctype|<(?P<root>rss|feed|rdf:RDF|html|head|body|urlset)\b)", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_PAGE = re.compile(r"<!doctype html|<html\b", re.I)
_HEAD = 2_000


def refusal(text: str, name: str = "") -> str | None:
    """Why a decoded file is no article, with the cure; None when it may be one."""
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    if _XML.match(head):
        if _FEED.search(head):
            return f"this is a feed (RSS or Atom), not an article; {_CURE}"
        what = "an HTML page" if _PAGE.search(head) else "XML"
        return f"this is {what}, not an article; save its text as .txt"
    if head[:1] in "[{" and _is_json(text):
        what = "a JSON array" if head[:1] == "[" else "a JSON object"
        return f"this is {what}, not an article; {_CURE}"
    if name.lower().endswith((".csv", ".tsv")) or _is_table(head):
        return f"this is a table (CSV), not an article; {_CURE}"
    if name.lower().endswith(".json"):
        return f"this is no article but a .json file that is not JSON; {_CURE}"
    return None


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except RecursionError:
        return True
    except ValueError:
        return _first_record(text)


def _first_record(text: str) -> bool:
    """Whether JSON objects follow one another, or an array of them breaks off."""
    start = text.lstrip("\ufeff \t\r\n[")
    if not start.startswith("{"):
        return False
    try:
        json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(head: str) -> bool:
    """Whether the first line names columns, one of which is a key of articles."""
    lines = head.splitlines()
    first = lines[0] if lines else ""
    for mark in (",", ";", "\t", "|"):
        columns = [column.strip().strip("\"'") for column in first.split(mark)]
        if len(columns) < 2 or len(lines) < 2 or mark not in lines[1]:
            continue
        short = all(re.fullmatch(r"[\w -]{1,30}", column) for column in columns)
        known = sum(
            meant(c) is not None or c.lower() in (*SIDECAR_KEYS, "id", "text") for c in columns
        )
        if short and known >= 2:
            return True
    return False
