"""What may stand in page.toml: what the page shows and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kg.rulefiles.entries import (
    Entry,
    Fault,
    Name,
    Names,
    Path,
    Template,
    Text,
    Vocabulary,
    Words,
    nearest,
    told,
)
from kg.rulefiles.shared import LANGUAGES
from kg.rulefiles.tables import Each, Records, Table
from kg.rulefiles.values import Number, Numbers

_KIND: Final = "kind of node"
_LABEL: Final = Each("what it is called", LANGUAGES, Text("", empty=False), complete=True)
_PLURALS: Final = ("zero", "one", "two", "few", "many", "other")
_SIDES: Final = {
    side: Names(says, "property", needed=False)
    for side, says in (
        ("from", "roles from which a line goes"),
        ("to", "roles to which it goes"),
        ("pair", "roles that are joined with one another"),
    )
}
_LANGUAGE: Final = Table(
    "",
    {
        "name": Text("its own name", empty=False),
        "short": Text("the same, short", empty=False),
        "dir": Name("where it begins", ("ltr", "rtl")),
        "shows": Names("languages that are shown together", LANGUAGES, needed=False),
    },
)
_PLACES: Final = ("a", "b", "n", "m", "key", "window", "from", "after")


class _Word(Entry):
    """A text, or its plural forms."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"text, or {{ {', '.join(_PLURALS)} }}"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything else; plural forms that no language has."""
        text = Template("", of=_PLACES)
        if isinstance(value, dict):
            yield from Each("", _PLURALS, text).faults(value, path, known)
            if "other" not in value:
                yield Fault(path, "“other” is missing: the form of any other number")
        else:
            yield from text.faults(value, path, known)


@dataclass(frozen=True)
class _InAll(Each):
    """Words of each language: what one language says, all do."""

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Words that stand in one language alone, and words that one lacks."""
        yield from super().faults(value, path, known)
        pairs, _wrong = self.pairs(value, path)
        tables = {name: table for name, table in pairs.items() if isinstance(table, dict)}
        times = Counter(key for table in tables.values() for key in table)
        shared = {key for key, many in times.items() if 2 * many > len(tables)}
        for language, table in tables.items():
            missing = shared - table.keys()
            for key in table.keys() - shared:
                hint = nearest(key, missing or shared)
                yield Fault((*path, language, key), f"nobody reads {told(key)}; {hint}")
                missing -= {name for name in missing if f"“{name}”" in hint}
            for key in sorted(missing):
                yield Fault((*path, language), f"“{key}” is missing; other languages have it")


def _limits() -> dict[str, Entry]:
    says = {
        "overview": "above this many nodes the page opens on communities",
        "nodes": "above this all nodes are never drawn together",
        "exact": "up to this all pairs of nodes count in the layout",
        "lines": "an event that would need more lines than this is a node",
        "groups": "communities that are shown by themselves",
        "smallest": "a community smaller than this belongs to the rest",
        "group": "nodes of a community that are drawn",
        "rows": "rows of the table for readers without scripts",
        "pages": "with at most so many each thing, event and article gets a page",
    }
    return {name: Number(text, 0) for name, text in says.items()}


_KINDS: Final = Table(
    "",
    {
        "id": Text("its name", empty=False),
        "classes": Names("classes of the ontology that are drawn so", "class"),
        "light": Text("colour by day"),
        "dark": Text("colour by night"),
        "shape": Text("SVG path in a box of 24 by 24", empty=False),
        "glyph": Text("SVG path on it", empty=False),
        "label": _LABEL,
    },
)
_STROKES: Final = Table(
    "", {"id": Text("its name", empty=False), "dash": Numbers("pattern"), "label": _LABEL}
)
_ROLES: Final = {
    "towards": Names("where the line of a node event points", "property"),
    "place": Names("roles of places", "property"),
    "topic": Names("roles of what it is about", "property"),
    "standing": Names("what is known of two things without any event", "property"),
}
_PATHS: Final = {
    "degree": Number("price for each doubling of a node's lines", 0),
    "standing": Number("price of a line that stands for no dated event", 0),
    "hub": Number("a node with more lines is reached but not passed", 0),
    "kinds": Each("kind of node → its price", _KIND, Number("", 0)),
}
_SPARQL: Final = {
    "base": Text("where keys begin", empty=False),
    "prefixes": Text("prefixes of every question", empty=False),
    **{
        name: Text(says, empty=False)
        for name, says in (
            ("window", "the chosen time"),
            ("all", "all events"),
            ("of", "events of a thing"),
            ("met", "who met whom"),
            ("event", "what is said of an event"),
        )
    },
}
PAGE: Final = Table(
    "What the page shows and in which words",
    {
        "limits": Table("How much is drawn", _limits()),
        "kinds": Records("Kinds of nodes", _KINDS),
        "lines": Each("Events that are drawn as lines", "event class", Table("", _SIDES)),
        "roles": Table("Roles", _ROLES),
        "encounters": Table(
            "What counts as meeting somebody",
            {
                "events": Names("classes of events", "event class"),
                "roles": Names("roles in which one has met", "property"),
            },
        ),
        "anchors": Each(
            "How the day is known that a date is counted from",
            ("dateline", "publication", "inferred"),
            _LABEL,
            complete=True,
        ),
        "paths": Table("What a way between two may pass", _PATHS),
        "status": Each("modality → stroke", "modality", Name("", "stroke"), complete=True),
        "strokes": Records("How a status is drawn", _STROKES),
        "languages": Each(
            "Languages of the switch", (*LANGUAGES, "both"), _LANGUAGE, complete=True
        ),
        "locales": Each("language → how days are written", LANGUAGES, Text(""), complete=True),
        "months": Each("language → names of the months", LANGUAGES, Words(""), complete=True),
        "sparql": Table("Lists as questions", _SPARQL),
        "words": _InAll(
            "language → words of the page", LANGUAGES, Each("", None, _Word("")), complete=True
        ),
    },
)
