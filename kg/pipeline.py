"""The reading of one article: spaCy components put together for a language.

Each component reads what the ones before it left in the ``Document``. The seam is open: any
component that fills ``Document.happenings`` with kg.model.claims.Happening may take the place
of ``kg_events``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from kg import faults
from kg.background import knowledge
from kg.background.candidates import with_candidates
from kg.dates import anchoring
from kg.languages import registry
from kg.model.claims import Anchor, Article, Reading, TimeExpression
from kg.reading import confidence
from kg.reading.confidence import weighed
from kg.reading.document import Document, document_of, put
from kg.reading.grounds import grounded
from kg.reading.happenings import group
from kg.reading.holders import holders
from kg.reading.vague import with_vague_times
from kg.resources import language_file
from kg.rulefiles import files
from kg.text.plain import as_stored, plain_article


@Pipeline.component("kg_dates")
def dates(doc: Doc) -> Doc:
    """Date phrases, resolved against the article's day."""
    document = document_of(doc)

    def read(article: Article) -> tuple[TimeExpression, ...]:
        return anchoring.times(article, document.anchor)

    none: tuple[TimeExpression, ...] = ()
    document.times = faults.isolated(document.article, read, what="dates", default=none)
    return doc


@Pipeline.component("kg_names")
def names(doc: Doc) -> Doc:
    """Names, offices and their holders, talks and documents, linked to entities."""
    document = document_of(doc)
    document.names = registry.reader(document.article.language).names(doc, document)
    return doc


@Pipeline.component("kg_events")
def events(doc: Doc) -> Doc:
    """Event frames, grouped into happenings."""
    document = document_of(doc)
    told = document.names
    if told is not None:
        whose = holders(told.linker, list(told.found), list(told.holdings), document.day)
        setting, frames = registry.reader(document.article.language).events(document, told, whose)
        happenings = group(grounded(setting, frames))
        document.happenings = weighed(with_vague_times(happenings, document.times))
    return doc


@cache
def pipeline(language: str) -> Pipeline:
    """The spaCy pipeline of a language, built once per process.

    Raises RuleFileError when its file names a key that the knowledge does not have.
    """
    files.read_with(language_file(language), knowledge.load().entities)
    nlp = registry.reader(language).tokens()
    for name in ("kg_dates", "kg_names", "kg_events"):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def missing(language: str) -> str | None:
    """What would make the reading of a language better, and is not installed; else None."""
    read = registry.language(language)
    return read.missing() if read else None


def read_article(article: Article, *, least: float | None = None) -> Reading:
    """Everything that can be read in one article; without a day of its own, one is inferred.

    Facts less sure than ``least`` are left out (default: ontology/confidence.toml).
    """
    if registry.language(article.language) is None:
        return Reading(article, anchor=anchoring.by_sidecar(article))
    shown, way = plain_article(article)
    with faults.collecting() as found:
        reading = faults.isolated(shown, _read, what="it", default=Reading(shown))
    at_least = confidence.least() if least is None else least
    sure = confidence.sure(reading.happenings, at_least)
    told = replace(reading, article=shown, happenings=sure, faults=tuple(dict.fromkeys(found)))
    return as_stored(told, article, way)


def _read(article: Article) -> Reading:
    anchor = dated_by_text(article)
    reading = read_from(article, anchor)
    if anchor is None:
        with faults.spared("the day of the article"):
            anchor = anchoring.inferred(reading)
        if anchor is not None:
            reading = read_from(article, anchor)
    return reading


def dated_by_text(article: Article) -> Anchor | None:
    """The day that sidecar or text tell, whatever a reader of dates fails on."""
    return faults.isolated(article, anchoring.told, what="the day of the article", default=None)


def read_without_day(article: Article) -> Reading:
    """A reading that counts from no day, whatever a reader fails on."""
    return faults.isolated(article, _undated, what="it", default=Reading(article))


def _undated(article: Article) -> Reading:
    return read_from(article, None)


def tokenized(article: Article, anchor: Anchor | None) -> Doc:
    """The document of an article before any component has read it."""
    shown = registry.reader(article.language).shown(article.text)
    doc = pipeline(article.language).make_doc(shown.text)
    return put(doc, Document(article, anchor, tuple(shown.offsets)))


def read_from(article: Article, anchor: Anchor | None) -> Reading:
    """Everything that can be read in one article whose words count from an anchor."""
    if registry.language(article.language) is None:
        return Reading(article, anchor=anchor)
    doc = tokenized(article, anchor)
    for _, component in pipeline(article.language).pipeline:
        doc = component(doc)
    document = document_of(doc)
    if document.names is None:
        return Reading(article, times=document.times, anchor=anchor)
    linker = document.names.linker
    entities = tuple(with_candidates(linker.entities[key] for key in sorted(linker.entities)))
    mentions, happenings = linker.mentions(), document.happenings
    return Reading(article, entities, mentions, document.times, happenings, anchor)
