"""Everything known of one document when events are read: names, times, groups, clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.languages.arabic.clauses import ClauseReader
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.vouching import Vouching
from kg.model.claims import Frame, TimeExpression
from kg.model.vocabulary import FactType, Role, Roles, Status
from kg.reading.framerules import placeless
from kg.reading.setting import Setting
from kg.text.findings import Found

_QUOTED = 6
"""Words between «عن» and whose words a carrier passes on."""
_CLAIMED = 10
"""Words between a claim («المزاعم بأن …») and the verb of what is claimed."""


@dataclass(kw_only=True)
class Scene(Setting):
    """The setting of an Arabic document with its groups and clauses."""

    reader: ClauseReader
    clauses: list[Clause]

    def __post_init__(self) -> None:
        super().__post_init__()
        self._verbs = {clause.verb: clause for clause in self.clauses}
        self._ordered = [clause.verb for clause in self.clauses]
        self._ends = {found.end - 1 for found in self.found}
        self._ends |= {group.end - 1 for group in self.reader.groups.all}
        lists = self.words.lexicon.words
        described = lists("words", "describing")
        self.describing = described | lists("words", "leaders")
        said = {word for phrase in self.trigger("say").nouns.table for word in phrase}
        self._described_or_said = described | said
        necessity = self.trigger("demand").words["necessity"]
        self._wanted = lists("particles", "wanted") | necessity
        self.vouching = Vouching(self.words, self.reader, self._verbs)

    # --- place ---------------------------------------------------------------------

    def place_in(self, start: int, stop: int) -> str | None:
        """The first place within tokens that a local preposition opens, outside titles."""
        within = self.words.lexicon.words("places", "within")
        for found in self.finds(start, stop, "Place", "State"):
            if self.titled(found):
                continue
            before = found.start - 1
            while before >= start and (
                self.words.bare(before) in self.words.lexicon.words("places", "heads")
                or self.words.norms[before] in self.words.lexicon.words("places", "heads")
                or self._adjective_of_state(before)
            ):
                before -= 1
            if before >= 0 and self.words.norms[before] in within:
                return self.key(found)
        return None

    def place_near(self, start: int, stop: int) -> str | None:
        """A place right behind an actor, a time or the trigger: «التقى … نظيره في جنيف».

        Behind any other noun the place is that noun's («بحث الوضع في سوريا»).
        """
        words = self.words
        place = self.place_in(start, stop)
        named = self.finds(start, stop, "Place", "State")
        found = next((f for f in named if self.key(f) == place), None)
        if place is None or found is None:
            return None
        local = found.start - 1
        while local > start and not words.opener(local):
            local -= 1
        return place if self.attached(local, start) else None

    def attached(self, index: int, start: int) -> bool:
        """Whether a phrase at a token belongs to the clause that begins at ``start``.

        So it does right behind the verb, an actor, a time, another name, a mark, or what is
        said («في مؤتمر صحفي»); behind any other noun it is that noun's.
        """
        words = self.words
        before = index - 1
        if before <= start or not words.is_word(before) or words.dated[before]:
            return True
        if before in self._ends or words.norms[before].endswith("ا"):
            return True
        if words.norms[before] in words.lexicon.words("particles", "due"):
            return True  # «القمة المقررة في كندا»
        return words.bare(before) in self._described_or_said

    def own_time(self, start: int, stop: int) -> TimeExpression | None:
        """The first datable expression that no «الذي», «أن» or other verb parts from ``start``."""
        words, reader = self.words, self.reader
        for at in range(start, stop):
            time = self.time_in(at, at + 1)
            if time is not None:
                return time
            parted = (
                words.norms[at] in reader.relatives or words.norms[at] in reader.complementizers
            )
            if parted or (at > start and at in self._verbs):
                return None
        return None

    def time_before(self, start: int, index: int) -> TimeExpression | None:
        """The last datable expression before a verb that no other verb or «أن» parts from it."""
        words, reader = self.words, self.reader
        if index - 1 > start and words.clitic[index - 1] and words.norms[index - 1] == "و":
            return None  # a second clause: what stands before is the first one's
        for at in range(index - 1, start - 1, -1):
            time = self.time_in(at, at + 1)
            if time is not None:
                return time
            norm = words.norms[at]
            if at in self._verbs and norm not in reader.particles["pluperfect"]:
                return None
            if norm in reader.complementizers or norm in reader.relatives:
                return None
        return None

    def _adjective_of_state(self, index: int) -> bool:
        return bool(self.words.norms[index].startswith("ال") and self.words.is_word(index))

    def titled(self, found: Found) -> bool:
        """Whether a find stands inside an office, an agreement or a resolution."""
        holders = ("Office", "Agreement", "Resolution")
        return any(
            other.start <= found.start and found.end <= other.end and other != found
            for other in self.found
            if other.type in holders
        )

    # --- status ------------------------------------------------------------------

    def status(self, clause: Clause) -> Status | None:
        """How the clause presents its event; None when it says that nothing happened."""
        start, _ = self.bounds(clause.verb)
        if self.vouching.almost(clause.verb, start):
            return None
        told = self.vouching.verb(clause.verb)
        if told == "denied":
            return None if clause.negated or clause.conditional else "denied"
        if clause.negated and self.vouching.undone(clause) and self.source_of(clause.verb):
            return None if clause.conditional else "denied"  # «قال إنه لم يلتق»
        status = self._presented(clause)
        return told if told and status in ("occurred", "ongoing") else status

    def _presented(self, clause: Clause) -> Status | None:
        if clause.negated or clause.conditional or self._called_for(clause):
            return None
        if self._subjunctive(clause) and not (clause.planned or clause.possible):
            before = self.words.norms[clause.verb - 2] if clause.verb > 1 else ""
            return "occurred" if before in self.words.lexicon.words("words", "amid") else None
        if clause.planned or clause.tense == "future":
            return "possible" if clause.possible and clause.tense != "future" else "planned"
        if clause.possible:
            return "possible"
        if self._rumoured(clause):
            return "unconfirmed"
        return "occurred" if clause.tense == "past" else "ongoing"

    def _rumoured(self, clause: Clause) -> bool:
        """«المزاعم بأن الحكومة نفذت هجوما»: told as what somebody claims."""
        words = self.words
        start, _ = self.bounds(clause.verb)
        for at in range(clause.verb - 1, max(start, clause.verb - _CLAIMED), -1):
            if words.norms[at] in self.reader.complementizers:
                before = at - 1 - words.clitic[at - 1]
                return words.bare(before) in words.lexicon.words("particles", "claims")
            if self.clause_at(at) is not None:
                return False
        return False

    def _subjunctive(self, clause: Clause) -> bool:
        """«أن يصوت»: right behind «أن» the imperfect tells of no fact."""
        before = self.words.norms[clause.verb - 1] if clause.verb else ""
        return before == "ان" and clause.tense == "present"

    def _called_for(self, clause: Clause) -> bool:
        """«ضرورة أن تفرض عقوبات», «يجب أن يجتمع»: wanted, not told to happen."""
        words = self.words
        before = clause.verb - 1
        if before < 1 or words.norms[before] != "ان":
            return False
        return words.norms[before - 1] in self._wanted

    def governing(self, index: int) -> Clause | None:
        """The nearest clause of the same sentence that starts before a token."""
        start, _ = self.bounds(index)
        before = self.clauses_in(start, index)
        return before[-1] if before else None

    def clauses_in(self, start: int, stop: int) -> list[Clause]:
        """The clauses whose verb lies within ``[start, stop)``, in text order."""
        first = bisect_left(self._ordered, start)
        return self.clauses[first : bisect_left(self._ordered, stop)]

    def clause_at(self, index: int) -> Clause | None:
        """The clause whose verb is the token."""
        return self._verbs.get(index)

    def topics(self, start: int, stop: int) -> tuple[str, ...]:
        """The talks and documents named within tokens: what is spoken about."""
        types = ("TalksProcess", "TalksRound", "Resolution", "Agreement")
        return tuple(dict.fromkeys(self.key(f) for f in self.finds(start, stop, *types)))

    def speaking(self, index: int) -> Clause | None:
        """The clause of saying whose content holds the token."""
        start, _ = self.bounds(index)
        say = {"say", "demand", "said_by"}
        for clause in reversed(self.clauses_in(start, index)):
            if clause.content <= index and self.is_trigger(clause, *say):
                return clause
        return None

    def is_trigger(self, clause: Clause, *names: str) -> bool:
        """Whether the clause's verb belongs to one of the triggers."""
        triggers = self.words.lexicon.triggers
        return any(clause.form.lemma in triggers[name].verbs for name in names)

    def with_verb(self, name: str) -> Iterator[Clause]:
        """The clauses whose verb belongs to a trigger."""
        for clause in self.clauses:
            if self.is_trigger(clause, name):
                yield clause

    # --- who says so -------------------------------------------------------------

    def source_of(self, index: int) -> str | None:
        """Who says what stands at a token: the speaker of the enclosing saying, if any."""
        clause = self.speaking(index)
        speaker = clause.subject if clause is not None else self.vouching.denier(index)
        if clause is not None and self.is_trigger(clause, "said_by"):
            speaker = self.quoted(clause) or speaker
        return speaker.keys[0] if speaker is not None else None

    def quoted(self, clause: Clause) -> Group | None:
        """«نقلت وكالة … عن مصدر في …»: whose words a carrier passes on."""
        trigger, norms = self.trigger("said_by"), self.words.norms
        opener = (i for i in range(clause.verb + 1, clause.stop) if trigger.has("from", norms[i]))
        at = next(opener, None)
        if at is None:
            return None
        return next(iter(self.reader.groups_in(at + 1, min(clause.stop, at + _QUOTED))), None)

    def medium_in(self, index: int) -> str | None:
        """The outlet that a sentence names as its carrier («وفق قناة …», «مراسلة …»)."""
        start, stop = self.bounds(index)
        for found in self.finds(start, stop, "Organization"):
            if found.name.medium:
                return self.key(found)
        return None


def participants(group: Group | None, role: Role) -> Roles:
    """A group's actors in one role."""
    return [(role, key) for key in group.keys] if group else []


def placed(scene: Scene, clause: Clause, type_: FactType, status: Status, roles: Roles) -> Frame:
    """A frame at a clause's verb with the place (where its type has one) and time of the clause."""
    stop = clause.content
    start, _ = scene.bounds(clause.verb)
    time = scene.own_time(clause.verb, stop)
    if time is None and not clause.governed:
        time = scene.time_before(start, clause.verb)
    return scene.frame(
        type_,
        clause.verb,
        status,
        roles,
        place=place_of(scene, type_, clause.verb, stop),
        window=time.window if time else None,
        source=scene.source_of(clause.verb),
        medium=scene.medium_in(clause.verb),
    )


_NEARBY = ("Meeting", "Agreement", "Negotiation", "Mediation", "Statement", "Demand")


def place_of(scene: Scene, type_: FactType, start: int, stop: int) -> str | None:
    """The place of an event of some type within tokens; some types have none."""
    if placeless(type_):
        return None
    return scene.place_near(start, stop) if type_ in _NEARBY else scene.place_in(start, stop)
