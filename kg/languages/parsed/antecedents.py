"""For whom a pronoun, a possessive or «the official» stands: who was spoken of before.

Conservative: the last subject of the right kind, a few sentences back at most; what may stand
for things too («elle») must follow that subject directly.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeVar

from spacy.tokens import Token

from kg.events.grammar import Actor
from kg.languages.parsed.named import Named
from kg.languages.parsed.parse import SUBJECT, Parse
from kg.text.findings import Found

_T = TypeVar("_T")
_BACK = 2
"""How many sentences a pronoun looks back."""
_BACK_FAR = 5
"""How many sentences «the diplomat» looks back: with an article it is somebody named."""


class Antecedents:
    """The subjects of one document, which later words may stand for."""

    def __init__(self, parse: Parse, named: Named) -> None:
        self.parse = parse
        self.named = named
        words = parse.words
        self.scene = named.scene
        self.two = words.words_of("pronouns", "pair")
        self.unsure = words.words_of("pronouns", "unsure")
        self._people: list[tuple[int, str]] = []
        self._bodies: list[tuple[int, str]] = []
        self._pairs: list[tuple[int, tuple[str, ...]]] = []
        self._subjects: list[int] = []
        for token in parse.doc:
            if token.dep_ in SUBJECT and (token.pos_ != "PRON" or token.i in parse.outmost):
                self._remember(token)

    def _remember(self, token: Token) -> None:
        self._subjects.append(token.i)
        found = self.parse.outmost.get(token.i)
        actor = None if found and self.left_open(found) else self.named.on(token)
        if actor is None or actor.medium or actor.unnamed:
            return
        if len(actor.keys) == 2:
            self._pairs.append((token.i, actor.keys))
        elif len(actor.keys) == 1:
            listed = self._people if actor.among("person", "office") else self._bodies
            listed.append((token.i, actor.keys[0]))

    def person(self, token: Token, back: int = _BACK) -> Actor | None:
        """The person who was subject last, in this sentence or some before."""
        found = self._last(self._people, token, back)
        if found is None:
            return None
        index, key = found
        if token.norm_ in self.unsure:
            between = bisect_left(self._subjects, token.i)
            if between and self._subjects[between - 1] > index:
                return None
        return Actor((key,), index, implied=True)

    def pair(self, token: Token) -> Actor | None:
        """The two who were subject together last."""
        last = self._last(self._pairs, token)
        return Actor(last[1], last[0], implied=True) if last else None

    def role(self, token: Token) -> Actor | None:
        """«the official»: one brought in by the same word, else the person spoken of last."""
        words = self.parse.words
        start, _ = words.sentences[max(0, words.sentence_of[token.i] - _BACK)]
        for index in range(token.i - 1, start - 1, -1):
            if words.norms[index] == token.norm_:
                before = self.parse.doc[index]
                return None if self.definite(before) else self.named.on(before)
        return self.person(token, _BACK_FAR)

    def counted(self, token: Token) -> bool:
        """«the two countries», «les deux hommes»."""
        two = any(c.norm_ in self.two and c.dep_ in ("nummod", "amod") for c in token.children)
        return two and self.definite(token) and token.i not in self.parse.outmost

    def definite(self, token: Token) -> bool:
        """Whether an article or a demonstrative stands before a noun and its adjectives."""
        words = self.parse.words
        near = (child.norm_ for child in token.children if child.dep_ == "det")
        return any(norm in words.articles or norm in words.demonstratives for norm in near)

    def left_open(self, office: Found) -> bool:
        """«the former US secretary of state», whom nothing names: whoever was spoken of last."""
        if office.type != "Office" or self.named.beside_office(office) is not None:
            return False
        words = self.parse.words
        if office.end < len(words) and words.capital(office.end) and words.is_word(office.end):
            return False  # a name that nobody knows stands beside it
        former = office.office.former
        pointed = words.definite(office.start - (1 if former else 0))
        alone = self.scene.who(office) == self.scene.key(office)
        return former and alone and pointed

    def speaker_of(self, pronoun: Token) -> Actor | None:
        """«France said it would …»: the body that says what the pronoun stands in."""
        here = self.parse.words.sentence_of[pronoun.i]
        last = self._last(self._bodies, pronoun)
        if last is None or self.parse.words.sentence_of[last[0]] != here:
            return None
        for step in self.parse.up(self.parse.clause(pronoun)):
            verb = self.parse.clause(self.parse.doc[last[0]])
            if step.i == verb.i:
                return Actor((last[1],), last[0], implied=True)
        return None

    def owner_in_clause(self, possessive: Token) -> Actor | None:
        """«have announced their ratification»: the subject of the same clause."""
        subject = self.parse.subject_token(self.parse.clause(possessive.head))
        if subject is None or subject.pos_ == "PRON":
            return None
        return self.named.on(subject)

    def _last(
        self, listed: list[tuple[int, _T]], token: Token, back: int = _BACK
    ) -> tuple[int, _T] | None:
        """The last of a list that stands before a word and not too far back."""
        at = bisect_left(listed, token.i, key=lambda entry: entry[0])
        if not at:
            return None
        sentences = self.parse.words.sentence_of
        near = sentences[token.i] - sentences[listed[at - 1][0]] <= back
        return listed[at - 1] if near else None
