"""From the Turtle of ``seeds/knowledge`` to frozen tables, with Oxigraph's parser.

Every thing keeps its source and status; doubtful rows lie in a folder that is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.background.bounding import bounded
from kg.background.known import Knowledge, Name, Round, Tenure
from kg.errors import InputError
from kg.letters import fold
from kg.model.claims import Entity, Window
from kg.model.vocabulary import is_thing_type

NS = "https://w3id.org/dtkg/ns#"
ID = "https://w3id.org/dtkg/id/"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/has"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALTERNATIVE = "http://www.w3.org/2004/02/skos/core#altLabel"
_HIDDEN = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"
_ISSUED = "http://purl.org/dc/terms/issued"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"
_ENDINGS = ("", "ة", "ين", "ون", "ان", "تين", "ات")
_NOT_NAMED = ("Source", "Spelling")
_RENAMED = {"partOf": "process", "round": "number"}

Statements = dict[str, list[ox.NamedNode | ox.Literal]]


def files(folder: Path) -> list[Path]:
    """The Turtle files that are read, in order."""
    return sorted(folder.glob("*.ttl"))


def statements(paths: Iterable[Path]) -> dict[str, Statements]:
    """Subject key -> property -> values; raises InputError with file and line."""
    things: dict[str, Statements] = {}
    for path in paths:
        for quad in parse(path):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(
                quad.object, (ox.NamedNode, ox.Literal)
            ):
                subject = things.setdefault(short(quad.subject.value), {})
                subject.setdefault(quad.predicate.value, []).append(quad.object)
    return things


def parse(path: Path) -> Iterator[ox.Quad]:
    """The statements of one Turtle file; raises InputError with file and line."""
    try:
        yield from ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path}: {error}; mend the line or restore the file") from error


def graph(paths: Iterable[Path]) -> ox.Store:
    """All statements of the files in one store in memory, to be asked with SPARQL."""
    store = ox.Store()
    for path in paths:
        store.bulk_extend(parse(path))
    return store


def knowledge(paths: Iterable[Path]) -> Knowledge:
    """The tables of Turtle files."""
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    tenures: list[Tenure] = []
    rounds: list[Round] = []
    for key, values in sorted(statements(paths).items()):
        type_ = type_of(values)
        if type_ in _NOT_NAMED:
            continue
        if type_ == "Tenure":
            tenures.append(_tenure(key, values))
            continue
        if not is_thing_type(type_):
            raise InputError(
                f"{key}: {type_ or 'no type'} is no type of things; see ontology/annotation.toml"
            )
        entities[key] = Entity(key, type_, tuple(_labels(values)), tuple(_facts(values)))
        names.extend(_names(key, values))
        if type_ == "TalksRound":
            rounds.append(_round(key, values))
    several = {key for key, e in entities.items() if ("severalHolders", "true") in e.facts}
    return Knowledge(entities, tuple(names), bounded(tenures, several), tuple(rounds))


def type_of(values: Statements) -> str:
    """The local name of a thing's class, empty when it has none."""
    return _first(values, _TYPE).removeprefix(NS)


def status_of(values: Statements) -> str:
    """``verified``, ``memory``, ``doubtful``, or empty."""
    return _first(values, NS + "knowledgeStatus")


def short(iri: str) -> str:
    """An IRI of ours as a key; any other as it is."""
    return iri.removeprefix(ID)


def _labels(values: Statements) -> Iterator[tuple[str, str]]:
    for property_ in (_LABEL, _ALTERNATIVE):
        for value in values.get(property_, ()):
            if isinstance(value, ox.Literal):
                yield value.language or "", value.value


