"""Who stands in a place of a clause: named there, behind a pronoun, or inverted."""

from __future__ import annotations

from spacy.tokens import Token

from kg.events.grammar import Actor
from kg.languages.parsed.antecedents import Antecedents
from kg.languages.parsed.named import BODIES, NEAR, Named
from kg.languages.parsed.parse import NAMED, SUBJECT, Parse
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import is_form

_QUOTES = ('"', "''", "'")
_CLOSING = (",", "-", "–", *_QUOTES)
_REACH = 60
"""Words before a verb within which commas set off its subject."""


class Cast:
    """Finds the actors of one parsed document."""

    def __init__(self, parse: Parse, scene: Setting) -> None:
        self.parse = parse
        self.scene = scene
        self.named = Named(parse, scene)
        self.before = Antecedents(parse, self.named)
        words = parse.words
        self.he = words.words_of("pronouns", "person")
        self.it = words.words_of("pronouns", "thing")
        self.his = words.words_of("pronouns", "person_owner")
        self.its = words.words_of("pronouns", "thing_owner")
        self.roles = words.words_of("pronouns", "roles")
        self.say = scene.trigger("say").verbs
        self.quoting = scene.trigger("say").words["quoting"]

    # --- on a word ---------------------------------------------------------------

    def on(self, token: Token) -> Actor | None:
        """The actor on a word, its conjuncts included; a pronoun is who acted before."""
        norm = token.norm_
        if norm in self.before.two or self.before.counted(token):
            return self.before.pair(token)
        if norm in self.he or norm in self.his:
            return self.before.person(token)
        if norm in self.its:
            return self.before.owner_in_clause(token)
        if norm in self.it:
            return self.before.speaker_of(token)
        found = self.parse.outmost.get(token.i)
        if token.pos_ == "PRON" and found is None:
            return None
        if found and self.before.left_open(found):
            return self.before.person(token) or self.named.on(token)
        named = self.named.on(token)
        if named is None and norm in self.roles and self.before.definite(token):
            return self.before.role(token)
        return named

    def all(self, tokens: list[Token]) -> tuple[str, ...]:
        """The keys on some words, each once."""
        keys = [key for token in tokens if (actor := self.on(token)) for key in actor.keys]
        return tuple(dict.fromkeys(keys))

    # --- in a clause -------------------------------------------------------------

    def subject(self, verb: Token) -> Actor | None:
        """Who a verb is said of; behind it too: «…, a déclaré Matthew Rycroft»."""
        saying = is_form(verb.norm_, self.say) and not self.parse.infinitive(verb)
        token = self.parse.subject_token(verb)
        if saying and (not self.parse.own_subject(verb) or self._far(token, verb)):
            told = self._inverted(verb)
            if told is not None:
                return told
        if token is not None:
            return self.on(token)
        return self._in_commas(verb) if saying else None

    def _inverted(self, verb: Token) -> Actor | None:
        """The speaker of a verb that closes what was said: «…, a-t-il dit», «…, a déclaré aux
        médias l'émissaire»."""
        words = self.parse.words
        first = self._first(verb)
        for index in range(first, verb.i):
            if words.norms[index] in self.he:
                return self.before.person(self.parse.doc[index])
        before = [words.norms[i] for i in (first - 1, first - 2) if i >= 0]
        quoted = before[:1] == [","] and before[1:] and before[1] in _QUOTES
        quoted = quoted or (before[:1] and before[0] in _QUOTES)
        closes = not before or before[0] in _CLOSING
        if quoted or (closes and is_form(verb.norm_, self.quoting)):
            return self._behind(verb)
        return None

    def _first(self, verb: Token) -> int:
        """The first word of a verb with its auxiliaries and reflexive pronoun."""
        near = [c.i for c in verb.children if c.dep_.startswith("expl") and c.i < verb.i]
        return min([verb.i, *near, *(helper.i for helper in self.parse.helpers(verb))])

    def _far(self, subject: Token | None, verb: Token) -> bool:
        """Whether another verb stands between a verb and what the parser took for its subject."""
        if subject is None or subject.i > verb.i:
            return False
        between = self.parse.doc[subject.i + 1 : verb.i]
        return any(t.pos_ == "VERB" and self.parse.finite(t) for t in between)

    def _behind(self, verb: Token) -> Actor | None:
        """The first name behind a verb that no preposition opens: «a déclaré mardi à l'AFP le
        ministre»; not who acts in what is said: «an official, who …, said Iran would …»."""
        words = self.parse.words
        told = passed = False
        last: Found | None = None
        for index in range(verb.i + 1, min(verb.i + 1 + 2 * NEAR, len(words))):
            found = self.parse.outmost.get(index)
            pos = words.pos(index)
            if passed and (found is None or found is not last):
                told = False
            if found is not None and found.type in NAMED and not told:
                return None if self._acts_behind(found) else self.on(self.parse.doc[index])
            if words.dated[index]:
                continue
            article = words.norms[index] in words.articles
            if not article and pos not in ("ADV", "DET", "ADJ", "NOUN", "PROPN", "ADP"):
                return None
            if pos == "ADP" and found is None:
                told, passed = True, False
            elif found is not None or pos in ("NOUN", "PROPN"):
                passed, last = True, found
        return None

    def _acts_behind(self, found: Found) -> bool:
        """Whether a name is the subject of a verb that stands behind it."""
        inside = (self.parse.doc[index] for index in range(found.start, found.end))
        return any(t.dep_ in SUBJECT and t.head.i >= found.end for t in inside)

    def _in_commas(self, verb: Token) -> Actor | None:
        """«…, Staffan de Mistura, médiateur en Syrie, a affirmé»: what commas set off."""
        words = self.parse.words
        first = self._first(verb)
        if first == 0 or words.norms[first - 1] != ",":
            return None
        start, _ = self.scene.bounds(verb.i)
        for found in reversed(self.scene.finds(max(start, first - _REACH), first, "Person")):
            if found.start == start or words.norms[found.start - 1] == ",":
                return self.on(self.parse.doc[found.start])
        return None

    def owner(self, noun: Token) -> Actor | None:
        """Whose a noun is: possessive, or an adjective of nationality («the Russian offer»)."""
        owner = self.parse.owner(noun)
        if owner is not None:
            return self.on(owner)
        keys = [
            key
            for child in noun.children
            if child.dep_ in ("amod", "compound", "nmod") and abs(child.i - noun.i) <= NEAR
            for key in self._describing(child, noun)
        ]
        return Actor(tuple(dict.fromkeys(keys)), noun.i) if keys else None

    def _describing(self, child: Token, noun: Token) -> list[str]:
        """The states or bodies of an adjective or of a name used as one («UN envoy»)."""
        parts = [child, *child.conjuncts]
        keys = [key for part in parts for key in self.named.demonym(part.i)]
        if not keys and child.dep_ in ("compound", "nmod") and child.i < noun.i:
            found = self.parse.outmost.get(child.i)
            if found and found.type in BODIES and noun.i not in range(found.start, found.end):
                keys = [self.scene.key(found)]
        return keys
