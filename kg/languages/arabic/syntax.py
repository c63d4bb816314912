"""What an Arabic text tells its events from: the grammar of verbs, groups and nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.events.grammar import Actor, Need, Paper, Telling
from kg.languages.arabic.grammar import Clause
from kg.languages.arabic.nouns import Noun, told
from kg.languages.arabic.occasions import actor_of
from kg.languages.arabic.scene import Scene, place_of, placed
from kg.languages.arabic.strikes import Strikes
from kg.languages.arabic.subjectmatter import SubjectMatter
from kg.languages.arabic.tellings import Tellings
from kg.languages.arabic.utterances import (
    addressees,
    asked,
    is_demand,
    needed,
    relayed,
    said_by_noun,
    saying,
)
from kg.model.claims import Frame
from kg.model.vocabulary import FactType, Roles, Status
from kg.text.findings import Found
from kg.text.lexicon import Trigger

_SAID = ("Statement", "Demand")
_NEAR = 4
_REACH = 14


class ArabicGrammar:
    """One Arabic document: its scene and its tellings."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words
        self._tellings = Tellings(scene)
        self._strikes = Strikes(scene)
        self._matter = SubjectMatter(scene)

    def tellings(self, trigger: Trigger) -> Iterable[Telling]:
        """The tellings of a trigger."""
        return self._tellings.of(trigger)

    def actor(self, index: int) -> Actor | None:
        """The group that begins at a token."""
        return actor_of(self.scene.reader.group_at(index))

    def speaker(self, index: int) -> Actor | None:
        """Who says what a word stands in."""
        clause = self.scene.speaking(index)
        return actor_of(clause.subject) if clause is not None else None

    def untrue(self, index: int) -> bool:
        """Whether the text tells of a word as denied or false."""
        vouching = self.scene.vouching
        return "denied" in (vouching.verb(index), vouching.noun(index))

    def beside(self, telling: Telling, name: str) -> bool:
        """Whether a word of a list of the trigger stands behind a telling, in its sentence."""
        _, stop = self.scene.bounds(telling.token)
        return any(telling.trigger.has(name, n) for n in self.words.norms[telling.token + 1 : stop])

    def frame(
        self,
        telling: Telling,
        type_: FactType,
        roles: Roles,
        *,
        status: Status | None = None,
        place: str | None = None,
        about: Iterable[str] | None = None,
        near: Sequence[int] = (),
    ) -> Frame:
        """The frame of a telling: a verb's clause, or a noun with what stands near it."""
        shown = status or telling.status
        clause = self._clause(telling)
        if type_ in _SAID:
            return self._said(telling, type_, shown, roles)
        if "reported" in telling.trigger.words:
            frame = self._reported(telling, type_, roles, shown)
        elif telling.kind == "verb" and clause is not None:
            frame = placed(self.scene, clause, type_, shown, roles)
        else:
            light = clause if telling.kind == "carried" else None
            frame = told(self.scene, self._noun(telling), type_, shown, roles, light)
        return frame.with_(place=place)

    def _said(self, telling: Telling, type_: FactType, status: Status, roles: Roles) -> Frame:
        clause = self._clause(telling)
        if telling.kind == "carried":
            return relayed(self.scene, telling, type_, status, roles)
        if telling.kind == "verb" and clause is not None:
            return saying(self.scene, clause, type_, status, roles)
        return said_by_noun(self.scene, telling, type_, status, roles)

    def _reported(self, telling: Telling, type_: FactType, roles: Roles, status: Status) -> Frame:
        """What is told as news: dated by itself or by the report, carried by a medium."""
        medium = self.scene.medium_in(telling.token)
        return self.scene.frame(
            type_,
            telling.token,
            status,
            roles,
            window=self._strikes.reported_time(telling.token),
            source=medium or self.scene.source_of(telling.token),
            medium=medium,
        )

    def _clause(self, telling: Telling) -> Clause | None:
        return self.scene.clause_at(telling.verb)

    def _noun(self, telling: Telling) -> Noun:
        return Noun(telling.token, telling.end or telling.token + 1, telling.word)

    # --- where -------------------------------------------------------------------

    def place(self, telling: Telling, type_: FactType, near: Sequence[int] = ()) -> str | None:
        """A place within the clause of a verb, or near behind a noun."""
        clause = self._clause(telling)
        if telling.kind == "verb" and clause is not None:
            return place_of(self.scene, type_, clause.verb, clause.content)
        _, stop = self.scene.bounds(telling.token)
        return place_of(self.scene, type_, telling.token, min(stop, telling.token + _REACH))

    def places(self, telling: Telling, type_: FactType) -> list[str]:
        """The same: one place at most."""
        place = self.place(telling, type_)
        return [place] if place is not None else []

    def destinations(self, telling: Telling) -> list[tuple[str | None, Sequence[int]]]:
        """What «إلى» opens, or «زار» has behind it: the first place or state near behind."""
        clause = self._clause(telling)
        if telling.kind == "verb" and clause is not None:
            place = self._reached(telling, clause)
        else:
            place = self._visited(telling)
        return [(place, ())] if place is not None else []

    def _reached(self, telling: Telling, clause: Clause) -> str | None:
        stop = min(clause.content, clause.after + _NEAR)
        for found in self.scene.finds(clause.after, stop, "Place", "State"):
            preposition = self.words.preposition_before(found.start)
            direct = preposition is None and telling.has("direct")
            if direct or (preposition is not None and telling.trigger.has("to", preposition)):
                return self.scene.key(found)
        return None

    def _visited(self, telling: Telling) -> str | None:
        """«زيارة X إلى Y»; a place at once only where who visits was named before."""
        noun = self._tellings.nouns[telling.trigger.name, telling.token]
        whose = self.scene.reader.group_at(telling.owner.token) if telling.owner else None
        if whose is None:
            return None
        first = whose.end if whose.start >= noun.end else noun.end
        _, stop = self.scene.bounds(noun.start)
        for found in self.scene.finds(first, min(stop, first + _NEAR), "Place", "State"):
            preposition = self.words.preposition_before(found.start)
            if preposition is not None and telling.trigger.has("to", preposition):
                return self.scene.key(found)
            direct = preposition is None and not noun.owned and whose.start < noun.start
            return self.scene.key(found) if direct else None
        return None

    def struck(self, telling: Telling) -> str | None:
        """Where violence was, or what place it hit."""
        trigger, clause = telling.trigger, self._clause(telling)
        if "reported" in trigger.words:
            return self._strikes.death_place(telling)
        if "on" not in trigger.words:
            return self.place(telling, trigger.frame)
        if telling.kind == "verb" and clause is not None:
            return self._strikes.hit_by_verb(trigger, clause)
        return self._strikes.hit_by_noun(trigger, self._noun(telling))

    def besieged(self, telling: Telling) -> str | None:
        """What place is under siege."""
        clause = self._clause(telling)
        if telling.kind == "verb" and clause is not None:
            return self._strikes.place_behind(clause)
        return self._strikes.besieged(telling.trigger, self._noun(telling))

    # --- documents ---------------------------------------------------------------

    def agreement(self, telling: Telling) -> Paper:
        """The agreement that a telling is about."""
        return self._matter.agreement(telling)

    def resolution(self, telling: Telling) -> Paper | None:
        """The resolution that a telling is about."""
        return self._matter.resolution(telling)

    def sponsors(self, paper: Found) -> tuple[str, ...]:
        """Who brought a document in: not read in Arabic."""
        return ()

    def chamber(self, telling: Telling) -> str | None:
        """The first council that the sentence names."""
        start, stop = self.scene.bounds(telling.verb)
        groups = self.scene.reader.groups_in(start, stop)
        keys = (key for group in groups for key in group.keys)
        councils = telling.trigger.words.get("councils", frozenset())
        return next((key for key in keys if key in councils), None)

    # --- what is said ------------------------------------------------------------

    def asserts(self, telling: Telling, actor: Actor) -> bool:
        """Whether a telling of speech is somebody's own saying."""
        return True

    def need(self, telling: Telling) -> Need | None:
        """Whether what is said is what must be, and of whom: «أكد ضرورة التزام إيران»."""
        clause = self._clause(telling)
        if telling.has("participles"):
            return Need() if needed(self.scene, telling.token) else None
        if telling.kind != "verb" or clause is None or not is_demand(self.scene, clause):
            return None
        return Need(actor_of(asked(self.scene, clause)))

    def addressees(self, telling: Telling) -> list[Actor]:
        """Whom it is said to; of what is passed on, the carrier."""
        clause = self._clause(telling)
        if telling.kind == "carried":
            told_to = (self.actor(index) for index in telling.patients)
        elif telling.kind == "verb" and clause is not None:
            told_to = (actor_of(group) for group in addressees(self.scene, clause))
        else:
            return []
        return [actor for actor in told_to if actor is not None]

    def occasions(self, telling: Telling) -> tuple[int, ...]:
        """What the time of saying may hang on besides its clause: nothing."""
        return ()

    def reports(self) -> Iterable[Telling]:
        """«نقلت وكالة … عن مصدر في … قوله»."""
        return self._tellings.relays()
