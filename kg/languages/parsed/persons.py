"""People in Latin script: known names, names behind a title, statistics, short forms.

A name is a run of capitals with particles («al», «de», «Ki-moon») between them. A title, an
honorific, a given name or the statistical model vouches for an unlisted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.background.nameindex import EXACT, FOLDED, index
from kg.languages.parsed.gazetteer import LatinGazetteer, keys_of
from kg.languages.parsed.surnames import Surnames
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, NameFacts, longest

_LONGEST = 7
_PERSON = ("PERSON", "PER")
_SHORTEST = 3


class LatinPersons:
    """Finds people in one document."""

    def __init__(
        self,
        words: LatinWords,
        gazetteer: LatinGazetteer,
        bodies: Iterable[Found],
        day: date | None = None,
    ) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.particles = words.words_of("persons", "particles")
        self.honorifics = words.words_of("persons", "honorifics")
        self.given = words.words_of("persons", "given")
        self.suffixes = words.words_of("persons", "suffixes")
        self.heads = words.phrases("titles", "heads")
        self.taken = {i for found in bodies for i in range(found.start, found.end)}
        self.known = {
            f.start: f
            for f in gazetteer.find(words)
            if f.type == "Person" and f.start not in self.taken
        }
        self.surnames = Surnames(words, gazetteer, self.taken, day)
        self.guessed = dict(self._guessed())
        self.found: dict[int, Found] = {}
        for found in self._freestanding():
            self.found.setdefault(found.start, found)

    def _guessed(self) -> Iterator[tuple[int, int]]:
        """(start, end) of the names that the statistical model takes for people."""
        words = self.words
        for entity in words.doc.ents:
            if entity.label_ not in _PERSON:
                continue
            start, end = entity.start, entity.end
            while start < end and (
                (not words.capital(start) and words.norms[start] not in self.particles)
                or words.norms[start] in self.honorifics
            ):
                start += 1
            while end > start and (
                words.norms[end - 1] in ("'s", "'", "-") or words.doc[end - 1].is_space
            ):
                end -= 1
            if end > start and self._plausible(start, end):
                yield start, end

    def _plausible(self, start: int, end: int) -> bool:
        words = self.words
        if any(i in self.taken or words.dated[i] for i in range(start, end)):
            return False
        if not words.is_word(start) or words.norms[start] in words.stops:
            return False
        if self.gazetteer.demonym_at(words, start) or words.match(self.heads, start):
            return False
        if words.match(words.phrases("words", "never"), start):
            return False
        if end - start == 1 and words.pos(start) in ("VERB", "AUX", "ADV", "PRON", "DET", "ADP"):
            return False
        if end - start == 1 and self.gazetteer.common(words.norms[start]):
            return start not in words.opening
        return all("\n" not in words.doc[i].text for i in range(start, end))

    def _freestanding(self) -> Iterator[Found]:
        words = self.words
        for index_ in range(len(words)):
            if words.norms[index_] in self.honorifics and words.capital(index_):
                if words.match(self.heads, index_):
                    continue  # «General Secretary»
                start = index_ + 1
                while start < len(words) and words.norms[start] in self.honorifics:
                    start += 1
                found = self.surnames.alone(start, titled=True) or self.at(start, titled=True)
                if found:
                    yield found
            elif index_ in self.known:
                yield self._grown(self.known[index_])
            elif surname := self.surnames.alone(index_):
                yield surname
            elif index_ in self.guessed:
                yield self._guess(index_, self.guessed[index_])
            elif end := self.surnames.namesake(index_):
                yield self._made(index_, end)
            elif words.norms[index_] in self.given and words.capital(index_):
                end = self._name_end(index_)
                if end > index_ + 1 and index_ not in self.taken:
                    yield self._made(index_, end)

    def _grown(self, known: Found) -> Found:
        """A known name with the capitals that go on with it."""
        keys = keys_of(known)
        return Found(known.start, known.end, "Person", keys[0] if len(keys) == 1 else None)

    def _guess(self, start: int, end: int) -> Found:
        grown = self._name_end(start)
        if grown > end and self.words.norms[end - 1] not in ("-",):
            joined = self.words.joined(end) or self.words.norms[end] in self.particles
            several = end - start > 1  # but «the Reagan Doctrine»
            end = grown if joined else self._rare_until(end, grown) if several else end
        return self._made(start, end)

    def _rare_until(self, end: int, grown: int) -> int:
        """«Jose Maria» goes on with «Aznar»: capitals that are no everyday words."""
        words = self.words
        while end < grown and words.pos(end) == "PROPN":
            if self.gazetteer.common(words.norms[end]):
                break
            end += 1
        return end

    def _made(self, start: int, end: int) -> Found:
        return Found(start, end, "Person", self._key(start, end))

    def _key(self, start: int, end: int) -> str | None:
        """The known person whose full name is listed so; other spellings need evidence."""
        if end - start < 2:
            return None
        lookup = index().find(self.words.text(start, end), types=("person",))
        listed = bool(lookup.key) and lookup.matches[0].level in (EXACT, FOLDED)
        return lookup.key if listed else None

    def at(self, start: int, *, titled: bool = False) -> Found | None:
        """The person named at a token; ``titled`` when a title or honorific vouches for it."""
        words = self.words
        if start >= len(words) or start in self.taken:
            return None
        if start in self.found:
            return self.found[start]
        known = self.known.get(start)
        if known:
            return self._grown(known)
        end = self.guessed.get(start, start)
        if titled:
            end = max(end, self._name_end(start))
        if end <= start:
            return None
        found = self._made(start, end)
        if titled:
            self.found[start] = found
        return found

    def ending_at(self, end: int) -> Found | None:
        """The person whose name ends right before a token."""
        for found in self.found.values():
            if found.end == end:
                return found
        return None

    def _name_end(self, start: int) -> int:
        words = self.words
        end = start
        capitals = 0
        while end < len(words) and end - start < _LONGEST:
            norm = words.norms[end]
            if words.joined(end) and end > start:
                end += 1
                continue
            if end in self.taken or not words.is_word(end) or words.dated[end]:
                break
            if norm in self.particles and (end > start or not words.capital(end)):
                end += 1
                continue
            if not words.capital(end) or words.closed(end) or norm in self.honorifics:
                break
            if end > start and words.match(self.heads, end):
                break
            if self.gazetteer.demonym_at(words, end) and not capitals:
                break
            capitals += 1
            end += 1
        while end > start and (not words.capital(end - 1)):
            end -= 1
        return end if capitals else start

    # --- short forms -------------------------------------------------------------

    def people(self) -> tuple[list[Found], list[Found]]:
        """(full names, short forms), the longest where they overlap."""
        found = [p for p in longest(self.found.values()) if not self._overlaps(p)]
        long = self._owners([p for p in found if p.end - p.start > 1])
        found = [self._unless_told(p, long) for p in found]
        full = [p for p in found if p.end - p.start > 1 or p.key]
        owners = self._owners(full)
        alone = [p for p in found if p not in full and not self._owner(p, owners)]
        shorts = [
            Found(p.start, p.end, "Person", None, NameFacts(full=self._owner(p, owners).start))  # type: ignore[union-attr]
            for p in found
            if p not in full and self._owner(p, owners)
        ]
        taken = {i for p in (*full, *alone, *shorts) for i in range(p.start, p.end)}
        shorts += self._occurrences(owners, taken | self.taken)
        owners_alone = {self.words.norms[p.start]: p for p in reversed(alone)}
        same = [p for p in alone if owners_alone[self.words.norms[p.start]] != p]
        for p in same:
            facts = NameFacts(full=owners_alone[self.words.norms[p.start]].start)
            shorts.append(Found(p.start, p.end, "Person", None, facts))
        return full + [p for p in alone if p not in same], sorted(shorts)

    def _unless_told(self, person: Found, owners: dict[tuple[str, ...], Found]) -> Found:
        """A surname is whose the text tells in full, and not the known one's."""
        owner = self._owner(person, owners) if person.name.surname else None
        mine = owner is None or owner.key == person.key
        return person if mine else Found(person.start, person.end, "Person")

    def _overlaps(self, person: Found) -> bool:
        return any(i in self.taken for i in range(person.start, person.end))

    def _owners(self, full: list[Found]) -> dict[tuple[str, ...], Found]:
        """Short form -> the one full name that has it; the first of one person's names."""
        owners: dict[tuple[str, ...], list[Found]] = {}
        for person in full:
            for form in self._forms(person):
                owners.setdefault(form, []).append(person)
        unique: dict[tuple[str, ...], Found] = {}
        for form, people in owners.items():
            first = people[0]
            if all(self._same(first, other) for other in people[1:]):
                unique[form] = first
        return unique

    def _same(self, one: Found, other: Found) -> bool:
        if one.key or other.key:
            return one.key == other.key
        words = self.words
        mine = words.flat[words.first[one.start] : words.first[one.end]]
        theirs = words.flat[words.first[other.start] : words.first[other.end]]
        return mine == theirs

    def _forms(self, person: Found) -> Iterator[tuple[str, ...]]:
        words = self.words
        parts = words.flat[words.first[person.start] : words.first[person.end]]
        for size in range(1, len(parts)):
            yield tuple(parts[-size:])
        yield (parts[0],)

    def _owner(self, person: Found, owners: dict[tuple[str, ...], Found]) -> Found | None:
        words = self.words
        written = tuple(words.flat[words.first[person.start] : words.first[person.end]])
        owner = owners.get(written) or owners.get(_without_s(written))
        return owner if owner and owner != person else None

    def _occurrences(self, owners: dict[tuple[str, ...], Found], taken: set[int]) -> list[Found]:
        words = self.words
        longest_form = max(map(len, owners), default=0)
        found = []
        for start in range(len(words)):
            if start in taken or not words.capital(start) or words.dated[start]:
                continue
            for length in range(longest_form, 0, -1):
                at = words.first[start]
                written = tuple(words.flat[at : at + length])
                end = words.ends.get(at + length)
                owner = owners.get(written) or owners.get(_without_s(written))
                if end is None or owner is None or not self._names(start, end):
                    continue
                if taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    found.append(Found(start, end, "Person", None, NameFacts(full=owner.start)))
                    break
        return found

    def _names(self, start: int, end: int) -> bool:
        """Whether a short form is a name here: long enough, and no everyday word in its place."""
        words = self.words
        norm = words.norms[start]
        if end - start > 1:
            return True
        if len(norm) < _SHORTEST or norm in self.particles or words.closed(start):
            return False
        everyday = self.gazetteer.common(norm) and start in words.opening
        return not everyday or words.pos(start) in ("PROPN", "")


def _without_s(written: tuple[str, ...]) -> tuple[str, ...]:
    if written and len(written[-1]) > _SHORTEST and written[-1].endswith("s"):
        return (*written[:-1], written[-1][:-1])
    return written
