"""Which spaCy pipeline reads a language, and what is missing when none is installed.

The pipelines are optional: they add names that nobody listed and the parse. Without one,
the same reading works on rules and knowledge.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import spacy
from spacy.language import Language

from kg.lexicon import load

_NOT_READ = ("lemmatizer", "senter")


def installed(language: str) -> str | None:
    """The first installed pipeline of the language file's list, None when there is none."""
    packages: list[str] = load(language).tables["models"]["packages"]
    return next((name for name in packages if find_spec(name)), None)


@cache
def model(language: str) -> Language:
    """The pipeline of a language, a blank one with its tokenizer when none is installed."""
    name = installed(language)
    return spacy.load(name, exclude=list(_NOT_READ)) if name else spacy.blank(language)


def missing(language: str) -> str | None:
    """One line that says what is missing for a language and the cure; None when nothing is."""
    if installed(language):
        return None
    extra = load(language).tables["models"]["extra"]
    return (
        f"no spaCy pipeline for “{language}” is installed: names that nobody listed are found "
        f"by rules alone, and events are not read; pip install 'dtkg[{extra}]' brings one"
    )
