"""Whom a word names: people, offices, bodies and states, and the people of a body."""

from __future__ import annotations

from spacy.tokens import Token

from kg.background import knowledge
from kg.events.grammar import Actor
from kg.languages.parsed.gazetteer import latin_gazetteer
from kg.languages.parsed.parse import NAMED, SUBJECT, Parse
from kg.reading.setting import Setting
from kg.text.findings import Found

BODIES = ("Organization", "State")
NEAR = 4


class Named:
    """Finds who is named on the words of one parsed document."""

    def __init__(self, parse: Parse, scene: Setting) -> None:
        self.parse = parse
        self.scene = scene
        words = parse.words
        self.gazetteer = latin_gazetteer(words.lexicon.language)
        self.people = words.words_of("organizations", "people")
        self.armed = words.words_of("organizations", "armed")
        self.led = words.words_of("organizations", "led")
        self.by = words.words_of("support", "by")
        self.media = words.words_of("organizations", "media")
        self.media_kinds = frozenset(words.lexicon.tables["organizations"]["media_kinds"])

    def on(self, token: Token) -> Actor | None:
        """The actor named on a word and its conjuncts."""
        keys: list[str] = []
        medium = unnamed = False
        for part in (token, *token.conjuncts):
            found = self._find(part) or self._leader(part)
            if found is not None:
                keys.append(self.scene.who(found))
                medium = medium or self._medium(found, part)
                keys += [self.scene.who(other) for other in self._beside(found, token)]
            elif part.norm_ in self.people or part.norm_ in self.armed:
                keys += self._body_of(part)
                unnamed = True
        if not keys:
            return None
        return Actor(tuple(dict.fromkeys(keys)), token.i, medium=medium, unnamed=unnamed)

    def _find(self, token: Token) -> Found | None:
        """The find of a person, body, state or office that the word belongs to."""
        found = self.parse.outmost.get(token.i)
        if found is None and token.norm_ in self.media:
            found = self.parse.outmost.get(token.i + 1)  # «l'agence Reuters»
        if found is not None and found.type not in NAMED:
            found = self.parse.inmost.get(token.i)  # «talks between Kiir and Machar»
        if found is None or found.type not in NAMED:
            return None
        if found.type == "Office":
            return self.beside_office(found) or found
        return found

    def beside_office(self, office: Found) -> Found | None:
        """The person named right behind an office, also in commas."""
        comma = office.end < len(self.parse.words) and self.parse.words.norms[office.end] == ","
        start = office.end + comma
        after = self.parse.inmost.get(start)
        near = after is not None and after.start in (start, start + 1)
        if comma and after and office.office.kind == "counterpart":
            near = near and self.parse.words.pos(after.end) not in ("AUX", "VERB")
        return after if after and near and after.type == "Person" else None

    def _beside(self, found: Found, token: Token) -> list[Found]:
        """Those joined to a name by «and» where the parser lost the second: «Abe and visiting
        South Korean foreign minister Ban Ki Moon agreed»."""
        words = self.parse.words
        index = found.end
        if index >= len(words) or words.norms[index] not in words.ands:
            return []
        for at in range(index + 1, min(index + NEAR, len(words))):
            other = self.parse.outmost.get(at)
            if other is not None and other.type == "Office" and other.start == at:
                other = self.parse.outmost.get(other.end) or other
            if other is not None and other.type in NAMED:
                head = self.parse.doc[other.end - 1]
                elsewhere = head.dep_ in SUBJECT and head.head != token.head
                same = found.type == other.type or "Office" in (found.type, other.type)
                return [other] if same and not elsewhere else []
            if self.parse.words.closed(at) and words.norms[at] not in words.articles:
                return []
        return []

    def _leader(self, noun: Token) -> Found | None:
        """«a delegation led by Kim Kye-gwan»: it goes where its leader goes."""
        for child in noun.children:
            if child.dep_.startswith("acl") and child.norm_ in self.led:
                for leader in self.parse.complements(child, self.by):
                    return self._find(leader)
        return None

    def _body_of(self, noun: Token) -> list[str]:
        """«Moroccan and Polisario leaders», «les membres du Conseil»: the bodies themselves."""
        keys: list[str] = []
        near = [noun, *noun.children]
        for opener, owned in self.parse.opened(noun):
            if opener in self.parse.words.words_of("organizations", "of"):
                near.append(owned)
        near += [c for child in noun.children for c in child.children if c.i < noun.i]
        for child in sorted({t.i for t in near}):
            if child == noun.i or abs(child - noun.i) > NEAR + 2:
                continue
            found = self.parse.outmost.get(child)
            if found and found.type in BODIES and noun.i not in range(found.start, found.end):
                keys.append(self.scene.key(found))
            else:
                keys += self.demonym(child)
        return list(dict.fromkeys(keys))

    def demonym(self, index: int) -> list[str]:
        """The state of an adjective of nationality, if the text names it."""
        match = self.gazetteer.demonym_at(self.parse.words, index)
        return [match[1]] if match and match[1] in self.scene.linker.entities else []

    def _medium(self, found: Found, token: Token) -> bool:
        if token.norm_ in self.media or any(c.norm_ in self.media for c in token.children):
            return True
        known = knowledge.load().entities.get(self.scene.key(found))
        return known is not None and dict(known.facts).get("kind") in self.media_kinds
