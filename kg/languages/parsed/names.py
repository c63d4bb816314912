"""Bodies, states and places in Latin script: knowledge first, then patterns.

A body is a run of capitals with a head noun in it («Justice and Equality Movement»,
«Mission des Nations unies …»), or a small head beside its owner («Sudanese government»,
«gouvernement ukrainien»); a capital that acts stands for its state.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.parsed.bodies import LatinBodies, owned_key, words_title
from kg.languages.parsed.words import norm
from kg.text.findings import Found, longest

_REACH = 9


class LatinNames(LatinBodies):
    """Finds bodies, states and places in one document, without a statistical model."""

    def find(self) -> list[Found]:
        """Organizations, States and Places, the longest where they overlap, in text order."""
        decided = [d for d in map(self._decide, self.raw) if d]
        found = longest([*self._runs(), *self._owned(), *self._regions(), *decided])
        found += self._abbreviations(found)
        return longest([*found, *self._alone(found)])

    def _regions(self) -> Iterator[Found]:
        """«northern Uganda», «Korean Peninsula», «Narita International Airport»."""
        words = self.words
        for index in range(len(words)):
            head = words.match(words.phrases("places", "heads_before"), index)
            if head and head[0] < len(words) and words.norms[head[0]] in self.inner:
                name = self.known.get(words.skip_articles(head[0] + 1))
                if name and name.type != "Person":
                    yield self._place(index, name.end)
        for found in self.raw:
            direction = words.match_back(self.directions, found.start)
            if direction and found.type in ("State", "Place"):
                yield self._place(direction[0], found.end)
        for index in range(1, len(words)):
            head = words.match(self.inside, index)
            if head is None:
                continue
            demonym = self.gazetteer.demonym_before(words, index)
            start = demonym[0] if demonym else self._run_start(index)
            if start < index and words.capital(index if not demonym else start):
                yield self._place(start, head[0])

    def _place(self, start: int, end: int) -> Found:
        known = self.known.get(start)
        listed = known.key if known and known.end == end else None
        return Found(start, end, "Place", listed or self.key("Place", start, end))

    def _abbreviations(self, found: list[Found]) -> list[Found]:
        """«Sudan Liberation Movement (SLM)»: the short name, wherever it stands."""
        words = self.words
        short: dict[str, Found] = {}
        taken = {i for name in found for i in range(name.start, name.end)}
        for name in found:
            inside = self._bracketed(name.end)
            if inside is None:
                continue
            start, end = inside
            other = next((n for n in found if n.start == start), None)
            if end - start == 1 and self._shortens(start, name):
                short[words.norms[start]] = name
            elif other is not None and words.doc[name.start].text.isupper():
                short[words.norms[name.start]] = other
        made = []
        for index, written in enumerate(words.norms):
            whole = short.get(written)
            if whole and index not in taken and words.doc[index].text[:1].isupper():
                made.append(Found(index, index + 1, whole.type, whole.key))
        return made

    def _shortens(self, index: int, name: Found) -> bool:
        """Whether a word in brackets is short for a name: an agency behind a dateline is not."""
        words = self.words
        short = words.norms[index]
        parts = words.flat[words.first[name.start] : words.first[name.end]]
        if name.type == "Organization":
            return words.doc[index].text.isupper() or short[:1] == parts[0][:1]
        initials = "".join(part[0] for part in parts)
        return len(parts) > 1 and len(short) > 1 and _within(short, initials)

    def _bracketed(self, index: int) -> tuple[int, int] | None:
        words = self.words
        if index + 2 >= len(words) or words.norms[index] != "(":
            return None
        for end in range(index + 2, min(index + _REACH, len(words))):
            if words.norms[end] == ")":
                return index + 1, end
        return None

    def _alone(self, found: list[Found]) -> Iterator[Found]:
        """«the council», «the government»: for the body named before, or the country's own."""
        words = self.words
        nouns = words.phrases("organizations", "alone")
        always = words.words_of("organizations", "definite_alone")
        weak = words.words_of("organizations", "not_alone")
        last: dict[str, str] = {}
        named = {name.end: name for name in found if name.type == "Organization"}
        covered = {i for name in found for i in range(name.start, name.end)}
        for index in range(len(words)):
            ended = named.get(index)
            if ended is not None:
                self._remember(ended, last)
            match = words.match(nouns, index)
            if match is None or index in covered or not self._points(index, match[0]):
                continue
            head = norm(match[1])
            key = last.get(head)
            if key is not None and (head not in weak or words.capital(index)):
                yield Found(index, match[0], "Organization", key)
            elif head in always and key is None:
                state = self._main_state(found)
                if state:
                    yield Found(index, match[0], "Organization", owned_key(head, state))

    def _points(self, index: int, end: int) -> bool:
        """Whether the noun stands alone with the article."""
        words = self.words
        compound = end < len(words) and words.capital(end) and not words.closed(end)
        if compound and not words_title(words, end) and words.is_word(end):
            return False
        size = index  # «the 15-member council»
        while size > 1 and words.joined(size - 2) and words.is_digit(size - 3):
            size -= 3
        titled = end < len(words) and words_title(words, end)
        article = size > 0 and words.norms[size - 1] in words.articles
        return article or words.capital(index) or titled

    def _remember(self, name: Found, last: dict[str, str]) -> None:
        words = self.words
        for index in range(name.start, name.end):
            match = words.match(words.phrases("organizations", "alone"), index)
            if match and name.key:
                last[norm(match[1])] = name.key


def _within(short: str, initials: str) -> bool:
    """Whether letters stand in order among initials."""
    rest = iter(initials)
    return all(letter in rest for letter in short)
