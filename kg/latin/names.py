"""Bodies, states and places in Latin script: knowledge first, then patterns, then statistics.

A body is a run of capitals with a head noun in it («Justice and Equality Movement»,
«Mission des Nations unies …»), or a small head beside its owner («Sudanese government»,
«gouvernement ukrainien»); a capital that acts stands for its state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import knowledge
from kg.claims import stable_key
from kg.latin.gazetteer import LatinGazetteer, keys_of
from kg.latin.words import LatinWords, norm
from kg.words import Found, longest

_REACH = 9
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "agent")
_ABBREVIATED = 2


class LatinNames:
    """Finds bodies, states and places in one document, without a statistical model."""

    def __init__(self, words: LatinWords, gazetteer: LatinGazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.knowledge = knowledge.load()
        self.heads = words.phrases("organizations", "heads")
        self.small = words.phrases("organizations", "small")
        self.inner = words.words_of("organizations", "inner")
        self.of = words.words_of("organizations", "of")
        self.located = words.words_of("organizations", "located")
        self.adjectives = words.phrases("organizations", "adjectives")
        self.directions = words.phrases("places", "directions")
        self.inside = words.phrases("places", "inside")
        self.dealing = words.phrases("places", "dealing")
        self.chained = bool(words.lexicon.tables["organizations"].get("chained"))
        self.territories = set(words.lexicon.tables["places"].get("territories", ()))
        self.raw = gazetteer.find(words)
        self.known = {found.start: found for found in self.raw}
        self.ending = {found.end: found for found in self.raw}

    def find(self) -> list[Found]:
        """Organizations, States and Places, the longest where they overlap, in text order."""
        decided = [d for d in map(self._decide, self.raw) if d]
        found = longest([*self._runs(), *self._owned(), *self._regions(), *decided])
        found += self._abbreviations(found)
        return longest([*found, *self._alone(found)])

    # --- known names -------------------------------------------------------------

    def _decide(self, found: Found) -> Found | None:
        """Which of a name's meanings is meant here; None for people."""
        keys = [key for key in keys_of(found) if not self._needs_trigger(key)]
        if not keys or keys[0].startswith("person/"):
            return None
        listed = next((key for key in keys if key.startswith("place/")), None)
        key = keys[0]
        if key.startswith("state/"):
            if key.removeprefix("state/") in self.territories:
                return Found(found.start, found.end, "Place", listed or key)
            return Found(found.start, found.end, "State", key)
        if key.startswith("place/"):
            return self.place_or_state(found.start, found.end, key)
        return Found(found.start, found.end, found.type, key)

    def _needs_trigger(self, key: str) -> bool:
        entity = self.knowledge.entities.get(key)
        return bool(entity and ("needsTrigger", "true") in entity.facts)

    def place_or_state(self, start: int, end: int, key: str) -> Found:
        """A capital that acts is its state."""
        state = self.knowledge.state_of_capital(key)
        if state and self._acts(start, end):
            return Found(start, end, "State", state, {"capital": key})
        return Found(start, end, "Place", key)

    def _acts(self, start: int, end: int) -> bool:
        """Subject of a verb, or dealt with: «Washington hoped», «between Paris and Rome»."""
        words = self.words
        first = start
        while first > 1 and words.norms[first - 1] in words.ands and self._actor_before(first - 1):
            first = self.ending[first - 1].start
        if end < len(words) and words.joined(end):
            return False
        if end < len(words) and words.norms[end] == "'s":
            return True
        opened = words_start(words, first)
        if words.match_back(self.dealing, opened):
            return True
        if words.preposition_before(opened) is not None or words.preposition_before(first):
            return False
        if words.parsed and self._subject(start, end):
            return True
        return self._before_verb(end) or self._made_to_act(start, end)

    def _subject(self, start: int, end: int) -> bool:
        token = self.words.doc[end - 1]
        if token.dep_ == "conj":
            token = token.head
            if token.dep_ == "pobj" and token.head.norm_ in self.dealing:
                return True
        return token.dep_ in _SUBJECTS

    def _made_to_act(self, start: int, end: int) -> bool:
        """«would require Damascus to reveal …»."""
        words = self.words
        infinitive = end + 1 < len(words) and words.norms[end] in ("to", "a", "de", "d'")
        return infinitive and words.is_verb(end + 1) and start > 0 and words.is_verb(start - 1)

    def _actor_before(self, index: int) -> bool:
        return index in self.ending

    def _before_verb(self, end: int) -> bool:
        words = self.words
        small = end < len(words) and not words.capital(end)
        return small and words.is_verb(end) and words.norms[end] not in words.ands

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

    def key(self, type_: str, start: int, end: int) -> str:
        """The stable key of something unlisted, from its words without articles."""
        words = self.words
        kept = words.flat[words.first[start] : words.first[end]]
        articles = words.articles | {"l", "d"}
        return stable_key(type_, " ".join(n for n in kept if n not in articles))

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

    # --- small heads beside their owner ------------------------------------------

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
                yield Found(index, alone[0], "Organization", key, {"kind": alone[1]})

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
            yield Found(start, end, "Organization", owned_key(kind, owner), {"kind": kind})

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
        if end + 1 < len(words) and words.norms[end] in ("in", "to", "for", "en", "au", "aux", "a"):
            name = self.known.get(words.skip_articles(end + 1))
            if name and name.type in ("State", "Place"):
                return name.end
        return end

    # --- places by pattern -------------------------------------------------------

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

    # --- short for a name --------------------------------------------------------

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
                made.append(Found(index, index + 1, whole.type, whole.key, {"short": True}))
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

    # --- bare nouns --------------------------------------------------------------

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

    def _main_state(self, found: Iterable[Found]) -> str | None:
        """The state named most in the article, the earlier one of two."""
        counted: dict[str, int] = {}
        for name in found:
            if name.type == "State" and name.key:
                counted[name.key] = counted.get(name.key, 0) + 1
        return max(counted, key=lambda key: counted[key], default=None)


def owned_key(kind: str, owner: str) -> str:
    """The key of a state's or body's organ: the same in every language of the same kind."""
    return stable_key("Organization", f"{kind}|{owner}")


def _within(short: str, initials: str) -> bool:
    """Whether letters stand in order among initials."""
    rest = iter(initials)
    return all(letter in rest for letter in short)


def words_start(words: LatinWords, index: int) -> int:
    """The token at which a noun phrase begins, its article included."""
    while index > 0 and words.norms[index - 1] in words.articles:
        index -= 1
    return index


def words_title(words: LatinWords, index: int) -> bool:
    """Whether a word heads an office."""
    return words.match(words.phrases("titles", "heads"), index) is not None
