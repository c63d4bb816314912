"""English and French, as the registry of languages has them."""

from __future__ import annotations

from functools import partial
from typing import Final

from kg.languages.parsed import models
from kg.languages.parsed.events import read_latin_frames
from kg.languages.parsed.reading import read_names
from kg.languages.parsed.words import LatinWords
from kg.languages.registry import Language
from kg.model.claims import Frame
from kg.reading.document import Document, Names
from kg.reading.holders import Holders
from kg.reading.setting import Setting
from kg.text.offsets import plain_marks

_CODES: Final = ("en", "fr")


def _events(document: Document, names: Names, whose: Holders) -> tuple[Setting, list[Frame]]:
    """Event frames off the parse of a document."""
    setting = Setting(
        words=names.words,
        linker=names.linker,
        found=list(names.found),
        times=document.dated,
        holders=whose,
        anchor=document.anchor,
    )
    assert isinstance(names.words, LatinWords)
    held, unnamed = list(names.holdings), list(whose.unnamed)
    return setting, read_latin_frames(names.words, setting, held, unnamed)


def _language(code: str) -> Language:
    return Language(
        code=code,
        shown=plain_marks,
        tokens=partial(models.model, code),
        names=read_names,
        events=_events,
        missing=partial(models.missing, code),
    )


LANGUAGES: Final = tuple(map(_language, _CODES))
