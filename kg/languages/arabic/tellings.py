"""The Arabic words that tell of events, with the groups that stand around each of them.

A verb has its subject, and behind it the first group that it can take; how nouns tell of
occasions, ``occasions`` says. Which place is which role, the trigger's ``roles`` say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.events.grammar import Actor, Telling
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import (
    Noun,
    connected,
    nationality,
    noun_status,
    nouns,
)
from kg.languages.arabic.occasions import Occasions, actor_of, acts, told_by_noun
from kg.languages.arabic.scene import Scene
from kg.languages.arabic.strikes import Strikes
from kg.languages.arabic.utterances import by_participle, relays, says, speaks
from kg.text.lexicon import Trigger
from kg.text.verbs import plain_noun

_NEAR = 4
_Taken = tuple[tuple[int, ...], tuple[tuple[str, int], ...]]
"""(objects, what prepositions open)."""


class Tellings:
    """Finds the tellings of a trigger in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words
        self.strikes = Strikes(scene)
        self.told = Occasions(scene)
        self.nouns: dict[tuple[str, int], Noun] = {}
        """(trigger, token) -> the noun that tells there."""

    def of(self, trigger: Trigger) -> Iterator[Telling]:
        """The tellings of a trigger: its verbs, then its nouns, each in text order."""
        if trigger.frame == "Statement":
            yield from self._speech(trigger)
            return
        by_verb = self.strikes.death if "reported" in trigger.words else self._verb
        for clause in self.scene.clauses:
            if self._tells(trigger, clause):
                yield from by_verb(trigger, clause)
        by_noun = self._by_noun(trigger)
        for noun in nouns(self.scene, trigger.name):
            for telling in by_noun(trigger, noun):
                self.nouns[trigger.name, noun.start] = noun
                yield telling

    def _by_noun(self, trigger: Trigger) -> Callable[[Trigger, Noun], Iterator[Telling]]:
        """How the nouns of a trigger carry its roles."""
        if "reported" in trigger.words:
            return self.strikes.death_by_noun
        if trigger.frame == "ViolentEvent":
            return self._blow if "on" in trigger.words else self.strikes.clash
        ways = {"Visit": self.told.visit, "Sanction": self._imposed, "Siege": self.strikes.siege}
        return ways.get(trigger.frame, self.told.occasion)

    # --- speech ------------------------------------------------------------------

    def _speech(self, trigger: Trigger) -> Iterator[Telling]:
        """«قال», «وجه انتقادات», «مشددا على», «تأكيد الوزير أن»."""
        scene = self.scene
        for clause in scene.clauses:
            if says(scene, trigger, clause) and speaks(scene, clause):
                yield Telling(
                    trigger=trigger,
                    token=clause.verb,
                    verb=clause.verb,
                    word=clause.form.lemma,
                    kind="verb",
                    status=scene.status(clause) or "occurred",
                    agent=actor_of(clause.subject),
                )
        for index, speaker, status in by_participle(scene, trigger):
            yield Telling(
                trigger=trigger,
                token=index,
                verb=index,
                word=self.words.norms[index],
                kind="noun",
                status=status,
                agent=actor_of(speaker),
            )
        if "words_said" not in trigger.words:  # there the nouns are what one speaks in
            for noun in nouns(scene, trigger.name):
                yield from self._saying(trigger, noun)

    def _saying(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«عقب تأكيد الوزير أن …», «تصريحات الرئيس»: the owner has said something."""
        speaker = self.scene.reader.group_at(noun.end)
        if speaker is None or noun.owned or self.scene.clause_at(noun.start):
            return
        if noun_status(self.scene, noun) == "occurred":
            yield told_by_noun(trigger, noun, "occurred", owner=actor_of(speaker))

    def relays(self) -> Iterator[Telling]:
        """«نقلت وكالة … عن مصدر في … قوله»: the carrier is who was told."""
        for relay in relays(self.scene):
            carrier = relay.clause.subject
            yield Telling(
                trigger=self.scene.trigger("said_by"),
                token=relay.quote,
                verb=relay.clause.verb,
                word=relay.clause.form.lemma,
                kind="carried",
                status="occurred",
                agent=actor_of(relay.speaker),
                patients=(carrier.start,) if carrier is not None else (),
            )

    # --- verbs -------------------------------------------------------------------

    def _tells(self, trigger: Trigger, clause: Clause) -> bool:
        """One of its verbs, or a light one whose object makes it so: «شن غارات»."""
        lemma = clause.form.lemma
        if lemma in trigger.verbs:
            return True
        return lemma in trigger.light and "objects" in trigger.words and self._has(trigger, clause)

    def _has(self, trigger: Trigger, clause: Clause) -> bool:
        norms = self.words.norms
        free = [i for i in range(clause.after, clause.stop) if not self.words.dated[i]]
        match = trigger.nouns.match
        return any(
            trigger.has("objects", norms[i])
            or trigger.has("objects", " ".join(norms[i : i + 2]))
            or match([plain_noun(norms[i])], 0)
            for i in free[: _NEAR + 1]
        ) and not self.strikes.spared(trigger, clause.after)

    def _verb(self, trigger: Trigger, clause: Clause) -> Iterator[Telling]:
        status = self.scene.status(clause)
        subject = clause.subject
        if status is None or (subject is None and "subjectless" not in trigger.words):
            return
        if subject is not None and (subject.medium or not acts(self.words, trigger, subject)):
            return
        if clause.governed and "free" in trigger.words:
            return
        if trigger.has("with_noun", clause.form.lemma):
            needed = self._needed(trigger, clause)
            if needed is None:
                return
            taken: _Taken = ((), self._against(trigger, needed))
        else:
            taken = self._taken(trigger, clause)
        if trigger.has("paired", clause.form.lemma) and taken == ((), ()):
            return
        yield Telling(
            trigger=trigger,
            token=clause.verb,
            verb=clause.verb,
            word=clause.form.lemma,
            kind="verb",
            status=status,
            agent=actor_of(subject),
            patients=taken[0],
            opened=taken[1],
        )

    def _taken(self, trigger: Trigger, clause: Clause) -> _Taken:
        """(object, what a preposition opens): the first group behind that has a role."""
        roles = trigger.roles
        mine = set(clause.subject.keys) if clause.subject is not None else set()
        needs = trigger.has("needs_partner", clause.form.lemma)
        for group in self.scene.reader.groups_in(clause.verb + 1, clause.content):
            if group.medium or set(group.keys) <= mine:
                continue
            if not connected(self.scene, clause.after, group.start):
                break
            preposition = self.words.preposition_before(group.start)
            if preposition is None:
                if "object" in roles and not needs:
                    return (group.start,), ()
            elif preposition in roles and self._own(trigger, preposition, group, clause):
                return (), ((preposition, group.start),)
        return (), ()

    def _own(self, trigger: Trigger, preposition: str, group: Group, clause: Clause) -> bool:
        """«يناقش الصراع بسوريا»: with «ب» only right behind what the verb takes."""
        if trigger.has("from", preposition):
            return False  # only of a noun: «تلقى اتصالا من»
        near = self.words.norms[max(0, group.start - _NEAR) : group.start]
        if any(trigger.has("beside", norm) for norm in near):
            return False  # «بالتشاور مع»: asked, no party
        return preposition != "ب" or self.scene.attached(group.start - 1, clause.verb)

    def _needed(self, trigger: Trigger, clause: Clause) -> int | None:
        """The noun that a verb needs near behind it: «فرض عقوبات على»."""
        if not trigger.has("with_noun", clause.form.lemma):
            return None
        near = range(clause.verb + 1, min(clause.stop, clause.verb + 2 * _NEAR))
        return next((i for i in near if trigger.nouns.match(self.words.norms, i)), None)

    def _against(self, trigger: Trigger, noun: int) -> tuple[tuple[str, int], ...]:
        """The first group near behind a noun that a preposition with a role opens."""
        _, stop = self.scene.bounds(noun)
        for group in self.scene.reader.groups_in(noun, min(stop, noun + 2 * _NEAR)):
            preposition = self.words.preposition_before(group.start)
            if preposition is not None and preposition in trigger.roles:
                return ((preposition, group.start),)
        return ()

    # --- nouns that stand for a deed ---------------------------------------------

    def _blow(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        clause = self.scene.governing(noun.start)
        light = clause is not None and clause.form.lemma in trigger.light
        carries = clause if light and clause is not None and self._has(trigger, clause) else None
        return self.strikes.blow(trigger, noun, carries)

    def _imposed(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«عقوبات أميركية على …»: whose a measure is stands behind it; against whom it must say."""
        scene = self.scene
        if any(self._needed(trigger, clause) == noun.start for clause in scene.clauses):
            return  # its verb tells of it
        before = self.words.norms[max(0, noun.start - _NEAR) : noun.start]
        opened = self._against(trigger, noun.start)
        status = noun_status(scene, noun)
        group = scene.reader.group_at(noun.end)
        state = nationality(scene, noun.end)
        whose = actor_of(group) if group is not None and not group.medium else None
        if whose is None and state is not None:
            whose = Actor((state[1],), noun.end)
        lifted = any(trigger.has("lifted", norm) for norm in before)
        if whose is None or not opened or lifted or status is None:
            return
        status = "ongoing" if status == "occurred" else status
        yield told_by_noun(trigger, noun, status, owner=whose, opened=opened)