def _facts(values: Statements) -> Iterator[tuple[str, str]]:
    for property_, found in sorted(values.items()):
        for value in found:
            text = value.value
            if property_.startswith(NS):
                name = property_.removeprefix(NS)
                yield _RENAMED.get(name, name), short(text)
            elif property_ == _ISSUED:
                yield "adopted", text
            elif property_ == _SAME and text.startswith(_WIKIDATA):
                yield "qid", text.removeprefix(_WIKIDATA)
            elif property_ == _SAME and text.startswith(_GEONAMES):
                yield "geonames", text.removeprefix(_GEONAMES).strip("/")


def _names(key: str, values: Statements) -> Iterator[Name]:
    kinds = ((_LABEL, "preferred"), (_ALTERNATIVE, "alias"), (_HIDDEN, "variant"))
    for property_, kind in kinds:
        for value in values.get(property_, ()):
            if isinstance(value, ox.Literal):
                yield Name(value.value, value.language or "", key, kind, fold(value.value))
    for value in values.get(NS + "adjective", ()):
        if isinstance(value, ox.Literal):
            for form in demonym_forms(value.value, value.language or "ar"):
                yield Name(form, value.language or "", key, "demonym", fold(form))


def demonym_forms(stem: str, language: str = "ar") -> Iterator[str]:
    """All forms of an adjective of nationality: «روسي» gives الروسي، الروسية، الروسيين …

    English adds the plural in -s, French the feminine and the plurals.
    """
    if language in _LATIN_FORMS:
        yield from _LATIN_FORMS[language](stem)
        return
    *front, last = stem.split()
    for ending in _ENDINGS:
        written = last + ending
        yield " ".join([*front, written])
        yield " ".join([*("ال" + word for word in front), "ال" + written])


def _english_forms(stem: str) -> Iterator[str]:
    yield stem
    if stem.endswith(("n", "i", "k", "t", "b", "e", "c")) and not stem.endswith(("ese", "sh")):
        yield stem + "s"


def _french_forms(stem: str) -> Iterator[str]:
    """«russe, russes», «syrien, syrienne …», «grec, grecque», «turc, turque»."""
    feminine = {"grec": "grecque", "turc": "turque"}.get(stem)
    if feminine is None:
        doubled = stem.endswith(("ien", "éen", "yen"))
        feminine = stem if stem.endswith("e") else stem + ("ne" if doubled else "e")
    for form in dict.fromkeys((stem, feminine)):
        yield form
        if not form.endswith("s"):
            yield form + "s"


_LATIN_FORMS = {"en": _english_forms, "fr": _french_forms}


def _first(values: Statements, property_: str) -> str:
    found = values.get(property_)
    return short(found[0].value) if found else ""


def _all(values: Statements, property_: str) -> tuple[str, ...]:
    return tuple(sorted(short(value.value) for value in values.get(property_, ())))


def _tenure(key: str, values: Statements) -> Tenure:
    status = _first(values, NS + "knowledgeStatus")
    return Tenure(
        key,
        _first(values, NS + "holder"),
        _first(values, NS + "office"),
        _window(key, values),
        status,
        _first(values, NS + "beginStatus") or status,
        _first(values, NS + "endStatus") or status,
        _all(values, _DERIVED),
        _all(values, NS + "overlaps"),
        _first(values, NS + "rival") == "true",
    )


def _round(key: str, values: Statements) -> Round:
    number = _first(values, NS + "round")
    return Round(
        key,
        _first(values, NS + "partOf"),
        int(number) if number else None,
        _window(key, values),
        _first(values, NS + "place") or None,
        _first(values, NS + "knowledgeStatus"),
    )


def _window(key: str, values: Statements) -> Window:
    def corner(name: str) -> date | None:
        found = values.get(_SEM + name + "TimeStamp")
        return date.fromisoformat(found[0].value) if found else None

    try:
        return Window(
            corner("EarliestBegin"),
            corner("LatestBegin"),
            corner("EarliestEnd"),
            corner("LatestEnd"),
        )
    except ValueError as error:
        raise InputError(f"{key}: {error}; kg knowledge check FILE shows the line") from error
