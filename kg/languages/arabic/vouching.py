"""How far the words vouch for what they tell: denied, or only rumoured.

What the content of a denial takes for given stays as it is: relative clauses, occasions («خلال
لقائه»), what somebody had no part in («نفى علاقته بالهجوم»).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.languages.arabic.clauses import ClauseReader
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.scopes import Governed, Scopes
from kg.model.vocabulary import Status
from kg.reading.scopes import worst
from kg.text.words import Words

_FAR = 12


class Vouching:
    """Whether what a document tells is denied or rumoured in it."""

    def __init__(self, words: Words, reader: ClauseReader, clauses: Mapping[int, Clause]) -> None:
        self.words = words
        self.reader = reader
        self.clauses = clauses
        self.during = words.lexicon.words("words", "during")
        self.cues = Scopes(words, reader, clauses)
        self.scopes = list(self.cues.find())

    def verb(self, index: int) -> Status | None:
        """``denied`` or ``unconfirmed`` when the verb at a token is told so."""
        before = max(index - 2, 0)
        if any(n in self.reader.subjects.pronouns for n in self.words.norms[before:index]):
            return None  # «لافروف الذي زار …»: taken for given
        found = [s for s in self.scopes if s.clause is not None and s.clause < index < s.stop]
        return worst(found) or self.noun(index)  # «نفى عقد لقاء»: spelt like the verb

    def noun(self, index: int) -> Status | None:
        """The same for the noun at a token."""
        return worst(self._around(index))

    def denier(self, index: int) -> Group | None:
        """Whose denial the noun at a token stands in."""
        denials = [s for s in self._around(index) if s.status == "denied"]
        return denials[-1].by if denials else None

    def _around(self, index: int) -> Iterator[Governed]:
        for scope in self.scopes:
            if not scope.start <= index < scope.stop:
                continue
            clause = scope.clause
            inside = clause is not None and index > clause
            first = clause + 1 if clause is not None and inside else scope.start
            given = inside and index == first  # «أن تصريحات الرئيس أثارت»: they were made
            if not given and self._leads(first, index):
                yield scope

    def _leads(self, first: int, index: int) -> bool:
        """Whether only words that pass the denial on stand between: «وجود أي», «أنباء عن»."""
        words = self.words
        between = range(first, index)
        if not all(self.cues.passes(i) for i in between):
            return False
        if words.definite(index):  # «بشأن الهجوم» takes the attack for given
            return index > first and self.cues.has("carriers", index - 1)
        return index == first or words.norms[index - 1] not in self.during - {"في"}

    def carries(self, index: int) -> bool:
        """«عقد», «وجود», «أي», «هذه»: words before the noun that they are about."""
        return self.cues.has("carriers", index) or self.cues.has("through", index)

    def almost(self, index: int, start: int) -> bool:
        """«كاد … يلتقي», «على وشك أن يوقع»: it did not happen."""
        words = self.words
        for at in range(index - 1, max(start, index - _FAR) - 1, -1):
            if words.norms[at] in self.cues.lists["almost"]:
                return not self.cues.negated(at)
            if at in self.clauses or words.doc[at].text == "،":
                return False
        return False

    def undone(self, clause: Clause) -> bool:
        """«لم يلتق»: told as not done."""
        before = self.words.norms[max(clause.verb - 2, 0) : clause.verb]
        return any(norm in self.cues.lists["not_done"] for norm in before)
