"""Whose doing a verb is: before it, behind it, or carried over from what was said before.

Arabic news is verb-subject-object and subject-verb-object by turns, drops the subject in
follow-up sentences («وأضاف») and tells subject from object by gender and number.
"""

from __future__ import annotations

from kg.languages.arabic.agreement import Agreement
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.groups import Groups
from kg.text.words import Words

_NEAR = 7
_GAP = 4


class Subjects:
    """Finds the subjects of the verbs of one document."""

    def __init__(self, words: Words, groups: Groups) -> None:
        self.words = words
        self.groups = groups
        lexicon = words.lexicon
        self.complementizers = lexicon.words("words", "complementizers")
        self.with_pronoun = lexicon.words("words", "pronoun_complementizers")
        self.relatives = lexicon.words("words", "relatives")
        self.pronouns = lexicon.words("words", "relative_pronouns")
        self.where = lexicon.words("words", "where")
        self.skipped = lexicon.words("words", "skipped")
        self.turns = lexicon.words("words", "turns")
        self.singular = lexicon.words("organizations", "singular")
        self.being = lexicon.words("particles", "being")
        self.objects = lexicon.words("triggers.say", "objects")
        self.sayings = lexicon.triggers["say"].verbs | lexicon.triggers["demand"].verbs
        self.agreement = Agreement(words)
        self.pluperfect = lexicon.words("particles", "pluperfect")
        cues = ("possible", "planned", "negation", "earlier", "pluperfect", "led", "future")
        particles = (lexicon.words("particles", name) for name in cues)
        self.planned = lexicon.words("particles", "planned")
        self._no_nouns = self.complementizers.union(self.relatives, *particles)
        self._auxiliaries = self.pluperfect | {"قد"}
        self._owned_objects = self.objects | lexicon.words("triggers.say", "owned")

    def of(
        self,
        index: int,
        start: int,
        stop: int,
        first: Clause | None,
        carried: Group | None,
        speaker: Group | None = None,
    ) -> tuple[Group | None, bool]:
        """The subject of the verb at ``index``, and whether it is carried over.

        ``first`` is the first clause of the sentence ``[start, stop)``, ``carried`` whoever
        the sentence before was about, ``speaker`` whose words the verb may be in («إنه»).
        """
        before = self._before(index, start)
        if before is not None:
            return before, False
        if self._pronoun_before(index, start) and first is not None:
            return (speaker or first.subject), True
        topic = self._topic(index, start)
        if topic is not None:
            return topic, False
        if self._relative(index, start):
            return None, False
        after = self._after(index, stop)
        if (
            after is not None
            and self.agreement.agrees(index, after)
            and not self._of_relative(index, after)
        ):
            return after, False
        agrees = carried is None or not self.agreement.disagrees(index, carried)
        if first is None and agrees and self._initial(index, start) and self._dropped(index, stop):
            return carried, True
        return None, False

    def goes_on(self, index: int, first: Clause, stop: int) -> bool:
        """«قال … إن …، وأضاف أن», «زار … حيث التقى …»: the sentence's first subject goes on."""
        words = self.words
        if first.subject is None or self.agreement.disagrees(index, first.subject):
            return False
        if words.norms[index - 1] in self.where:
            return True
        form = self.agreement.reading(index)
        before = index - 1
        while before > 0 and words.norms[before] in self._auxiliaries:
            before -= 1
        joined = words.norms[before] == "و" and words.clitic[before]
        saying = {form.lemma, first.form.lemma} <= self.sayings
        return joined and saying and (self._dropped(index, stop) or self._object(index))

    def _object(self, index: int) -> bool:
        """«وطالب الحوثيين بالتوقف», «واتهم روسيا»: an object by its ending or its gender."""
        group = self.groups.at(self.words.skip_quotes(index + 1))
        return group is not None and (
            self._accusative(group) or not self.agreement.agrees(index, group)
        )

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
            or (words.closed(after) and not self._pointed(after))
            or norm in self.complementizers
            or norm in self.objects
        )

    def _pointed(self, index: int) -> bool:
        """«ودعت هذه المنظمات»: somebody pointed at."""
        words = self.words
        told = words.norms[index] in words.lexicon.words("words", "demonstratives")
        return told and index + 1 < len(words) and words.definite(index + 1)

    def _after(self, index: int, stop: int) -> Group | None:
        words = self.words
        for at in range(index + 1, min(stop, index + _NEAR)):
            group = self.groups.at(at)
            if group is not None:
                governed = words.preposition_before(self._titled_from(at, index)) is not None
                if self._accusative(group):
                    return None  # «حث الحوثيين» has an object and drops its subject
                other = self._owned(at, index, group) or self._led_by_another(at, index, group)
                return None if governed or other else group
            if words.norms[at] in self.complementizers or words.norms[at] in self.relatives:
                return None
            if words.doc[at].text == ":":
                return None
            if words.is_verb(at) and not words.clitic[at]:
                return None
        return None

    def _titled_from(self, at: int, verb: int) -> int:
        """Where «الممثلة» before a name begins: «تحدث عن الممثلة جولي غاييه»."""
        words = self.words
        if words.lexicon.heads().match([words.bare(at)], 0):
            return at
        while at - 1 > verb and words.definite(at - 1) and not words.dated[at - 1]:
            at -= 1
        return at

    def _led_by_another(self, at: int, verb: int, group: Group) -> bool:
        """«طالبت المجموعة روسيا», «طالبت القمة في بيانها …»: a subject that nobody knows."""
        words = self.words
        first = words.skip_quotes(verb + 1)
        if first >= at or not words.definite(first) or words.dated[first]:
            return False
        titled = all(words.definite(i) or words.is_quote(i) for i in range(first, at))
        return not (titled and group.keys[0].startswith("person/"))

    def _accusative(self, group: Group) -> bool:
        last = group.end - 1
        plural = self.words.doc[last].text.endswith("ين") and self.words.definite(last)
        plural = plural and self.words.norms[last] not in self.singular
        return plural and group.keys[0].startswith(("organization/", "office/"))

    def _of_relative(self, index: int, after: Group) -> bool:
        """«الأسباب التي دعت السعودية إلى»: without a pronoun the antecedent acts, not the group.

        «التي تقول روسيا إنها» and «التي أعلنها الوزير» speak of what the group does.
        """
        words = self.words
        if words.norms[index - 1] not in self.pronouns or self.agreement.reading(index).suffixed:
            return False
        return after.end >= len(words) or words.norms[after.end] not in self.complementizers

    def _topic(self, index: int, start: int) -> Group | None:
        """«والرياض التي تقود ائتلافا …، تتهم»: whom the sentence opens with, far before."""
        words = self.words
        if words.doc[index - 1].text != "،":
            return None
        first = start + 1 if words.clitic[start] else start
        group = self.groups.at(first)
        opened = group is not None and group.end < index - 1
        return group if group and opened and words.norms[group.end] in self.relatives else None

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
            and words.norms[before] not in self._no_nouns
            and not self.groups.covers(before)
        )

    def _owned(self, at: int, verb: int, group: Group) -> bool:
        """«رفضت مساعي روسيا»: behind an indefinite noun the group is its owner, no subject.

        One such noun before a person may be a title that nobody listed.
        """
        words = self.words
        before = at - 1
        while before > verb and words.is_quote(before):
            before -= 1
        if before == verb or not words.is_word(before) or words.norms[before].endswith("ا"):
            return False
        if words.dated[before] or words.closed(before) or words.definite(before):
            return False
        title = before == verb + 1 and group.keys[0].startswith("person/")
        return not title or words.norms[before] in self._owned_objects

    def _before(self, index: int, start: int) -> Group | None:
        """A group right before the verb, not governed by a preposition or another verb."""
        words = self.words
        at = index - 1
        steps = 0
        due: int | None = None
        while at >= start and steps <= _GAP:
            group = self.groups.ending(at + 1)
            if group is not None and group.start >= start:
                return group if due is not None or self._free(group, start) else None
            if words.is_verb(at) and words.norms[at] not in self.pluperfect:
                return None
            due = self._due(at, start)
            if due is not None:
                at = due - 1
                continue
            if words.norms[at] in self.complementizers or not self._skippable(at):
                return None
            at -= 1
            steps += 1
        return None

    def _due(self, at: int, start: int) -> int | None:
        """Where «الذي» stands before «من المقرر أن», which ends at a token; else None."""
        norms = self.words.norms
        if norms[at] != "ان" or at - 3 < start or norms[at - 1] not in self.planned:
            return None
        return at - 3 if norms[at - 2] == "من" and norms[at - 3] in self.pronouns else None

    def _skippable(self, at: int) -> bool:
        words = self.words
        return (
            words.dated[at]
            or words.norms[at] in self.skipped
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
        if words.is_verb(before) and norm not in self.pluperfect:
            return False
        opens = norm in self.complementizers or norm in self.relatives or norm == "و"
        opens = opens or norm in self.being
        mark = not words.doc[before].text[0].isalnum()
        return opens or mark or norm in self.pluperfect or before == start

    def _pronoun_before(self, index: int, start: int) -> bool:
        for at in range(index - 1, max(start, index - 2) - 1, -1):
            norm = self.words.norms[at]
            if norm in self.with_pronoun or (
                norm in self.being and self.words.norms[at - 1] == "ان"
            ):
                return True
            if norm not in self._no_nouns and not self._skippable(at):
                return False  # «أنها إسرائيلية استهدفت»
        return False

    def _initial(self, index: int, start: int) -> bool:
        words = self.words
        linked = any(
            words.clitic[at] or words.norms[at] in ("كما", "ثم") for at in range(start, index)
        )  # «يذكر أن» at the head is nobody's saying
        return linked and all(
            words.clitic[at] or not words.is_word(at) or words.norms[at] in ("قد", "كما", "ثم")
            for at in range(start, index)
        )
