"""An article on its way through the readers: what each of them leaves for those behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from kg.model.claims import Anchor, Article, Happening, TimeExpression
from kg.reading.linking import Linker
from kg.text.findings import Found, Holding
from kg.text.words import Words


@dataclass(frozen=True)
class Names:
    """What the names of an article are, linked to entities."""

    words: Words
    linker: Linker
    found: tuple[Found, ...]
    """All finds that have a key, in text order."""
    holdings: tuple[Holding, ...]


@dataclass
class Document:
    """One article, and what was read in it so far."""

    article: Article
    anchor: Anchor | None
    offsets: tuple[int, ...]
    """Where each character of what is read stands in the text of the article."""
    times: tuple[TimeExpression, ...] = ()
    names: Names | None = None
    happenings: tuple[Happening, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of the article, where it is one day."""
        return self.anchor.day if self.anchor else None

    @property
    def dated(self) -> tuple[TimeExpression, ...]:
        """The expressions of time that have a bound of their own."""
        return tuple(time for time in self.times if not time.vague)


if not Doc.has_extension("document"):
    Doc.set_extension("document", default=None)


def document_of(doc: Doc) -> Document:
    """What was read so far in the article of a spaCy document."""
    found = doc._.document
    if not isinstance(found, Document):
        raise TypeError("this document is no article of ours: kg.pipeline.tokenized makes them")
    return found


def put(doc: Doc, document: Document) -> Doc:
    """The spaCy document, holding what is read of its article."""
    doc._.document = document
    return doc
