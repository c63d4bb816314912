"""Which known things a spelling may stand for: exactly, folded, in part or by sound.

Honest answers: one thing, several (ambiguous, with all of them) or unknown. Context
narrows them down: the type wanted, the day, the states that a text is about, and for
cities their rank and population.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import TypeVar

from kg.background import knowledge
from kg.background.bearing import Bearings
from kg.background.frequency import zipf
from kg.background.known import AMBIGUOUS, KNOWN, UNKNOWN, Knowledge, Name
from kg.letters import fold
from kg.model.keys import kind_of
from kg.spelling.respelt import family, respelt
from kg.spelling.samename import CANDIDATE, SAME, likeness
from kg.spelling.sounds import skeletons

EXACT, FOLDED, PART, SOUND = "exact", "folded", "part", "sound"
_T = TypeVar("_T")
_TOKEN = re.compile(r"[^\W_]+")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "لل")
_BY_SOUND = ("person", "place", "state", "organization")
_SHORTEST_SOUND = 3
_EVERYDAY = 3.7
"""Zipf frequency above which one word is no misspelt name."""
_ALIKE = 0.7
_CLEARLY = 0.08
"""By so much the likest person must lead."""
_MOST_CANDIDATES = 3
_GREATER = 10
"""A city so many times more populous is meant when nothing else tells them apart."""


@dataclass(frozen=True)
class Match:
    """One thing that a spelling may stand for, and how it was found."""

    key: str
    level: str
    name: str
    """The known spelling that it agrees with."""


@dataclass(frozen=True)
class Lookup:
    """What a spelling stands for: ``known``, ``ambiguous`` or ``unknown``."""

    status: str
    matches: tuple[Match, ...] = ()

    @property
    def key(self) -> str | None:
        """The one thing meant, None when ambiguous or unknown."""
        return self.matches[0].key if self.status == KNOWN else None


class NameIndex:
    """Names of ar, en and fr by surface, folded form, token and sound."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known

    @cached_property
    def _bearings(self) -> Bearings:
        return Bearings(self._known)

    @cached_property
    def _exact(self) -> Mapping[str, list[Name]]:
        return _index((name.surface, name) for name in self._known.names)

    @cached_property
    def _folded(self) -> Mapping[str, list[Name]]:
        return _index((name.norm, name) for name in self._known.names)

    @cached_property
    def _tokens(self) -> Mapping[str, list[Name]]:
        pairs = ((token, name) for name in self._people() for token in _TOKEN.findall(name.norm))
        return _index(pairs)

    @cached_property
    def _sounds(self) -> Mapping[tuple[str, ...], list[Name]]:
        table: dict[tuple[str, ...], list[Name]] = {}
        for name in self._known.names:
            heard = kind_of(name.key) in _BY_SOUND and name.kind != "demonym"
            if heard and name.key not in self._known.full_name_only:
                table.setdefault(skeletons(name.norm), []).append(name)
        return table

    def _people(self) -> Iterator[Name]:
        """The names of people whom also a part or a like sound may stand for."""
        known = self._known
        people = (name for name in known.names if name.key.startswith("person/"))
        return (name for name in people if name.key not in known.full_name_only)

    def find(
        self,
        text: str,
        *,
        types: Collection[str] = (),
        day: date | None = None,
        states: Collection[str] = (),
    ) -> Lookup:
        """What a spelling stands for.

        ``types``: first parts of keys that are wanted (``person``, ``place`` …);
        ``day``: people in office on it go before others; ``states``: keys of states whose
        people and places go before others.
        """
        for level, names in self._levels(" ".join(text.split())):
            matches = _matches(level, names, types)
            if matches:
                return self._decided(matches, day, states)
        return Lookup(UNKNOWN)

    def _levels(self, text: str) -> Iterator[tuple[str, Iterable[Name]]]:
        norm = fold(text)
        yield EXACT, self._exact.get(text, ())
        yield FOLDED, self._folded.get(norm, ())
        for shorter in _without_proclitic(norm):
            yield FOLDED, self._folded.get(shorter, ())
        yield PART, self._part(norm)
        yield SOUND, self._sound(text, norm)

    def _part(self, norm: str) -> list[Name]:
        """People that have all the words in their name."""
        words = _TOKEN.findall(norm)
        found = self._tokens.get(words[0], []) if words else []
        return [name for name in found if set(words) <= set(_TOKEN.findall(name.norm))]

    @cached_property
    def _families(self) -> Mapping[str, list[Name]]:
        """People by the sound of the last word of their name."""
        pairs = ((skeletons(name.norm)[-1:], name) for name in self._people() if " " in name.norm)
        return _index((sounds[0], name) for sounds, name in pairs if sounds)

    def _sound(self, text: str, norm: str) -> list[Name]:
        sounds = skeletons(norm)
        everyday = " " not in norm and zipf(norm) > _EVERYDAY
        if everyday or sum(map(len, sounds)) < _SHORTEST_SOUND:
            return []
        found = [name for name in self._sounds.get(sounds, ()) if _alike(norm, name.norm)]
        if not found and " " in norm:
            family = self._families.get(sounds[-1], ())
            found = [name for name in family if likeness(text, name.surface) >= SAME]
        return [name for name in found if self._initials_agree(norm, name.key)]

    @cached_property
    def _with_initials(self) -> Mapping[str, list[set[str]]]:
        return _index((n.key, _initials(n.norm)) for n in self._people() if _initials(n.norm))

    def _initials_agree(self, norm: str, person: str) -> bool:
        """Whether the initials of a name are a person's: «George H. W. Bush» is his father."""
        known = self._with_initials.get(person, ())
        return not known or any(_initials(norm) <= theirs for theirs in known)

    def respelt(
        self, text: str, *, day: date | None = None, states: Collection[str] = ()
    ) -> str | None:
        """The one known person whose full name another spelling is: «دونالد ترمب»; else None.

        A name that nobody listed so needs evidence beside its sound: an office on the day, or
        a state that the text tells.
        """
        listed = self.find(text, types=("person",))
        if listed.key and listed.matches[0].level in (EXACT, FOLDED):
            return listed.key
        found: dict[str, float] = {}
        last = family(text)
        for name in self._families.get(last, ()) if last else ():
            score = respelt(text, name.surface)
            if score and self._may_be(text, name.key, day, states):
                found[name.key] = max(found.get(name.key, 0.0), score)
        best = sorted(found, key=lambda key: (-found[key], key))
        clear = len(best) == 1 or (len(best) > 1 and found[best[0]] - found[best[1]] > _CLEARLY)
        return best[0] if clear else None

    def _may_be(self, text: str, person: str, day: date | None, states: Collection[str]) -> bool:
        norm = fold(text)
        if not self._initials_agree(norm, person) or self._bearings.another_s(person, norm):
            return False
        return self._bearings.borne_out(person, day, states)

    def candidates(self, text: str) -> tuple[str, ...]:
        """Known people whose name a full name may be, but not surely: at most three, best first."""
        norm = fold(" ".join(text.split()))
        sounds = skeletons(norm)
        if " " not in norm or not sounds:
            return ()
        found: dict[str, float] = {}
        for name in self._families.get(sounds[-1], ()):
            score = likeness(text, name.surface)
            if score >= CANDIDATE:
                found[name.key] = max(found.get(name.key, 0.0), score)
        return tuple(sorted(found, key=lambda key: (-found[key], key))[:_MOST_CANDIDATES])

    # --- which of several --------------------------------------------------------

    def _decided(self, matches: list[Match], day: date | None, states: Collection[str]) -> Lookup:
        if len(matches) > 1 and states:
            matches = [m for m in matches if self._states(m.key) & set(states)] or matches
        if len(matches) > 1 and day is not None:
            held = self._known.offices_of
            people = [m for m in matches if any(t.certainly(day) for t in held(m.key, day))]
            matches = people or matches
        if len(matches) > 1:
            matches = self._greatest(matches)
        return Lookup(KNOWN if len(matches) == 1 else AMBIGUOUS, tuple(matches))

    def _states(self, key: str) -> set[str]:
        """The states that a place lies in or a person held office of."""
        facts = self._known.entities[key].facts
        own = {value for name, value in facts if name in ("state", "area")}
        for tenure in self._known.offices_of(key, None):
            office = self._known.entities.get(tenure.office)
            own |= {v for n, v in office.facts if n in ("state", "area")} if office else set()
        return own

    def _greatest(self, matches: list[Match]) -> list[Match]:
        """Among cities alone, the capital or the one far more populous than the rest."""
        if not all(match.key.startswith("place/") for match in matches):
            return matches
        capitals = [m for m in matches if m.key in self._known.capitals]
        if len(capitals) == 1:
            return capitals
        ranked = sorted(matches, key=lambda m: -self._population(m.key))
        first, second = (self._population(m.key) for m in ranked[:2])
        return ranked[:1] if first > _GREATER * second else ranked

    def _population(self, key: str) -> int:
        return int(dict(self._known.entities[key].facts).get("population", 0))


