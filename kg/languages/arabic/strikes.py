"""Violence in Arabic: which side struck, what was hit, who is told to have been killed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Actor, Telling
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import Noun, nationality, noun_status, purpose, unreal
from kg.languages.arabic.occasions import told_by_noun
from kg.languages.arabic.scene import Scene
from kg.model.claims import Window
from kg.model.keys import kind_of
from kg.model.vocabulary import Status
from kg.text.findings import Found
from kg.text.lexicon import Trigger
from kg.text.verbs import plain_noun

_NEAR = 4
_CARRIED = 9
_BEHIND = 10
_FAR = 20
_BETWEEN = "بين"
_SPEECH = ("say", "said_by", "demand")


class Strikes:
    """The violence of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words

    # --- a side that strikes -------------------------------------------------------

    def blow(self, trigger: Trigger, noun: Noun, light: Clause | None) -> Iterator[Telling]:
        """«قصف قوات النظام على …», «غارات إسرائيلية على …»: the side is the owner or an adjective.

        ``light`` is the verb before it that tells of violence by such a noun.
        """
        denier = self.scene.vouching.denier(noun.start)
        if denier is None and self.scene.clause_at(noun.start):
            return
        carried = light is not None and noun.start - light.verb < _CARRIED
        if (denier is None and carried) or self.spared(trigger, noun.end):
            return
        side = self._side(trigger, noun) or self._only_sides(trigger, denier)
        status = noun_status(self.scene, noun)
        if side is not None and status is not None:
            yield told_by_noun(trigger, noun, status, agent=side)

    def clash(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«اندلعت حرب بين … و…», «اشتباكات بين …»: both sides act."""
        _, stop = self.scene.bounds(noun.start)
        if self.spared(trigger, noun.end):
            return
        for group in self.scene.reader.groups_in(noun.end, min(stop, noun.end + _NEAR)):
            between = self.words.preposition_before(group.start)
            sides = self._only_sides(trigger, group)
            status = noun_status(self.scene, noun)
            if between == _BETWEEN and sides and len(sides.keys) > 1 and status is not None:
                yield told_by_noun(trigger, noun, status, opened=((_BETWEEN, group.start),))
            return

    def spared(self, trigger: Trigger, start: int) -> bool:
        """«الحرب التجارية», «هجوم إلكتروني»: not the violent kind."""
        stop = min(len(self.words), start + _NEAR)
        return any(trigger.has("spared", self.words.bare(i)) for i in range(start, stop))

    def _side(self, trigger: Trigger, noun: Noun) -> Actor | None:
        group = self.scene.reader.group_at(noun.end)
        if group is not None and not group.medium:
            return self._only_sides(trigger, group)
        after = noun.end
        described = self.words.lexicon.words("words", "describing")
        while after < len(self.words) and after < noun.end + _NEAR:
            told = nationality(self.scene, after)
            if told is not None:
                return Actor((told[1],), after)
            if self.words.bare(after) not in described:
                return None
            after += 1
        return None

    def _only_sides(self, trigger: Trigger, group: Group | None) -> Actor | None:
        """The actors of a group that can be a side."""
        kinds = trigger.kinds.get("perpetrator", frozenset())
        keys = () if group is None else group.keys
        sides = tuple(key for key in keys if kind_of(key) in kinds)
        return Actor(sides, group.start) if group is not None and sides else None

    # --- what was hit --------------------------------------------------------------

    def hit_by_verb(self, trigger: Trigger, clause: Clause) -> str | None:
        """The place, else the state; the state alone where a further attack is told behind it,
        which has its own place: «ضربات على سوريا للاشتباه في شن القوات هجوما في دوما».
        """
        state = self._state(trigger, clause)
        if state is not None and self._attack_behind(trigger, state.end, clause.content):
            return self.scene.key(state)
        return self.place_behind(clause) or (self.scene.key(state) if state is not None else None)

    def place_behind(self, clause: Clause) -> str | None:
        """The first place behind a verb of violence, outside titles."""
        for found in self.scene.finds(clause.verb + 1, clause.content, "Place"):
            if not self.scene.titled(found):
                return self.scene.key(found)
        return None

    def _state(self, trigger: Trigger, clause: Clause) -> Found | None:
        """«غارات على سوريا», «في سوريا»: a state as the place."""
        stop = min(clause.content, clause.verb + _FAR)
        for found in self.scene.finds(clause.verb + 1, stop, "State"):
            preposition = self.words.preposition_before(found.start)
            aimed = preposition is not None and trigger.has("on", preposition)
            if aimed and not self.scene.titled(found):
                return found
        return None

    def _attack_behind(self, trigger: Trigger, start: int, stop: int) -> bool:
        norms = self.words.norms
        return any(trigger.nouns.match([plain_noun(norms[i])], 0) for i in range(start, stop))

    def hit_by_noun(self, trigger: Trigger, noun: Noun) -> str | None:
        """The place that the attack is on, in or at."""
        _, stop = self.scene.bounds(noun.start)
        heads = self.words.lexicon.words("places", "heads")
        for found in self.scene.finds(noun.end, min(stop, noun.end + _BEHIND), "Place", "State"):
            if self.scene.titled(found):
                continue
            if found.start == noun.end and self.scene.vouching.denier(noun.start) is not None:
                return self.scene.key(found)  # «نفت إسرائيل قصف مطار دمشق»
            before = found.start - 1
            while before > noun.end and self.words.bare(before) in heads:
                before -= 1
            if trigger.has("on", self.words.norms[before]):
                return self.scene.key(found)
        return None

    # --- sieges --------------------------------------------------------------------

    def siege(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«فك الحصار عن …»: by the subject of its verb, else of the clause that it stands in."""
        if noun.end >= len(self.words) or not trigger.has("on", self.words.norms[noun.end]):
            return
        light = self.scene.clause_at(noun.start - 1) or self.scene.clause_at(noun.start)
        by = light.subject if light is not None else self._doing(noun.start)
        status = self.scene.status(light) if light else noun_status(self.scene, noun)
        if status is not None:
            side = Actor(by.keys, by.start) if by is not None and not by.medium else None
            yield told_by_noun(trigger, noun, status, agent=side)

    def _doing(self, index: int) -> Group | None:
        """Whose deed a noun is: the subject of the clause that it stands in, unless he speaks."""
        start, _ = self.scene.bounds(index)
        acting = (c for c in reversed(self.scene.clauses_in(start, index)) if c.subject)
        clause = next(acting, None)
        if clause is None or clause.content <= index or self.scene.is_trigger(clause, *_SPEECH):
            return None
        return clause.subject

    def besieged(self, trigger: Trigger, noun: Noun) -> str | None:
        """The first place behind the noun, before another siege is told of."""
        _, stop = self.scene.bounds(noun.start)
        norms = self.words.norms
        more = (i for i in range(noun.end, stop) if trigger.nouns.match(norms, i))
        found = self.scene.finds(noun.end, next(more, stop), "Place")
        return self.scene.key(found[0]) if found else None

    # --- the dead ------------------------------------------------------------------

    def death(self, trigger: Trigger, clause: Clause) -> Iterator[Telling]:
        """People told by a verb to have been killed: its subject, else its object."""
        group = None if clause.implied else clause.subject
        if group is None:
            stop = min(clause.content, clause.verb + _NEAR)
            group = next(iter(self.scene.reader.groups_in(clause.verb + 1, stop)), None)
        status = self.scene.status(clause)
        if group is None or status is None or self._cites(trigger, clause, group):
            return
        if not unreal(self.scene, clause.verb):
            yield Telling(
                trigger=trigger,
                token=clause.verb,
                verb=clause.verb,
                word=clause.form.lemma,
                kind="verb",
                status=self._confirmed(clause.verb, status),
                patients=(group.start,),
            )

    def death_by_noun(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«مقتل القائد»."""
        owner = self.scene.reader.group_at(noun.end)
        wanted = unreal(self.scene, noun.start) or purpose(self.scene, noun.start)
        if owner is not None and not wanted:
            status = self._confirmed(noun.start, "occurred")
            yield told_by_noun(trigger, noun, status, patients=(owner.start,))

    def _cites(self, trigger: Trigger, clause: Clause, group: Group) -> bool:
        """«استشهد ترامب بخلافه»: cited; «استشهد بنيران» did not."""
        norms = self.words.norms
        after = [clause.verb + 1, *([group.end] if group.start > clause.verb else [])]
        with_ = next((at for at in after if norms[at : at + 1] == ["ب"]), None)
        if with_ is None or not trigger.has("cites", clause.form.lemma):
            return False
        return not any(trigger.has("weapons", n) for n in norms[with_ + 1 : with_ + 3])

    def _confirmed(self, index: int, status: Status) -> Status:
        """«لكن الدولة لم تعلن الخبر رسميا بعد»: reported, not confirmed."""
        listed = self.words.lexicon.words("particles", "unconfirmed_verbs")
        verbs = {written.split()[0] for written in listed}
        denied = (c for c in self.scene.clauses_in(*self.scene.bounds(index)) if c.negated)
        return "unconfirmed" if any(c.form.lemma in verbs for c in denied) else status

    def reported_time(self, index: int) -> Window | None:
        """A time of its own, or not after the day of the report that tells of it."""
        start, stop = self.scene.bounds(index)
        time = self.scene.time_in(index, stop)
        if time is not None:
            return time.window
        before = self.scene.time_in(start, index)
        if before is None or self.scene.governing(index + 1) is None:
            return None
        last = before.window.latest_end
        return Window(latest_end=last, edtf=f"../{last.isoformat()}") if last else None

    def death_place(self, telling: Telling) -> str | None:
        """A place behind the word and the dead."""
        _, stop = self.scene.bounds(telling.token)
        group = self.scene.reader.group_at(telling.patients[0])
        first = max(telling.token, group.end if group is not None else 0)
        return self.scene.place_in(first, stop)
