"""Proofreading a Turtle file that is to join the background knowledge.

Every remark names the line, what is wrong and the cure: terms that the ontology does not
have, things that nobody knows, missing names, sources and days, and what is not plausible.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.background import knowledge, plausible, seedfiles
from kg.background.seedfiles import ID, NS, Statements
from kg.errors import InputError
from kg.letters import fold
from kg.model.keys import kind_of
from kg.resources import ONTOLOGY

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_NAMES = (_LABEL, "http://www.w3.org/2004/02/skos/core#altLabel")
_SOURCE = "http://www.w3.org/ns/prov#wasDerivedFrom"
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/has"
_STATUS = NS + "knowledgeStatus"
_STATUSES = ("verified", "memory", "doubtful")
_NEEDED = {"Tenure": ("holder", "office"), "TalksRound": ("partOf",), "Office": ("kind",)}
_NAMELESS = ("Tenure", "Spelling")
_PREFIX = re.compile(r"@prefix\s+(\w*):\s*<([^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:<([^>\s]+)>|(\w*):([^\s;,]+))(?=\s)")
_PLACE_OF_ERROR = re.compile(r"at line (\d+)|:(\d+):")
_FILE_OF_ERROR = re.compile(r"^.*?: (?=Parser error)| \([^()]*, line \d+\)(?=;|$)")


@dataclass(frozen=True, order=True)
class Remark:
    """What is wrong with a line, and the cure."""

    line: int
    message: str


def proofread(path: Path, *, instead_of: Path | None = None) -> list[Remark]:
    """All remarks on a file, in order of lines; none when it can join the knowledge.

    ``instead_of``: the file that it will replace, which is then not read with the others.

    Raises InputError when the file cannot be read at all.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    try:
        things = seedfiles.statements([path])
    except InputError as error:
        return [_syntax(str(error).removeprefix(f"{path}: "))]
    lines = Lines(text)
    known = _Known(path, things, instead_of or path)
    found = set()
    for key, values in things.items():
        for property_, message in known.remarks(key, values):
            found.add(Remark(lines.of(key, property_, message), message))
    if not any(values.get(_TYPE) and _misdated(values) for values in things.values()):
        for key, message in known.implausible():
            found.add(Remark(lines.of(key, ""), message))
    return sorted(found)


def _syntax(error: str) -> Remark:
    place = _PLACE_OF_ERROR.search(error)
    number = int(place[1] or place[2]) if place else 1
    return Remark(number, f"not Turtle: {_FILE_OF_ERROR.sub('', error)}")


