"""How far the words vouch for what they tell: denied, or only rumoured.

Parses of long sentences go wrong where it matters most, so what a denial or a rumour governs is
read off the order of the words: from «that» on, or the noun behind it («denied reports of a
meeting»), to where the next clause begins («but …», «and said …»). What has a part of the denial
to itself («denied involvement in the attack») leaves the event as it is. The words are
``[vouching]`` of the language file.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.parse import Parse
from kg.model.vocabulary import Status
from kg.reading.scopes import Scope, worst
from kg.text.lexicon import is_form

_NEAR = 4
_FAR = 12
_LISTS = (
    *("that", "denying", "rejecting", "reports", "rumours", "untrue", "true", "be"),
    *("labelling", "confirming", "unsure", "said", "unconfirmed", "almost", "verge", "breaks"),
    *("joints", "of", "sources", "infinitive", "voiced"),
)
_RELATIVE = ("relcl", "acl:relcl")


class Vouching:
    """The scopes of denial and hearsay of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.doc = parse.doc
        words = parse.words
        self.norms = words.norms
        self.lists = {name: words.words_of("vouching", name) for name in _LISTS}
        self.say = words.lexicon.triggers["say"].verbs
        self.scopes = [
            scope
            for start, stop in words.sentences
            for index in range(start, stop)
            for scope in self._at(index, start, stop)
        ]

    # --- asking ------------------------------------------------------------------

    def verb(self, verb: Token) -> Status | None:
        """``denied`` or ``unconfirmed`` when a verb is told so."""
        return worst(s for s in self._over(verb.i) if not self._given(verb, s))

    def _over(self, index: int) -> list[Scope]:
        return [s for s in self.scopes if s.clause is not None and s.clause < index < s.stop]

    def _given(self, verb: Token, scope: Scope) -> bool:
        """«denied that Lavrov, who visited …, met»: a relative clause is taken for given."""
        return verb.dep_ in _RELATIVE and verb.head.i > (scope.clause or 0)

    def noun(self, noun: Token) -> Status | None:
        """The same for a noun: «denied reports of a meeting»."""
        return worst(self._around(noun.i))

    def denier(self, token: Token) -> Token | None:
        """The word of denial that a verb or noun stands behind."""
        around = [*self._around(token.i), *self._over(token.i)]
        return next((self.doc[s.cue] for s in around if s.status == "denied"), None)

    def almost(self, verb: Token) -> bool:
        """«nearly met», «came close to meeting», «on the verge of signing»: not done."""
        if any(self._is("almost", c.i) for c in verb.children if c.dep_ == "advmod"):
            return True
        before = range(max(0, verb.i - _NEAR + 1), verb.i)
        joined = [i for i in before if self._is("verge", i)]
        return bool(joined) and all(self._is("of", i) for i in range(joined[-1] + 1, verb.i))

    def _around(self, index: int) -> Iterator[Scope]:
        for scope in self.scopes:
            behind = scope.clause is not None and index > scope.clause
            if scope.start <= index < scope.stop and not behind and self._leads(scope.start, index):
                yield scope

    def _leads(self, first: int, index: int) -> bool:
        """Whether only words that pass the denial on stand between: «any», «reports of»."""
        return all(self._passes(i) for i in range(first, index))

    def _passes(self, index: int) -> bool:
        token = self.doc[index]
        if token.pos_ in ("DET", "ADJ", "NUM") or token.is_punct or token.norm_ in ("'s", "’s"):
            return token.norm_ not in (",;")
        return any(self._is(name, index) for name in ("reports", "rumours", "of", "voiced"))

    def _is(self, name: str, index: int) -> bool:
        return is_form(self.norms[index], self.lists[name])

    # --- cues --------------------------------------------------------------------

    def _at(self, index: int, start: int, stop: int) -> Iterator[Scope]:
        """The scopes of a word that may be a cue."""
        if self._is("denying", index) and not self._rival(index):
            status: Status = "unconfirmed" if self._negated(index, start) else "denied"
            yield from self._governed(index, index + 1, stop, status)
        elif self._is("rejecting", index) and not self._negated(index, start):
            yield from self._of_reports(index, stop)
        if self._is("untrue", index) or (self._is("true", index) and self._no(index, start)):
            yield from self._told_untrue(index, start, stop)
        if self._is("confirming", index) and self._unsure(index, start):
            yield from self._clause(index, stop, "unconfirmed")
        if self._is("said", index):
            yield from self._hearsay(index, start, stop)
        if self._is("reports", index):
            yield from self._reported(index, start, stop)

    def _rival(self, index: int) -> bool:
        """«a denied area», «le démenti» with nothing behind it is caught later; names are not."""
        return index in self.parse.outmost

    def _negated(self, index: int, start: int) -> bool:
        """«did not deny», «n'a pas démenti», «refused to deny»."""
        return any(self._is("unsure", i) for i in range(max(start, index - _NEAR), index))

    def _no(self, index: int, start: int) -> bool:
        """«not true», «no truth»; «n'est pas vrai»."""
        return self._negated(index, start)

    def _unsure(self, index: int, start: int) -> bool:
        """«No one confirmed», «has not been confirmed», «declined to confirm»."""
        return any(self._is("unsure", i) for i in range(max(start, index - 2 * _NEAR), index))

    # --- what they govern ----------------------------------------------------------

    def _governed(self, cue: int, first: int, stop: int, status: Status) -> Iterator[Scope]:
        """The content of a denial: a noun, or what «that» opens."""
        stop = self._stop(cue, first, stop)
        clause = self._that(first, min(stop, first + _FAR))
        noun = first < stop and (self._passes(first) or self.doc[first].pos_ in ("NOUN", "PROPN"))
        if noun or clause is not None:
            start = first if noun else (clause or 0) + 1
            yield Scope(cue, start, stop, status, clause)

    def _of_reports(self, cue: int, stop: int) -> Iterator[Scope]:
        """«rejected claims that», «dismissed as untrue a report of»."""
        near = range(cue + 1, min(stop, cue + 2 * _NEAR))
        report = next((i for i in near if self._is("reports", i)), None)
        if report is not None and all(
            not self.parse.finite(self.doc[i]) for i in near[: report - cue - 1]
        ):
            yield from self._governed(cue, report, stop, "denied")

    def _clause(self, cue: int, stop: int, status: Status) -> Iterator[Scope]:
        end = self._stop(cue, cue + 1, stop)
        clause = self._that(cue + 1, min(end, cue + _FAR))
        if clause is not None:
            yield Scope(cue, clause + 1, end, status, clause)

    def _told_untrue(self, cue: int, start: int, stop: int) -> Iterator[Scope]:
        """«It is false that», «no truth in reports that», «described as fake a report that»;
        «Reports that … are false», «called reports that … false»."""
        end = self._stop(cue, cue + 1, stop)
        opens = [i for i in range(cue + 1, min(end, cue + 2 * _NEAR)) if self._opens(i)]
        if opens and self._told(cue, start):
            yield from self._governed(cue, opens[0], end, "denied")
            return
        told = self._told(cue, start)
        for at in range(cue - 1, start - 1, -1):
            if self._is("reports", at):
                if told or any(self._is("labelling", i) for i in range(max(start, at - _NEAR), at)):
                    yield Scope(cue, at, cue, "denied", self._that(at + 1, cue))
                return

    def _told(self, cue: int, start: int) -> bool:
        """Whether a word of untruth is told of something: «is false», «described as fake»."""
        near = range(max(start, cue - _NEAR), cue)
        return any(self._is("be", i) or self._is("labelling", i) for i in near)

    def _opens(self, index: int) -> bool:
        return self._is("reports", index) or self._is("that", index)

    def _hearsay(self, cue: int, start: int, stop: int) -> Iterator[Scope]:
        """«is said to have met», «it is rumoured that»: nobody's saying."""
        if not any(self._is("be", i) for i in range(max(start, cue - 2), cue)):
            return
        after = cue + 1 < stop and self.norms[cue + 1]
        if after in self.lists["infinitive"] and self.parse.passive(self.doc[cue]):
            yield Scope(cue, stop, self._stop(cue, cue + 1, stop), "unconfirmed", cue)
        elif after in self.lists["that"] and self.norms[start] in self.lists["joints"]:
            yield from self._clause(cue, stop, "unconfirmed")

    def _reported(self, index: int, start: int, stop: int) -> Iterator[Scope]:
        """«rumours that», «unconfirmed reports said», «according to unconfirmed reports»."""
        doubted = self._is("rumours", index) or self._doubted(index, start, stop)
        if not doubted:
            return
        end = self._stop(index, index + 1, stop)
        near = range(max(start, index - _NEAR), index)
        if any(self._is("sources", i) for i in near):
            yield Scope(index, index + 1, stop, "unconfirmed", index)
            return
        clause = self._that(index + 1, min(end, index + _FAR))
        said = next(
            (i for i in range(index + 1, min(end, index + 3)) if self._is("voiced", i)), None
        )
        where = clause if clause is not None else said
        yield Scope(index, index + 1, end, "unconfirmed", where)

    def _doubted(self, index: int, start: int, stop: int) -> bool:
        """«unconfirmed reports», «informations non confirmées»."""
        before = range(max(start, index - 2), index)
        behind = range(index + 1, min(stop, index + 3))
        return any(self._is("unconfirmed", i) for i in (*before, *behind))

    def _that(self, first: int, stop: int) -> int | None:
        return next((i for i in range(first, stop) if self._is("that", i)), None)

    def _stop(self, cue: int, first: int, stop: int) -> int:
        """Where the next clause begins: «but», «and said», «, adding», «;»."""
        for at in range(first, stop):
            if self._is("breaks", at) or self.norms[at] == ";":
                return at
            said = is_form(self.norms[at], self.say) and self.doc[at].pos_ in ("VERB", "AUX")
            if not said or at <= first + 1:
                continue
            back = next(
                (i for i in range(at - 1, max(first, at - _NEAR), -1) if self._joint(i)), None
            )
            if back is not None and not self._that(back, at):
                return back
        return stop

    def _joint(self, index: int) -> bool:
        return self.norms[index] in ("and", "et", ",")
