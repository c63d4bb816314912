"""The vote of the statistical model: names that neither lists nor patterns know.

Lists and patterns come first. The model adds people, places and bodies where nothing
else was found, and doubts a known place that it reads as an ordinary word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.background.frequency import zipf
from kg.languages.arabic.gazetteer import Gazetteer
from kg.languages.arabic.tagfeatures import token
from kg.languages.arabic.tagger import Tagged, tagger
from kg.model.vocabulary import EntityType
from kg.text.findings import Found, NameFacts, longest
from kg.text.words import Words

_EVERYDAY = 3.6
"""Zipf frequency above which one word alone is no unlisted person."""
_VERY_COMMON = 4.0
"""Zipf frequency of words that a town's name may well be meant as."""
_TYPES: Final[Mapping[str, EntityType]] = {"PER": "Person", "LOC": "Place", "ORG": "Organization"}


class Unlisted:
    """What the model says of one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        model = words.lexicon.tables["model"]
        self.least: dict[str, float] = model["least"]
        self.alone: float = model["alone"]
        self.half: float = model["again"]
        self.doubt: float = model["doubt"]
        self.honorifics = words.lexicon.words("titles", "honorifics")
        self.chances = [1.0] * len(words)
        self.found: list[Found] = []
        loaded = tagger(words.lexicon.language)
        if loaded is None:
            return
        sentences = [
            [
                token(words.norms[i], words.doc[i].text, proclitic=words.clitic[i])
                for i in range(start, stop)
            ]
            for start, stop in words.sentences
        ]
        tagged, named = loaded.tag(sentences)
        for (start, stop), chances in zip(words.sentences, named, strict=True):
            self.chances[start:stop] = [float(chance) for chance in chances]
        self.found = list(self._trimmed(tagged))
        self.found += self._again()

    def _trimmed(self, tagged: Iterable[Tagged]) -> Iterator[Found]:
        """Confident names without marks, honorifics and proclitics around them."""
        words = self.words
        for name in tagged:
            type_ = _TYPES.get(name.label)
            if type_ is None or name.confidence < self.least[type_]:
                continue
            first = words.sentences[name.sentence][0]
            start, end = first + name.start, first + name.end
            while start < end and not self._opens(start):
                start += 1
            while start < end and not words.is_word(end - 1):
                end -= 1
            dated = any(words.dated[i] for i in range(start, end))
            weak = end == start + 1 and not self._stands_alone(start, type_, name.confidence)
            if start < end and not dated and not (weak and type_ != "Person"):
                yield Found(start, end, type_, None, NameFacts(weak=weak))

    def _again(self) -> list[Found]:
        """Names found once, wherever the text repeats them and the model half agrees."""
        norms = self.words.norms
        used = {i for found in self.found for i in range(found.start, found.end)}
        named = {tuple(norms[f.start : f.end]): f.type for f in self.found if not f.name.weak}
        again: list[Found] = []
        for name, type_ in named.items():
            for start in range(len(norms) - len(name) + 1):
                span = range(start, start + len(name))
                same = norms[start] == name[0] and tuple(norms[start : span.stop]) == name
                free = same and used.isdisjoint(span)
                if free and min(self.chances[span.start : span.stop]) > self.half:
                    used.update(span)
                    again.append(Found(start, span.stop, type_, None, NameFacts()))
        return again

    def _stands_alone(self, index: int, type_: EntityType, confidence: float) -> bool:
        """Whether one word is enough: not what lists have decided on, not an everyday word."""
        words = self.words
        norm = words.norms[index]
        decided = norm in self.gazetteer.keys or self.gazetteer.demonym(norm)
        if decided or words.closed(index) or words.is_verb(index):
            return False
        return confidence >= self.alone and (type_ != "Person" or zipf(norm) < _EVERYDAY)

    def _opens(self, index: int) -> bool:
        words = self.words
        return words.is_word(index) and words.norms[index] not in self.honorifics

    def people(self) -> list[Found]:
        """People the model is sure of; one word that needs more evidence has the fact ``weak``."""
        return [found for found in self.found if found.type == "Person"]

    def voted(self, listed: list[Found]) -> list[Found]:
        """Listed bodies, states and places that the model does not doubt, and its own beside."""
        kept = [found for found in listed if not self._doubtful(found)]
        used = {i for found in kept for i in range(found.start, found.end)}
        own = [
            found
            for found in self.found
            if found.type != "Person" and used.isdisjoint(range(found.start, found.end))
        ]
        return sorted([*kept, *longest(own)])

    def _doubtful(self, found: Found) -> bool:
        """A one-word place of the lists that reads like an ordinary word here."""
        plain = found.type == "Place" and found.end == found.start + 1
        sure = found.name.certain or found.name.capital is not None
        everyday = zipf(self.words.norms[found.start]) >= _VERY_COMMON
        bound = self.doubt if everyday else self.doubt / 5
        return plain and not sure and self.chances[found.start] < bound