class Lines:
    """Where in a Turtle text a thing and its properties stand; lines count from 1."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._prefixes = dict(_PREFIX.findall(text))
        self._begins: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            match = _SUBJECT.match(line)
            if match:
                iri = match[1] or self._prefixes.get(match[2], "") + match[3]
                self._begins.setdefault(seedfiles.short(iri), number)

    def of(self, key: str, property_: str, told: str = "") -> int:
        """The line of a property of a thing, else the one where the thing begins, else 1.

        Of several lines with the property, the one with the words that ``told`` quotes.
        """
        begin = self._begins.get(key)
        if begin is None:
            return 1
        later = [number for number in self._begins.values() if number > begin]
        written = self._written(property_)
        numbers = range(begin, min(later, default=len(self._lines)))
        found = [n for n in numbers if any(form in self._lines[n] for form in written)]
        quoted = re.findall("“(.+?)”", told)
        exact = [n for n in found if quoted and quoted[0] in self._lines[n]]
        return [*exact, *found, begin][0] + 1

    def _written(self, iri: str) -> list[str]:
        forms = [f"<{iri}>"] if iri else []
        for prefix, namespace in self._prefixes.items():
            if namespace and iri.startswith(namespace):
                forms.append(f"{prefix}:{iri.removeprefix(namespace)}")
        return forms


class _Known:
    """The knowledge that a file is held against."""

    def __init__(self, path: Path, things: dict[str, Statements], replaced: Path) -> None:
        self._path = path
        self._things = things
        apart = {path.resolve(), replaced.resolve()}
        self._others = [p for p in knowledge.paths() if p.resolve() not in apart]
        self._base = seedfiles.statements(self._others)
        self._keys = {*self._base, *knowledge.load().entities, *things}
        self._owners: dict[str, set[str]] = {}
        for name in knowledge.load().names:
            self._owners.setdefault(name.norm, set()).add(name.key)

    def remarks(self, key: str, values: Statements) -> Iterator[tuple[str, str]]:
        """(property, message) for all that is wrong with one thing."""
        yield from self._terms(values)
        yield from self._links(values)
        yield from _dates(values)
        yield from _status(values)
        yield from self._names(key, values)
        if key not in self._base:
            yield from self._new(key, values)

    def _terms(self, values: Statements) -> Iterator[tuple[str, str]]:
        for property_ in values:
            if property_.startswith(NS) and property_.removeprefix(NS) not in terms():
                name = property_.removeprefix(NS)
                yield property_, f"there is no dip:{name}{_nearest(name, terms(), 'dip:')}"
        for value in values.get(_TYPE, ()):
            name = value.value.removeprefix(NS)
            if value.value.startswith(NS) and name not in terms():
                yield _TYPE, f"there is no class dip:{name}{_nearest(name, terms(), 'dip:')}"

    def _links(self, values: Statements) -> Iterator[tuple[str, str]]:
        for property_, found in values.items():
            for value in found:
                if isinstance(value, ox.NamedNode) and value.value.startswith(ID):
                    key = seedfiles.short(value.value)
                    if key not in self._keys:
                        alike = [k for k in self._keys if kind_of(k) == kind_of(key)]
                        yield property_, f"nobody knows {key}{_nearest(key, alike)}"

    def _names(self, key: str, values: Statements) -> Iterator[tuple[str, str]]:
        before = self._base.get(key, {})
        for value in values.get(_LABEL, ()):
            language = getattr(value, "language", None)
            if any(getattr(old, "language", None) == language for old in before.get(_LABEL, ())):
                told = f"{key} has a label in “{language}” already: write skos:altLabel"
                yield _LABEL, told
        for property_ in _NAMES:
            for value in values.get(property_, ()):
                if not getattr(value, "language", None):
                    yield property_, f"“{value.value}” needs its language, such as @ar"
                others = sorted(self._owners.get(fold(value.value), set()) - {key})
                if others:
                    told = f"“{value.value}” also names {others[0]}: lookups will be ambiguous"
                    yield property_, told

    def _new(self, key: str, values: Statements) -> Iterator[tuple[str, str]]:
        types = [v.value.removeprefix(NS) for v in values.get(_TYPE, ())]
        if not types:
            near = _nearest(key, self._base)
            yield "", f"{key} is new and needs a class, such as “a dip:Person”{near}"
            return
        if types[0] not in _NAMELESS and not values.get(_LABEL):
            yield "", f'{key} needs a name: rdfs:label "…"@ar (and @en, @fr)'
        for name in _NEEDED.get(types[0], ()):
            if NS + name not in values:
                yield "", f"a {types[0]} needs dip:{name}"
        if types[0] == "Tenure" and not any(p.startswith(_SEM) for p in values):
            yield "", 'a tenure needs a day: sem:hasEarliestBeginTimeStamp "…"^^xsd:date'
        if types[0] == "Source":
            return
        if _STATUS not in values:
            yield "", f"{key} needs dip:knowledgeStatus: one of {', '.join(_STATUSES)}"
        if _SOURCE not in values:
            yield "", f"{key} needs prov:wasDerivedFrom: where do you know it from?"

    def implausible(self) -> Iterator[tuple[str, str]]:
        """(key, message): what is not plausible once the file is read with the others."""
        bounds = plausible.limits(knowledge.FOLDER)
        try:
            whole = seedfiles.knowledge([*self._others, self._path])
        except InputError as error:
            key, _, told = str(error).partition(": ")
            yield key, told.split(";")[0]
            return
        before = plausible.findings(seedfiles.knowledge(self._others), bounds)
        for finding in plausible.findings(whole, bounds):
            if finding not in before:
                named = [k for k in self._things if k == finding.key or k in finding.message]
                yield (named or [finding.key])[0], finding.message


def _status(values: Statements) -> Iterator[tuple[str, str]]:
    for value in values.get(_STATUS, ()):
        if value.value not in _STATUSES:
            near = _nearest(value.value, _STATUSES)
            yield (
                _STATUS,
                f"“{value.value}” is no status{near or ': write verified, memory or doubtful'}",
            )


def _misdated(values: Statements) -> bool:
    return any(True for _ in _dates(values))


def _dates(values: Statements) -> Iterator[tuple[str, str]]:
    for property_, found in values.items():
        if not property_.startswith(_SEM):
            continue
        for value in found:
            typed = getattr(value, "datatype", None)
            try:
                date.fromisoformat(value.value)
                sound = typed is not None and typed.value == _DATE
            except ValueError:
                sound = False
            if not sound:
                told = f'“{value.value}” is no day: write "2024-05-16"^^xsd:date'
                yield property_, told
        if len(found) > 1:
            yield property_, "one day only: a wider window has an earliest and a latest corner"


def _nearest(name: str, known: Collection[str], prefix: str = "") -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {prefix}{near[0]}?" if near else ""


@cache
def terms() -> frozenset[str]:
    """The local names of all terms of the ontology."""
    quads = ox.parse(path=str(ONTOLOGY / "dtkg.ttl"), format=ox.RdfFormat.TURTLE)
    found = (quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return frozenset(iri.removeprefix(NS) for iri in found if iri.startswith(NS))
