"""How far an unknown name reaches, word by word.

A word may belong to it when it is a name token, a particle («دي», «بن»), or rare and not
definite; verbs, particles and common words end it. Frequencies are Zipf values (van Heuven et
al. 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.background import knowledge
from kg.background.frequency import zipf
from kg.languages.arabic.gazetteer import Gazetteer
from kg.letters import fold
from kg.text.findings import Found
from kg.text.words import Words

_LONGEST = 6
_COMMON = 4.2
_LONE_COMMON = 3.0
_INFLECTED = ("ون", "ين", "ات", "وا", "ا")
_FAMILY_COMMON = 3.3
LEAST_CHANCE = 0.05
"""Of a word that may be a name although nobody listed it."""


@cache
def _name_tokens(language: str) -> frozenset[str]:
    """Folded words that stand in names of known people."""
    tokens: set[str] = set()
    for name in knowledge.load().names:
        if name.language == language and name.key.startswith("person/"):
            tokens.update(fold(name.surface).split())
    return frozenset(tokens)


class NameReach:
    """Tells where the names of one document end; ``taken`` are the tokens of other names."""

    def __init__(
        self, words: Words, gazetteer: Gazetteer, bodies: list[Found], chances: Sequence[float]
    ) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.chances = chances
        lexicon = words.lexicon
        self.particles = lexicon.words("persons", "particles")
        self.given = lexicon.words("persons", "given")
        self.tokens = self.given | _name_tokens(lexicon.language)
        self.closed = frozenset().union(
            words.stops,
            words.prepositions,
            *(lexicon.words("words", n) for n in ("complementizers", "relatives", "quote_heads")),
        )
        self.taken = {i for found in bodies for i in range(found.start, found.end)}
        self.towns = {f.start for f in bodies if f.type == "Place" and f.end - f.start == 1}

    def end(self, index: int) -> int:
        """Where a name that begins at a token ends; the token itself when none does."""
        end = index
        follows = index + 1 < len(self.words)
        if follows and index in self.towns and self._may_belong(index, index + 1):
            # «فلورنس بارلي» behind a title: a given name that is also a town
            self.taken.discard(index)
        while end < len(self.words) and end - index < _LONGEST:
            if self._torn(index, end):
                end += 1  # «تاي بروك»: what looked like «ب» belongs to the name
            elif not self._may_belong(index, end):
                break
            end += 1
            while self.hyphen(end):
                end += 2
        while end > index and self.words.norms[end - 1] in self.particles:
            end -= 1
        return index if end == index + 1 and not self._alone(index) else end

    def hyphen(self, index: int) -> bool:
        """«جونج-سوك»: a hyphen without blanks inside a name."""
        doc = self.words.doc
        if not 0 < index < len(doc) - 1 or doc[index].text not in "-‐":
            return False
        return (
            not (doc[index - 1].whitespace_ or doc[index].whitespace_) and doc[index + 1].is_alpha
        )

    def _alone(self, index: int) -> bool:
        """Whether one word is enough of a name: listed, or rare and no plural or accusative."""
        norm = self.words.norms[index]
        return norm in self.tokens or (zipf(norm) < _LONE_COMMON and not norm.endswith(_INFLECTED))

    def _torn(self, start: int, index: int) -> bool:
        """A proclitic inside a name whose joined word is known as a word of its own."""
        words = self.words
        if not (start < index < len(words) - 1 and words.clitic[index]):
            return False
        joined = words.norms[index] + words.norms[index + 1]
        if joined not in self.tokens and self.chances[index + 1] < LEAST_CHANCE:
            return False
        return (words.norms[index] in "بكلف" and joined in self.tokens) or (
            words.norms[index] in "بكلف"
            and 2.0 < zipf(joined) < _COMMON
            and not words.definite(index + 1)
            and index + 1 not in self.taken
        )

    def _may_belong(self, start: int, index: int) -> bool:
        words = self.words
        norm = words.norms[index]
        if not words.is_word(index) or words.dated[index] or index in self.taken:
            return False
        if norm in self.particles:
            return True
        if norm not in self.tokens and self.chances[index] < LEAST_CHANCE:
            return False
        if norm in self.closed or self.gazetteer.demonym(norm):
            return False
        if words.lexicon.heads().match([norm], 0) and norm not in self.given:
            return False
        listed = norm in self.tokens
        if words.is_verb(index) and not (listed and index == start):
            return False
        if listed:
            return True
        if words.definite(index):
            family = words.bare(index) not in words.adjectives and zipf(norm) < _FAMILY_COMMON
            return index > start and (family or words.norms[index - 1] in self.particles)
        if norm[:1] == "ي":
            return index > start and words.norms[index - 1] in self.particles
        return zipf(norm) < _COMMON
