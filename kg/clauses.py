"""Who does what in a sentence: actors as groups, verbs with subject, tense and scope.

Arabic news is verb-subject-object and subject-verb-object by turns, drops the
subject in follow-up sentences («وأضاف») and coordinates freely. A clause keeps the
verb, the group that is its subject, and where its content («أن …», a quotation)
begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.gazetteer import gazetteer
from kg.linking import Linker
from kg.titles import Holding
from kg.verbs import VerbForm
from kg.words import Found, Words

_ACTORS = ("Person", "Organization", "State", "Office")
_NEAR = 7
_GAP = 4


@dataclass(frozen=True)
class Group:
    """One or more actors in one noun phrase, titles and honorifics included."""

    start: int
    end: int
    keys: tuple[str, ...]
    medium: bool = False


@dataclass(frozen=True)
class Clause:
    """A verb with its subject and the reach of what it governs."""

    verb: int
    form: VerbForm
    subject: Group | None
    content: int
    """Token where the reported content begins; the sentence's end when there is none."""
    stop: int
    """Where the sentence ends."""
    negated: bool
    possible: bool
    planned: bool
    earlier: bool
    implied: bool = False
    """Whether the subject is carried over from an earlier clause."""
    governed: bool = False
    """Whether the verb stands inside another verb's content."""

    @property
    def tense(self) -> str:
        """``past``, ``present`` or ``future``."""
        return self.form.tense


