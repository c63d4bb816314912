"""Where the tellings of a parsed text lead to, hit or were: places by what the event is."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.events.grammar import Telling
from kg.languages.parsed.circumstances import Circumstances
from kg.languages.parsed.parse import Parse
from kg.reading.setting import Setting


class Bearings:
    """The places of the tellings of one document."""

    def __init__(self, parse: Parse, scene: Setting, around: Circumstances) -> None:
        self.parse = parse
        self.scene = scene
        self.around = around
        words = parse.words
        self.parts = words.words_of("places", "outside")
        self.of = words.words_of("documents", "of")
        self.near = words.words_of("places", "near")

    def _tokens(self, indexes: Sequence[int]) -> list[Token]:
        return [self.parse.doc[index] for index in indexes]

    # --- occasions ---------------------------------------------------------------

    def places(self, telling: Telling) -> list[str]:
        """Each of several places, «in Algiers and in Nouakchott»."""
        within = self.around.within
        found: list[str] = []
        around = self._tokens((*telling.anchors, *telling.nouns))
        for token in around:
            for opener, noun in self.parse.opened(token):
                if opener not in within:
                    continue
                for part in (noun, *noun.conjuncts):
                    place = self.around.place_on(part)
                    if place and place not in found:
                        found.append(place)
        if not found and telling.kind != "verb":
            found = self._named_after(telling)
        if not found:
            here = self.around.place(*self._tokens(telling.anchors))
            return [here] if here else []
        return found[: self._listed(around)]

    def _named_after(self, telling: Telling) -> list[str]:
        """«le sommet du G20 de Pékin», «the Geneva meeting»: a town that names an occasion."""
        of = telling.trigger.words.get("where", frozenset())
        word, *nouns = self._tokens((telling.token, *telling.nouns))
        behind = [n for t in (word, *nouns) for o, n in self.parse.opened(t) if o in of]
        before = [c for c in word.children if c.dep_ == "compound"]
        found = (self.parse.find(noun.i, "Place") for noun in (*behind, *before))
        return [self.scene.key(place) for place in found if place is not None][:1]

    def _listed(self, around: Sequence[Token]) -> int:
        """How many of the places are a list; «in Geneva, in the presence of …» has one."""
        for token in around:
            for opener, noun in self.parse.opened(token):
                if opener in self.around.within and self.around.place_on(noun):
                    more = [n for _, n in self.parse.opened(token) if n.head.dep_ == "conj"]
                    listed = [noun, *noun.conjuncts, *more]
                    return max(1, sum(self.around.place_on(p) is not None for p in listed))
        return 1

    # --- ways --------------------------------------------------------------------

    def destinations(self, telling: Telling) -> list[tuple[str | None, Sequence[int]]]:
        """Objects of «visit», what «to» opens; a noun alone need not say where."""
        trigger = telling.trigger
        tokens = self._tokens(telling.behind(*trigger.words["to"]))
        if telling.has("direct") and telling.kind == "verb":
            tokens = [*self._tokens(telling.patients), *tokens]
        places: dict[str | None, Sequence[int]] = {}
        for token in tokens:
            for part in (token, *token.conjuncts):
                place = self.around.place_on(part)
                if place:
                    places.setdefault(place, [part.i])
        if places:
            return list(places.items())
        figurative = trigger.words.get("figurative", frozenset())
        if any(token.norm_ in figurative for token in tokens):
            return []  # «his arrival in power»
        anchors = self._tokens(telling.anchors)
        here = any(c.norm_ in self.around.here for t in anchors for c in t.children)
        nowhere = here or telling.kind != "verb"
        return [(self.around.dateline if here else None, [])] if nowhere else []

    # --- force -------------------------------------------------------------------

    def struck(self, telling: Telling) -> str | None:
        """A place violence was in, or one that was hit («attack on Damascus»)."""
        patients = self._tokens(telling.patients)
        struck = telling.trigger.words.get("on", frozenset())
        for index in (*telling.patients, *telling.behind(*struck)):
            found = self.parse.find(index, "Place")
            if found is not None:
                return self.scene.key(found)
        for token in (t for t in patients if t.norm_ in self.parts):
            of = self.parse.complements(token, self.of)  # «ont bombardé la province d'Idleb»
            if place := next((p for noun in of if (p := self.around.place_on(noun))), None):
                return place
        near = self._tokens(telling.behind(*self.near))
        beside = next((p for noun in near if (p := self.around.place_on(noun))), None)
        return self.around.place(*self._tokens((*telling.anchors, *telling.nouns))) or beside

    def besieged(self, telling: Telling) -> str | None:
        """What a siege is laid to; where it is said to be, unless it only describes a noun."""
        nouns = self._tokens((*telling.patients, *telling.behind(*telling.trigger.words["of"])))
        places = [place for noun in nouns if (place := self.around.place_on(noun))]
        if self.parse.doc[telling.verb].dep_.startswith("acl") and not places:
            return None  # «deux villes assiégées dans la province de Damas»: it is not Damas
        place = next(iter(places), None)
        return place or self.around.place(*self._tokens(telling.anchors))
