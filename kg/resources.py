"""Where the data of the package lie: beside the code in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


ONTOLOGY = _folder("ontology")
"""Ontology, shapes, queries, rules and the language files."""

MODELS = _PACKAGE / "models"
"""The statistical models that come with the package."""

TEMPLATES = _PACKAGE / "html" / "templates"
"""What the pages are made from."""

SEEDS = _folder("seeds")
"""The user's article and the background knowledge."""

_elsewhere: dict[str, Path] = {}


def language_file(code: str) -> Path:
    """The file of a language: ``ontology/<code>.toml``, or where ``place_language_file`` put it."""
    return _elsewhere.get(code, ONTOLOGY / f"{code}.toml")


def place_language_file(code: str, path: Path) -> None:
    """Have the file of one more language read from a place of its own, in this process."""
    _elsewhere[code] = path


def language_codes() -> tuple[str, ...]:
    """The codes of the languages that have a file, in the order of the alphabet."""
    return tuple(sorted(_own_codes() | _elsewhere.keys()))


@cache
def _own_codes() -> frozenset[str]:
    return frozenset(path.stem for path in ONTOLOGY.glob("??.toml"))
