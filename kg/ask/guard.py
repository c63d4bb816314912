"""May this query run here: nothing that reaches out of the store, nothing that changes it.

Queries are read token by token as SPARQL 1.1 does (section 19.8), so that no quotation
mark or comment hides a word. Stricter than the grammar where parsers differ: keywords
glued to their neighbours count, escapes outside strings and IRIs are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from kg.errors import UsageError

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*)
    | (?P<word>\w+)
    | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_CHANGES = frozenset(["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "LOAD"])

Token = tuple[str, str]


def tokens(query: str) -> Iterator[Token]:
    """(kind, text) of every token but comments and white space."""
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "other"
        if kind != "comment":
            yield kind, found[0]


def refuse_outward(
    query: str, *, hosts: Collection[str] = (), graphs: bool = False, update: bool = False
) -> None:
    """Raise UsageError when a query would leave the store, or change it.

    ``hosts`` are those that SERVICE and LOAD may name, as a full IRI; ``graphs`` lets FROM
    name graphs of the store (not safe with rdflib, which fetches them); ``update`` lets the
    store be changed.
    """
    found = tokens(query)
    for kind, text in found:
        if text == "\\":
            raise UsageError("an escape outside of strings and IRIs is not answered here")
        word = _word(kind, text)
        if "SERVICE" in word or (word == "LOAD" and update):
            _refuse_unless(found, hosts, word)
        elif word in _CHANGES and not update:
            raise UsageError(
                "updates are not answered here: “kg build” is the way to change the store"
            )
        elif word == "FROM" and not graphs:
            raise UsageError("FROM is not answered here: queries are of the whole store")


def _word(kind: str, text: str) -> str:
    if kind == "word":
        return text.upper()
    return text.split(":", 1)[0].upper() if kind == "name" else ""


def _refuse_unless(after: Iterator[Token], hosts: Collection[str], word: str) -> None:
    target = next((t for t in after if t[1].upper() != "SILENT"), ("", ""))
    if word in ("SERVICE", "LOAD") and target[0] == "iri" and "\\" not in target[1]:
        parts = urlsplit(target[1][1:-1])
        if parts.scheme in ("http", "https") and parts.netloc.lower() in hosts:
            return
    allowed = f"; allowed hosts: {', '.join(sorted(hosts))}" if hosts else ""
    raise UsageError(f"SERVICE and LOAD are not answered here: queries stay in the store{allowed}")
