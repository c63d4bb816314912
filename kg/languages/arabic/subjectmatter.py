"""The documents that Arabic verbs are about: agreements and resolutions near them."""

from __future__ import annotations

from kg.events.grammar import Paper, Telling
from kg.languages.arabic.scene import Scene, participants
from kg.model.vocabulary import Roles
from kg.text.lexicon import Trigger
from kg.text.verbs import plain_noun

_NEAR = 4


class SubjectMatter:
    """Finds the agreement or resolution of a telling in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words
        self.agreements = scene.words.lexicon.words("documents", "agreement")
        self.resolutions = scene.words.lexicon.words("documents", "resolution")

    def agreement(self, telling: Telling) -> Paper:
        """The agreement behind a verb, else before it, with whom its noun names («مع», «بين»)."""
        if telling.has("agreeing"):
            return Paper(None)
        start, stop = self.scene.bounds(telling.verb)
        after = range(telling.verb + 1, min(stop, telling.verb + 3 * _NEAR))
        before = range(telling.verb - 1, max(start, telling.verb - _NEAR) - 1, -1)
        noun = self._noun((*after, *before), self.agreements)
        if noun is None:
            return Paper(None)
        found = self.scene.finds(noun, noun + 1, "Agreement")
        parties: Roles = []
        for group in self.scene.reader.groups_in(noun, min(stop, noun + 2 * _NEAR)):
            if signs_with(self.scene, telling.trigger, group.start):
                parties += participants(group, "signatory")
        return Paper(found[0] if found else None, noun, tuple(parties))

    def resolution(self, telling: Telling) -> Paper | None:
        """The resolution near behind a verb that adopts; the first one behind one that votes."""
        _, stop = self.scene.bounds(telling.verb)
        if telling.trigger.frame == "Vote":
            named = self.scene.finds(telling.verb, stop, "Resolution")
            return Paper(named[0], named[0].start) if named else None
        near = range(telling.verb + 1, min(stop, telling.verb + 3 * _NEAR))
        noun = self._noun(tuple(near), self.resolutions)
        if noun is None:
            return None
        found = self.scene.finds(noun - 1, noun + 1, "Resolution")
        return Paper(found[0] if found else None, noun)

    def _noun(self, places: tuple[int, ...], heads: frozenset[str]) -> int | None:
        return next((i for i in places if plain_noun(self.words.norms[i]) in heads), None)


def signs_with(scene: Scene, trigger: Trigger, start: int) -> bool:
    """«مع روسيا», «بين …» before a group; «بالتشاور مع» makes nobody a party."""
    preposition = scene.words.preposition_before(start)
    if preposition is None or not trigger.has("with", preposition):
        return False
    near = scene.words.norms[max(0, start - _NEAR) : start]
    return not any(trigger.has("beside", norm) for norm in near)
