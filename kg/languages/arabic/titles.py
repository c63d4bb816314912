"""Offices and the people who hold them, in Arabic.

Conjoined offices pair with conjoined names («وزيري الخارجية والدفاع الروسيين سيرغي لافروف
وسيرغي شويغو»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.languages.arabic.gazetteer import Gazetteer
from kg.languages.arabic.persons import PersonFinder
from kg.languages.arabic.titlephrase import Title, TitlePhrases
from kg.text.findings import Found, Holding
from kg.text.words import Words

_APART = ("counterpart", "deputy", "adviser", "envoy")
"""Kinds that a pronoun may complete, «مستشاره», or that name a post to be filled."""


class TitleFinder:
    """Finds offices and, beside them, their holders."""

    def __init__(
        self, words: Words, gazetteer: Gazetteer, bodies: list[Found], persons: PersonFinder
    ) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.persons = persons
        self.phrases = TitlePhrases(words, gazetteer, bodies)
        self.named = words.lexicon.words("titles", "named")

    def find(self) -> tuple[list[Found], list[Holding]]:
        """All offices and the pairs of office and holder, in text order."""
        offices: list[Found] = []
        holdings: list[Holding] = []
        index = 0
        while index < len(self.words):
            title = self.phrases.at(index)
            if title is None:
                index += 1
                continue
            found = self._offices(title)
            end = max(office.end for office in found)
            held = list(self._holders(found, end))
            if not held and self._means_nobody(title):
                index += 1
                continue
            offices.extend(found)
            holdings.extend(held)
            holdings.extend(self._also(offices[: -len(found)], found, held))
            index = end
        return offices, holdings

    def _also(
        self, before: list[Found], found: list[Found], held: list[Holding]
    ) -> Iterator[Holding]:
        """«ولي العهد وزير الدفاع الأمير محمد بن سلمان»: both offices are his."""
        one = len(found) == len(held) == 1 and held[0].person.start >= found[0].end
        if one and before and self._before(found[0].start) == before[-1].end:
            yield Holding(held[0].person, before[-1])

    def _means_nobody(self, title: Title) -> bool:
        """«بمساعدة إسرائيل», «الأولى لرئيس عربي»: without a holder no office in particular."""
        facts = title.facts
        said = facts.owned or facts.area is not None or facts.domain is not None
        definite = title.definite or self.words.definite(title.end - 1)  # «رئيس الوزراء»
        loose = not (definite or said or title.kind in _APART)
        return loose or self.words.norms[title.start] in self.named

    def _offices(self, title: Title) -> list[Found]:
        facts = replace(title.facts, kind=title.kind)
        if not title.conjuncts:
            return [Found(title.start, title.end, "Office", office=facts)]
        first_end = title.conjuncts[0][0] - 1
        offices = [Found(title.start, first_end, "Office", office=facts)]
        for start, end, domain in title.conjuncts:
            offices.append(Found(start, end, "Office", office=replace(facts, domain=domain)))
        return offices

    def _holders(self, offices: list[Found], end: int) -> Iterator[Holding]:
        end = max(end, self._shared_end(offices))
        names = list(self._names_after(end, wanted=len(offices)))
        if len(names) == len(offices):
            for office, person in zip(offices, names, strict=True):
                yield Holding(person, office)
        elif not names and len(offices) == 1 and offices[0].office.kind != "counterpart":
            edge = self._before(offices[0].start)
            before = self.persons.ending_at(edge) or self.persons.behind_verb(edge)
            if before is not None and not self.words.definite(offices[0].start):
                yield Holding(before, offices[0])

    def _shared_end(self, offices: list[Found]) -> int:
        """Where the words that conjoined offices share («الروسيين») end."""
        end = offices[-1].end
        if len(offices) > 1:
            while end < len(self.words) and self.gazetteer.demonym(self.words.norms[end]):
                end += 1
        return end

    def _before(self, index: int) -> int:
        index -= 1
        while index >= 0 and self.words.doc[index].text in "،,":
            index -= 1
        return index + 1

    def _names_after(self, index: int, *, wanted: int) -> Iterator[Found]:
        words = self.words
        for turn in range(wanted):
            if index < len(words) and words.doc[index].text in "،,":
                index += 1
            if turn and not (index < len(words) and words.norms[index] == "و"):
                return
            index += 1 if turn else 0
            index = self._past_honorifics(index)
            found = self.persons.at(index, titled=True)
            if found is None:
                return
            yield found
            index = found.end

    def _past_honorifics(self, index: int) -> int:
        """Past a bracket, and past «الأمير» or «الشيخ» where nobody is listed with it."""
        words = self.words
        if index < len(words) and words.doc[index].text == "(":
            index += 1
        while (
            index < len(words) - 1
            and words.norms[index] in self.persons.honorifics
            and index not in self.persons.known
        ):
            index += 1
        return index
