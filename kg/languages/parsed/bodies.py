"""Bodies in Latin script by pattern: runs of capitals, and small heads beside their owner."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.parsed.known import KnownNames
from kg.languages.parsed.words import LatinWords
from kg.model.keys import stable_key
from kg.text.findings import Found

_REACH = 9


class LatinBodies(KnownNames):
    """Finds bodies that a head noun gives away."""

    # --- runs of capitals --------------------------------------------------------

    def _runs(self) -> Iterator[Found]:
        words = self.words
        index = 0
        while index < len(words):
            head = words.match(self.heads, index)
            if head is None or not words.capital(index) or words.dated[index]:
                index += 1
                continue
            start = self._run_start(index)
            whole = self.ending.get(head[0])
            listed = whole and whole.type == "Organization" and whole.start <= start
            located = words.norms[index] in self.located or self.chained
            end = head[0] if listed and not located else self._run_end(head[0], words.norms[index])
            named = start < index or end > head[0]
            if named:
                yield Found(start, end, "Organization", self._listed(start, end))
            index = end

    def _listed(self, start: int, end: int) -> str:
        """The key of a body by its written name."""
        known = self.known.get(start)
        if known and known.end == end and known.type == "Organization":
            return known.key or ""
        return self.key("Organization", start, end)

    def _run_start(self, index: int) -> int:
        """Back over the capitals, and small words between them, that lead to a head."""
        words = self.words
        start = index
        while start > 0 and index - start < _REACH and not self.chained:
            before = start - 1
            if words.norms[before] == "'s" or words.joined(before):
                start = before
                continue
            if words.capital(before) and not self._stops(before):
                start = before
                continue
            small = words.norms[before] in self.inner and words.norms[before] != "the"
            if (
                small
                and start < index
                and words.capital(before - 1)
                and not self._stops(before - 1)
            ):
                if words.norms[before] in words.ands and self._separate(before, index):
                    break
                start = before
                continue
            break
        while start < index and not words.capital(start):
            start += 1
        if start > 0 and words.sentence_of[start] != words.sentence_of[index]:
            start = index
        return start

    def _separate(self, conjunction: int, index: int) -> bool:
        """Whether an «and» joins two names rather than two words of one."""
        return conjunction in self.ending or conjunction + 1 in self.known

    def _stops(self, index: int) -> bool:
        words = self.words
        closed = words.closed(index) or words.norms[index] in words.articles
        document = words.match(words.phrases("documents", "resolution"), index) or words.match(
            words.phrases("documents", "agreement"), index
        )
        return closed or words.dated[index] or words_title(words, index) or bool(document)

    def _run_end(self, end: int, head: str) -> int:
        """On over «of», «for», «in» and the capitals behind them."""
        words = self.words
        if self.chained:
            return self._chain(end)
        last = end
        index = end
        while index < len(words) and index - end < _REACH:
            if words.capital(index) and not self._stops(index):
                if last == end and index == end and self._starts_other(index):
                    return last
                last = index + 1
            elif not self._inside(index, head, last):
                return last
            index += 1
        return last

    def _chain(self, end: int) -> int:
        """On over nouns and adjectives and what joins them, as Romance names are built."""
        words = self.words
        last = index = end
        while index < len(words) and index - end < _REACH + 3:
            known = self.known.get(index)
            if known and known.type != "Person":
                last = index = known.end
                continue
            if words.norms[index] not in self.inner:
                loose = words.norms[index - 1] not in self.inner and index > end
                stranger = loose and words.capital(index) and not words.capital(index - 1)
                if stranger or not self._chains(index, end):
                    break
                last = index + 1
            index += 1
        return last

    def _chains(self, index: int, end: int) -> bool:
        """Whether a word goes on with a name: a capital, an adjective or a noun behind «de»."""
        words = self.words
        if not words.is_word(index) or words.closed(index) or words.dated[index]:
            return False
        if words.capital(index) or not words.tagged:
            return words.capital(index)
        behind = words.norms[index - 1] in self.inner
        return words.pos(index) in (("ADJ", "NOUN", "PROPN") if behind else ("ADJ", "PROPN"))

    def _starts_other(self, index: int) -> bool:
        """A name right behind a head («Council President», «Government Paris»)."""
        found = self.known.get(index)
        return bool(found and found.type in ("Person", "State", "Place"))

    def _inside(self, index: int, head: str, last: int) -> bool:
        norm = self.words.norms[index]
        if norm in self.of or (norm in ("in", "to") and head in self.located):
            return True
        return norm in self.inner and index > last - 1 and norm not in self.words.ands

    def _owned(self) -> Iterator[Found]:
        words = self.words
        whole = words.phrases("organizations", "whole")
        for index in range(len(words)):
            head = words.match(self.small, index)
            if head and not words.dated[index] and not self._describes(index, head[0]):
                yield from self._owned_at(index, head[0], head[1])
            alone = words.match(whole, index)
            if alone:
                owner = self._main_state(d for d in map(self._decide, self.raw) if d) or ""
                key = owned_key(alone[1], owner)
                yield Found(index, alone[0], "Organization", key)

    def _describes(self, index: int, end: int) -> bool:
        """«military strikes»: the word is an adjective here."""
        words = self.words
        noun = end < len(words) and words.pos(end) == "NOUN" and not self.chained
        loose = words.norms[index] in words.words_of("organizations", "describing")
        return end == index + 1 and (words.pos(index) == "ADJ" or (noun and loose))

    def _owned_at(self, index: int, end: int, kind: str) -> Iterator[Found]:
        start, owner = self._owner_before(index) if not self.chained else (index, None)
        if owner is None:
            end, owner = self._owner_behind(end)
        if owner is not None and kind in self.located:
            end = self._located(end)
        if owner is None and self._of_the_country(index, end):
            owner = self._main_state(d for d in map(self._decide, self.raw) if d)
        if owner is not None:
            yield Found(start, end, "Organization", owned_key(kind, owner))

    def _of_the_country(self, index: int, end: int) -> bool:
        """«Foreign ministry spokesman», «the state department»: long enough to be no other."""
        words = self.words
        long = words.first[end] - words.first[index] > 1
        return long and (words.definite(index) or words_title(words, end) or words.capital(index))

    def _owner_before(self, index: int) -> tuple[int, str | None]:
        """(start, key) of the owner before a head, adjectives between them passed over."""
        words = self.words
        start = index
        while True:
            owner = self.gazetteer.demonym_before(words, start)
            if owner:
                return owner
            name = self.ending.get(start)
            if name and name.type != "Person" and name.key:
                decided = self._decide(name)
                key = decided.key if decided else name.key
                return name.start, self.knowledge.state_of_capital(key or "") or key
            adjective = words.match_back(self.adjectives, start)
            if adjective is None:
                return index, None
            start = adjective[0]

    def _owner_behind(self, end: int) -> tuple[int, str | None]:
        words = self.words
        adjective = words.match(self.adjectives, end) if self.chained else None
        demonym = self.gazetteer.demonym_at(words, adjective[0] if adjective else end)
        if demonym and self.chained:
            return demonym
        if end + 1 < len(words) and words.norms[end] in self.of:
            at = words.skip_articles(end + 1)
            name = self.known.get(at)
            if name and name.type in ("State", "Place", "Organization") and name.key:
                return name.end, self.knowledge.state_of_capital(name.key) or name.key
        return end, None

    def _located(self, end: int) -> int:
        """«UN mission in Sierra Leone»: the place is part of the name."""
        words = self.words
        if end + 1 < len(words) and words.norms[end] in self.where:
            name = self.known.get(words.skip_articles(end + 1))
            if name and name.type in ("State", "Place"):
                return name.end
        return end


def owned_key(kind: str, owner: str) -> str:
    """The key of a state's or body's organ: the same in every language of the same kind."""
    return stable_key("Organization", f"{kind}|{owner}")


def words_title(words: LatinWords, index: int) -> bool:
    """Whether a word heads an office."""
    return words.match(words.phrases("titles", "heads"), index) is not None
