"""Names of a build that the knowledge does not have, most frequent first, with a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.ask import sparql
from kg.background import adding
from kg.letters import fold
from kg.quads.quadstore import QuadStore

_QUERY = """
SELECT ?thing ?words ?begin ?article ?text ?language WHERE {
  ?mention dip:names ?thing ; nif:anchorOf ?words ; nif:beginIndex ?begin ;
      nif:referenceContext ?article .
  ?article nif:isString ?text .
  OPTIONAL { ?article dct:language ?language }
}
ORDER BY ?article ?begin
"""
_LOCAL = re.compile(r"(?:^|/)(person|organization)/(x-[0-9a-f]{8})$")
_ARABIC = re.compile("[\u0621-\u064a]")
_STOP = re.compile(r"(?<=[.!?؟])\s+|\n+")
_LONGEST = 240


@dataclass(frozen=True)
class Unlinked:
    """A name that is not linked."""

    name: str
    kind: str
    """``person`` or ``organization``."""
    articles: int
    sentence: str
    line: str
    """A line of Turtle to fill in and to add to a file of one's own."""


def unlinked(store: QuadStore, limit: int) -> list[Unlinked]:
    """The names of people and bodies that stand in most articles; one word alone is left out."""
    found: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for thing, words, begin, article, text, language in sparql.run(
        store, sparql.prefixed(_QUERY)
    ).rows:
        local = _LOCAL.search(thing)
        name = " ".join(words.split())
        if local and " " in name:
            told = (article, name, _sentence(text, int(begin)), language)
            found.setdefault((local[1], fold(name)), []).append(told)
    rows = [_row(kind, told) for (kind, _), told in found.items()]
    return sorted(rows, key=lambda row: (-row.articles, row.kind, row.name))[:limit]


def _row(kind: str, told: list[tuple[str, str, str, str]]) -> Unlinked:
    _, name, sentence, language = told[0]
    articles = len({article for article, *_ in told})
    language = language or ("ar" if _ARABIC.search(name) else "en")
    make = adding.person if kind == "person" else adding.body
    return Unlinked(name, kind, articles, sentence, make({language: name}))


def _sentence(text: str, begin: int) -> str:
    """The sentence around a place of a text, cut to what fits in a line or two."""
    first, last = 0, len(text)
    for stop in _stops(text):
        if stop <= begin:
            first = stop
        else:
            last = stop
            break
    return " ".join(text[first:last].split())[:_LONGEST]


def _stops(text: str) -> Iterator[int]:
    yield from (match.end() for match in _STOP.finditer(text))
