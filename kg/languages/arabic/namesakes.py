"""Whose a surname is in Arabic: «إيفانكا ترامب» is not Donald, «خالد بن سلمان» not Mohammed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.background import knowledge
from kg.letters import fold
from kg.spelling.samename import CANDIDATE, likeness
from kg.text.findings import Found
from kg.text.words import Words

_GIVEN_CHANCE = 0.4
"""What the model must give a word before a surname that makes it somebody else's."""


@cache
def joined_names(language: str) -> Mapping[str, str]:
    """Folded full names without spaces -> key, where only one person has the name."""
    table: dict[str, set[str]] = {}
    for key, names in _full_names(language).items():
        for name in names:
            table.setdefault(_joined(name), set()).add(key)
    return {name: next(iter(keys)) for name, keys in table.items() if len(keys) == 1}


@cache
def _full_names(language: str) -> Mapping[str, list[str]]:
    """Person -> their names of several words that begin with a given name.

    A surname of two words, «عبد العاطي», is the end of another of the names.
    """
    table: dict[str, list[str]] = {}
    for name in knowledge.load().names:
        if name.language == language and name.key.startswith("person/") and " " in name.surface:
            table.setdefault(name.key, []).append(name.surface)
    return {key: [n for n in names if not _ends_another(n, names)] for key, names in table.items()}


def _ends_another(name: str, names: Iterable[str]) -> bool:
    """Also where one of them is written in another number of words."""
    own = _joined(name)
    return any(other != own and other.endswith(own) for other in map(_joined, names))


def _joined(name: str) -> str:
    return fold(name).replace(" ", "")


class Namesakes:
    """Looks at what stands before the surnames of one document.

    ``taken`` are the tokens of other things' names, ``named`` those of known people's.
    """

    def __init__(
        self,
        words: Words,
        chances: Sequence[float],
        taken: Container[int],
        named: Container[int],
    ) -> None:
        self.named = named
        self.words = words
        self.chances = chances
        self.taken = taken
        self.given = words.lexicon.words("persons", "given")
        self.particles = words.lexicon.words("persons", "particles")
        self.fathers = self.particles & {"بن", "ابن", "ولد"}
        self.honorifics = words.lexicon.words("titles", "honorifics")

    def names_of(self, key: str | None) -> Sequence[str]:
        """The listed names of several words of a person."""
        return _full_names(self.words.lexicon.language).get(key or "", ())

    def surname_alone(self, found: Found) -> bool:
        """Whether a find is no full name: one word, or none of its owner's begins so."""
        first = self.words.norms[found.start]
        if found.end - found.start == 1 or first in self.particles:
            return True
        names = self.names_of(found.key)
        return bool(names) and all(fold(name).split()[0] != first for name in names)

    def behind_given(self, surname: Found) -> bool:
        """«إيفانكا» before «ترامب»: a given name of somebody else."""
        words, first = self.words, surname.start - 1
        if first < 0 or not words.is_word(first) or words.clitic[first] or first in self.taken:
            return False
        if first in self.named:
            return False  # «التقى لافروف تيلرسون»: two people
        norm, chance = words.norms[first], self.chances[first]
        title = norm in self.honorifics or words.lexicon.heads().match([norm], 0)
        if title or words.closed(first) or words.is_verb(first) or words.dated[first]:
            return False
        if words.definite(first) or words.sentence_of[first] != words.sentence_of[surname.start]:
            return False
        called = {name.split()[0] for name in map(fold, self.names_of(surname.key))}
        listed = norm in self.given or chance < 1
        return norm not in called and listed and chance >= _GIVEN_CHANCE

    def another(self, span: range, owner: Found) -> bool:
        """Whether a surname stands behind a given name that is not its owner's."""
        norms = self.words.norms
        mine = norms[owner.start : owner.end]
        here = Found(span.start, span.stop, "Person", owner.key)
        return norms[span.start - 1] not in mine and self.behind_given(here)

    def beside(self, people: Iterable[Found]) -> Iterator[Found]:
        """«رندة بري» in a text of «نبيه بري»: who has the surname of somebody named in full."""
        long = [person for person in people if person.end - person.start > 1]
        last = {self.words.norms[person.end - 1]: person for person in long}
        inside = {i for person in long for i in range(person.start, person.end)}
        for index, norm in enumerate(self.words.norms):
            owner = last.get(norm) if index not in inside and index - 1 not in inside else None
            if owner and self.another(range(index, index + 1), owner):
                yield Found(index - 1, index + 1, "Person", None)

    def fathered(self, known: Found | None, end: int) -> str | None:
        """«محمد بن سلمان بن عبد العزيز»: a known name that goes on with fathers and house."""
        if known is None or not 1 < known.end - known.start < end - known.start:
            return None
        norms = self.words.norms
        goes_on = norms[known.end] in self.particles or norms[known.end].startswith("ال")
        return known.key if goes_on and len(known.name.keys) == 1 else None

    def of_one(self, known: Found, start: int) -> bool:
        """Whether a name that ends in a known one is the same person's: not «خالد بن سلمان»."""
        if known.end - known.start < 2 or self.words.norms[known.start - 1] in self.fathers:
            return False
        names = self.names_of(known.key)
        whole = self.words.norms[known.start] in {fold(name).split()[0] for name in names}
        written = self.words.text(start, known.end)
        return whole or any(likeness(written, name) >= CANDIDATE for name in names)
