"""Reading a rule file: parsed, compared with its declaration, refused with the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import RuleFileError
from kg.resources import ONTOLOGY
from kg.rulefiles import arabic, dates, knowledge, page, parsed, shared, triggers
from kg.rulefiles.entries import Entry, Fault, Vocabulary, dotted
from kg.rulefiles.entries import Path as Place
from kg.rulefiles.lines import lines_of
from kg.rulefiles.names import Names
from kg.rulefiles.tables import Table


@dataclass(frozen=True)
class Language(Table):
    """A language file; its tables compared with one another."""

    def faults(self, value: Any, path: Place, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with each table, then between them."""
        yield from super().faults(value, path, known)
        if isinstance(value, dict):
            words = value.get("words")
            listed = words.get("prepositions") if isinstance(words, dict) else None
            openers = frozenset(one for one in listed or () if isinstance(one, str))
            yield from triggers.role_faults(value.get("triggers"), openers)


ARABIC: Final = Language(
    "The language file of Arabic",
    {"dates": dates.SECTION, **arabic.SECTIONS, "triggers": triggers.ARABIC},
)
PARSED: Final = Language(
    "The file of a language that a parser reads",
    {"dates": dates.SECTION, **parsed.SECTIONS, "triggers": triggers.PARSED},
)
DECLARED: Final[Mapping[str, Table | Entry]] = {
    "ar.toml": ARABIC,
    "en.toml": PARSED,
    "fr.toml": PARSED,
    "annotation.toml": shared.ANNOTATION,
    "events.toml": shared.EVENTS,
    "labels.toml": shared.LABELS,
    "page.toml": page.PAGE,
    "servers.toml": shared.SERVERS,
    "confidence.toml": shared.CONFIDENCE,
    "dating.toml": shared.DATING,
    "feasts.toml": shared.FEASTS,
    "dating-weights.toml": shared.WEIGHTS,
    "givennames.toml": shared.GIVEN_NAMES,
    "judgements.toml": shared.JUDGEMENTS,
    "cities.toml": knowledge.CITIES,
    "plausible.toml": knowledge.PLAUSIBLE,
    "inputs.toml": shared.INPUTS,
    "languages.toml": shared.TEXT_LANGUAGES,
}
"""Name of a file -> what may stand in it."""

_PLACE: Final = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


@dataclass(frozen=True, order=True)
class Remark:
    """What is wrong with a line, and the cure."""

    line: int
    message: str


@cache
def read(path: Path) -> Mapping[str, Any]:
    """The tables of a rule file, read once per process.

    Raises RuleFileError naming file, line and cure when anything in it is wrong.
    """
    return _sound(path, *_checked(path, _text(path), None))


def read_with(path: Path, keys: Collection[str]) -> Mapping[str, Any]:
    """The same, its keys looked up in the knowledge too; not remembered."""
    return _sound(path, *_checked(path, _text(path), keys))


def ontology(name: str) -> Mapping[str, Any]:
    """The tables of a rule file of ``ontology/``; raises RuleFileError."""
    return read(ONTOLOGY / name)


def remarks(path: Path, text: str, keys: Collection[str] | None = None) -> list[Remark]:
    """What is wrong with a rule file, in order of lines.

    ``keys`` are those of the knowledge; without them keys are not looked up.
    """
    return _checked(path, text, keys)[1]


def _checked(
    path: Path, text: str, keys: Collection[str] | None
) -> tuple[Mapping[str, Any], list[Remark]]:
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [_syntax(str(error), text)]
    folder = path.parent if (path.parent / "annotation.toml").exists() else ONTOLOGY
    entry = declared(path, tables)
    if entry is None:
        return tables, [
            Remark(1, f"its tables are of no rule file; known are {', '.join(DECLARED)}")
        ]
    found = list(entry.faults(tables, (), Names(folder, tables, keys)))
    if not found:
        return tables, []
    lines = lines_of(text)
    return tables, sorted({Remark(_line(lines, fault.path), _told(fault)) for fault in found})


def proofread(path: Path, keys: Collection[str]) -> list[Remark]:
    """What is wrong with a file that somebody wrote; raises RuleFileError when unreadable."""
    return remarks(path, _text(path), keys)


def has(name: str, place: Place) -> bool:
    """Whether a place in a file of that name is declared."""
    entry: Entry | None = DECLARED.get(name, PARSED)
    for part in place:
        entry = (entry.entries.get(str(part)) or entry.others) if isinstance(entry, Table) else None
    return entry is not None


def declared(path: Path, tables: Mapping[str, Any]) -> Entry | None:
    """What may stand in a file: by its name, else what has most tables in common with it.

    None when fewer than half of its tables are those of one kind of file.
    """
    if path.name in DECLARED:
        return DECLARED[path.name]
    known = Names(ONTOLOGY, tables)
    common = {name: len(_names(entry, known) & tables.keys()) for name, entry in DECLARED.items()}
    name = max(common, key=lambda one: common[one])
    return DECLARED[name] if 2 * common[name] > len(tables) else None


def _names(entry: Entry, known: Names) -> frozenset[str]:
    """The tables that a file may have."""
    listed = entry.entries if isinstance(entry, Table) else ()
    kind = shared.LABELLED if entry is shared.LABELS else getattr(entry, "key", None)
    names = known.names(kind) if isinstance(kind, str) else ()
    return frozenset((*listed, *(names or ())))


def _sound(path: Path, tables: Mapping[str, Any], found: Sequence[Remark]) -> Mapping[str, Any]:
    if found:
        more = f" (and {len(found) - 1} more: kg knowledge check {path})" if found[1:] else ""
        raise RuleFileError(f"{path}:{found[0].line}: {found[0].message}{more}")
    return tables


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{path}: {error}; mend the file or restore it") from error


def _syntax(error: str, text: str) -> Remark:
    place = _PLACE.search(error)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    return Remark(line, f"not TOML: {_PLACE.sub('', error)}")


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place not in lines:
        place = place[:-1]
    return lines[place]


def _told(fault: Fault) -> str:
    return f"{dotted(fault.path)}: {fault.message}" if fault.path else fault.message