class ClauseReader:
    """Reads the groups and clauses of one document."""

    def __init__(
        self,
        words: Words,
        linker: Linker,
        holdings: list[Holding],
        actors: list[Found],
        holders: Mapping[str, str],
    ) -> None:
        self.words = words
        self.holders = holders
        self.linker = linker
        lexicon = words.lexicon
        self.complementizers = lexicon.words("words", "complementizers")
        self.with_pronoun = lexicon.words("words", "pronoun_complementizers")
        self.relatives = lexicon.words("words", "relatives")
        self.honorifics = lexicon.words("titles", "honorifics")
        self.particles = {
            name: lexicon.words("particles", name)
            for name in (
                "possible",
                "planned",
                "negation",
                "earlier",
                "pluperfect",
                "led",
                "future",
            )
        }
        self.where = lexicon.words("words", "where")
        self.meetings = lexicon.triggers["meet"].verbs
        self.sayings = lexicon.triggers["say"].verbs | lexicon.triggers["demand"].verbs
        self.masculine = lexicon.words("particles", "masculine_states")
        self.feminine = lexicon.words("particles", "feminine_bodies")
        self.known_cues = frozenset().union(*self.particles.values())
        self.medium_words = lexicon.words("organizations", "media")
        self.described = lexicon.words("words", "describing")
        self.belonging = lexicon.words("words", "belonging")
        self.turns = lexicon.words("words", "turns")
        self.governing = lexicon.words("words", "governing")
        self.objects = lexicon.words("triggers.say", "objects")
        self.nationality = gazetteer(lexicon.language).nationality
        self.groups = self._groups(holdings, actors)
        self._at = {group.start: group for group in self.groups}

    # --- groups ------------------------------------------------------------------

    def _groups(self, holdings: list[Holding], actors: list[Found]) -> list[Group]:
        singles = self._titled(holdings)
        covered = {i for group in singles for i in range(group.start, group.end)}
        for found in sorted(actors):
            if found.type in _ACTORS and found.start not in covered:
                medium = bool(found.facts.get("medium"))
                start = self._back_over(found.start, medium=medium)
                key = self.linker.key(found)
                singles.append(Group(start, found.end, (self.holders.get(key, key),), medium))
        covered = {i for group in singles for i in range(group.start, group.end)}
        singles = self._spoken_for(singles, covered)
        return self._joined(sorted(singles, key=lambda group: group.start))

    def _titled(self, holdings: list[Holding]) -> list[Group]:
        """Office and person as one group; conjoined offices with their names as one."""
        singles: list[Group] = []
        for holding in sorted(holdings, key=lambda h: min(h.office.start, h.person.start)):
            start = min(holding.office.start, holding.person.start)
            end = max(holding.office.end, holding.person.end)
            key = self.linker.key(holding.person)
            start = self._back_over(start, medium=False)
            if singles and start < singles[-1].end:
                last = singles[-1]
                singles[-1] = Group(last.start, max(last.end, end), (*last.keys, key))
            else:
                singles.append(Group(start, end, (key,)))
        return singles

    def _spoken_for(self, singles: list[Group], covered: set[int]) -> list[Group]:
        """«مسؤول أميركي», «مصدر في الخارجية»: the unnamed speak for their state or body."""
        words = self.words
        unnamed = words.lexicon.words("persons", "unnamed")
        at = {group.start: group for group in singles}
        named = set(self.linker.keys.values())
        for index, norm in enumerate(words.norms):
            if norm not in unnamed or index in covered:
                continue
            end = index + 1
            while end < len(words) and end < index + _GAP and words.bare(end) in self.described:
                end += 1
            told = self.nationality(words.norms, end)
            if told is not None and told[1] in named:
                at[index] = Group(index, end + told[0], (told[1],))
            elif end + 1 < len(words) and words.norms[end] in self.belonging:
                body = at.get(end + 1)
                if body is not None and body.keys[0].startswith("organization/"):
                    at[index] = Group(index, body.end, body.keys)
                    del at[end + 1]
        return sorted(at.values(), key=lambda group: group.start)

    def _back_over(self, start: int, *, medium: bool) -> int:
        words = self.words
        while start > 0 and (
            words.norms[start - 1] in self.honorifics
            or words.is_quote(start - 1)
            or (medium and words.bare(start - 1) in self.medium_words)
        ):
            start -= 1
        return start

    def _joined(self, singles: list[Group]) -> list[Group]:
        joined: list[Group] = []
        for group in singles:
            last = joined[-1] if joined else None
            link = last.end if last else 0
            if last and link < group.start and self._joins(link, group.start):
                led = self.words.norms[link] != "و"
                keys = (*last.keys, *(k for k in group.keys if k not in last.keys))
                joined[-1] = Group(last.start, group.end, keys, last.medium and not led)
            else:
                joined.append(group)
        return joined

    def _joins(self, link: int, start: int) -> bool:
        """«A و B», or «A بقيادة B»: one group."""
        words = self.words
        if words.norms[link] == "و":
            return words.clitic[link] and start == link + 1
        if words.norms[link] in self.particles["led"]:
            return start == link + 1
        led = words.norms[link] == "ب" and words.norms[link + 1] in self.particles["led"]
        return led and start == link + 2

    def group_at(self, index: int) -> Group | None:
        """The group that begins at a token."""
        return self._at.get(index)

    def groups_in(self, start: int, stop: int) -> list[Group]:
        """The groups that begin within ``[start, stop)``."""
        return [group for group in self.groups if start <= group.start < stop]

    # --- clauses -----------------------------------------------------------------

    def clauses(self) -> list[Clause]:
        """All clauses in text order; dropped subjects carried over from the last speaker."""
        made: list[Clause] = []
        carried: Group | None = None
        for number, (start, stop) in enumerate(self.words.sentences):
            first: Clause | None = None
            for index in range(start, stop):
                clause = self._clause(index, start, stop, first, carried)
                if clause is None:
                    continue
                made.append(clause)
                if first is None:
                    first = clause
            if first is not None and number > 0:
                carried = first.subject
        return made

    def _clause(
        self, index: int, start: int, stop: int, first: Clause | None, carried: Group | None
    ) -> Clause | None:
        words = self.words
        readings = words.lexicon.verb(words.norms[index])
        if (
            not readings
            or words.nominal(index)
            or words.clitic[index]
            or words.dated[index]
            or self._after_preposition(index)
            or self._inside(index)
        ):
            return None
        form = self._reading(index, readings)
        subject, implied = self._subject(index, start, stop, first, carried)
        governed = first is not None and index >= first.content
        goes_on = first is not None and self._goes_on(index, first, stop)
        met = goes_on and words.norms[index - 1] in self.where and form.lemma in self.meetings
        if first is not None and goes_on and (subject is None or met):
            subject, implied, governed = first.subject, True, False
        before = words.norms[max(start, index - 3) : index]
        return Clause(
            verb=index,
            form=form,
            subject=subject,
            content=self._content(index, stop),
            stop=stop,
            negated=any(n in self.particles["negation"] for n in before[-2:]),
            possible=self._possible(form, words.norms[max(start, index - 4) : index]),
            planned=any(n in self.particles["planned"] for n in before),
            earlier=self._earlier(index, start, stop, subject),
            implied=implied,
            governed=governed,
        )

    def _reading(self, index: int, readings: tuple[VerbForm, ...]) -> VerbForm:
        """«تلقى» ends like the perfect, «تلقي» like the imperfect; folding has levelled them."""
        text = self.words.doc[index].text
        if text.endswith("ى"):
            return next((r for r in readings if r.tense == "past"), readings[0])
        return readings[0]

    def _after_preposition(self, index: int) -> bool:
        """«بناء على طلب المملكة»: what a preposition governs is a noun."""
        before = self.words.norms[index - 1] if index else ""
        return before in self.governing and not self.words.clitic[index - 1]

    def _inside(self, index: int) -> bool:
        return any(group.start <= index < group.end for group in self.groups)

    def _possible(self, form: VerbForm, before: list[str]) -> bool:
        cues = self.particles["possible"]
        if form.tense == "past":
            return any(norm in cues for norm in before if norm != "قد")
        return any(norm in cues for norm in before)

    def _earlier(self, index: int, start: int, stop: int, subject: Group | None) -> bool:
        """«وكان … ذكر في وقت سابق»: told of an earlier occasion."""
        words = self.words
        head = words.norms[start : start + 3]
        pluperfect = any(norm in self.particles["pluperfect"] for norm in head)
        if pluperfect and subject is not None and subject.start < index:
            return True
        tail = words.norms[index + 1 : min(stop, index + 6)]
        return any(norm in self.particles["earlier"] for norm in tail)

    def _content(self, index: int, stop: int) -> int:
        for at in range(index + 1, stop):
            if self.words.norms[at] in self.complementizers and not self._aside(at):
                return at
            if self.words.is_quote(at) and not self._quoted_name(at):
                return at
        return stop

    def _aside(self, at: int) -> bool:
        """«على ما قالت إنها منشآت»: a doubt put in by the way, no reported content."""
        norms = self.words.norms
        return at > 1 and norms[at - 2] == "ما" and self.words.is_verb(at - 1)

    def _quoted_name(self, at: int) -> bool:
        return any(group.start <= at <= group.end for group in self.groups)

    # --- subjects ----------------------------------------------------------------

    def _subject(
        self, index: int, start: int, stop: int, first: Clause | None, carried: Group | None
    ) -> tuple[Group | None, bool]:
        before = self._before(index, start)
        if before is not None:
            return before, False
        if self._pronoun_before(index, start) and first is not None:
            return first.subject, True
        if self._relative(index, start):
            return None, False
        after = self._after(index, stop)
        if after is not None and self._agrees(index, after):
            return after, False
        agrees = carried is None or not self._disagrees(index, carried)
        if first is None and agrees and self._initial(index, start) and self._dropped(index, stop):
            return carried, True
        return None, False

    def _goes_on(self, index: int, first: Clause, stop: int) -> bool:
        """«قال … إن …، وأضاف أن», «زار … حيث التقى …»: the sentence's first subject goes on."""
        words = self.words
        if first.subject is None or self._disagrees(index, first.subject):
            return False
        if words.norms[index - 1] in self.where:
            return True
        form = words.lexicon.verb(words.norms[index])[0]
        before = index - 1
        while before > 0 and words.norms[before] in self.particles["pluperfect"] | {"قد"}:
            before -= 1
        joined = words.norms[before] == "و" and words.clitic[before]
        saying = {form.lemma, first.form.lemma} <= self.sayings
        return joined and saying and (self._dropped(index, stop) or self._object(index))

    def _object(self, index: int) -> bool:
        """«وطالب الحوثيين بالتوقف», «واتهم روسيا»: an object by its ending or its gender."""
        group = self._at.get(self.words.skip_quotes(index + 1))
        return group is not None and (self._accusative(group) or not self._agrees(index, group))

    def _agrees(self, index: int, group: Group) -> bool:
        """Whether a verb may have the group behind it as its subject.

        Before its subject the verb is singular and takes its gender: «طالبت» is not said of
        a minister, «اتهم» not of Russia.
        """
        words = self.words
        norm = words.norms[index]
        if words.lexicon.verb(norm)[0].plural:
            return False
        feminine = norm.endswith("ت") or norm.startswith(("ت", "ست"))
        head = words.skip_quotes(group.start)
        key = group.keys[0]
        if feminine:
            office = words.lexicon.heads().match([words.bare(head)], 0)
            male = office and not words.doc[head].text.endswith("ة")
            return not (male and key.startswith(("person/", "office/")))
        if key.startswith("organization/"):
            return not words.doc[head].text.endswith("ة") and words.bare(head) not in self.feminine
        unnamed = words.norms[head] in words.lexicon.words("persons", "unnamed")
        return not key.startswith("state/") or key in self.masculine or unnamed

    def _disagrees(self, index: int, group: Group) -> bool:
        """«البعثة … أكد»: a masculine verb goes on with nobody feminine by its ending."""
        words = self.words
        norm = words.norms[index]
        feminine = norm.endswith("ت") or norm.startswith(("ت", "ست"))
        return not feminine and words.doc[words.skip_quotes(group.start)].text.endswith("ة")

    def _dropped(self, index: int, stop: int) -> bool:
        """Whether what follows the verb is its content, not a subject that nobody knows.

        «وأضاف أن», «وشدد على»; but «وقال مسؤول», «وأشار القرار» have subjects of their own.
        """
        words = self.words
        after = words.skip_quotes(index + 1)
        if after >= stop or after > index + 1:
            return True
        norm = words.norms[after]
        if words.is_digit(after):
            return False  # «وامتنعت 3 دول»
        return (
            not words.is_word(after)
            or words.dated[after]
            or words.closed(after)
            or norm in self.complementizers
            or norm in self.objects
        )

    def _after(self, index: int, stop: int) -> Group | None:
        words = self.words
        for at in range(index + 1, min(stop, index + _NEAR)):
            group = self._at.get(at)
            if group is not None:
                governed = words.preposition_before(at) is not None
                if self._accusative(group):
                    return None  # «حث الحوثيين» has an object and drops its subject
                owned = not group.keys[0].startswith("person/") and self._owned(at, index)
                return None if governed or owned else group
            if words.norms[at] in self.complementizers or words.norms[at] in self.relatives:
                return None
            if words.doc[at].text == ":":
                return None
            if words.is_verb(at) and not words.clitic[at]:
                return None
        return None

    def _accusative(self, group: Group) -> bool:
        last = group.end - 1
        plural = self.words.doc[last].text.endswith("ين") and self.words.definite(last)
        return plural and group.keys[0].startswith(("organization/", "office/"))

    def _relative(self, index: int, start: int) -> bool:
        """«قرار يدين الاستيطان»: a present verb behind an indefinite noun tells of that noun."""
        words = self.words
        before = index - 1
        if before < start or words.norms[index] not in words.lexicon.verb_forms:
            return False
        present = all(r.tense == "present" for r in words.lexicon.verb(words.norms[index]))
        return (
            present
            and words.is_word(before)
            and not (words.definite(before) or words.closed(before) or words.dated[before])
            and not (words.is_verb(before) or words.norms[before].endswith("ا"))
            and words.norms[before] not in self.complementizers | self.relatives | self.known_cues
            and not self._inside(before)
        )

    def _owned(self, at: int, verb: int) -> bool:
        """«قال مساعد ترامب»: behind an indefinite noun the group is its owner, not the subject."""
        words = self.words
        before = at - 1
        while before > verb and words.is_quote(before):
            before -= 1
        return (
            before > verb
            and words.is_word(before)
            and not (words.dated[before] or words.closed(before) or words.definite(before))
            and not words.norms[before].endswith("ا")
        )

    def _before(self, index: int, start: int) -> Group | None:
        """A group right before the verb, not governed by a preposition or another verb."""
        words = self.words
        at = index - 1
        steps = 0
        while at >= start and steps <= _GAP:
            for group in self.groups:
                if group.end == at + 1 and group.start >= start:
                    return group if self._free(group, start) else None
            if words.is_verb(at) and words.norms[at] not in self.particles["pluperfect"]:
                return None
            if words.norms[at] in self.complementizers or not self._skippable(at):
                return None
            at -= 1
            steps += 1
        return None

    def _skippable(self, at: int) -> bool:
        words = self.words
        return (
            words.dated[at]
            or words.norms[at] in ("قد", "سوف", "لم", "لن", "لا", "الذي", "التي", "الذين")
            or words.doc[at].text in "،,:–-"
            or (words.norms[at] == "ف" and words.clitic[at])
            or words.is_quote(at)
            or words.norms[at] in self.turns
        )

    def _free(self, group: Group, start: int) -> bool:
        words = self.words
        if words.preposition_before(group.start) is not None:
            return False
        before = group.start - 1
        if before < start:
            return True
        norm = words.norms[before]
        if words.is_verb(before) and norm not in self.particles["pluperfect"]:
            return False
        opens = norm in self.complementizers or norm in self.relatives or norm == "و"
        mark = not words.doc[before].text[0].isalnum()
        return opens or mark or norm in self.particles["pluperfect"] or before == start

    def _pronoun_before(self, index: int, start: int) -> bool:
        window = self.words.norms[max(start, index - 2) : index]
        return any(norm in self.with_pronoun for norm in window)

    def _initial(self, index: int, start: int) -> bool:
        words = self.words
        linked = any(
            words.clitic[at] or words.norms[at] in ("كما", "ثم") for at in range(start, index)
        )  # «يذكر أن» at the head is nobody's saying
        return linked and all(
            words.clitic[at] or not words.is_word(at) or words.norms[at] in ("قد", "كما", "ثم")
            for at in range(start, index)
        )


def found_actors(found: list[Found]) -> list[Found]:
    """The finds that can act."""
    return [f for f in found if f.type in _ACTORS]
