"""What a dependency parse says of a verb: who does it, to whom, whether, when and where.

English parses name relations as ClearNLP did, French ones as Universal Dependencies; both
are read here under one set of questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.claims import TimeExpression
from kg.latin.gazetteer import latin_gazetteer
from kg.latin.words import LatinWords
from kg.lexicon import Trigger
from kg.setting import Setting
from kg.words import Found

_ACTORS = ("Person", "Organization", "State", "Office")
_PLACES = ("Place", "State")
_SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass")
_OBJECT = ("dobj", "obj", "attr", "oprd", "obl:arg")
_PASSIVE = ("auxpass", "aux:pass", "nsubjpass", "nsubj:pass")
_CONTENT = ("ccomp", "xcomp", "parataxis", "advcl")
_UP = 6


@dataclass(frozen=True)
class Actor:
    """Who stands in a place of a clause: the keys, and where."""

    keys: tuple[str, ...]
    token: int
    implied: bool = False
    medium: bool = False


class Parse:
    """The parse of one document with the finds that stand on its words."""

    def __init__(self, words: LatinWords, scene: Setting) -> None:
        self.words = words
        self.scene = scene
        self.cover: dict[int, Found] = {}
        for found in sorted(scene.found, key=lambda f: f.end - f.start, reverse=True):
            for index in range(found.start, found.end):
                self.cover[index] = found
        self.outer: dict[int, Found] = {}
        for found in sorted(scene.found, key=lambda f: f.end - f.start):
            for index in range(found.start, found.end):
                self.outer[index] = found
        lexicon = words.lexicon
        self.relatives = lexicon.words("pronouns", "relative")
        self.people = lexicon.words("organizations", "people")
        self.he = lexicon.words("pronouns", "person")
        self.particles = {
            name: lexicon.words("particles", name)
            for name in ("future", "possible", "planned", "wished", "negation", "conditional")
        }
        self.media = lexicon.words("organizations", "media")
        self._last: dict[int, Actor] = {}

        self.rounds: dict[int, Found] = {
            index: found
            for index, found in self.outer.items()
            if found.type in ("TalksRound", "TalksProcess")
        }

    # --- verbs -------------------------------------------------------------------

    def verbs(self, trigger: Trigger) -> Iterator[Token]:
        """The verbs of a trigger, in text order."""
        for token in self.words.doc:
            if token.pos_ in ("VERB", "AUX") and self.is_one(token, trigger.verbs):
                yield token

    def doc_verbs(self, forms: frozenset[str]) -> Iterator[Token]:
        """The verbs that have one of the forms."""
        for token in self.words.doc:
            if token.pos_ in ("VERB", "AUX") and self.is_one(token, forms):
                yield token

    def is_one(self, token: Token, forms: frozenset[str]) -> bool:
        """Whether a word is one of the forms; a star stands for any ending."""
        norm = token.norm_
        return norm in forms or any(
            form.endswith("*") and norm.startswith(form[:-1]) for form in forms
        )

    # --- actors ------------------------------------------------------------------

    def subject(self, verb: Token) -> Actor | None:
        """Who does it; shared with the verb that this one is conjoined with."""
        for step in self._chain(verb):
            for child in step.children:
                if child.dep_ in _SUBJECT:
                    relative = child.norm_ in self.relatives and step.dep_.endswith("relcl")
                    return self.actor(step.head if relative else child)
            if step.dep_ not in ("conj", "xcomp"):
                break
        if verb.dep_ in ("acl", "relcl", "acl:relcl") and verb.tag_ != "VBN":
            return self.actor(verb.head)
        return None

    def _chain(self, token: Token) -> Iterator[Token]:
        for _ in range(_UP):
            yield token
            if token.head == token:
                return
            token = token.head

    def actor(self, token: Token) -> Actor | None:
        """The actor on a word, its conjuncts included; a pronoun is who acted before."""
        if token.norm_ in self.he:
            return self._before(token)
        keys: list[str] = []
        medium = False
        for part in (token, *token.conjuncts):
            found = self._named(part)
            if found is not None:
                key = self.scene.key(found)
                keys.append(self.scene.holders.get(key, key))
                medium = medium or self._medium(found, part)
        if not keys and token.norm_ in self.people:
            keys = list(self._of_a_body(token))
        return Actor(tuple(dict.fromkeys(keys)), token.i, medium=medium) if keys else None

    def _of_a_body(self, noun: Token) -> Iterator[str]:
        """«Moroccan and Polisario leaders», «les membres du Conseil»: the bodies themselves."""
        gazetteer = latin_gazetteer(self.words.lexicon.language)
        for child in noun.subtree:
            found = self.outer.get(child.i)
            demonym = gazetteer.demonym_at(self.words, child.i)
            if child.i == noun.i or child.head.i > noun.i + 2:
                continue
            if found and found.type in ("State", "Organization"):
                yield self.scene.key(found)
            elif demonym and demonym[1] in self.scene.linker.entities:
                yield demonym[1]

    def speaking(self, verb: Token) -> Actor | None:
        """The subject of a verb of saying, also behind it: «…, a déclaré Matthew Rycroft»."""
        actor = self.subject(verb)
        if actor is not None or any(child.dep_ in _SUBJECT for child in verb.children):
            return actor
        start = self.words.skip_articles(verb.i + 1)
        found = self.scene.finds(start, start + 1, "Person", "Office")
        return self.actor(self.words.doc[found[0].end - 1]) if found else None

    def _named(self, token: Token) -> Found | None:
        """The find of a person, body, state or office whose head the word is."""
        found = self.outer.get(token.i)
        if found is None:
            return None
        if found.type in _ACTORS:
            beside = self._beside(found)
            return beside or found
        return None

    def _beside(self, office: Found) -> Found | None:
        """The person named right behind an office."""
        if office.type != "Office":
            return None
        after = self.outer.get(office.end)
        return after if after and after.type == "Person" and after.start == office.end else None

    def _medium(self, found: Found, token: Token) -> bool:
        return (
            any(child.norm_ in self.media for child in token.children) or token.norm_ in self.media
        )

    def _before(self, pronoun: Token) -> Actor | None:
        """The person who was subject last, in this sentence or the two before."""
        here = self.words.sentence_of[pronoun.i]
        for index in range(pronoun.i - 1, -1, -1):
            if here - self.words.sentence_of[index] > 2:
                return None
            token = self.words.doc[index]
            found = self.outer.get(index)
            if token.dep_ in _SUBJECT and found and found.type in ("Person", "Office"):
                actor = self.actor(token)
                persons = [k for k in actor.keys if k.startswith("person/")] if actor else []
                if len(persons) == 1:
                    return Actor((persons[0],), index, implied=True)
        return None

    # --- objects and complements -------------------------------------------------

    def objects(self, verb: Token) -> Iterator[Token]:
        """The direct objects and predicates of a verb, conjuncts included."""
        for child in verb.children:
            if child.dep_ in _OBJECT:
                yield child
                yield from child.conjuncts

    def complements(self, token: Token, openers: frozenset[str]) -> Iterator[Token]:
        """The nouns behind prepositions of a verb or noun («with Lavrov», «avec Lavrov»)."""
        for child in token.children:
            if child.dep_ in ("prep", "agent", "dative") and child.norm_ in openers:
                yield from (c for c in child.children if c.dep_ == "pobj")
            elif child.dep_.startswith(("obl", "nmod")) and any(
                c.dep_ == "case" and c.norm_ in openers for c in child.children
            ):
                yield child

    def passive(self, verb: Token) -> bool:
        """Whether what stands as subject is what it is done to."""
        return any(child.dep_ in _PASSIVE for child in verb.children)

    # --- whether, when, where ----------------------------------------------------

    def status(self, verb: Token) -> str | None:
        """How the clause presents its event; None when it says that it did not take place."""
        words = {child.norm_ for child in verb.children if not child.is_punct}
        auxiliary = {c.norm_ for c in verb.children if c.dep_.startswith(("aux", "cop"))}
        if words & self.particles["negation"]:
            return None
        if any(
            c.dep_ == "mark" and c.norm_ in self.particles["conditional"] for c in verb.children
        ):
            return None
        if auxiliary & self.particles["possible"]:
            return "possible"
        if auxiliary & self.particles["future"] or "Tense=Fut" in str(verb.morph):
            return "planned"
        if verb.dep_ in ("xcomp", "ccomp", "acl") and self._infinitive(verb):
            return self._governed(verb)
        return "ongoing" if self._present(verb) else "occurred"

    def _infinitive(self, verb: Token) -> bool:
        return "VerbForm=Inf" in str(verb.morph)

    def _governed(self, verb: Token) -> str | None:
        """The status of an infinitive: that of the verb or noun it hangs on."""
        head = verb.head
        if self.is_one(head, self.particles["planned"]):
            return "planned"
        if self.is_one(head, self.particles["wished"]):
            return "possible"
        return None

    def _present(self, verb: Token) -> bool:
        auxiliary = [c for c in verb.children if c.dep_.startswith("aux")]
        morphs = [str(t.morph) for t in (verb, *auxiliary)]
        if any("Tense=Past" in morph for morph in morphs):
            return False
        return any("Tense=Pres" in morph for morph in morphs)

    def time(self, verb: Token) -> TimeExpression | None:
        """The time that hangs on the verb, with no other verb between the two."""
        start, stop = self.scene.bounds(verb.i)
        times = self.scene.times_in(start, stop)
        for index, time in sorted(times, key=lambda pair: abs(pair[0] - verb.i)):
            between = range(min(index, verb.i) + 1, max(index, verb.i))
            if time.type == "duration" or any(self.words.pos(i) == "VERB" for i in between):
                continue
            for step in self._chain(self.words.doc[index]):
                if step.i == verb.i:
                    return time
                if step.pos_ in ("VERB", "AUX") and step.i != index and step.dep_ != "aux":
                    break
        return None

    def place(self, *tokens: Token) -> str | None:
        """Where: a place behind a local preposition of the verb or its noun."""
        local = self.words.lexicon.words("places", "within")
        for token in tokens:
            for noun in self.complements(token, local):
                found = self.cover.get(noun.i)
                for inner in (found, *self._inner(noun)):
                    if inner is not None and inner.type in _PLACES:
                        return self.scene.key(inner)
        return None

    def _inner(self, noun: Token) -> Iterator[Found]:
        """«the Nigerian capital Abuja», «ville de Homs»: the name beside a kind of place."""
        outside = self.words.words_of("places", "outside")
        if noun.norm_ in outside:
            for child in noun.subtree:
                found = self.cover.get(child.i)
                if found and found.type == "Place":
                    yield found

    def speaker(self, verb: Token, say: Trigger) -> str | None:
        """Who says so: the subject of the verb of saying whose content this is."""
        for step in self._chain(verb):
            head = step.head
            if head == step:
                return None
            content = step.dep_ in _CONTENT
            if content and head.pos_ == "VERB" and self.is_one(head, say.verbs):
                actor = self.subject(head)
                return actor.keys[0] if actor and not actor.medium else None
        return None
