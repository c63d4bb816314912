"""Background knowledge as frozen tables: who held which office when, rounds, resolutions, names.

Read from the Turtle in ``seeds/knowledge`` with Oxigraph's parser. Every thing keeps
its source and status there; doubtful rows lie in a folder that is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.claims import Entity, Window
from kg.errors import InputError
from kg.resources import SEEDS

_NS = "https://w3id.org/dtkg/ns#"
_ID = "https://w3id.org/dtkg/id/"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/has"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALTERNATIVE = "http://www.w3.org/2004/02/skos/core#altLabel"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"
_ISSUED = "http://purl.org/dc/terms/issued"
_SOURCE = "http://purl.org/dc/terms/source"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"

_ENDINGS = ("", "ة", "ين", "ون", "ان", "تين", "ات")

Statements = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True)
class Name:
    """One way to write one thing."""

    surface: str
    language: str
    key: str
    kind: str
    """``preferred``, ``alias`` or ``demonym``."""


@dataclass(frozen=True)
class Tenure:
    """A person held an office."""

    person: str
    office: str
    window: Window
    status: str
    source: str

    def holds(self, day: date) -> bool:
        """Whether the day can lie within the tenure; an unknown end is open."""
        begin, end = self.window.earliest_begin, self.window.latest_end
        return bool(begin and begin <= day) and not (end and end < day)


@dataclass(frozen=True)
class Round:
    """A round of talks that the tables know."""

    key: str
    process: str
    number: int | None
    window: Window
    place: str | None
    status: str


@dataclass(frozen=True)
class Knowledge:
    """Everything the seeds know, ready to look up."""

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    tenures: tuple[Tenure, ...]
    rounds: tuple[Round, ...]
    capitals: Mapping[str, str]
    """Key of a capital -> key of its state."""

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Tenure, ...]]:
        table: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            table.setdefault(tenure.person, []).append(tenure)
        return {person: tuple(held) for person, held in table.items()}

    @cached_property
    def _resolutions(self) -> Mapping[int, tuple[str, ...]]:
        table: dict[int, list[str]] = {}
        for key in self.entities:
            if key.startswith("resolution/S-RES-"):
                table.setdefault(int(key.split("-")[2]), []).append(key)
        return {number: tuple(keys) for number, keys in table.items()}

    def offices_of(self, person: str, day: date | None) -> tuple[Tenure, ...]:
        """The tenures of a person, on a day when one is given."""
        held = self._by_person.get(person, ())
        return tuple(t for t in held if day is None or t.holds(day))

    def holders(self, office: str, day: date | None) -> tuple[Tenure, ...]:
        """The tenures of an office (on a day): two are an ambiguity, none is unknown."""
        held = (t for t in self.tenures if t.office == office)
        return tuple(t for t in held if day is None or t.holds(day))

    def round(self, process: str, number: int) -> Round | None:
        """The round of a process with a number."""
        for talks_round in self.rounds:
            if talks_round.process == process and talks_round.number == number:
                return talks_round
        return None

    def resolution(self, number: int, year: int | None = None) -> str | None:
        """The key of a Security Council resolution; None when unknown or the year disagrees."""
        keys = self._resolutions.get(number, ())
        if year is not None:
            keys = tuple(key for key in keys if key.endswith(f"-{year}"))
        return keys[0] if len(keys) == 1 else None

    def state_of_capital(self, place: str) -> str | None:
        """The state whose capital the place is."""
        return self.capitals.get(place)


def _short(iri: str) -> str:
    return iri.removeprefix(_ID)


def _read(folder: Path) -> dict[str, Statements]:
    """Subject key -> property -> values, of every Turtle file of the folder."""
    things: dict[str, Statements] = {}
    for path in sorted(folder.glob("*.ttl")):
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                subject = things.setdefault(_short(quad.subject.value), {})
                subject.setdefault(quad.predicate.value, []).append(quad.object)
        except (OSError, SyntaxError) as error:
            raise InputError(f"{path}: {error}; mend the line or make the file anew") from error
    return things


def _labels(values: Statements) -> Iterator[tuple[str, str]]:
    for property_ in (_LABEL, _ALTERNATIVE):
        for value in values.get(property_, ()):
            if isinstance(value, ox.Literal):
                yield value.language or "", value.value


def _facts(values: Statements) -> Iterator[tuple[str, str]]:
    for property_, found in sorted(values.items()):
        for value in found:
            text = value.value
            if property_.startswith(_NS):
                name = property_.removeprefix(_NS)
                yield {"partOf": "process", "round": "number"}.get(name, name), _short(text)
            elif property_ == _ISSUED:
                yield "adopted", text
            elif property_ == _SAME and text.startswith(_WIKIDATA):
                yield "qid", text.removeprefix(_WIKIDATA)
            elif property_ == _SAME and text.startswith(_GEONAMES):
                yield "geonames", text.removeprefix(_GEONAMES).strip("/")


def _window(values: Statements) -> Window:
    def corner(name: str) -> date | None:
        found = values.get(_SEM + name + "TimeStamp")
        return date.fromisoformat(found[0].value) if found else None

    return Window(
        corner("EarliestBegin"), corner("LatestBegin"), corner("EarliestEnd"), corner("LatestEnd")
    )


def _names(key: str, values: Statements) -> Iterator[Name]:
    for property_, kind in ((_LABEL, "preferred"), (_ALTERNATIVE, "alias")):
        for value in values.get(property_, ()):
            if isinstance(value, ox.Literal):
                yield Name(value.value, value.language or "", key, kind)
    for value in values.get(_NS + "adjective", ()):
        if isinstance(value, ox.Literal):
            for form in demonym_forms(value.value):
                yield Name(form, value.language or "", key, "demonym")


def demonym_forms(stem: str) -> Iterator[str]:
    """All forms of an Arabic adjective of nationality: «روسي» gives الروسي، الروسية، الروسيين …"""
    *front, last = stem.split()
    for ending in _ENDINGS:
        written = last + ending
        yield " ".join([*front, written])
        yield " ".join([*("ال" + word for word in front), "ال" + written])


def _first(values: Statements, property_: str) -> str:
    found = values.get(property_)
    return _short(found[0].value) if found else ""


@cache
def load(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder (``seeds/knowledge``), read once per process.

    Raises InputError naming file and line when a file is not Turtle.
    """
    things = _read(folder or SEEDS / "knowledge")
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    tenures: list[Tenure] = []
    rounds: list[Round] = []
    capitals: dict[str, str] = {}
    for key, values in sorted(things.items()):
        type_ = _first(values, _TYPE).removeprefix(_NS)
        if type_ == "Tenure":
            holder, office = _first(values, _NS + "holder"), _first(values, _NS + "office")
            status, source = _first(values, _NS + "knowledgeStatus"), _first(values, _SOURCE)
            tenures.append(Tenure(holder, office, _window(values), status, source))
            continue
        entities[key] = Entity(key, type_, tuple(_labels(values)), tuple(_facts(values)))
        names.extend(_names(key, values))
        if type_ == "TalksRound":
            rounds.append(_round(key, values))
        capital = _first(values, _NS + "capital")
        if capital:
            capitals.setdefault(capital, key)
    return Knowledge(entities, tuple(names), tuple(tenures), tuple(rounds), capitals)


def _round(key: str, values: Statements) -> Round:
    number = _first(values, _NS + "round")
    return Round(
        key,
        _first(values, _NS + "partOf"),
        int(number) if number else None,
        _window(values),
        _first(values, _NS + "place") or None,
        _first(values, _NS + "knowledgeStatus"),
    )
