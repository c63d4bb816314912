"""Offices and their holders in Latin script: a head noun with what stands before and behind.

English builds before the head («South Korean foreign minister»), French behind it
(«ministre russe des Affaires étrangères»); both take complements («envoy for Syria»,
«ambassadeur à l'ONU»). Which words may stand where is in the language file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.languages.parsed.titlefront import Title
from kg.languages.parsed.titlephrase import TitlePhrases
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, Holding, OfficeFacts

_NOUNS = 5


class LatinTitles(TitlePhrases):
    """Finds offices and, beside them, their holders."""

    def find(self) -> tuple[list[Found], list[Holding]]:
        """All offices and the pairs of office and holder, in text order."""
        offices: list[Found] = []
        holdings: list[Holding] = []
        covered = 0
        last: Title | None = None
        nested: list[Found] = []
        for index in range(len(self.words)):
            if index < covered:
                continue
            title = self._title(index)
            if title is None:
                continue
            self._inherit(title, last)
            found, held = self._office(title)
            if found:
                offices += found
                holdings += held
                holdings += [Holding(person, office) for person, office in title.held]
                nested += title.nested
                covered = title.end
                last = title
        return sorted({*offices, *nested}), holdings

    def _inherit(self, title: Title, last: Title | None) -> None:
        """«Russian Foreign Minister X and Defence Minister Y»: one state for both."""
        words = self.words
        if last is None or title.facts.owned or title.start < 1:
            return
        near = words.sentence_of[last.head] == words.sentence_of[title.head]
        joined = words.norms[title.start - 1] in words.ands and title.start - last.end < _NOUNS + 2
        if near and joined and title.kind == last.kind and last.facts.state is not None:
            title.facts.state = last.facts.state
            title.owned = True

    def _office(self, title: Title) -> tuple[list[Found], list[Holding]]:
        facts = replace(title.facts, kind=title.kind)
        first = Found(title.start, title.shared or title.end, "Office", office=facts)
        others = [
            Found(start, end, "Office", office=_other(facts, domain, state))
            for start, end, domain, state in title.others
        ]
        offices = sorted([first, *others])
        people = list(self._people(title, len(offices)))
        holdings = [
            Holding(person, office) for office, person in zip(offices, people, strict=False)
        ]
        if len(people) != len(offices):
            holdings = []
        if not holdings and len(offices) == 1:
            holder = self._holder_before(title)
            holdings = [Holding(holder, first)] if holder else []
        if not self._stands(title, bool(holdings)):
            return [], []
        return offices, holdings

    def _stands(self, title: Title, held: bool) -> bool:
        """Whether the phrase names a post: completed, held, or pointed at."""
        words = self.words
        plural = words.match(self.plural, title.head) is not None
        if plural and not title.facts.owned and title.facts.area is None:
            return False
        if plural and title.kind == "leader":
            return False
        if title.owned or held:
            return True
        modified = title.start < title.head
        bare = words.match(self.not_alone, title.head)
        if bare and bare[0] == title.end and not modified:
            return False
        if title.kind not in self.always:
            return False
        if words.match(self.to_fill, title.head):
            return words.determined(title.start)
        pointed = words.definite(title.start) or words.definite(words_back(words, title.start))
        return pointed or (words.capital(title.head) and title.head not in words.opening)

    def _people(self, title: Title, wanted: int) -> Iterator[Found]:
        words = self.words
        index = title.end
        if title.kind == "counterpart" and wanted > 1:
            return
        for turn in range(wanted):
            comma = index < len(words) and words.norms[index] == ","
            index += comma
            if turn:
                if index >= len(words) or words.norms[index] not in words.ands:
                    return
                index += 1
            found = self.persons.at(index, titled=True)
            if found is None or words.sentence_of[found.start] != words.sentence_of[title.head]:
                return
            if comma and title.kind == "counterpart" and words.pos(found.end) in ("AUX", "VERB"):
                return  # «en recevant son homologue irakien, Le Drian a promis …»
            yield found
            index = found.end

    def _holder_before(self, title: Title) -> Found | None:
        """«Matthew Rycroft, ambassadeur britannique à l'ONU»."""
        words = self.words
        index = title.start
        if title.kind == "counterpart":
            return None
        while index > 0 and (
            words.norms[index - 1] in words.articles
            or words.norms[index - 1] in words.indefinite
            or words.match_back(self.outside, index)
        ):
            index -= 1
        if index < 1 or words.norms[index - 1] not in (",", "(", "–", "-"):
            return None
        if not title.owned:
            return None
        return self.persons.ending_at(index - 1)


def words_back(words: LatinWords, index: int) -> int:
    """Back over words that stand before an office without being part of it («the former …»)."""
    outside = words.phrases("titles", "outside")
    while index > 0 and words.match_back(outside, index):
        index = words.match_back(outside, index)[0]  # type: ignore[index]
    return index


def _other(facts: OfficeFacts, domain: str | None, state: str | None) -> OfficeFacts:
    """The facts of an office conjoined with another."""
    return replace(facts, domain=domain or facts.domain, state=state or facts.state)
