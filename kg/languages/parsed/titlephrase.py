"""The phrase that names an office: a head noun with what stands before and behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kg.languages.parsed.gazetteer import LatinGazetteer
from kg.languages.parsed.persons import LatinPersons
from kg.languages.parsed.titlefront import REACH, Title, TitleFront, second
from kg.languages.parsed.words import LatinWords, norm
from kg.text.findings import Found

_NOUNS = 5


class TitlePhrases:
    """Reads the office phrases of one document."""

    def __init__(
        self,
        words: LatinWords,
        gazetteer: LatinGazetteer,
        names: list[Found],
        persons: LatinPersons,
        talks: list[Found],
    ) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.persons = persons
        self.starting = {found.start: found for found in sorted(names)}
        self.front = TitleFront(words, gazetteer, names)
        self.talks: dict[int, Found] = {}
        for found in sorted(talks, key=lambda f: f.end):
            self.talks[found.start] = found
        self.heads = words.phrases("titles", "heads")
        self.adjectives = words.phrases("titles", "adjectives")
        self.outside = words.phrases("titles", "outside")
        self.domains = words.phrases("titles", "domains")
        self.plural = words.phrases("titles", "plural")
        self.not_alone = words.phrases("titles", "not_alone")
        self.to_fill = words.phrases("titles", "indefinite")
        self.links = words.words_of("titles", "links")
        self.loose = words.words_of("titles", "loose")
        self.determiners = words.words_of("titles", "determiners")
        table: Mapping[str, Any] = words.lexicon.tables["titles"]
        self.always = set(table["always"])
        self.complements: Mapping[str, list[str]] = {
            kind: [norm(link) for link in links] for kind, links in table["complements"].items()
        }
        self.before_head: bool = table.get("before_head", True)

    def _title(self, index: int, *, floor: int = 0) -> Title | None:
        """The office whose head begins at a token; ``floor``: where it may not begin before."""
        words = self.words
        head = words.match(self.heads, index)
        if head is None or words.dated[index]:
            return None
        end, kind = head
        if index in self.starting and self.starting[index].end > end:
            return None
        if end < len(words) and words.joined(end) and words.match(self.heads, end + 1):
            return None
        if kind == "deputy" and self.before_head:
            domain = words.match(self.domains, end)
            if words.match(self.heads, domain[0] if domain else end):
                return None  # «Deputy Foreign Minister»: the head comes
        title = Title(index, index, end, kind)
        implied = words.match(words.phrases("titles", "implied"), index)
        if implied:
            title.facts.domain = implied[1]
        if words.norms[index].startswith("ex-"):
            title.facts.former = True
        if words.norms[index].startswith("vice-") and kind != "deputy":
            title.kind = f"deputy-{kind}"
        if index in self.persons.found and not words.match(self.heads, index):
            return None
        self.front.read(title, floor)
        self._behind(title)
        return title

    def _behind(self, title: Title) -> None:
        words = self.words
        while title.end < len(words) and title.end - title.head < REACH:
            if self._adjective_behind(title) or self._complement(title):
                continue
            return

    def _adjective_behind(self, title: Title) -> bool:
        """«ministre russe», «président américain», «secrétaire général adjoint»."""
        words = self.words
        if words.norms[title.end] == "-" and words.match(
            words.phrases("titles", "elect"), title.end + 1
        ):
            title.facts.elect = True
            title.end += 2
            return True
        if self.before_head:
            return False
        demonym = self.gazetteer.demonym_at(words, title.end)
        if demonym and title.facts.state is None:
            title.own(title.start, demonym[1])
            title.end = demonym[0]
            self._conjoined_behind(title)
            return True
        adjective = words.match(self.adjectives, title.end)
        if adjective:
            title.end = adjective[0]
            second(words, title, adjective[1])
            return True
        return False

    def _conjoined_behind(self, title: Title) -> None:
        """«ministres russe et turc»: a further nationality is a further office."""
        words = self.words
        plural = words.match(self.plural, title.head)
        while plural and title.end + 1 < len(words) and words.norms[title.end] in words.ands:
            other = self.gazetteer.demonym_at(words, title.end + 1)
            if other is None:
                return
            title.others.append((title.end + 1, other[0], None, other[1]))
            title.shared = title.end if title.shared is None else title.shared
            title.end = other[0]

    def _complement(self, title: Title) -> bool:
        """«of the Sudanese government», «pour la Syrie», «des Affaires étrangères»."""
        words = self.words
        index = title.end
        allowed = {*self.complements["any"], *self.complements.get(title.kind, ())}
        link = words.norms[index]
        if link not in allowed or link not in self.links or words.dated[index]:
            return False
        at = index + 1
        while at < len(words) and (
            words.norms[at] in words.articles or words.norms[at] in self.determiners
        ):
            at += 1
        return at < len(words) and (
            self._domain_at(title, at)
            or self._talks_at(title, at)
            or self._name_at(title, at, link)
            or self._office_at(title, at)
            or (link not in self.loose and self._noun_at(title, at))
        )

    def _domain_at(self, title: Title, at: int) -> bool:
        domain = self.words.match(self.domains, at)
        if domain is None or title.facts.domain is not None:
            return False
        title.facts.domain = domain[1]
        title.end, title.owned = domain[0], True
        return True

    def _talks_at(self, title: Title, at: int) -> bool:
        found = self.talks.get(at)
        if found is None:
            return False
        title.end, title.owned = found.end, True
        return True

    def _name_at(self, title: Title, at: int, link: str) -> bool:
        found = self.starting.get(at)
        if found is None or found.type == "Person":
            return False
        if link in self.loose and not title.owned and found.type == "Place":
            return False  # «met the envoy in Geneva»
        ends_possessive = found.end < len(self.words) and self.words.norms[found.end] == "'s"
        if ends_possessive and self._noun_at(title, at):
            title.facts.body = title.facts.body or found.key or found
            return True
        if self._office_at(title, at):
            return True
        area = link not in self.complements["any"] or title.facts.owned
        if area:
            title.facts.area = title.facts.area or found.key or found
        else:
            title.own(title.start, found)
        title.end, title.owned = found.end, True
        return True

    def _office_at(self, title: Title, at: int) -> bool:
        """«envoy of the UN Secretary General Kofi Annan»: an office within the office."""
        for head in range(at, min(at + _NOUNS, len(self.words))):
            if head > at and not self.words.is_word(head) and self.words.norms[head] != "'s":
                return False
            inner = self._title(head, floor=at)
            if inner is None:
                continue
            if inner.start != at:
                return False
            facts = replace(inner.facts, kind=inner.kind)
            nested = Found(inner.start, inner.end, "Office", office=facts)
            title.nested.append(nested)
            title.facts.body = title.facts.body or facts.body
            title.facts.state = title.facts.state or facts.state
            title.end, title.owned = inner.end, True
            person = self.persons.at(inner.end, titled=True)
            if person is not None:
                title.held.append((person, nested))
            if person is not None and self._goes_on(title, person.end):
                title.end = person.end
            return True
        return False

    def _goes_on(self, title: Title, index: int) -> bool:
        words = self.words
        allowed = {*self.complements["any"], *self.complements.get(title.kind, ())}
        return index < len(words) and words.norms[index] in allowed

    def _noun_at(self, title: Title, at: int) -> bool:
        """«head of the delegation», «chef de la diplomatie»: a plain noun that completes it."""
        words = self.words
        if title.kind not in self.words.lexicon.tables["titles"]["completed"]:
            return False
        end = at
        while end < len(words) and end - at < _NOUNS and self._noun(end):
            if end > at and words.match(self.front.outside, end):
                break  # «head of government, former …»
            end += 1
            if words.norms[end - 1] == "'s":
                continue
            if end < len(words) and end in self.starting:
                break
        while end > at and words.norms[end - 1] == "'s":
            end -= 1
        if end == at:
            return False
        title.facts.of = title.facts.of or " ".join(words.norms[at:end])
        title.end, title.owned = end, True
        return True

    def _noun(self, index: int) -> bool:
        words = self.words
        if words.norms[index] == "'s":
            return True
        if not words.is_word(index) or words.closed(index) or words.dated[index]:
            return False
        if words.tagged:
            return words.pos(index) in ("NOUN", "PROPN", "ADJ")
        return index in self.starting or words.capital(index)
