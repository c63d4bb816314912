"""Whether an event took place, as its clause or noun presents it.

A status is the author's words, not history: auxiliaries and tense of the verb first, then
what the clause hangs on («denied having met», «plans to visit», «if they attack»). None
means that the words tell of no event. The word lists are ``[particles]`` of the language file.
"""

from __future__ import annotations

from typing import Final, Literal

from spacy.tokens import Token

from kg.languages.parsed.parse import SUBJECT, Parse, headline
from kg.languages.parsed.vouching import Vouching
from kg.model.vocabulary import Status
from kg.text.lexicon import is_form

_CLAUSES = ("ccomp", "xcomp", "acl", "advcl", "pcomp", "parataxis", "relcl", "acl:relcl", "csubj")
_LISTS = (
    *("future", "possible", "would", "planned", "wished", "called", "cancelled", "denied"),
    *("failed", "doubted", "hearsay", "phases", "negation", "conditional", "before", "after"),
    *("during", "purpose", "without", "soon", "maybe", "off", "alleged", "attempted"),
    *("carriers", "going", "ends", "announced", "causing", "perfect", "being"),
)
_GOVERNED: Final[tuple[tuple[str, Status | None], ...]] = (
    ("failed", None),
    ("denied", "denied"),
    ("doubted", "unconfirmed"),
    ("cancelled", "cancelled"),
    ("called", "called_for"),
    ("wished", "possible"),
    ("planned", "planned"),
)
"""What a governing word makes of what it governs; the first list that has it decides."""
_DESCRIBED: Final[tuple[tuple[str, Status], ...]] = (
    ("alleged", "unconfirmed"),
    ("off", "cancelled"),
    ("soon", "planned"),
    ("maybe", "possible"),
)
"""What an adjective makes of its noun."""

Told = Status | Literal["none"]
"""A status, or that nothing is asserted."""
_NONE: Final[Literal["none"]] = "none"


