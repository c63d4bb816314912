"""Actors as groups: titles with their names, what is conjoined, the unnamed with their body."""

from __future__ import annotations

from bisect import bisect_left

from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.grammar import Group
from kg.reading.holders import Holders
from kg.reading.linking import Linker
from kg.text.findings import Found, Holding
from kg.text.words import Words

_ACTORS = ("Person", "Organization", "State", "Office")
_GAP = 4


class Groups:
    """The groups of one document, by where they begin."""

    def __init__(
        self,
        words: Words,
        linker: Linker,
        holdings: list[Holding],
        actors: list[Found],
        holders: Holders,
    ) -> None:
        self.words = words
        self.holders = holders
        self.linker = linker
        lexicon = words.lexicon
        self.honorifics = lexicon.words("titles", "honorifics")
        self.medium_words = lexicon.words("organizations", "media")
        self.described = lexicon.words("words", "describing")
        self.belonging = lexicon.words("words", "belonging")
        self.led = lexicon.words("particles", "led")
        self.kin = lexicon.words("persons", "kin")
        self.nationality = gazetteer(lexicon.language).nationality
        self.all = self._groups(holdings, actors)
        self._starts = [group.start for group in self.all]
        self._at = {group.start: group for group in self.all}
        self._ending = {group.end: group for group in reversed(self.all)}
        self._covered = {i for group in self.all for i in range(group.start, group.end)}

    def at(self, index: int) -> Group | None:
        """The group that begins at a token."""
        return self._at.get(index)

    def ending(self, index: int) -> Group | None:
        """The group that ends right before a token."""
        return self._ending.get(index)

    def covers(self, index: int) -> bool:
        """Whether a token lies in a group."""
        return index in self._covered

    def within(self, start: int, stop: int) -> list[Group]:
        """The groups that begin within ``[start, stop)``."""
        first = bisect_left(self._starts, start)
        return self.all[first : bisect_left(self._starts, stop)]

    def _groups(self, holdings: list[Holding], actors: list[Found]) -> list[Group]:
        titled = self._titled(holdings)
        covered = {i for group in titled for i in range(group.start, group.end)}
        singles = [group for group in titled if not self._of_kin(group.start)]
        for found in sorted(actors):
            free = found.start not in covered and not self._of_kin(found.start)
            if found.type in _ACTORS and free:
                medium = found.name.medium
                start = self._back_over(found.start, medium=medium)
                key = self.linker.key(found)
                singles.append(Group(start, found.end, (self.holders.of(found, key),), medium))
        covered = {i for group in singles for i in range(group.start, group.end)}
        singles = self._spoken_for(singles, covered)
        return self._joined(sorted(singles, key=lambda group: group.start))

    def _of_kin(self, start: int) -> bool:
        """«صهر الرئيس»: what is told is told of the son-in-law."""
        return start > 0 and self.words.bare(start - 1) in self.kin

    def _titled(self, holdings: list[Holding]) -> list[Group]:
        """Office and person as one group; conjoined offices with their names as one."""
        singles: list[Group] = []
        for holding in sorted(holdings, key=lambda h: min(h.office.start, h.person.start)):
            start = min(holding.office.start, holding.person.start)
            end = max(holding.office.end, holding.person.end)
            key = self.linker.key(holding.person)
            start = self._back_over(start, medium=False)
            if singles and start < singles[-1].end:
                last = singles[-1]
                singles[-1] = Group(last.start, max(last.end, end), (*last.keys, key))
            else:
                singles.append(Group(start, end, (key,)))
        return singles

    def _spoken_for(self, singles: list[Group], covered: set[int]) -> list[Group]:
        """«مسؤول أميركي», «مصدر في الخارجية»: the unnamed speak for their state or body."""
        words = self.words
        unnamed = words.lexicon.words("persons", "unnamed")
        at = {group.start: group for group in singles}
        named = set(self.linker.keys.values())
        for index, norm in enumerate(words.norms):
            if norm not in unnamed or index in covered:
                continue
            end = index + 1
            while end < len(words) and end < index + _GAP and words.bare(end) in self.described:
                end += 1
            told = self.nationality(words.norms, end)
            if told is not None and told[1] in named:
                at[index] = Group(index, end + told[0], (told[1],))
            elif end + 1 < len(words) and words.norms[end] in self.belonging:
                body = at.get(end + 1)
                if body is not None and body.keys[0].startswith("organization/"):
                    at[index] = Group(index, body.end, body.keys)
                    del at[end + 1]
        return sorted(at.values(), key=lambda group: group.start)

    def _back_over(self, start: int, *, medium: bool) -> int:
        words = self.words
        while start > 0 and (
            words.norms[start - 1] in self.honorifics
            or words.is_quote(start - 1)
            or (medium and words.bare(start - 1) in self.medium_words)
        ):
            start -= 1
        return start

    def _joined(self, singles: list[Group]) -> list[Group]:
        joined: list[Group] = []
        for group in singles:
            last = joined[-1] if joined else None
            link = last.end if last else 0
            if last and link < group.start and self._joins(link, group.start):
                led = self.words.norms[link] != "و"
                keys = (*last.keys, *(k for k in group.keys if k not in last.keys))
                joined[-1] = Group(last.start, group.end, keys, last.medium and not led)
            else:
                joined.append(group)
        return joined

    def _joins(self, link: int, start: int) -> bool:
        """«A و B», or «A بقيادة B»: one group."""
        words = self.words
        if words.norms[link] == "و":
            return words.clitic[link] and start == link + 1
        if words.norms[link] in self.led:
            return start == link + 1
        led = words.norms[link] == "ب" and words.norms[link + 1] in self.led
        return led and start == link + 2


def found_actors(found: list[Found]) -> list[Found]:
    """The finds that can act."""
    return [f for f in found if f.type in _ACTORS]
