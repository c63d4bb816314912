"""One set of questions to a dependency parse, whatever the scheme of its labels.

English parses name relations as ClearNLP did, French ones as Universal Dependencies; here
both have subjects, objects, openers (prepositions) with their nouns, and owners.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found

SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass", "csubj")
_OBJECT = ("dobj", "obj", "attr", "oprd", "obl:arg", "iobj", "dative")
_PASSIVE = ("auxpass", "aux:pass", "nsubjpass", "nsubj:pass")
_AUX = ("aux", "aux:tense", "aux:pass", "auxpass", "aux:caus", "cop")
_MARKED = ("obl", "nmod", "obj", "iobj", "advcl", "xcomp", "acl")
_UP = 8
NAMED = ("Person", "Organization", "State", "Office")
"""Types of what can act."""


class Parse:
    """The parse of one document with the finds that stand on its words."""

    def __init__(self, words: LatinWords, found: list[Found]) -> None:
        self.words = words
        self.doc = words.doc
        self.inmost = _cover(found, longest_first=True)
        """Token -> the shortest find that covers it."""
        self.outmost = _cover(found, longest_first=False)
        self._titled(found)
        self.relatives = words.words_of("pronouns", "relative")
        self._opened: dict[int, tuple[tuple[str, Token], ...]] = {}

    def _titled(self, found: list[Found]) -> None:
        """An honorific stands for the name behind it: «M. Sullivan»."""
        honorifics = self.words.words_of("persons", "honorifics")
        for find in found:
            before = find.start - 1
            if find.type == "Person" and before >= 0 and self.words.norms[before] in honorifics:
                self.outmost.setdefault(before, find)
                self.inmost.setdefault(before, find)

    # --- the tree ----------------------------------------------------------------

    def find(self, index: int, *types: str) -> Found | None:
        """The find of some types that a word belongs to."""
        for cover in (self.outmost, self.inmost):
            found = cover.get(index)
            if found is not None and found.type in types:
                return found
        return None

    def up(self, token: Token) -> Iterator[Token]:
        """A word and what it hangs on, step by step."""
        for _ in range(_UP):
            yield token
            if token.head == token:
                return
            token = token.head

    def is_verb(self, token: Token) -> bool:
        """Whether the word was tagged as a verb, or has the auxiliary of one."""
        if token.pos_ in ("VERB", "AUX"):
            return True
        return token.pos_ in ("ADJ", "NOUN") and any(c.dep_ == "aux:tense" for c in token.children)

    def clause(self, token: Token) -> Token:
        """The verb, not an auxiliary, that a word hangs on, itself included; else the top."""
        last = token
        for step in self.up(token):
            last = step
            if self.is_verb(step) and step.dep_ not in _AUX:
                return step
        return last

    def helpers(self, verb: Token) -> list[Token]:
        """The auxiliaries of a verb; those of the first of conjoined verbs are shared."""
        own = [child for child in verb.children if child.dep_ in _AUX]
        if not own and verb.dep_ == "conj" and self.is_verb(verb.head):
            tense = ("VerbForm=Part", "VerbForm=Inf")
            if any(form in str(verb.morph) for form in tense) or verb.tag_ == "VB":
                return self.helpers(verb.head)
        return own

    def subject_token(self, verb: Token) -> Token | None:
        """The subject's head word, also one shared by conjunction, control or participle."""
        if not self.own_subject(verb) and self.finite(verb):
            beside = self._beside(verb)
            if beside is not None:
                return beside
        for step in self.up(verb):
            child = self._subject_of(step)
            if child is not None:
                relative = child.norm_ in self.relatives and "relcl" in step.dep_
                return step.head if relative else child
            if step.dep_ in ("acl", "relcl", "acl:relcl") and not self.participle(step):
                return step.head
            asked = self._asked(step)
            if asked is not None:
                return asked
            linked = step.dep_ in ("conj", "xcomp", "pcomp", "aux") or (
                step.dep_ in ("advcl", "parataxis", "acl", "prep", "acomp", "ccomp")
                and not self.finite(step)
            )
            if not linked:
                break
        return None

    def _subject_of(self, verb: Token) -> Token | None:
        """Of several that the parser took for subjects the last, if it is no part of the first:
        «Estimant que …, Salamé a …», «le président dont le pays …», but «the round of talks»."""
        parts = [verb, *(c for c in verb.children if c.dep_ == "dep" and c.i == verb.i - 1)]
        subjects = [c for part in parts for c in part.children if c.dep_ in SUBJECT]
        if len(subjects) < 2:
            return subjects[0] if subjects else None
        first, last = subjects[0], subjects[-1]
        between = self.doc[first.i : last.i]
        apart = any(t.norm_ == "," for t in between) or all(t.pos_ != "ADP" for t in between)
        return last if last.i < verb.i and apart else first

    def _asked(self, verb: Token) -> Token | None:
        """«invited the parties to begin»: who is asked is who is to do it."""
        if verb.dep_ not in ("xcomp", "ccomp") or not self.infinitive(verb):
            return None
        objects = (c for c in verb.head.children if c.dep_ in ("dobj", "obj", "iobj"))
        return next((c for c in objects if c.pos_ != "PRON"), None)

    def _beside(self, verb: Token) -> Token | None:
        """A name right before a finite verb that the parser gave no subject."""
        first = min([verb.i, *(c.i for c in verb.children if c.dep_ in _AUX and c.i < verb.i)])
        found = self.outmost.get(first - 1)
        return self.doc[first - 1] if found is not None and found.type in NAMED else None

    def own_subject(self, verb: Token) -> bool:
        """Whether the verb has a subject of its own, named or not."""
        return any(child.dep_ in SUBJECT for child in verb.children)

    def objects(self, token: Token) -> list[Token]:
        """The direct objects and predicates of a verb, conjuncts included."""
        found: list[Token] = []
        days = [c for c in token.children if self.words.dated[c.i] and c.i > token.i]
        for child in (*token.children, *(c for day in days for c in day.children)):
            bare = not any(c.dep_ == "case" for c in child.children)
            if not bare or (child.pos_ == "VERB" and child.i not in self.outmost):
                continue
            if child.dep_ in _OBJECT or self._misread(child, token):
                found += [child, *child.conjuncts]
        return found

    def _misread(self, noun: Token, verb: Token) -> bool:
        """An object read as circumstance: «a rejeté le plan», «ont bombardé dimanche Alep»;
        or a name as predicate: «a rencontré Vladimir Poutine à Moscou»."""
        loose = noun.dep_ in ("obl:mod", "nmod") and noun.pos_ in ("NOUN", "PROPN")
        found = self.outmost.get(noun.i)
        loose = loose or (noun.dep_ == "xcomp" and found is not None and found.type in NAMED)
        return loose and noun.i > verb.i and self.is_verb(verb) and not self.words.dated[noun.i]

    def opened(self, token: Token) -> tuple[tuple[str, Token], ...]:
        """The nouns that a word opens with prepositions: (preposition, noun) pairs."""
        known = self._opened.get(token.i)
        if known is None:
            known = self._opened[token.i] = tuple(self._open(token))
        return known

    def _open(self, token: Token) -> Iterator[tuple[str, Token]]:
        for child in token.children:
            if child.dep_ in ("prep", "agent", "dative") or child.pos_ == "ADP":
                yield from self._open_one(child)
            elif child.dep_ == "advmod":  # «ahead of his visit», «lors de sa visite»
                yield from self._open_adverb(child)
            elif child.dep_.startswith(_MARKED):
                opener = next((c for c in child.children if c.dep_ in ("case", "mark")), None)
                if opener is not None and opener.pos_ in ("ADP", "SCONJ", "ADV"):
                    yield opener.norm_, child

    @staticmethod
    def _open_one(prep: Token) -> Iterator[tuple[str, Token]]:
        inner = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
        if not inner:  # «according to»
            deeper = [c for c in prep.children if c.dep_ == "prep"]
            inner = [n for c in deeper for n in c.children if n.dep_ in ("pobj", "pcomp")]
        yield from ((prep.norm_, noun) for noun in inner)
        for child in prep.children:  # «in Algiers and in Nouakchott»
            if child.dep_ == "conj" and child.pos_ == "ADP":
                yield from ((child.norm_, c) for c in child.children if c.dep_ == "pobj")

    def _open_adverb(self, adverb: Token) -> Iterator[tuple[str, Token]]:
        for child in adverb.children:
            if child.dep_ == "prep":
                yield from ((adverb.norm_, noun) for _, noun in self._open_one(child))
            elif child.dep_.startswith("obl"):
                yield adverb.norm_, child

    def complements(self, token: Token, openers: frozenset[str]) -> list[Token]:
        """The nouns behind some prepositions of a verb or noun («with Lavrov»)."""
        return [noun for opener, noun in self.opened(token) if opener in openers]

    def opener(self, noun: Token) -> tuple[str, Token] | None:
        """(preposition, what it hangs on) of a noun behind a preposition."""
        if noun.dep_ == "conj":
            noun = noun.head
        if noun.dep_ in ("pobj", "pcomp"):
            prep = noun.head
            head = prep.head
            if head.dep_ in ("prep", "advmod") and head.pos_ != "NOUN":
                return head.norm_, head.head
            return prep.norm_, head
        case = next((c for c in noun.children if c.dep_ in ("case", "mark")), None)
        if case is not None and noun.dep_.startswith(("obl", "nmod", "advcl", "acl", "obj")):
            if noun.head.dep_ == "advmod" and noun.head.pos_ == "ADV":
                return noun.head.norm_, noun.head.head
            return case.norm_, noun.head
        return None

    def owner(self, noun: Token) -> Token | None:
        """Who a noun belongs to, named before it: «Kerry's visit», «his visit», «sa visite»."""
        own = self.words.possessives
        for child in noun.children:
            if child.dep_ in ("poss", "nmod:poss") or (child.dep_ == "det" and child.norm_ in own):
                return child
        return None

    # --- the verb ----------------------------------------------------------------

    def passive(self, verb: Token) -> bool:
        """Whether what stands as subject is what it is done to."""
        if any(child.dep_ in _PASSIVE for child in verb.children):
            return True
        tense = any(child.dep_ == "aux:tense" for child in verb.children)
        if "Voice=Pass" in str(verb.morph) and not tense:
            return True
        own = any(child.dep_ in _AUX for child in verb.children)
        if verb.dep_ == "conj" and self.is_verb(verb.head) and self.participle(verb) and not own:
            return not self.own_subject(verb) and self.passive(verb.head)
        bare = verb.dep_ in ("acl", "amod") or (verb.dep_ == "advcl" and not self.helpers(verb))
        return bare and self.participle(verb) and not self.own_subject(verb)

    def participle(self, verb: Token) -> bool:
        """Whether the word is a past participle by form."""
        morph = str(verb.morph)
        return "VerbForm=Part" in morph and "Tense=Past" in morph

    def infinitive(self, verb: Token) -> bool:
        """Whether the verb is an infinitive."""
        return "VerbForm=Inf" in str(verb.morph)

    def finite(self, verb: Token) -> bool:
        """Whether the verb, or one of its auxiliaries, carries tense."""
        parts = (verb, *(c for c in verb.children if c.dep_ in _AUX))
        return any("VerbForm=Fin" in str(part.morph) for part in parts)

    def marked(self, verb: Token) -> set[str]:
        """The conjunctions that open the clause of a verb."""
        return {c.norm_ for c in verb.children if c.dep_ in ("mark", "advmod", "case")}


def headline(parse: Parse) -> frozenset[int]:
    """The first line, when it ends without a full stop and another follows."""
    words = parse.words
    if len(words.sentences) < 2:
        return frozenset()
    start, stop = words.sentences[0]
    after = words.doc[stop].text if stop < len(words) else ""
    if "\n" in after and words.doc[stop - 1].text not in (".", "!", "»", '"', "”"):
        return frozenset(range(start, stop))
    return frozenset()


def _cover(found: list[Found], *, longest_first: bool) -> dict[int, Found]:
    covered: dict[int, Found] = {}
    for find in sorted(found, key=lambda f: f.end - f.start, reverse=longest_first):
        for index in range(find.start, find.end):
            covered[index] = find
    return covered
