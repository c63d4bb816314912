"""What tense, mood and auxiliaries of a verb say of its event, whatever the verb hangs on."""

from __future__ import annotations

from typing import Final, Literal

from spacy.tokens import Token

from kg.languages.parsed.parse import SUBJECT, Parse, headline
from kg.languages.parsed.words import LatinWords
from kg.model.vocabulary import Status
from kg.text.lexicon import is_form

Told = Status | Literal["none"]
"""A status, or that nothing is asserted."""
NONE: Final[Literal["none"]] = "none"
CLAUSES = ("ccomp", "xcomp", "acl", "advcl", "pcomp", "parataxis", "relcl", "acl:relcl", "csubj")
_LISTS = (
    *("future", "possible", "would", "planned", "wished", "called", "cancelled", "denied"),
    *("failed", "doubted", "hearsay", "phases", "negation", "conditional", "before", "after"),
    *("during", "purpose", "without", "soon", "maybe", "off", "alleged", "attempted"),
    *("carriers", "going", "ends", "announced", "causing", "perfect", "being"),
)


class Particles:
    """The words that show a status: ``[particles]`` of the language file."""

    def __init__(self, words: LatinWords) -> None:
        self.lists = {name: words.words_of("particles", name) for name in _LISTS}

    def has(self, name: str, token: Token) -> bool:
        """Whether a word stands in one of the lists; «called off» is not «called»."""
        if name in ("called", "cancelled") and self._called_off(token):
            return name == "cancelled"
        return is_form(token.norm_, self.lists[name])

    def _called_off(self, token: Token) -> bool:
        calls = is_form(token.norm_, self.lists["called"])
        off = any(c.norm_ == "off" and c.dep_ in ("prt", "advmod", "prep") for c in token.children)
        return calls and off


class Tense:
    """Reads the verbs of one document."""

    def __init__(self, parse: Parse, particles: Particles) -> None:
        self.parse = parse
        self.has, self.lists = particles.has, particles.lists
        self.say = parse.words.lexicon.triggers["say"].verbs
        self.headline = headline(parse)
        """The tokens of a headline: there the present tells what has happened."""

    def of(self, verb: Token) -> Told | None:
        """Tense and auxiliaries; ``none`` for a form that asserts nothing by itself."""
        helpers = self.parse.helpers(verb)
        near = [*(c for c in verb.children if not c.is_punct), *helpers]
        if any(self.has("negation", c) for c in near if c.dep_ in ("neg", "advmod", "det", "aux")):
            return "denied"
        if self.parse.marked(verb) & self.lists["conditional"]:
            return None
        opening = {c.norm_ for c in verb.children if c.dep_ == "mark"}
        if opening & self.lists["before"]:
            return "planned"
        if any(self.has("hearsay", c) for c in near):
            return "unconfirmed"
        if any(self.has("possible", c) for c in helpers):
            return "possible"
        if any(self.has("would", c) for c in helpers):
            return self._would(verb, helpers)
        if any(self.has("future", c) or _is(c, "Tense=Fut") for c in (*helpers, verb)):
            return "planned"
        if any(_is(c, "Mood=Cnd") for c in (verb, *helpers)):
            perfect = any(_is(c, "Mood=Cnd") for c in helpers)
            return "unconfirmed" if perfect else self._would(verb, helpers)
        caused = any(c.dep_ == "aux:caus" for c in helpers) or self._causing(verb)
        if self.parse.infinitive(verb) and not caused:
            return self._infinitive(verb, helpers)
        return self._tense(verb, helpers)

    def _would(self, verb: Token, helpers: list[Token]) -> Told:
        """«said he would visit» is planned; «would have met» and «would help» are possible."""
        perfect = any(c.norm_ == "have" for c in helpers)
        if perfect or (verb.i in self.headline):
            return "possible"
        for step in self.parse.up(verb):
            if step.dep_ in CLAUSES and self.has("wished", step.head):
                return "possible"
            if step.dep_ in CLAUSES and is_form(step.head.norm_, self.say):
                return "planned"
        return "possible"

    def _causing(self, verb: Token) -> list[Token]:
        """«a *fait* savoir»: one verb with the infinitive."""
        before = self.parse.doc[max(verb.i - 1, 0)]
        return [before] if self.has("causing", before) else []

    def _infinitive(self, verb: Token, helpers: list[Token]) -> Told:
        perfect = any(self.has("perfect", c) for c in helpers)
        if perfect:
            return "occurred"
        subject = any(c.dep_ in SUBJECT for c in verb.children)
        if verb.i in self.headline and subject and verb.head == verb:
            return "planned"  # «Lavrov to visit Iran»
        return NONE

    def _tense(self, verb: Token, helpers: list[Token]) -> Told:
        parts = [verb, *helpers, *self._causing(verb)]
        aux = {c.norm_ for c in helpers if c.dep_ == "aux"}
        progressive = verb.tag_ == "VBG" and bool(aux)
        if progressive and "been" in aux:
            return "ongoing"
        present = any(_is(t, "Tense=Pres") and _is(t, "VerbForm=Fin") for t in parts)
        past = any(_is(t, "Tense=Past") for t in parts) or any(_is(t, "Tense=Imp") for t in parts)
        if not present or past or (verb.i in self.headline and not progressive):
            return "occurred"
        return "ongoing"


def _is(token: Token, feature: str) -> bool:
    return feature in str(token.morph)
