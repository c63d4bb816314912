"""Known names of a text in Latin script, and which of a name's meanings is meant."""

from __future__ import annotations

from collections.abc import Iterable

from kg.background import knowledge
from kg.languages.parsed.gazetteer import LatinGazetteer, keys_of
from kg.languages.parsed.words import LatinWords
from kg.model.keys import stable_key
from kg.model.vocabulary import EntityType
from kg.text.findings import Found, NameFacts

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "agent")


class KnownNames:
    """The known names of one document; states, capitals and territories told apart."""

    def __init__(self, words: LatinWords, gazetteer: LatinGazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.knowledge = knowledge.load()
        self.heads = words.phrases("organizations", "heads")
        self.small = words.phrases("organizations", "small")
        self.inner = words.words_of("organizations", "inner")
        self.where = words.words_of("organizations", "where")
        self.infinitive = words.words_of("words", "infinitive")
        self.of = words.words_of("organizations", "of")
        self.located = words.words_of("organizations", "located")
        self.adjectives = words.phrases("organizations", "adjectives")
        self.directions = words.phrases("places", "directions")
        self.inside = words.phrases("places", "inside")
        self.dealing = words.phrases("places", "dealing")
        self.chained = bool(words.lexicon.tables["organizations"].get("chained"))
        self.territories = set(words.lexicon.tables["places"].get("territories", ()))
        self.raw = gazetteer.find(words)
        self.known = {found.start: found for found in self.raw}
        self.ending = {found.end: found for found in self.raw}

    def _decide(self, found: Found) -> Found | None:
        """Which of a name's meanings is meant here; None for people."""
        keys = [key for key in keys_of(found) if not self._needs_trigger(key)]
        if not keys or keys[0].startswith("person/"):
            return None
        listed = next((key for key in keys if key.startswith("place/")), None)
        key = keys[0]
        if key.startswith("state/"):
            if key.removeprefix("state/") in self.territories:
                return Found(found.start, found.end, "Place", listed or key)
            return Found(found.start, found.end, "State", key)
        if key.startswith("place/"):
            return self.place_or_state(found.start, found.end, key)
        return Found(found.start, found.end, found.type, key)

    def _needs_trigger(self, key: str) -> bool:
        entity = self.knowledge.entities.get(key)
        return bool(entity and ("needsTrigger", "true") in entity.facts)

    def place_or_state(self, start: int, end: int, key: str) -> Found:
        """A capital that acts is its state."""
        state = self.knowledge.state_of_capital(key)
        if state and self._acts(start, end):
            return Found(start, end, "State", state, NameFacts(capital=key))
        return Found(start, end, "Place", key)

    def _acts(self, start: int, end: int) -> bool:
        """Subject of a verb, or dealt with: «Washington hoped», «between Paris and Rome»."""
        words = self.words
        first = start
        while first > 1 and words.norms[first - 1] in words.ands and self._actor_before(first - 1):
            first = self.ending[first - 1].start
        if end < len(words) and words.joined(end):
            return False
        if end < len(words) and words.norms[end] == "'s":
            return True
        opened = words_start(words, first)
        if words.match_back(self.dealing, opened):
            return True
        if words.preposition_before(opened) is not None or words.preposition_before(first):
            return False
        if words.parsed and self._subject(start, end):
            return True
        return self._before_verb(end) or self._made_to_act(start, end)

    def _subject(self, start: int, end: int) -> bool:
        token = self.words.doc[end - 1]
        if token.dep_ == "conj":
            token = token.head
            if token.dep_ == "pobj" and token.head.norm_ in self.dealing:
                return True
        return token.dep_ in _SUBJECTS

    def _made_to_act(self, start: int, end: int) -> bool:
        """«would require Damascus to reveal …»."""
        words = self.words
        infinitive = end + 1 < len(words) and words.norms[end] in self.infinitive
        return infinitive and words.is_verb(end + 1) and start > 0 and words.is_verb(start - 1)

    def _actor_before(self, index: int) -> bool:
        return index in self.ending

    def _before_verb(self, end: int) -> bool:
        words = self.words
        small = end < len(words) and not words.capital(end)
        return small and words.is_verb(end) and words.norms[end] not in words.ands

    def key(self, type_: EntityType, start: int, end: int) -> str:
        """The stable key of something unlisted, from its words without articles."""
        words = self.words
        kept = words.flat[words.first[start] : words.first[end]]
        articles = words.articles | {"l", "d"}
        return stable_key(type_, " ".join(n for n in kept if n not in articles))

    def _main_state(self, found: Iterable[Found]) -> str | None:
        """The state named most in the article, the earlier one of two."""
        counted: dict[str, int] = {}
        for name in found:
            if name.type == "State" and name.key:
                counted[name.key] = counted.get(name.key, 0) + 1
        return max(counted, key=lambda key: counted[key], default=None)


def words_start(words: LatinWords, index: int) -> int:
    """The token at which a noun phrase begins, its article included."""
    while index > 0 and words.norms[index - 1] in words.articles:
        index -= 1
    return index
