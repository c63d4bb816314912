"""Which town a name means in one text, and whether it means a town at all."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from kg.background import knowledge
from kg.languages.arabic.gazetteer import Gazetteer
from kg.text.findings import Found
from kg.text.words import Words


class Towns:
    """Looks at the towns of one document beside the states that it names."""

    def __init__(self, words: Words, gazetteer: Gazetteer, known: Collection[Found]) -> None:
        self.adjectives = gazetteer.demonyms_in(words.norms)
        self.known = known
        self.knowledge = knowledge.load()
        self.small: int = words.lexicon.tables["places"]["small"]

    def likely(self, key: str) -> bool:
        """Whether a town needs no more said: great, in a state that the text names, or listed
        with an Arabic name of its own. «ماهان» may be an airline, «لنكن» a ship.
        """
        entity = self.knowledge.entities.get(key)
        if entity is None or any(language == "ar" for language, _ in entity.labels):
            return True
        facts = dict(entity.facts)
        great = int(facts.get("population", self.small)) >= self.small
        return great or facts.get("state") in self.told_states

    def capital_instead(self, keys: tuple[str, ...], state: str) -> str | None:
        """«عمان» in a text that names Jordan, and Oman by no other word."""
        told = self.told_states - {state}
        capitals = (key for key in keys if self.knowledge.state_of_capital(key) in told)
        capital = next(capitals, None)
        if capital is None or state in self.adjectives:
            return None
        others = (f.name.keys for f in self.known if f.name.keys != keys)
        return None if any(state in other for other in others) else capital

    def nearest(self, keys: tuple[str, ...]) -> str:
        """Of several towns of one name the one in a state that the text names."""
        places = [key for key in keys if key.startswith("place/")]
        if len(places) < 2:
            return places[0]
        for key in places:
            entity = self.knowledge.entities.get(key)
            if entity and dict(entity.facts).get("state") in self.told_states:
                return key
        return places[0]

    @cached_property
    def told_states(self) -> frozenset[str]:
        """The states that the text names, also by an adjective of nationality."""
        named = {key for f in self.known for key in f.name.keys}
        return frozenset(key for key in named | self.adjectives if key.startswith("state/"))
