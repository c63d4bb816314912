"""Where words of denial and hearsay stand, and how far each governs.

A cue governs its content: from «أن» on, or from a noun («نفى وجود لقاء», «أنباء عن لقاء»), to
where the next clause begins («وأكد …», «لكنه …»). The words are ``[vouching]`` of the language
file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.languages.arabic.clauses import ClauseReader
from kg.languages.arabic.grammar import Clause, Group
from kg.letters import fold
from kg.model.vocabulary import Status
from kg.reading.scopes import Scope
from kg.text.words import Words

_NEAR = 4
_FAR = 12
_REPORTED = 8
"""Words between a noun of report and «أن» or «عن»."""
_PRONOUNS = ("هما", "هم", "ها", "ه")
_LISTS = (
    *("participles", "denials", "hearsay", "unsure", "rumours", "unvouched", "reports"),
    *("carriers", "through", "breaks", "agencies", "almost", "refusing", "not_done"),
    *("reporting", "of_media"),
)


@dataclass(frozen=True)
class Governed(Scope):
    """A scope, and whose word the cue is."""

    by: Group | None = None


class Scopes:
    """Finds the scopes of denial and hearsay of one document."""

    def __init__(self, words: Words, reader: ClauseReader, clauses: Mapping[int, Clause]) -> None:
        self.words = words
        self.reader = reader
        self.clauses = clauses
        lexicon = words.lexicon
        self.lists = {name: lexicon.words("vouching", name) for name in _LISTS}
        verbs = lexicon.tables.get("vouching", {})
        self.denying = frozenset(fold(v) for v in verbs.get("denying", ()))
        self.belying = lexicon.triggers["belie"].verbs
        self.claiming = frozenset(fold(v) for v in verbs.get("claiming", ()))
        self.untrue = lexicon.phrases("vouching", "untrue")
        self.turning = lexicon.phrases("vouching", "turning")
        self.complementizers = reader.complementizers
        says = ("say", "demand", "said_by")
        self.sayings = frozenset().union(*(lexicon.triggers[name].verbs for name in says))
        said = (lexicon.triggers[name].words.get("participles", frozenset()) for name in says[:2])
        self.said = frozenset().union(*said)

    def has(self, name: str, index: int) -> bool:
        """Whether a word is in a list: as written, without article or without pronoun."""
        listed, norm = self.lists[name], self.words.norms[index]
        return norm in listed or self.words.bare(index) in listed

    def passes(self, index: int) -> bool:
        """Whether a word passes a denial on to what stands behind it: «وجود», «أنباء عن»."""
        words = self.words
        norm = words.norms[index]
        if words.is_quote(index) or norm in self.complementizers or words.clitic[index]:
            return True
        listed = ("carriers", "reports", "rumours", "through", "reporting", "of_media")
        if any(self.has(name, index) for name in listed):
            return True
        if norm in self.reader.subjects.pronouns or words.doc[index].text == "،":
            return True
        return words.is_verb(index) and self._lemma(index) in self.sayings

    # --- cues --------------------------------------------------------------------

    def find(self) -> Iterator[Governed]:
        """All scopes, in the order of their cues."""
        for start, stop in self.words.sentences:
            for index in range(start, stop):
                scope = self._scope(index, start, stop)
                if scope is not None:
                    yield scope

    def _scope(self, index: int, start: int, stop: int) -> Governed | None:
        words = self.words
        if words.clitic[index]:
            return None
        norm = words.norms[index]
        told = self.untrue.match(words.norms, index)
        if told is not None:
            return self._told_untrue(index, index + told[0], start, stop)
        lemma = self._lemma(index)
        denies = lemma in self.denying or norm in self.lists["participles"]
        if denies or self._noun_of_denial(index):
            return None if self.negated(index) else self._denied(index, stop)
        if lemma in self.claiming or norm in self.lists["hearsay"]:
            return None if self.negated(index) else self._hearsay(index, stop)
        if norm in self.lists["unsure"] and self.negated(index):
            return self._hearsay(index, stop)
        if self.has("rumours", index) or (norm in self.lists["unvouched"] and self._bare(index)):
            return self._report(index, stop)
        return None

    def _lemma(self, index: int) -> str | None:
        words = self.words
        readings = words.lexicon.verb(words.norms[index])
        return readings[0].lemma if readings and not words.nominal(index) else None

    def _noun_of_denial(self, index: int) -> bool:
        """«نفيه», «نفي موسكو»."""
        norm = self.words.norms[index]
        stems = {norm, *(norm.removesuffix(p) for p in _PRONOUNS)}
        return bool(stems & self.lists["denials"]) and not self.words.definite(index)

    def negated(self, index: int) -> bool:
        """«لم ينف», «دون أن ينفي», «رفض نفي»."""
        norms = self.words.norms
        near = norms[max(index - 2, 0) : index]
        negation = self.reader.particles["negation"]
        return any(n in negation or n in self.lists["refusing"] for n in near)

    def _denied(self, index: int, stop: int) -> Governed | None:
        clause = self.clauses.get(index)
        by = clause.subject if clause is not None else self.reader.group_at(index + 1)
        if by is None and clause is None:
            by = self._speaking(index)
        behind = by is not None and by.start > index
        first = by.end if by is not None and behind else index + 1
        if self._lemma(index) in self.belying and not self.of_reports(first):
            return None  # «كذبت إيران»
        return self._governed(index, first, stop, "denied", by)

    def of_reports(self, first: int) -> bool:
        """Whether reports are what is spoken of: «كذب تقارير»."""
        near = range(first, min(len(self.words), first + 2))
        return any(self.has("reports", i) or self.has("rumours", i) for i in near)

    def _speaking(self, index: int) -> Group | None:
        """«أعرب … عن نفيه», «وقال …، نافيا»: the subject of the clause before."""
        start, _ = self.words.sentences[self.words.sentence_of[index]]
        before = [c for c in self.clauses.values() if start <= c.verb < index and c.subject]
        return before[-1].subject if before else None

    def _hearsay(self, index: int, stop: int) -> Governed | None:
        """«قيل إن», «زعمت صحيفة أن»: a clause, near behind."""
        near = range(index + 1, min(stop, index + _FAR))
        for at in near:
            if self.words.norms[at] in self.complementizers:
                return Governed(index, at + 1, self._stop(at + 1, stop), "unconfirmed", at)
            if self._breaks(at, stop) or at in self.clauses:
                return None
        return None

    def _bare(self, index: int) -> bool:
        """«أنباء», «تقارير إعلامية»: of nobody by name; «وكالة أنباء» is a medium."""
        words = self.words
        if index and words.bare(index - 1) in self.lists["agencies"]:
            return False
        return not words.definite(index) and self.reader.group_at(index + 1) is None

    def _report(self, index: int, stop: int) -> Governed | None:
        """«شائعات عن لقاء», «أنباء غير مؤكدة أن»: told by nobody who vouches for it."""
        words = self.words
        if index and words.bare(index - 1) in self.lists["agencies"]:
            return None
        for at in range(index + 1, min(stop, index + _REPORTED)):
            if words.norms[at] in self.complementizers:
                return Governed(index, index + 1, self._stop(at + 1, stop), "unconfirmed", at)
            if words.norms[at] == "عن":
                return Governed(index, index + 1, self._stop(at + 1, stop), "unconfirmed")
            if not self.passes(at):
                return None
        return None

    def _told_untrue(self, index: int, end: int, start: int, stop: int) -> Governed | None:
        """«لا صحة للأنباء عن», «ليس صحيحا أن»; behind them: «الأنباء عن … لا أساس لها»."""
        scope = self._governed(index, end, min(stop, end + _FAR + _FAR), "denied", None)
        near = range(end, min(stop, end + _NEAR))
        said = next((i for i in near if self._opens(i)), None)
        if scope is not None and said is not None:
            return scope
        for at in range(index - 1, start - 1, -1):
            if self.has("reports", at) or self.has("rumours", at):
                clause = self._complementizer(at + 1, index)
                return Governed(index, at + 1, index, "denied", clause, self._teller(at))
            if self._breaks(at, stop):
                return None
        return None

    def _opens(self, index: int) -> bool:
        opens = self.has("reports", index) or self.has("rumours", index)
        return opens or self.words.norms[index] in self.complementizers

    def _teller(self, index: int) -> Group | None:
        """Who says that the reports at a token are untrue: «قال الكرملين إن الأنباء …»."""
        before = [c for c in self.clauses.values() if c.content <= index < c.stop]
        return before[-1].subject if before else None

    # --- what is governed ----------------------------------------------------------

    def _governed(
        self, cue: int, first: int, stop: int, status: Status, by: Group | None
    ) -> Governed | None:
        """The content of a cue: its object, or what «أن» opens."""
        stop = self._stop(first, stop)
        clause = self._complementizer(first, stop)
        start = self._object(first, clause if clause is not None else stop)
        if start is None and clause is None:
            return None
        return Governed(
            cue, start if start is not None else (clause or 0) + 1, stop, status, clause, by
        )

    def _object(self, first: int, stop: int) -> int | None:
        """Where the denied noun begins: at once, or behind «في بيان» at a word like «وجود»."""
        words = self.words
        while first < stop and (words.dated[first] or words.doc[first].text in '،,"'):
            first += 1
        for at in range(first, stop):
            if self.has("carriers", at) or self._opens(at):
                return at
            if at == first and words.is_word(at) and not words.closed(at):
                return at
            if self.passes(at) and words.clitic[at] and at == first:
                return at  # «نافيا للأنباء»
        return None

    def _complementizer(self, first: int, stop: int) -> int | None:
        norms = self.words.norms
        return next((i for i in range(first, stop) if norms[i] in self.complementizers), None)

    def _stop(self, first: int, stop: int) -> int:
        return next((i for i in range(first, stop) if self._breaks(i, stop)), stop)

    def _breaks(self, index: int, stop: int) -> bool:
        """Whether the content ends: «لكنه», «وأكد», «مشيرا», «، وزار», «بعد أن»."""
        words = self.words
        norm = words.norms[index]
        if norm in self.lists["breaks"] or self.turning.match(words.norms, index) is not None:
            return True
        if norm in self.said and not words.clitic[index]:
            return True
        joined = words.clitic[index] and norm in ("و", "ف")
        if not joined or index + 1 >= stop:
            return False
        if words.norms[index + 1] in self.said:
            return True
        clause = self.clauses.get(index + 1) or self.clauses.get(index + 2)
        if clause is None:
            return False
        comma = index > 0 and words.doc[index - 1].text in "،,"
        return clause.form.lemma in self.sayings or (comma and clause.tense == "past")
