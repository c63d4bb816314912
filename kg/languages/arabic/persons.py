"""People: known names, names behind a title or an honorific, and short forms of either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.background.frequency import zipf
from kg.languages.arabic.gazetteer import Gazetteer
from kg.languages.arabic.namereach import LEAST_CHANCE, NameReach
from kg.languages.arabic.namesakes import Namesakes, joined_names
from kg.text.findings import Found, NameFacts, longest
from kg.text.words import Words

_LONGEST = 6
_SURNAME_COMMON = 5.0
_FAMOUS_COMMON = 4.3
_GIVEN_COMMON = 4.9


class PersonFinder:
    """Finds people in one document."""

    def __init__(
        self,
        words: Words,
        gazetteer: Gazetteer,
        bodies: list[Found],
        unlisted: Iterable[Found] = (),
        chances: Sequence[float] = (),
    ) -> None:
        self.words = words
        self.chances = chances or [1.0] * len(words)
        lexicon = words.lexicon
        self.particles = lexicon.words("persons", "particles")
        self.given = lexicon.words("persons", "given")
        self.reach = NameReach(words, gazetteer, bodies, self.chances)
        self.taken = self.reach.taken
        self.honorifics = lexicon.words("titles", "honorifics")
        self.found: dict[int, Found] = {}
        self.known = {
            f.start: f
            for f in gazetteer.find(words.doc)
            if f.type == "Person" and f.start not in self.taken
        }
        free = [f for f in unlisted if self.taken.isdisjoint(range(f.start, f.end))]
        self.hints = [f for f in free if f.name.weak]
        self.unlisted = {f.start: f for f in free if not f.name.weak and f.start not in self.known}
        named = {i for f in self.known.values() for i in range(f.start, f.end)}
        self.namesakes = Namesakes(words, self.chances, self.taken, named)
        for found in self._freestanding():
            self.found.setdefault(found.start, found)

    def _freestanding(self) -> Iterator[Found]:
        """People who need no title: known full names, honorific + name, two given names."""
        words = self.words
        for index in range(len(words)):
            if words.norms[index] in self.honorifics:
                start = index + 1
                while start < len(words) and words.norms[start] in self.honorifics:
                    start += 1
                found = self.at(start, titled=True)
                if found:
                    yield found
            elif index in self.known:
                yield from self._known(self.known[index])
            elif index in self.unlisted:
                end = self.apart(index, self.unlisted[index].end)
                while self.reach.hyphen(end):
                    end += 2
                yield Found(index, end, "Person", self._known_key(index, end))

    def _known(self, found: Found) -> Iterator[Found]:
        keys = found.name.keys
        single = found.end - found.start == 1
        if single and self.words.lexicon.heads().match([self.words.norms[found.start]], 0):
            return
        if single and self.words.bare(found.start) in self.words.adjectives:
            return
        if single and (zipf(self.words.norms[found.start]) > _FAMOUS_COMMON or len(keys) > 1):
            return
        if self.namesakes.surname_alone(found) and self.namesakes.behind_given(found):
            yield Found(found.start - 1, found.end, "Person", None)
            return
        yield Found(found.start, found.end, "Person", keys[0] if len(keys) == 1 else None)

    def ending_at(self, end: int) -> Found | None:
        """The person whose name ends right before a token."""
        for found in self.found.values():
            if found.end == end:
                return found
        return None

    def behind_verb(self, end: int) -> Found | None:
        """«قال إيم جونج-سوك، مدير …»: an unlisted name between a verb and the office after it."""
        words = self.words
        for start in range(end - 1, max(0, end - _LONGEST) - 1, -1):
            if start > 0 and words.is_verb(start - 1) and not words.clitic[start - 1]:
                found = self.at(start, titled=True) if self.reach.end(start) == end else None
                return found if found and end - start > 1 else None
        return None

    def at(self, index: int, *, titled: bool = False) -> Found | None:
        """The person named at a token; ``titled`` when a title or honorific vouches for it."""
        words = self.words
        index = words.skip_quotes(index)
        if index >= len(words):
            return None
        if index in self.found:
            return self.found[index]
        known = self.known.get(index)
        end = known.end if known else index
        if titled:
            end = max(end, self.reach.end(index))
            end = max(end, self.unlisted[index].end) if index in self.unlisted else end
        end = self.apart(index, end)
        if end <= index or (known is None and self._unlikely(index, end)):
            return None
        found = Found(index, end, "Person", self._known_key(index, end))
        if titled:
            self.found[index] = found
        return found

    def apart(self, start: int, end: int) -> int:
        """Where a name ends before another in full: «ستافان ديمستورا» | «وليد المعلم»."""
        for first in range(start + 2, end):
            known = self.known.get(first)
            if known is None or known.end - first < 2 or self.namesakes.surname_alone(known):
                continue
            if self.words.norms[first - 1] not in self.particles:
                return first
        return end

    def _unlikely(self, start: int, end: int) -> bool:
        """«انتقادات لاذعة» behind a title: nothing listed, and the model sees no name in it."""
        span = range(start, end)
        listed = any(self.words.norms[i] in self.reach.tokens for i in span)
        return not listed and max(self.chances[i] for i in span) < LEAST_CHANCE

    def _known_key(self, start: int, end: int) -> str | None:
        """The known person whom a name, its end or its spelling without spaces stands for."""
        for first in range(start, end):
            known = self.known.get(first)
            alone = known and known.end == end and len(known.name.keys) == 1
            if known and alone and (first == start or self.namesakes.of_one(known, start)):
                return known.key
        fathered = self.namesakes.fathered(self.known.get(start), end)
        if fathered:
            return fathered
        return joined_names(self.words.lexicon.language).get("".join(self.words.norms[start:end]))

    def people(self) -> tuple[list[Found], list[Found]]:
        """(full names, short forms), the longest where they overlap."""
        every = [*self.found.values(), *self._again(), *self.namesakes.beside(self.found.values())]
        full = [p for p in longest(every) if not self._taken(p)]
        long = [p for p in full if p.end - p.start > 1]
        named = {self.words.norms[p.end - 1]: p for p in reversed(long)}
        named |= {self.words.norms[p.start]: p for p in reversed(long)}
        full = [p for p in full if not self._given_alone(p)]
        given = [p for p in full if p.end - p.start == 1 and p.key is None]
        first = {
            p: named[self.words.norms[p.start]] for p in given if self.words.norms[p.start] in named
        }
        full = [p for p in full if p not in first]
        shorts = [
            Found(p.start, p.end, "Person", owner.key, NameFacts(full=owner.start))
            for p, owner in first.items()
        ]
        shorts += self.short_forms(full)
        return full, sorted([*shorts, *self._hinted(full, shorts)])

    def _given_alone(self, person: Found) -> bool:
        """«محمد», a given name of many, without «الأمير» before it: nobody can tell who."""
        words, start = self.words, person.start
        norm = words.norms[start]
        alone = person.end - start == 1 and norm in self.given and zipf(norm) > _GIVEN_COMMON
        return alone and not (start > 0 and words.norms[start - 1] in self.honorifics)

    def _hinted(self, full: list[Found], shorts: list[Found]) -> Iterator[Found]:
        """«كيم» that the model takes for a person: who in the text is called so, if one is.

        Of several the one that is known is meant: the better known is called by the short name.
        """
        norms = self.words.norms
        covered = {i for p in [*full, *shorts] for i in range(p.start, p.end)}
        for hint in self.hints:
            if self._given_alone(hint):
                continue
            owners = {
                tuple(norms[p.start : p.end]): p
                for p in reversed(full)
                if p.end - p.start > 1 and norms[hint.start] in (norms[p.start], norms[p.end - 1])
            }
            known = [owner for owner in owners.values() if owner.key]
            chosen = list(owners.values()) if len(owners) == 1 else known
            if len({owner.key for owner in chosen}) == 1 and hint.start not in covered:
                owner = chosen[0]
                yield Found(hint.start, hint.end, "Person", owner.key, NameFacts(full=owner.start))

    def _again(self) -> Iterator[Found]:
        """A full name found once, wherever the text repeats it."""
        norms = self.words.norms
        named = {tuple(norms[p.start : p.end]): p for p in self.found.values()}
        for name, person in named.items():
            if len(name) > 1:
                for start in self._occurrences(name):
                    yield Found(start, start + len(name), "Person", person.key)

    def _taken(self, person: Found) -> bool:
        return any(i in self.taken for i in range(person.start, person.end))

    def short_forms(self, people: list[Found]) -> list[Found]:
        """Surnames, and given names behind an honorific, of people named in full elsewhere.

        Each carries the start token of the fullest name as fact ``of``.
        """
        forms: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        full: dict[tuple[str, ...], Found] = {}
        for person in people:
            norms = tuple(self.words.norms[person.start : person.end])
            full.setdefault(norms, person)
            for form in self._short(norms):
                forms.setdefault(form, set()).add(norms)
        covered = {i for person in people for i in range(person.start, person.end)} | self.taken
        shorts: list[Found] = []
        for form, owners in sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])):
            if len(owners) > 1:
                continue
            for start in self._occurrences(form):
                span = range(start, start + len(form))
                if covered.isdisjoint(span) and not self.namesakes.another(
                    span, full[next(iter(owners))]
                ):
                    covered.update(span)
                    owner = full[next(iter(owners))]
                    shorts.append(
                        Found(
                            start,
                            start + len(form),
                            "Person",
                            owner.key,
                            NameFacts(full=owner.start),
                        )
                    )
        return sorted(shorts)

    def _short(self, norms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if len(norms) < 2:
            return
        last = len(norms) - 1
        while last > 1 and (norms[last - 1] in self.particles or norms[last] == "الدين"):
            last -= 1
        tail = norms[last:]
        if len(tail) > 1 or zipf(tail[0]) < _SURNAME_COMMON:
            yield tail
        if last > 1:
            yield norms[1:]

    def _occurrences(self, form: tuple[str, ...]) -> Iterator[int]:
        words = self.words
        for start in range(len(words) - len(form) + 1):
            same = tuple(words.norms[start : start + len(form)]) == form
            if same and not words.clitic[start] and not words.dated[start]:
                yield start
