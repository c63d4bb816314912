"""Known names of a language in Latin script, matched piece by piece and by their capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import wordfreq

from kg.background import knowledge
from kg.background.known import Name
from kg.languages.parsed.words import LatinWords, pieces
from kg.model.keys import kind_of, type_of
from kg.text.findings import Found, NameFacts

_MATCHED = ("person", "organization", "state", "place", "agreement")
_ORDER = {kind: rank for rank, kind in enumerate(("state", "organization", "place", "person"))}
_LARGE = 1_000_000
_LONG = 3
"""A name of so many words is known written small too («le conseil de sécurité de l'ONU»)."""
_EVERYDAY = 4.0
"""Zipf frequency from which a word is no town's name without a preposition before it."""


@dataclass(frozen=True)
class Entry:
    """One way to write one thing."""

    key: str
    surface: str

    @property
    def abbreviation(self) -> bool:
        """Whether it is written in capitals throughout, such as «US» or «OPCW»."""
        letters = [char for char in self.surface if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)


class LatinGazetteer:
    """The names of one language, and the adjectives of nationality beside them."""

    def __init__(self, language: str, names: Sequence[Name]) -> None:
        self.language = language
        self.table: dict[tuple[str, ...], list[Entry]] = {}
        self.demonyms: dict[tuple[str, ...], str] = {}
        self._reach: dict[str, int] = {}
        """First piece -> pieces of the longest name that it begins."""
        for name in names:
            written = pieces(name.surface)
            if not written:
                continue
            if name.kind == "demonym":
                self.demonyms.setdefault(written, name.key)
                continue
            entries = self.table.setdefault(written, [])
            if all(entry.key != name.key for entry in entries):
                entries.append(Entry(name.key, name.surface))
            for first in (written[0], written[0] + "s"):
                self._reach[first] = max(self._reach.get(first, 1), len(written))
        for entries in self.table.values():
            entries.sort(key=lambda entry: _ORDER.get(kind_of(entry.key), 9))

    def find(self, words: LatinWords) -> list[Found]:
        """The longest known names, not overlapping, in text order; looked for once a text."""
        if words.known is None:
            words.known = list(self._search(words))
        return words.known

    def _search(self, words: LatinWords) -> Iterator[Found]:
        index = 0
        while index < len(words):
            match = self._at(words, index)
            if match is None:
                index += 1
                continue
            end, keys = match
            yield Found(index, end, type_of(keys[0]), keys[0], NameFacts(keys=tuple(keys)))
            index = end

    def _at(self, words: LatinWords, index: int) -> tuple[int, tuple[str, ...]] | None:
        at = words.first[index]
        if words.first[index + 1] == at or words.dated[index]:
            return None
        reach = min(self._reach.get(words.flat[at], 1), len(words.flat) - at)
        for length in range(reach, 0, -1):
            end = words.ends.get(at + length)
            if end is None:
                continue
            written = tuple(words.flat[at : at + length])
            for entries in self._entries(words, written, end):
                keys = self._written(words, index, end, entries)
                if keys:
                    return end, keys
        return None

    def _entries(
        self, words: LatinWords, written: tuple[str, ...], end: int
    ) -> Iterator[Sequence[Entry]]:
        """What is written so; else without an «s» before which a wire lost an apostrophe."""
        if written in self.table:
            yield self.table[written]
        last = written[-1]
        lost = len(last) > _LONG or "." in words.doc[end - 1].text
        if last.endswith("s") and lost and words.capital(end - 1):
            plain = (*written[:-1], last[:-1])
            if plain in self.table:
                yield self.table[plain]

    def _written(
        self, words: LatinWords, start: int, end: int, entries: Sequence[Entry]
    ) -> tuple[str, ...]:
        """The keys whose capitals the text has too."""
        text = words.text(start, end)
        if start and words.doc[start - 1].text[-1] in "$€£":
            return ()  # «$US»
        kept = [e.key for e in entries if _capitals_agree(e, text)]
        single = end - start == 1 and self.common(text.lower())
        if single and not text.isupper():
            short = {e.key for e in entries if e.abbreviation}  # «Who?» is not the WHO
            kept = [key for key in kept if key not in short]
            before = words.preposition_before(start)
            kept = [key for key in kept if before is not None or not self._small(key)]
        return tuple(kept)

    def _small(self, key: str) -> bool:
        """Whether the key is a town that is neither a capital nor large."""
        known = knowledge.load()
        facts = dict(known.entities[key].facts)
        large = int(facts.get("population", _LARGE)) >= _LARGE
        return key.startswith("place/") and key not in known.capitals and not large

    def common(self, word: str) -> bool:
        """Whether a word is an everyday one of the language."""
        return bool(wordfreq.zipf_frequency(word, self.language, wordlist="small") > _EVERYDAY)

    def demonym_at(self, words: LatinWords, index: int) -> tuple[int, str] | None:
        """(token after it, key) of an adjective of nationality that begins at a token."""
        if index >= len(words) or words.first[index] == words.first[index + 1]:
            return None
        at = words.first[index]
        for length in (3, 2, 1):
            end = words.ends.get(at + length)
            key = self.demonyms.get(tuple(words.flat[at : at + length]))
            if end is not None and key is not None and index < end:
                return end, key
        return None

    def demonym_before(self, words: LatinWords, end: int) -> tuple[int, str] | None:
        """(first token, key) of an adjective of nationality that ends before a token."""
        for start in (end - 3, end - 2, end - 1):
            if start >= 0:
                match = self.demonym_at(words, start)
                if match and match[0] == end:
                    return start, match[1]
        return None


def _capitals_agree(entry: Entry, text: str) -> bool:
    if entry.abbreviation:
        letters = [char for char in text if char.isalpha()]
        title = len(letters) > 2 and letters[0].isupper()
        return title or all(char.isupper() for char in letters)
    if not any(char.isupper() for char in entry.surface):
        return True
    written_small = entry.surface[0].islower() or len(pieces(entry.surface)) >= _LONG
    return text[0].isupper() or written_small


def _names(language: str) -> Iterator[Name]:
    """Names of the language; English ones of what has none in it."""
    known = knowledge.load()
    own = {name.key for name in known.names if name.language == language}
    for name in known.names:
        if name.kind == "variant" or kind_of(name.key) not in _MATCHED:
            continue
        if name.language == language:
            yield name
    if language != "en":
        for name in known.names:
            kind = kind_of(name.key)
            if name.language == "en" and name.kind not in ("variant", "demonym"):
                shared = kind in ("person", "place") or name.surface.isupper()
                if kind in _MATCHED and (name.key not in own or shared):
                    yield name


@cache
def latin_gazetteer(language: str) -> LatinGazetteer:
    """The gazetteer of a language, built once per process."""
    return LatinGazetteer(language, list(_names(language)))


def keys_of(found: Found) -> tuple[str, ...]:
    """All keys that a find of the gazetteer may stand for, the likeliest first."""
    return found.name.keys or ((found.key,) if found.key else ())
