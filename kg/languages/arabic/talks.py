"""Talks: processes and their rounds, the tracks of diplomacy."""

from __future__ import annotations

from collections.abc import Iterator

from kg.background import knowledge
from kg.languages.arabic.gazetteer import Gazetteer
from kg.text.findings import Found, RoundFacts, TalksFacts, longest
from kg.text.words import Words

_MOST_ROUNDS = 60


class TalksFinder:
    """Finds talks processes and rounds in one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer, bodies: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.at = {found.start: found for found in bodies}
        lexicon = words.lexicon
        self.lexicon = lexicon
        self.nouns = lexicon.words("talks", "processes")
        self.venues = lexicon.words("talks", "venue_only")
        self.adjectives = lexicon.words("talks", "adjectives")
        self.round_words = lexicon.words("talks", "rounds")
        self.about = lexicon.words("talks", "about")
        self.topics = lexicon.words("talks", "topics")
        self.where = lexicon.words("talks", "where")
        self._processes = [
            entity for entity in knowledge.load().entities.values() if entity.type == "TalksProcess"
        ]
        self.ordinals = lexicon.numbers("ordinals")
        self.cardinals = lexicon.numbers("cardinals")

    # --- processes ---------------------------------------------------------------

    def processes(self) -> list[Found]:
        """Talks processes, in text order."""
        found = []
        for index in range(len(self.words)):
            if self.words.clitic[index] or self.words.dated[index]:
                continue
            process = self._process(index)
            if process:
                found.append(process)
        return longest(found)

    def _process(self, index: int) -> Found | None:
        words = self.words
        bare = words.bare(index)
        general, by_venue = bare in self.nouns, bare in self.venues
        if not (general or by_venue):
            return None
        facts = TalksFacts()
        end = self._described(index + 1, facts)
        place = self._venue(end, facts, definite=words.definite(index) or end > index + 1)
        if place is not None:
            end = place
        if not general and not (facts.venue_names and self._venue_known(facts.place)):
            return None
        if not self._identifies(index, end):
            return None
        end = self._topic(end, facts)
        return Found(index, end, "TalksProcess", talks=facts)

    def _venue_known(self, place: Found | None) -> bool:
        """«اجتماع أستانا» is a process because talks are known to have their seat there."""
        seat = ("place", place.key if place is not None else None)
        return any(seat in entity.facts for entity in self._processes)

    def _identifies(self, index: int, end: int) -> bool:
        if self.words.definite(index):
            return self.words.bare(index) in self.nouns and (
                end > index + 1 or self.words.bare(index).endswith("ات")
            )
        return end > index + 1

    def _described(self, index: int, facts: TalksFacts) -> int:
        """Adjectives and nationalities behind the noun."""
        words = self.words
        while index < len(words):
            norm = words.norms[index]
            state = self.gazetteer.demonym(norm)
            if state:
                facts.state = facts.state or state
            elif norm not in self.adjectives and words.bare(index) not in self.adjectives:
                break
            index += 1
        return index

    def _venue(self, index: int, facts: TalksFacts, *, definite: bool) -> int | None:
        """A place that names the process: «محادثات جنيف», «المحادثات السورية في جنيف»."""
        words = self.words
        start = index
        if index < len(words) and words.norms[index] in self.where:
            if not definite:
                return None
            start = index + 1
        place = self.at.get(start)
        if place is None or place.type not in ("Place", "State") or place.name.certain:
            return None
        facts.place, facts.venue_names = place, start == index
        return place.end

    def _topic(self, index: int, facts: TalksFacts) -> int:
        """«حول سوريا» behind a process named by its venue."""
        words = self.words
        if index < len(words) and words.norms[index] in self.topics and facts.place:
            topic = self.at.get(index + 1)
            state = topic and (topic.name.state or topic.key)
            if topic and state and state.startswith("state/"):
                facts.state = facts.state or state
                return topic.end
        return index

    # --- rounds ------------------------------------------------------------------

    def rounds(self, processes: list[Found]) -> list[Found]:
        """Rounds of talks, with number, count or position; elliptic ones included."""
        starts = {process.start: process for process in processes}
        found = []
        for index in range(len(self.words)):
            if self.words.clitic[index] or self.words.norms[index] not in self.round_words:
                continue
            talks_round = self._round(index, starts)
            if talks_round:
                found.append(talks_round)
                found.extend(self._elliptic(talks_round))
        found.extend(self._numbered_venues(processes))
        return longest(found)

    def _round(self, index: int, processes: dict[int, Found]) -> Found | None:
        words = self.words
        facts = RoundFacts()
        start = self._count_before(index, facts)
        end = self._ordinal(index + 1, facts)
        end = self._position(end, facts)
        link = end
        if link < len(words) and words.norms[link] in self.about:
            link += 1
        process = processes.get(link)
        if process is not None:
            facts.process = process
            end = process.end
        if process is None and not (facts.which and words.definite(index)):
            return None
        if process is None and facts.number is None and facts.position is None:
            return None
        return Found(start, end, "TalksRound", round=facts)

    def _count_before(self, index: int, facts: RoundFacts) -> int:
        before = index - 1
        if before >= 0:
            norm = self.words.norms[before]
            count = self.cardinals.get(norm)
            if count is None and self.words.is_digit(before):
                count = int(norm)
            if count and 1 < count < _MOST_ROUNDS:
                facts.count = count
                return before
            number = self.ordinals.get(norm)
            if number:
                facts.number = number
                return before
        return index

    def _ordinal(self, index: int, facts: RoundFacts) -> int:
        words = self.words
        if index >= len(words):
            return index
        bare = words.bare(index)
        following = words.norms[index + 1] if index + 1 < len(words) else ""
        if following in self.lexicon.words("numbers", "ten"):
            number = self.lexicon.numbers("ten_ordinals").get(bare)
            if number:
                facts.number = number
                return index + 2
        number = self.ordinals.get(bare)
        if number is None and words.is_digit(index) and 0 < int(words.norms[index]) < _MOST_ROUNDS:
            number = int(words.norms[index])
        if number:
            facts.number = number
            return index + 1
        return index

    def _position(self, index: int, facts: RoundFacts) -> int:
        if index < len(self.words):
            norm = self.words.norms[index]
            for position in ("next", "last", "current"):
                forms = self.lexicon.words("talks", position)
                if norm in forms or "ال" + norm in forms:
                    facts.position = position
                    return index + 1
        return index

    def _elliptic(self, series: Found) -> Iterator[Found]:
        """«سبع جولات … الأخيرة»: the last of a counted series, in the same sentence."""
        if series.round.count is None:
            return
        words = self.words
        _, stop = words.sentences[words.sentence_of[series.start]]
        for index in range(series.end, stop):
            if words.norms[index] in self.lexicon.words("talks", "last") and words.is_verb(
                index - 1
            ):
                last = RoundFacts(
                    number=series.round.count, last_of=series.start, process=series.round.process
                )
                yield Found(index, index + 1, "TalksRound", round=last)

    def _numbered_venues(self, processes: list[Found]) -> Iterator[Found]:
        """«أستانا 6»: a process named by its venue, with a number behind."""
        for process in processes:
            end = process.end
            named = process.talks.venue_names and end < len(self.words)
            if named and self.words.is_digit(end):
                number = int(self.words.norms[end])
                if 0 < number < _MOST_ROUNDS:
                    facts = RoundFacts(number=number, process=process)
                    yield Found(process.start, end + 1, "TalksRound", round=facts)
        for place in self.at.values():
            if self._numbered(place):
                facts = RoundFacts(number=int(self.words.norms[place.end]), venue=place)
                yield Found(place.start, place.end + 1, "TalksRound", round=facts)

    def _numbered(self, place: Found) -> bool:
        """«أستانا 6» alone, where talks are known to have their seat; not «في أستانا 6 وفود»."""
        words, end = self.words, place.end
        if place.type != "Place" or end >= len(words) or not words.is_digit(end):
            return False
        counts = words.dated[end] or words.preposition_before(place.start) is not None
        small = 0 < int(words.norms[end]) < _MOST_ROUNDS
        return small and not counts and self._venue_known(place)
