"""Why a frame was read: the rule that fired, and the words behind each of its parts.

Worked out here for every reader alike, from where the trigger and the names of the
arguments stand; a reader may name its construction itself (``Frame.construction``).
Which cue words show which modality is data (``ontology/annotation.toml`` [cues]).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.letters import fold
from kg.model.claims import Frame, Grounds, Rule, Span
from kg.model.vocabulary import Cue, FactType, Part
from kg.reading.setting import Setting
from kg.rulefiles import files
from kg.text.lexicon import load, read_tables
from kg.text.verbs import plain_noun

_BEFORE, _AFTER = 8, 4
"""How many tokens before and behind the trigger a cue of modality may stand."""
_BESIDE = 2
"""How many mentions on either side of a trigger are looked at; one may lie inside another."""
_SURE = 0.8
"""A reader that gives its frame less than this doubts it."""
_SAYING = ("say", "demand", "said_by")
_VERBS = ("VERB", "AUX")


def _cues() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = files.ontology("annotation.toml")["cues"]
    return found


def grounded(setting: Setting, frames: Iterable[Frame]) -> list[Frame]:
    """The frames, each with its grounds."""
    reader = _Grounds(setting)
    return [frame.with_(grounds=reader.of(frame)) for frame in frames]


class _Grounds:
    """Finds the grounds of the frames of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.words = setting.words
        self.lexicon = setting.words.lexicon
        triggers = self.lexicon.triggers
        says = [triggers[name].verbs for name in _SAYING if name in triggers]
        self.sayings: frozenset[str] = frozenset().union(*says)
        self.according = self.lexicon.words("particles", "according")
        self.named: dict[str, list[Span]] = {}
        self.offices: dict[str, list[Span]] = {}
        for found in setting.found:
            key, who = setting.key(found), setting.who(found)
            span = self.words.span(found.start, found.end)
            self.named.setdefault(key, []).append(span)
            if who != key:
                self.offices.setdefault(who, []).append(span)  # both in text order

    def of(self, frame: Frame) -> Grounds:
        first = self.setting.token_at(frame.trigger.start)
        last = self.setting.token_at(frame.trigger.end - 1) + 1
        arguments = tuple(self._arguments(frame))
        rule = Rule(
            self.lexicon.language,
            frame.type,
            frame.construction or self._construction(frame, first, arguments),
            self._lemma(frame, first, last),
        )
        cues = [*self._modality(frame, first, last), *self._attribution(frame, first, arguments)]
        cues.sort(key=lambda cue: cue[1])
        return Grounds(rule, arguments, tuple(cues), doubted=frame.confidence < _SURE)

    # --- arguments -----------------------------------------------------------------

    def _arguments(self, frame: Frame) -> Iterator[tuple[Part, str, Span]]:
        wanted: list[tuple[Part, str]] = [(a.role, a.key) for a in frame.participants]
        wanted += [("place", frame.place or ""), *(("about", key) for key in frame.about)]
        wanted += [("source", frame.source or ""), ("medium", frame.medium or "")]
        for role, key in wanted:
            span = self._named(frame, key)
            if span is not None:
                yield role, key, span

    def _named(self, frame: Frame, key: str) -> Span | None:
        """The words for an argument: nearest the trigger in its sentence, else before it."""
        own, held = self.named.get(key, []), self.offices.get(key, [])
        for spans in (own, held):
            at = bisect_left(spans, frame.trigger)
            inside = [
                s for s in spans[max(0, at - _BESIDE) : at + _BESIDE] if frame.evidence.covers(s)
            ]
            if inside:
                return min(inside, key=lambda span: (_distance(span, frame.trigger), span))
        every = own or held
        at = bisect_left(every, frame.evidence)
        return every[max(0, at - 1)] if every else None

    # --- the rule ------------------------------------------------------------------

    def _construction(
        self, frame: Frame, first: int, arguments: Sequence[tuple[Part, str, Span]]
    ) -> str:
        if frame.type == "HoldsOffice":
            return "title"
        if not self._is_verb(first):
            return "noun"
        subject = next((span for _, _, span in arguments), None)
        if subject is None or not frame.evidence.covers(subject):
            return "verb-implied"
        return "subject-verb" if subject.start < frame.trigger.start else "verb-subject"

    def _is_verb(self, index: int) -> bool:
        if self.words.doc[index].pos_:
            return self.words.doc[index].pos_ in _VERBS
        return self.words.is_verb(index)

    def _lemma(self, frame: Frame, first: int, last: int) -> str:
        norms = self.words.norms
        if frame.type == "HoldsOffice":
            return self._office(first)
        known = self.lexicon.verb(norms[first])
        if known and self._is_verb(first):
            return _written(self.lexicon.language).get(known[0].lemma, known[0].lemma)
        stem = _stem(self.lexicon.language, frame.type, norms[first])
        return stem or " ".join(plain_noun(norm) for norm in norms[first:last])

    def _office(self, index: int) -> str:
        """The kind of an office stands for its many titles."""
        found = next((f for f in self.setting.at.get(index, ()) if f.type == "Office"), None)
        return (found.office.kind if found else "") or "office"

    # --- cues ----------------------------------------------------------------------

    def _modality(self, frame: Frame, first: int, last: int) -> Iterator[tuple[Cue, Span]]:
        start, stop = self.setting.bounds(first)
        lists = _cues().get(frame.status, ())
        forms = frozenset().union(*(self.lexicon.any_words("particles", name) for name in lists))
        if frame.status != "unconfirmed":  # told of anywhere: «لم تعلن … الخبر رسميا بعد»
            start, stop = max(start, first - _BEFORE), min(stop, last + _AFTER)
        around = [*range(start, first), *range(last, stop)]
        near = [i for i in around if self._is_one(i, forms)]
        if near:
            index = min(near, key=lambda i: (abs(i - first), i))
            yield "modality", self.words.span(index, index + 1)

    def _attribution(
        self, frame: Frame, first: int, arguments: Sequence[tuple[Part, str, Span]]
    ) -> Iterator[tuple[Cue, Span]]:
        """The word of saying or «وفق» nearest to whom the passage is attributed to."""
        told = [s for role, _, s in arguments if role in ("source", "medium")]
        told = [span for span in told if frame.evidence.covers(span)]
        if not told:
            return
        near = [i for i in range(*self.setting.bounds(first)) if self._says(i)]
        spans = [self.words.span(i, i + 1) for i in near]
        cue = min(spans, key=lambda span: (_distance(span, told[0]), span), default=frame.trigger)
        if not cue.overlaps(frame.trigger):
            yield "attribution", cue

    def _says(self, index: int) -> bool:
        if not self.words.clitic[index] and self._is_one(index, self.according):
            return True
        return self._is_verb(index) and self._is_one(index, self.sayings)

    def _is_one(self, index: int, forms: frozenset[str]) -> bool:
        """Whether a word is one of the forms: as written, by its stem (``plan*``), as a verb."""
        norm = self.words.norms[index]
        if norm in forms or any(f.endswith("*") and norm.startswith(f[:-1]) for f in forms):
            return True
        lemmas = {form.lemma for form in self.lexicon.verb(norm)} if forms else set()
        return bool(lemmas & {form.split()[0] for form in forms if form})


@cache
def _written(language: str) -> Mapping[str, str]:
    """Folded perfect -> as the language file spells it."""
    tables = read_tables(language).get("triggers", {}).values()
    listed = (verb for t in tables for kind in ("verbs", "light") for verb in t.get(kind, ()))
    return {fold(verb.split()[0]): verb.split()[0] for verb in listed}


@cache
def _stem(language: str, type_: FactType, norm: str) -> str | None:
    """The form of a trigger, perhaps with a star for any ending, that a word is one of."""
    triggers = [trigger for trigger in load(language).triggers.values() if trigger.frame == type_]
    forms = {form for trigger in triggers for form in (*trigger.verbs, *trigger.light)}
    stems = [f for f in forms if f.endswith("*") and norm.startswith(f[:-1])]
    return norm if norm in forms else max(stems, key=len, default=None)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
