"""Media: a name behind a word that opens one, «قناة الجزيرة», «مراسلة الميادين»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.background import knowledge
from kg.languages.arabic.gazetteer import Gazetteer
from kg.text.findings import Found, NameFacts
from kg.text.words import Words

_REACH = 6


class Media:
    """Finds media in one document; ``known`` are the names of the gazetteer in it."""

    def __init__(self, words: Words, gazetteer: Gazetteer, known: Mapping[int, Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.known = known
        self.knowledge = knowledge.load()
        lexicon = words.lexicon
        self.triggers = lexicon.words("organizations", "media")
        self.inside = lexicon.words("organizations", "media_words")
        self.kinds = frozenset(lexicon.tables["organizations"]["media_kinds"])

    def names(self) -> Iterable[Found]:
        """Media, each behind its trigger word."""
        words = self.words
        for index in range(len(words)):
            if self.opens(index) and not words.clitic[index]:
                yield from self.at(index)

    def opens(self, index: int) -> bool:
        """Whether a word opens the name of a medium: «قناة», «مراسلة»."""
        return self.words.bare(index) in self.triggers

    def at(self, index: int) -> Iterable[Found]:
        """The medium that a trigger word at ``index`` opens."""
        start = self._start(index + 1)
        quoted = start > 0 and self.words.is_quote(start - 1)
        end = self._end(start, quoted=quoted)
        if end > start:
            yield Found(start, end, "Organization", self._key(start, end), NameFacts(medium=True))

    def _start(self, index: int) -> int:
        words = self.words
        while index < len(words) and (words.norms[index] in self.inside or words.is_quote(index)):
            index += 1
        return index

    def _end(self, start: int, *, quoted: bool) -> int:
        words = self.words
        if start >= len(words):
            return start
        known = self.known.get(start)
        if known and known.type == "Organization" and not self._may_publish(known.key):
            return start
        medium = known is not None and known.type == "Organization"
        if known and (medium or (not quoted and known.type in ("Place", "State"))):
            if not (known.type == "State" and self._names_medium(start, known.end + 1)):
                return known.end
            return known.end + 1
        if not quoted:
            return start
        end = start
        while end < len(words) and end - start < _REACH and not words.is_quote(end):
            if not words.is_word(end):
                return start
            end += 1
        return end

    def _may_publish(self, key: str | None) -> bool:
        """Whether a known body may be a medium: its kind says so, or is not told."""
        entity = self.knowledge.entities.get(key or "")
        kind = dict(entity.facts).get("kind") if entity else None
        return kind is None or kind in self.kinds

    def _names_medium(self, start: int, end: int) -> bool:
        return end <= len(self.words) and self._key(start, end) is not None

    def _key(self, start: int, end: int) -> str | None:
        norm = " ".join(self.words.norms[start:end])
        for key in self.gazetteer.keys.get(norm, ()):
            if key.startswith("organization/"):
                return key
        return None
