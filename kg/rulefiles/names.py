"""The names that rule files may use: those of one another, of the ontology, of the knowledge."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from kg.resources import language_codes
from kg.rulefiles import arabic, parsed

_TERM: Final = re.compile(r"^dip:(\w+) a ([\w:]+)", re.MULTILINE)


@cache
def _table(path: Path) -> Mapping[str, Any]:
    """A file that others refer to; empty when it is broken itself, which its own check tells."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


@cache
def _terms(path: Path) -> Mapping[str, str]:
    """Term of the ontology -> its class."""
    return dict(_TERM.findall(path.read_text(encoding="utf-8")))


def _below(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A table of a table; empty when it is none."""
    found = table.get(name)
    return found if isinstance(found, dict) else {}


class Names:
    """The names of a folder of rule files, and of the knowledge when it is given."""

    def __init__(
        self, folder: Path, own: Mapping[str, Any], keys: Collection[str] | None = None
    ) -> None:
        self.folder = folder
        self.own = own
        self.keys = keys

    def names(self, kind: str) -> Collection[str] | None:
        """The names of a kind; None for keys when no knowledge was given."""
        if kind == "key of the knowledge":
            return self.keys
        if kind == "state":
            return self.states if self.keys else None
        return _KINDS[kind](self)

    @cached_property
    def states(self) -> Collection[str]:
        """The states of the knowledge."""
        found = (key for key in self.keys or () if key.startswith("state/"))
        return {key.removeprefix("state/") for key in found}

    def annotation(self, table: str, *, values: bool = False) -> Collection[str]:
        """The keys, or the values, of a table of annotation.toml."""
        found = _below(self._of("annotation.toml"), table)
        return set(found.values()) if values else set(found)

    def listed(self, table: str, name: str) -> Collection[str]:
        """A list of annotation.toml."""
        found = _below(self._of("annotation.toml"), table).get(name)
        return found if isinstance(found, list) else []

    def terms(self, *classes: str) -> Collection[str]:
        """The terms of the ontology of some classes."""
        terms = _terms(self.folder / "dtkg.ttl")
        return {term for term, class_ in terms.items() if class_ in classes}

    def ids(self, table: str) -> Collection[str]:
        """The ids of a list of tables in the file itself."""
        records = self.own.get(table)
        listed = records if isinstance(records, list) else []
        return {str(one["id"]) for one in listed if isinstance(one, dict) and "id" in one}

    def clues(self) -> Collection[str]:
        """The kinds of clues that dating.toml compares."""
        forms = _below(self._of("dating.toml"), "forms")
        listed = (_below(forms, form).get("kinds") for form in forms)
        return {str(kind) for kinds in listed if isinstance(kinds, list) for kind in kinds}

    def feasts(self) -> Collection[str]:
        """The feasts of feasts.toml."""
        return set(self._of("feasts.toml"))

    def types(self) -> Collection[str]:
        """The types of facts of events.toml."""
        return set(self._of("events.toml"))

    def text_languages(self) -> Collection[str]:
        """The languages that texts may be in."""
        return set(_below(self._of("languages.toml"), "names"))

    def _of(self, name: str) -> Mapping[str, Any]:
        return _table(self.folder / name)


def _particles() -> Collection[str]:
    return {
        name
        for sections in (arabic.SECTIONS, parsed.SECTIONS)
        for name in getattr(sections["particles"], "entries", {})
    }


_PROPERTIES: Final = ("owl:ObjectProperty", "owl:DatatypeProperty")
_KINDS: Final[Mapping[str, Callable[[Names], Collection[str]]]] = {
    "frame": lambda known: known.annotation("facts"),
    "type of events.toml": Names.types,
    "feast": Names.feasts,
    "role": lambda known: known.annotation("roles"),
    "argument": lambda known: {*known.annotation("roles"), "place"},
    "status": lambda known: known.annotation("status"),
    "entity type": lambda known: known.annotation("entities"),
    "kind of key": lambda known: {name.lower() for name in known.annotation("entities")},
    "language": lambda known: language_codes(),
    "event class": lambda known: known.annotation("facts", values=True),
    "event with a label": lambda known: (
        {*known.annotation("facts", values=True)} - {*known.annotation("entities", values=True)}
    ),
    "class": lambda known: known.terms("owl:Class"),
    "property": lambda known: known.terms(*_PROPERTIES),
    "place of a label": lambda known: {"who", "what", "where", *known.terms(*_PROPERTIES)},
    "modality": lambda known: known.terms("dip:Modality"),
    "particle": lambda known: _particles(),
    "kind of office": lambda known: known.listed("offices", "kinds"),
    "kind of office, or any": lambda known: [*known.listed("offices", "kinds"), "any"],
    "purpose of an office": lambda known: known.listed("offices", "purposes"),
    "kind of body": lambda known: known.listed("bodies", "kinds"),
    "kind of clue": Names.clues,
    "kind of node": lambda known: known.ids("kinds"),
    "stroke": lambda known: known.ids("strokes"),
    "language of a text": Names.text_languages,
}
