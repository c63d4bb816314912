"""Paragraphs of Turtle: one thing each, the same bytes for the same statements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

NAMESPACES = {
    "dip": "https://w3id.org/dtkg/ns#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}
ID = "https://w3id.org/dtkg/id/"
KINDS = (
    *("state", "place", "organization", "person", "office", "role", "tenure"),
    *("process", "round", "resolution", "source", "spelling", "agreement", "term", "veto"),
)
YEAR, MONTH, DAY = 4, 7, 10


def slug(name: str) -> str:
    """A name as a key part: lower case ASCII words joined by hyphens."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l")
    )
    ascii_ = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "x"


def quoted(text: str) -> str:
    """A Turtle string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def name_of(key: str) -> str:
    """A key as a prefixed name: ``person/x`` is ``person:x``."""
    kind, _, rest = key.partition("/")
    assert kind in KINDS, key
    return f"{kind}:{rest}"


class Thing:
    """One paragraph of Turtle."""

    def __init__(self, key: str, *classes: str) -> None:
        self.key = key
        self.lines: list[str] = ["a " + " , ".join(f"dip:{c}" for c in classes)]

    def labels(self, language: str, names: Iterable[str]) -> Thing:
        """The first name as rdfs:label, the others as skos:altLabel."""
        unique = list(dict.fromkeys(" ".join(n.split()) for n in names if n and n.strip()))
        literals = [f"{quoted(name)}@{language}" for name in unique]
        if literals:
            self.lines.append(f"rdfs:label {literals[0]}")
        if literals[1:]:
            self.lines.append("skos:altLabel " + " , ".join(literals[1:]))
        return self

    def hidden(self, names: Iterable[str]) -> Thing:
        """Spellings that serve lookups alone, their language not told."""
        unique = list(dict.fromkeys(name for name in names if name))
        return self.add("skos:hiddenLabel", " , ".join(map(quoted, unique)))

    def add(self, property_: str, value: str | None) -> Thing:
        """A statement, unless the value is missing."""
        if value:
            self.lines.append(f"{property_} {value}")
        return self

    def link(self, property_: str, key: str | None) -> Thing:
        """A statement about another thing, unless the key is missing."""
        return self.add(property_, name_of(key) if key else None)

    def text(self, property_: str, value: str | None) -> Thing:
        """A statement with a plain literal, unless it is empty."""
        return self.add(property_, quoted(value) if value else None)

    def corners(self, start: tuple[str, str] | None, end: tuple[str, str] | None) -> Thing:
        """The four corners: (earliest, latest) of begin and end, an unknown one empty."""
        for name, corner in (("Begin", start), ("End", end)):
            earliest, latest = corner or ("", "")
            self.add(f"sem:hasEarliest{name}TimeStamp", dated(earliest))
            self.add(f"sem:hasLatest{name}TimeStamp", dated(latest))
        return self

    def __str__(self) -> str:
        return f"{name_of(self.key)} " + " ;\n    ".join(self.lines) + " .\n"


def dated(day: str) -> str | None:
    """A day as xsd:date, None for no day."""
    return f'"{day}"^^xsd:date' if day else None


def bounds(text: str) -> tuple[str, str] | None:
    """First and last day of what a year, month or day covers; None for nothing."""
    if not text:
        return None
    if len(text) == YEAR:
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == MONTH:
        year, month = map(int, text.split("-"))
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        return f"{text}-01", f"{text}-{lengths[month - 1]:02}"
    return text, text


def document(title: str, things: Iterable[Thing]) -> tuple[str, int]:
    """(Turtle file, number of things), in order of their keys."""
    unique = {thing.key: thing for thing in things}
    body = "\n".join(str(unique[key]) for key in sorted(unique))
    used = {prefix for prefix in (*NAMESPACES, *KINDS) if f"{prefix}:" in body}
    lines = [f"# {title}", "# Made by tools/knowledge; corrections belong in its tables."]
    for prefix, namespace in (*NAMESPACES.items(), *((kind, f"{ID}{kind}/") for kind in KINDS)):
        if prefix in used:
            lines.append(f"@prefix {prefix}: <{namespace}> .")
    return "\n".join(lines) + "\n\n" + body, len(unique)
