"""The languages that are read: each is a folder here, or comes from outside.

A folder of this package with a module ``language`` offers its ``LANGUAGES``. A package installed
beside this one names such a module as an entry point of the group ``dtkg.languages``; a program
calls ``register``. Nothing else in the project names a language that is read.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from kg import languages as here
from kg.model.claims import Frame
from kg.reading.document import Document, Names
from kg.reading.holders import Holders
from kg.reading.setting import Setting
from kg.resources import place_language_file
from kg.text.offsets import Folded

_GROUP: Final = "dtkg.languages"


def _complete() -> str | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: how its text is shown, cut into words, and read."""

    code: str
    """ISO 639-1, and the name of its file: ``ontology/<code>.toml``."""
    shown: Callable[[str], Folded]
    """The text as it reads, with the way back to the stored one."""
    tokens: Callable[[], Pipeline]
    """The spaCy pipeline that cuts it into words, and parses it where there is a parser."""
    names: Callable[[Doc, Document], Names]
    """Names, offices, talks and documents, linked to entities."""
    events: Callable[[Document, Names, Holders], tuple[Setting, list[Frame]]]
    """All complete frames, with the setting that they were read in."""
    missing: Callable[[], str | None] = _complete
    """What would make the reading better and is not installed; None when nothing is."""
    rules: Path | None = None
    """Its file, where that is not among ours."""


_registered: dict[str, Language] = {}


@cache
def _found() -> Mapping[str, Language]:
    modules = [
        f"{here.__name__}.{folder.name}.language"
        for folder in pkgutil.iter_modules(here.__path__)
        if folder.ispkg
    ]
    offered = [*map(import_module, modules), *(e.load() for e in entry_points(group=_GROUP))]
    return {one.code: one for module in offered for one in module.LANGUAGES}


def register(language: Language) -> None:
    """Read one more language in this process, or one of ours in another way."""
    if language.rules is not None:
        place_language_file(language.code, language.rules)
    _registered[language.code] = language


def language(code: str) -> Language | None:
    """The language of a code; None when nobody reads it."""
    return _registered.get(code) or _found().get(code)


def reader(code: str) -> Language:
    """The language of a code that somebody reads; raises LookupError for another."""
    found = language(code)
    if found is None:
        raise LookupError(f"nobody reads “{code}”")
    return found
