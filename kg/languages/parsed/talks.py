"""Rounds of talks in Latin script, and conferences; processes beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.languages.parsed.processes import LatinProcesses
from kg.text.findings import Found, RoundFacts, TalksFacts, longest

_MOST_ROUNDS = 60
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}


class LatinTalks(LatinProcesses):
    """Finds talks processes and rounds in one document."""

    def find(self) -> tuple[list[Found], list[Found]]:
        """(processes, rounds), in text order."""
        processes = longest(p for i in range(len(self.words)) if (p := self._process(i)))
        rounds = longest([*self._rounds(processes), *self._conferences()])
        return [p for p in processes if self._stands(p, rounds)], rounds

    def _stands(self, process: Found, rounds: list[Found]) -> bool:
        """Within a round a process is a mention when it is definite or says which it is."""
        inside = any(r.start <= process.start and process.end <= r.end for r in rounds)
        facts = process.talks
        told = facts.names or facts.described is not None
        plain = facts.described in self.words.words_of("talks", "plain")
        return not inside or self.words.definite(process.start) or bool(told and not plain)

    def _rounds(self, processes: list[Found]) -> Iterator[Found]:
        words = self.words
        at = {p.start: p for p in processes}
        for index in range(len(words)):
            head = words.match(self.round_words, index)
            if head and not words.dated[index]:
                made = self._round(index, head[0], at)
                if made:
                    yield made
        for process in processes:
            yield from self._numbered(process)

    def _round(self, index: int, end: int, at: dict[int, Found]) -> Found | None:
        words = self.words
        facts = RoundFacts()
        start = self._which(index, facts)
        end = self._number_behind(end, facts)
        end = self._position_behind(end, facts)
        if end < len(words) and (words.norms[end] in self.of or words.norms[end] in self.about):
            process = at.get(words.skip_articles(end + 1)) or at.get(end + 1)
            if process is None:
                process = next(
                    (
                        p
                        for p in at.values()
                        if end < p.start <= end + 9 and self._free(end + 1, p.start)
                    ),
                    None,
                )
            plain = words.match(self.nouns, words.skip_articles(end + 1))
            if process:
                facts.process = process
                end = process.end
            elif plain and facts.which:
                end = plain[0]
        determined = words.determined(start)
        if not facts.which and (facts.process is None or not determined):
            return None
        if facts.process is None and not determined and facts.number is None:
            return None
        return Found(start, end, "TalksRound", round=facts)

    def _free(self, start: int, end: int) -> bool:
        """Whether only names, brackets and skipped words lie between («the AU (AU)-sponsored»)."""
        words = self.words
        skipped = words.words_of("talks", "outside") | words.articles | {"-", "(", ")"}
        index = start
        while index < end:
            name = self.starting.get(index)
            adjective = words.match(self.adjectives, index)
            if name:
                index = name.end
            elif adjective:
                index = adjective[0]
            elif words.norms[index] in skipped:
                index += 1
            else:
                return False
        return index == end

    def _which(self, start: int, facts: RoundFacts) -> int:
        """Ordinal, position or count before a round or process."""
        words = self.words
        while start > 0:
            ordinal = words.match_back(self.ordinals, start)
            if ordinal and facts.number is None:
                facts.number = int(ordinal[1])
                start = ordinal[0]
                continue
            count = words.match_back(self.cardinals, start)
            if count and facts.count is None:
                facts.count = int(count[1])
                start = count[0]
                continue
            position = self._position(start)
            if position:
                facts.position = facts.position or position[1]
                start = position[0]
                continue
            return start
        return start

    def _position(self, end: int) -> tuple[int, str] | None:
        for name, forms in self.positions.items():
            match = self.words.match_back(forms, end)
            if match:
                return match[0], name
        return None

    def _number_behind(self, end: int, facts: RoundFacts) -> int:
        number = self._number(end)
        if number and facts.number is None:
            facts.number = number
            return end + 1
        return end

    def _position_behind(self, end: int, facts: RoundFacts) -> int:
        """«le cycle précédent»."""
        if not self.after_head:
            return end
        for name in ("last", "current", "next"):
            match = self.words.match(self.positions[name], end)
            if match:
                facts.position = facts.position or name
                return match[0]
        return end

    def _number(self, index: int) -> int | None:
        words = self.words
        if index >= len(words) or words.dated[index]:
            return None
        norm = words.norms[index]
        number = int(norm) if norm.isdigit() else None
        if number is None and words.doc[index].text.isupper():
            number = _ROMAN.get(norm)
        return number if number and 0 < number < _MOST_ROUNDS else None

    def _numbered(self, process: Found) -> Iterator[Found]:
        """«7th Abuja peace talks», «next peace talks»; «Astana 6» stands in _conferences."""
        words = self.words
        facts = RoundFacts(process=process)
        start = self._which(process.start, facts)
        if start < process.start and (facts.number is not None or facts.position is not None):
            if facts.position in ("current", "counted") or facts.count is not None:
                return
            yield Found(start, process.end, "TalksRound", round=facts)
        if start > 1 and words.norms[start - 1] == "'s" and words.dated[start - 2]:
            while start > 0 and (words.norms[start - 1] == "'s" or words.dated[start - 1]):
                start -= 1
            yield Found(start, process.end, "TalksRound", round=replace(facts, position="next"))
        end = self._number_behind(process.end, facts)
        if end > process.end and process.talks.place:
            yield Found(process.start, end, "TalksRound", round=facts)

    def _conferences(self) -> Iterator[Found]:
        words = self.words
        venues = words.phrases("talks", "venues")
        for index in range(len(words) - 1):
            venue = words.match(venues, index)
            if venue:
                end = venue[0] + (1 if words.joined(venue[0]) else 0)
                number = self._number(end)
                if number:
                    facts = RoundFacts(number=number, venue=self.starting.get(index))
                    yield Found(index, end + 1, "TalksRound", round=facts)
            yield from self._event(index)
        for index in range(len(words)):
            for name in words.words_of("talks", "conferences"):
                written = words.norms[index]
                rest = written.removeprefix(name)
                if rest != written and rest.isdigit() and words.capital(index):
                    yield Found(
                        index, index + 1, "TalksRound", round=RoundFacts(int(rest), series=name)
                    )
                elif written == name and words.capital(index) and self._number(index + 1):
                    number = self._number(index + 1)
                    yield Found(
                        index, index + 2, "TalksRound", round=RoundFacts(number, series=name)
                    )

    def _event(self, index: int) -> Iterator[Found]:
        """«sommet des Nations unies sur le climat», «Geneva conference on Syria»."""
        words = self.words
        head = words.match(self.events, index)
        if head is None or words.dated[index]:
            return
        named = TalksFacts(pointed=words.determined(index))
        start = self._back(index, named)
        end, _ = self._behind(head[0], named)
        topical = any(words.norms[i] in self.about for i in range(head[0], end))
        if topical and (named.names or words.determined(start)):
            facts = RoundFacts(event=head[1])
            start = self._which(start, facts)
            yield Found(start, end, "TalksRound", round=facts)
