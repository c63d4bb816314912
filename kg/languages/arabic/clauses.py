"""Who does what in a sentence: verbs with subject, tense and scope.

A clause keeps the verb, the group that is its subject, and where its content («أن …», a
quotation) begins.
"""

from __future__ import annotations

from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.groups import Groups
from kg.languages.arabic.subjects import Subjects
from kg.text.verbs import VerbForm
from kg.text.words import Words


class ClauseReader:
    """Reads the clauses of one document."""

    def __init__(self, words: Words, groups: Groups) -> None:
        self.words = words
        self.groups = groups
        self.subjects = Subjects(words, groups)
        lexicon = words.lexicon
        self.complementizers = self.subjects.complementizers
        self.relatives = self.subjects.relatives
        names = ("possible", "planned", "negation", "earlier", "pluperfect", "conditional")
        self.particles = {name: lexicon.words("particles", name) for name in names}
        meetings = (t.verbs for t in lexicon.triggers.values() if t.frame == "Meeting")
        self.meetings = frozenset().union(*meetings)
        self.governing = lexicon.words("words", "governing")

    def group_at(self, index: int) -> Group | None:
        """The group that begins at a token."""
        return self.groups.at(index)

    def groups_in(self, start: int, stop: int) -> list[Group]:
        """The groups that begin within ``[start, stop)``."""
        return self.groups.within(start, stop)

    def clauses(self) -> list[Clause]:
        """All clauses in text order; dropped subjects carried over from the last speaker."""
        made: list[Clause] = []
        carried: Group | None = None
        for number, (start, stop) in enumerate(self.words.sentences):
            first: Clause | None = None
            for index in range(start, stop):
                clause = self._clause(index, start, stop, first, carried, made)
                if clause is None:
                    continue
                made.append(clause)
                if first is None:
                    first = clause
            if first is not None and (number > 0 or self.words.doc[stop - 1].text == "."):
                # a headline, which ends without a stop, is not gone on with
                carried = first.subject
        return made

    def _clause(
        self,
        index: int,
        start: int,
        stop: int,
        first: Clause | None,
        carried: Group | None,
        made: list[Clause],
    ) -> Clause | None:
        words = self.words
        readings = words.lexicon.verb(words.norms[index])
        if (
            not readings
            or words.nominal(index)
            or words.clitic[index]
            or words.dated[index]
            or self._after_preposition(index)
            or self.groups.covers(index)
        ):
            return None
        form = self.subjects.agreement.reading(index)
        speaker = self._quoted(index, start, made)
        subject, implied = self.subjects.of(index, start, stop, first, carried, speaker)
        governed = first is not None and index >= first.content
        goes_on = first is not None and self.subjects.goes_on(index, first, stop)
        met = (
            goes_on
            and words.norms[index - 1] in self.subjects.where
            and form.lemma in self.meetings
        )
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
            conditional=any(n in self.particles["conditional"] for n in before),
            implied=implied,
            governed=governed,
        )

    def _quoted(self, index: int, start: int, made: list[Clause]) -> Group | None:
        """Whose content («إنه …») begins right before a token of the sentence."""
        for clause in reversed(made):
            if clause.verb < start:
                return None
            if clause.content in (index - 1, index - 2):
                return clause.subject
        return None

    def _after_preposition(self, index: int) -> bool:
        """«بناء على طلب المملكة»: what a preposition governs is a noun."""
        before = self.words.norms[index - 1] if index else ""
        return before in self.governing and not self.words.clitic[index - 1]

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
        return self.groups.covers(at) or self.groups.ending(at) is not None