def _alike(one: str, other: str) -> bool:
    """Whether two names of one sound may be one: alike in letters, or long in two scripts.

    Consonants alone are too little: «de Gaulle» would be «داود أوغلو».
    """
    if one.isascii() != other.isascii():
        return " " in one and " " in other and likeness(one, other) >= CANDIDATE
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _initials(norm: str) -> set[str]:
    """The words of one Latin letter in a folded name."""
    return {word for word in _TOKEN.findall(norm) if len(word) == 1 and word.isascii()}


def _index(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    table: dict[str, list[_T]] = {}
    for key, value in pairs:
        table.setdefault(key, []).append(value)
    return table


def _matches(level: str, names: Iterable[Name], types: Collection[str]) -> list[Match]:
    """One match for each thing, in order of keys; variants count where nothing better does."""
    wanted = [name for name in names if not types or kind_of(name.key) in types]
    known = [name for name in wanted if name.kind != "variant"]
    found: dict[str, Match] = {}
    for name in known or wanted:
        found.setdefault(name.key, Match(name.key, level, name.surface))
    return [found[key] for key in sorted(found)]


def _without_proclitic(norm: str) -> Iterator[str]:
    """The Arabic form without a joined particle: «لموسكو», «وروسيا», «للكويت»."""
    if norm.startswith("لل"):
        yield "ال" + norm[2:]
    for proclitic in _PROCLITICS:
        rest = norm.removeprefix(proclitic)
        if rest != norm and len(rest) > 2:
            yield rest


@cache
def index() -> NameIndex:
    """The index of the knowledge that comes with the package, made once per process."""
    return NameIndex(knowledge.load())
