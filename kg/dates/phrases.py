"""Finding date phrases: where in a text a pattern of the language file matches.

A pattern is tried only near a word it cannot do without, and at the beginnings of words, so
that the time grows with the text alone. What the language file vetoes is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.dates.context import filled_groups
from kg.dates.rules import DateRules, Pattern, load_rules
from kg.model.claims import Span
from kg.text.offsets import Folded, fold_with_offsets

_VETO_BEFORE, _VETO_AFTER = 25, 20
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
"""Where one begins, a phrase may begin, proclitics included: a word, a number, a mark."""
Match = re.Match[str]


@dataclass(frozen=True)
class Phrase:
    """A date phrase before it is resolved."""

    start: int
    end: int
    """Offsets in the folded text, proclitics left out."""
    pattern: Pattern
    match: Match
    span: Span

    @property
    def rule(self) -> str:
        """The rule of the language file that fired."""
        return self.pattern.rule

    @property
    def groups(self) -> Mapping[str, str]:
        """The folded words in the slots of the pattern (``m`` month, ``wd`` weekday …)."""
        return filled_groups(self.match)


class PhraseFinder:
    """One text with the rules of its language."""

    def __init__(self, folded: Folded, rules: DateRules) -> None:
        self.folded = folded
        self.text = folded.text
        self.rules = rules
        self._starts: list[int] = []
        self._words: dict[str, list[int]] = defaultdict(list)
        self._found: dict[frozenset[str], list[int]] = {}
        self._read()

    def clusters(self) -> Iterator[list[Phrase]]:
        """Candidates in text order, those that overlap together, the longest first."""
        found = sorted(self._candidates(), key=lambda p: p.start)
        cluster: list[Phrase] = []
        end = -1
        for phrase in found:
            if cluster and phrase.start >= end:
                yield self._ranked(cluster)
                cluster = []
            cluster.append(phrase)
            end = max(end, phrase.end)
        if cluster:
            yield self._ranked(cluster)

    def _ranked(self, cluster: list[Phrase]) -> list[Phrase]:
        order = {id(pattern): n for n, pattern in enumerate(self.rules.patterns)}
        return sorted(cluster, key=lambda p: (p.start - p.end, p.start, order[id(p.pattern)]))

    def _candidates(self) -> Iterator[Phrase]:
        for pattern in self.rules.patterns:
            for match in self._matches(pattern):
                phrase = self._phrase(pattern, match)
                if phrase:
                    yield phrase

    def _matches(self, pattern: Pattern) -> Iterator[Match]:
        end = 0
        for first, last in self._near(pattern):
            for start in self._starts[first:last]:
                if start < end:
                    continue
                match = pattern.regex.match(self.text, start)
                if match:
                    end = match.end()
                    yield match

    def _near(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """Which beginnings of words to try, as ranges of their numbers that do not overlap."""
        if not pattern.needs:
            yield 0, len(self._starts)
            return
        tried = 0
        places, reach = self._rarest(pattern)
        for place in places:
            first = max(tried, bisect_left(self._starts, place - reach))
            tried = max(tried, bisect_right(self._starts, place))
            yield first, tried

    def _rarest(self, pattern: Pattern) -> tuple[list[int], int]:
        """The places of the needed words that are fewest, and how far before them to begin."""
        fewest, reach = self._places(pattern.needs[0].words), pattern.needs[0].reach
        for need in pattern.needs[1:]:
            if not fewest:
                break
            found = self._places(need.words)
            if len(found) < len(fewest):
                fewest, reach = found, need.reach
        return fewest, reach

    def _places(self, words: frozenset[str]) -> list[int]:
        found = self._found.get(words)
        if found is None:
            named = [self._words[word] for word in words if word in self._words]
            found = self._found[words] = sorted(place for places in named for place in places)
        return found

    def _read(self) -> None:
        """Where words, numbers and marks begin, and where a word stands that a pattern needs."""
        ends = self.rules.needed_ends
        for match in _TOKEN.finditer(self.text):
            start = match.start()
            self._starts.append(start)
            for offset, word in ends(match[0]):
                self._words[word].append(start + offset)

    def _phrase(self, pattern: Pattern, match: Match) -> Phrase | None:
        inner = pattern.options.get("inner")
        start = match.start(inner) if inner else self._first_word(match)
        if match.end() <= start or self._vetoed(start, match, pattern):
            return None
        end = match.end()
        if self.text.count("(", start, end) > self.text.count(")", start, end):
            end += self.text[end : end + 1] == ")"
        return Phrase(start, end, pattern, match, self.folded.span(start, end))

    def _vetoed(self, start: int, match: Match, pattern: Pattern) -> bool:
        rules = self.rules
        before = self.text[max(0, start - _VETO_BEFORE) : start]
        after = self.text[match.end() : match.end() + _VETO_AFTER]
        if rules.veto_before.search(before) or rules.veto_after.match(after):
            return True
        if pattern.rule == "bare_year" and rules.counted.search(before):
            return True
        groups = filled_groups(match)
        today = pattern.rule == "deixis" and rules.words["deixis"].get(groups["dx"]) == 0
        if today and rules.today_after and rules.today_after.search(before):
            return True
        bare = "m" in groups and not any(groups.get(g) for g in ("y", "mod"))
        if bare and (rules.name_before.search(before) or rules.name_after.match(after)):
            return True
        return self._common(pattern, groups) or self._small_letter(match)

    def _common(self, pattern: Pattern, groups: Mapping[str, str]) -> bool:
        """A month that is another word too, with nothing beside it that makes it one."""
        common = self.rules.lists.get("common_months", frozenset())
        if pattern.rule != "month" or groups["m"] not in common:
            return False
        return not any(groups.get(g) for g in ("pair", "y", "yw", "ymod", "mod", "part", "cue"))

    def _small_letter(self, match: Match) -> bool:
        """“may” and “march” are months only with a capital."""
        proper = self.rules.lists.get("capital", frozenset())
        for group in ("m", "m2", "wd"):
            if group in match.re.groupindex and match[group] in proper:
                first = self.folded.original[self.folded.offsets[match.start(group)]]
                if first.islower():
                    return True
        return False

    def _first_word(self, match: Match) -> int:
        """Where the phrase begins, a proclitic before it left out."""
        start = match.start()
        head = re.match(r"[وفبلك]{1,2}", match[0])
        if not head:
            return start
        whole = self.rules.lists["whole"]
        if any(match[0].startswith(word) for word in whole):
            return start
        groups = [match.start(g) for g, v in match.groupdict().items() if v is not None]
        first_group = min(groups, default=start)
        for length in range(1, len(head[0]) + 1):
            if start + length == first_group or re.match(
                r"(?:ال|يوم|شهر|عام|سنه|مساء|صباح)", match[0][length:]
            ):
                return start + length
        return start


def find_phrases(text: str, language: str) -> tuple[Phrase, ...]:
    """The date phrases of a text before they are resolved, the longest where some overlap."""
    finder = PhraseFinder(fold_with_offsets(text), load_rules(language))
    found: list[Phrase] = []
    for cluster in finder.clusters():
        taken: list[Phrase] = []
        for phrase in cluster:
            if not any(phrase.start < t.end and t.start < phrase.end for t in taken):
                taken.append(phrase)
        found += sorted(taken, key=lambda p: p.start)
    return tuple(found)
