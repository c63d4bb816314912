"""Arabic, as the registry of languages has it."""

from __future__ import annotations

from typing import Final

from spacy.language import Language as Pipeline

from kg.languages.arabic.clauses import ClauseReader
from kg.languages.arabic.events import read_frames
from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.groups import Groups, found_actors
from kg.languages.arabic.reading import read_names
from kg.languages.arabic.scene import Scene
from kg.languages.registry import Language
from kg.model.claims import Frame
from kg.reading.document import Document, Names
from kg.reading.holders import Holders
from kg.text.findings import Found
from kg.text.offsets import tidied

_CODE: Final = "ar"
_AROUND: Final = ("TalksProcess", "TalksRound", "Resolution", "Agreement")


def _tokens() -> Pipeline:
    return gazetteer(_CODE).nlp


def _events(document: Document, names: Names, whose: Holders) -> tuple[Scene, list[Frame]]:
    """Event frames off the clauses and nouns of a document."""
    found, holdings = list(names.found), list(names.holdings)
    around = [f for f in found if f.type in _AROUND and not f.paper.parties]
    free = [f for f in found_actors(found) if not any(_within(f, outer) for outer in around)]
    reader = ClauseReader(names.words, Groups(names.words, names.linker, holdings, free, whose))
    scene = Scene(
        words=names.words,
        linker=names.linker,
        reader=reader,
        clauses=reader.clauses(),
        found=found,
        times=document.dated,
        holders=whose,
        anchor=document.anchor,
    )
    return scene, read_frames(scene, holdings, list(whose.unnamed))


def _within(inner: Found, outer: Found) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


LANGUAGES: Final = (
    Language(code=_CODE, shown=tidied, tokens=_tokens, names=read_names, events=_events),
)
