"""Whether an event took place, as its clause or noun presents it.

A status is the author's words, not history: auxiliaries and tense of the verb first, then
what the clause hangs on («denied having met», «plans to visit», «if they attack»). None
means that the words tell of no event. The word lists are ``[particles]`` of the language file.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.languages.parsed.parse import SUBJECT, Parse
from kg.languages.parsed.tense import CLAUSES, NONE, Particles, Tense, Told
from kg.languages.parsed.vouching import Vouching
from kg.model.vocabulary import Status
from kg.text.lexicon import is_form

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


class Modality:
    """Reads the status of the verbs and nouns of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        words = parse.words
        particles = Particles(words)
        self.has, self.lists = particles.has, particles.lists
        self.tense = Tense(parse, particles)
        self.say = words.lexicon.triggers["say"].verbs
        self.vouching = Vouching(parse)

    # --- verbs -------------------------------------------------------------------

    def verb(self, verb: Token) -> Status | None:
        """The status that a verb gives its event; ``denied`` when it is negated."""
        if self.vouching.almost(verb):
            return None
        told, own = self.vouching.verb(verb), self.tense.of(verb)
        if told == "denied":
            return "denied" if own not in ("denied", None) else None
        if told == "unconfirmed":
            return told if own in ("occurred", "ongoing", NONE) else _kept(own)
        outer = self._outer(verb)
        if outer == NONE:
            return None
        if own in ("occurred", "ongoing") and self.has("soon", verb) and self.parse.passive(verb):
            own = "planned"  # «la conférence prévue en décembre»
        if own is None or own in ("denied", "cancelled"):
            return own
        return outer if outer and own in ("occurred", "ongoing", NONE) else _kept(own)

    def _outer(self, verb: Token) -> Told | None:
        """What the words that a clause hangs on make of it."""
        step = verb
        for step in self.parse.up(verb):
            head = step.head
            if head == step:
                return None
            if step != verb and self.parse.marked(step) & self.lists["conditional"]:
                return NONE
            if step.dep_ in ("conj", "aux", "auxpass"):
                continue
            if step.dep_ == "parataxis" and is_form(step.norm_, self.say):
                return None  # «"Nous voulons la paix", a déclaré …»: it reports its head
            if step.dep_ not in CLAUSES and step.dep_ not in ("prep", "obl:mod", "obl:arg"):
                return None
            opener = self.parse.opener(step) if step.dep_ != "prep" else None
            if opener and self.has("without", _at(self.parse, opener[0], step)):
                return NONE
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
            return NONE
        if step.dep_ == "advcl" and not self.parse.infinitive(step):
            return None  # «as the siege continued, they tried …», «called for calm, warning …»
        content = step.dep_ in ("ccomp", "parataxis") and self.parse.finite(step)
        if self.parse.infinitive(step) and step.dep_ in ("advcl", "xcomp", "acl", "obl:mod"):
            if self.has("going", head) and not self.has("planned", head):
                return "planned"  # «flew to Vienna to meet …»
            if self.has("being", head):
                return "planned"  # «is to meet»
            if self.has("phases", head) and self.parse.is_verb(head):
                return self.verb(head) or NONE
        for name, status in _GOVERNED:
            if self.has(name, head):
                if content and name in ("planned", "called", "cancelled", "failed"):
                    continue
                if name == "planned" and not self.parse.infinitive(step):
                    continue
                return status or NONE
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
            return None if told == NONE else "cancelled" if off else told
        if self._ends(noun):
            return "occurred"
        step = noun
        for _ in range(4):
            opener = self.parse.opener(step)
            if opener is not None:
                status = self._opened(opener[0], opener[1])
                if status:
                    return None if status == NONE else status
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
                return NONE  # «any attack»
            if self.has("attempted", child):
                return NONE  # «a foiled coup»
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
            return NONE
        for name, status in _GOVERNED:
            if self.has(name, head) and not is_form(opener, self.lists["during"]):
                return status or NONE
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
    return None if status == NONE else status


def _at(parse: Parse, opener: str, step: Token) -> Token:
    """The token of an opener, for looking it up among the word lists."""
    for child in (*step.children, step.head):
        if child.norm_ == opener:
            return child
    return step
