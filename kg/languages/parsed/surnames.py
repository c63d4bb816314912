"""Surnames of known people in Latin script: alone, and behind the given name of somebody else.

«Lavrov» alone is the one Lavrov in office on the day; «Emine Erdogan» is not Recep Tayyip.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from kg.background.bearing import bearings
from kg.languages.parsed.gazetteer import LatinGazetteer
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, NameFacts


class Surnames:
    """Looks for surnames in one document; ``taken`` are the tokens of other names."""

    def __init__(
        self,
        words: LatinWords,
        gazetteer: LatinGazetteer,
        taken: Container[int],
        day: date | None,
    ) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.taken = taken
        self.day = day
        self.heads = words.phrases("titles", "heads")
        self.outside = words.phrases("titles", "outside")
        self.honorifics = words.words_of("persons", "honorifics")
        self.given = words.words_of("persons", "given")

    def alone(self, index: int, *, titled: bool = False) -> Found | None:
        """«Lavrov», of whom one in office on the day is known, no everyday word unless titled."""
        words = self.words
        if not self._named(index):
            return None
        if not titled and self.gazetteer.common(words.norms[index]):
            return None
        if any(words.joined(i) or self._named(i) for i in (index - 1, index + 1)):
            return None
        key = bearings().alone(words.text(index, index + 1), self.day)
        return Found(index, index + 1, "Person", key, NameFacts(surname=True)) if key else None

    def namesake(self, index: int) -> int | None:
        """Where a name of two words ends whose last is a known surname: «Emine Erdogan»."""
        words = self.words
        if index + 1 >= len(words) or not (self._named(index) and self._named(index + 1)):
            return None
        if words.norms[index + 1] not in bearings().by_surname or not self._first_name(index):
            return None
        return index + 2

    def _first_name(self, index: int) -> bool:
        words = self.words
        norm = words.norms[index]
        if norm in self.given:
            return True
        if norm in bearings().by_surname or words.pos(index) not in ("PROPN", ""):
            return False
        sure = words.pos(index) == "PROPN" and index not in words.opening
        return sure or not self.gazetteer.common(norm)

    def _named(self, index: int) -> bool:
        """Whether a token may be a word of a person's name: a capital that is no title."""
        words = self.words
        if not 0 <= index < len(words) or index in self.taken or words.dated[index]:
            return False
        if not words.is_word(index) or not words.capital(index) or words.closed(index):
            return False
        if words.norms[index] in self.honorifics or self.gazetteer.demonym_at(words, index):
            return False
        titles = (self.heads, self.outside)
        return not any(words.match_back(table, index + 1) for table in titles)