class Modality:
    """Reads the status of the verbs and nouns of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        words = parse.words
        self.lists = {name: words.words_of("particles", name) for name in _LISTS}
        self.say = words.lexicon.triggers["say"].verbs
        self.vouching = Vouching(parse)
        self.headline = headline(parse)
        """The tokens of a headline: there the present tells what has happened."""

    def has(self, name: str, token: Token) -> bool:
        """Whether a word stands in one of the lists; «called off» is not «called»."""
        if name in ("called", "cancelled") and self._called_off(token):
            return name == "cancelled"
        return is_form(token.norm_, self.lists[name])

    def _called_off(self, token: Token) -> bool:
        calls = is_form(token.norm_, self.lists["called"])
        off = any(c.norm_ == "off" and c.dep_ in ("prt", "advmod", "prep") for c in token.children)
        return calls and off

    # --- verbs -------------------------------------------------------------------

    def verb(self, verb: Token) -> Status | None:
        """The status that a verb gives its event; ``denied`` when it is negated."""
        if self.vouching.almost(verb):
            return None
        told = self.vouching.verb(verb)
        if told == "denied":
            return "denied" if self._own(verb) not in ("denied", None) else None
        if told == "unconfirmed":
            own = self._own(verb)
            return told if own in ("occurred", "ongoing", _NONE) else _kept(own)
        outer = self._outer(verb)
        if outer == _NONE:
            return None
        own = self._own(verb)
        if own in ("occurred", "ongoing") and self.has("soon", verb) and self.parse.passive(verb):
            own = "planned"  # «la conférence prévue en décembre»
        if own is None or own in ("denied", "cancelled"):
            return own
        return outer if outer and own in ("occurred", "ongoing", _NONE) else _kept(own)

    def _own(self, verb: Token) -> Told | None:
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
            if step.dep_ in _CLAUSES and self.has("wished", step.head):
                return "possible"
            if step.dep_ in _CLAUSES and is_form(step.head.norm_, self.say):
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
        return _NONE

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

    def _outer(self, verb: Token) -> Told | None:
        """What the words that a clause hangs on make of it."""
        step = verb
        for step in self.parse.up(verb):
            head = step.head
            if head == step:
                return None
            if step != verb and self.parse.marked(step) & self.lists["conditional"]:
                return _NONE
            if step.dep_ in ("conj", "aux", "auxpass"):
                continue
            if step.dep_ == "parataxis" and is_form(step.norm_, self.say):
                return None  # «"Nous voulons la paix", a déclaré …»: it reports its head
            if step.dep_ not in _CLAUSES and step.dep_ not in ("prep", "obl:mod", "obl:arg"):
                return None
            opener = self.parse.opener(step) if step.dep_ != "prep" else None
            if opener and self.has("without", _at(self.parse, opener[0], step)):
                return _NONE
            if opener and is_form(opener[0], self.lists["before"]):
                return "planned"
            if opener and is_form(opener[0], self.lists["after"]):
                return "occurred"
            governed = self._governor(head, step)
            if governed:
                return governed
            if self.parse.finite(step) and step.dep_ != "conj":
                return None
        return None

    def _governor(self, head: Token, step: Token) -> Told | None:
        """The status that a governing word gives, ``none`` for «failed to»."""
        if self.parse.is_verb(head) and self._denies(head):
            return _NONE
        if step.dep_ == "advcl" and not self.parse.infinitive(step):
            return None  # «as the siege continued, they tried …», «called for calm, warning …»
        content = step.dep_ in ("ccomp", "parataxis") and self.parse.finite(step)
        if self.parse.infinitive(step) and step.dep_ in ("advcl", "xcomp", "acl", "obl:mod"):
            if self.has("going", head) and not self.has("planned", head):
                return "planned"  # «flew to Vienna to meet …»
            if self.has("being", head):
                return "planned"  # «is to meet»
            if self.has("phases", head) and self.parse.is_verb(head):
                return self.verb(head) or _NONE
        for name, status in _GOVERNED:
            if self.has(name, head):
                if content and name in ("planned", "called", "cancelled", "failed"):
                    continue
                if name == "planned" and not self.parse.infinitive(step):
                    continue
                return status or _NONE
        return None

    def _denies(self, verb: Token) -> bool:
        return any(c.dep_ in ("neg", "advmod") and self.has("negation", c) for c in verb.children)

    # --- nouns -------------------------------------------------------------------

    def noun(self, noun: Token, *, occasion: bool) -> Status | None:
        """The status of an event that a noun names: its adjectives, then what governs it.

        An ``occasion`` is something others happen at («will speak during the visit»).
        """
        told = self.vouching.noun(noun) or self._described(noun)
        if told == "denied" or told == "unconfirmed":
            return told
        if told:
            off = told == "planned" and self.has("cancelled", noun.head)
            return None if told == _NONE else "cancelled" if off else told
        if self._ends(noun):
            return "occurred"
        step = noun
        for _ in range(4):
            opener = self.parse.opener(step)
            if opener is not None:
                status = self._opened(opener[0], opener[1])
                if status:
                    return None if status == _NONE else status
                step = opener[1]
            elif step.dep_ in ("conj", "appos") and step.head != step:
                step = step.head
                continue
            elif step.head != step and self.parse.is_verb(step.head):
                return self._carried(step, step.head, occasion=occasion)
            else:
                break
            if self.parse.is_verb(step):
                return self.verb(step) if occasion else "occurred"
        return "occurred"

    def _ends(self, noun: Token) -> bool:
        """«an end to the siege»: what is to end goes on."""
        opener = self.parse.opener(noun)
        return opener is not None and self.has("ends", opener[1])

    def _described(self, noun: Token) -> Told | None:
        """«a planned visit», «the alleged attack», «no meeting»."""
        for child in noun.children:
            if self.has("negation", child):
                return "denied"
            if child.dep_ == "det" and self.has("maybe", child):
                return _NONE  # «any attack»
            if self.has("attempted", child):
                return _NONE  # «a foiled coup»
            for name, status in _DESCRIBED:
                if self.has(name, child) and child.dep_ in ("amod", "acl", "compound", "advmod"):
                    return status
        return None

    def _opened(self, opener: str, head: Token) -> Told | None:
        """What a preposition and the word before it make of the noun behind it."""
        if is_form(opener, self.lists["before"]) or self.has("before", head):
            return "planned"
        if is_form(opener, self.lists["after"]) or self.has("after", head):
            return "occurred"
        if is_form(opener, self.lists["without"]):
            return _NONE
        for name, status in _GOVERNED:
            if self.has(name, head) and not is_form(opener, self.lists["during"]):
                return status or _NONE
        if is_form(opener, self.lists["purpose"]) and self.parse.is_verb(head):
            return "planned" if self.has("going", head) else None
        return None

    def _carried(self, noun: Token, verb: Token, *, occasion: bool) -> Status | None:
        """A noun that is subject or object of a verb."""
        if self.has("announced", verb):
            return "planned" if occasion else "occurred"
        for name, status in _GOVERNED:
            if self.has(name, verb):
                subject = noun.dep_ in SUBJECT and not self.parse.passive(verb)
                if subject and name != "cancelled":
                    break
                outer = self.verb(verb) if name == "planned" else status
                return status if outer in ("occurred", "ongoing") else outer
        if self.has("carriers", verb):
            status = self.verb(verb)
            being = verb.pos_ == "AUX" and status == "ongoing"
            return "occurred" if being else status  # «this is their second meeting»
        if noun.dep_ in SUBJECT or self._pointed(noun):
            return "occurred"
        return self.verb(verb)

    def _pointed(self, noun: Token) -> bool:
        """Whether the noun is definite or somebody's: then what it names is given."""
        words = self.parse.words
        given = words.articles | words.demonstratives
        return self.parse.owner(noun) is not None or any(
            child.dep_ == "det" and child.norm_ in given for child in noun.children
        )


def _kept(status: Told | None) -> Status | None:
    return None if status == _NONE else status


def _is(token: Token, feature: str) -> bool:
    return feature in str(token.morph)


def _at(parse: Parse, opener: str, step: Token) -> Token:
    """The token of an opener, for looking it up among the word lists."""
    for child in (*step.children, step.head):
        if child.norm_ == opener:
            return child
    return step
