"""The reading of one article: spaCy components put together for a language.

Each component reads what the ones before it left on the Doc. The seam is open: any
component that fills ``doc._.happenings`` with kg.model.claims.Happening may take the place
of ``kg_events``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg import faults
from kg.background import knowledge
from kg.background.candidates import with_candidates
from kg.dates import anchoring
from kg.languages.arabic.clauses import ClauseReader
from kg.languages.arabic.documents import DocumentFinder
from kg.languages.arabic.events import read_frames
from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.groups import Groups, found_actors
from kg.languages.arabic.linking import ArabicLinker
from kg.languages.arabic.names import NameFinder
from kg.languages.arabic.persons import PersonFinder
from kg.languages.arabic.scene import Scene
from kg.languages.arabic.talks import TalksFinder
from kg.languages.arabic.titles import TitleFinder
from kg.languages.arabic.unlisted import Unlisted
from kg.languages.parsed import models
from kg.languages.parsed.events import read_latin_frames
from kg.languages.parsed.reading import read_names
from kg.model.claims import Anchor, Article, Reading, TimeExpression
from kg.reading import confidence
from kg.reading.confidence import weighed
from kg.reading.grounds import grounded
from kg.reading.happenings import group
from kg.reading.holders import holders, own
from kg.reading.linking import Linker
from kg.reading.setting import Setting
from kg.reading.talklinking import TalksLinker
from kg.reading.vague import with_vague_times
from kg.resources import ONTOLOGY
from kg.rulefiles import files
from kg.text.lexicon import load
from kg.text.offsets import plain_marks, tidied
from kg.text.plain import as_stored, plain_article
from kg.text.words import Found, Words

ARABIC = ("ar",)
LATIN = ("en", "fr")

for _name, _default in (
    ("article", None),
    ("anchor", None),
    ("times", ()),
    ("words", None),
    ("found", ()),
    ("holdings", ()),
    ("linker", None),
    ("happenings", ()),
):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


@Language.component("kg_dates")
def dates(doc: Doc) -> Doc:
    """Date phrases, resolved against the article's day."""

    def read(article: Article) -> tuple[TimeExpression, ...]:
        return anchoring.times(article, doc._.anchor)

    none: tuple[TimeExpression, ...] = ()
    doc._.times = faults.isolated(doc._.article, read, what="dates", default=none)
    return doc


@Language.component("kg_names")
def names(doc: Doc) -> Doc:
    """Names, offices and their holders, talks and documents, linked to entities."""
    article: Article = doc._.article
    known = gazetteer(article.language)
    spans = tuple(time.span for time in doc._.times if not time.vague)
    words = Words(doc, load(article.language), dated=spans)
    unlisted = Unlisted(words, known)
    bodies = unlisted.voted(NameFinder(words, known).find())
    persons = PersonFinder(words, known, bodies, unlisted.people(), unlisted.chances)
    offices, holdings = TitleFinder(words, known, bodies, persons).find()
    people, short = persons.people()
    bodies = [b for b in bodies if not any(b.overlaps(p) for p in people)]
    holdings = [h for h in holdings if h.person in people]
    linker = ArabicLinker(words, doc._.anchor.day if doc._.anchor else None, article.id)
    linker.names(bodies)
    bodies = [body for body in bodies if body in linker.keys]
    linker.people(people, short)
    holdings = own(linker, holdings)
    linker.offices(offices, holdings)
    found = bodies + people + short + offices + _talks(words, linker, bodies)
    doc._.words, doc._.found = words, tuple(sorted({f for f in found if f in linker.keys}))
    doc._.holdings, doc._.linker = tuple(holdings), linker
    return doc


def _talks(words: Words, linker: Linker, bodies: list[Found]) -> list[Found]:
    known = gazetteer(words.lexicon.language)
    talks = TalksFinder(words, known, bodies)
    processes = talks.processes()
    rounds = talks.rounds(processes)
    documents = DocumentFinder(words, known, bodies)
    resolutions = documents.resolutions()
    agreements = documents.agreements(processes + rounds + resolutions)
    linked = TalksLinker(linker, known.demonyms_in(words.norms))
    linked.processes(processes)
    linked.rounds(rounds)
    linked.resolutions(resolutions)
    linked.agreements(agreements)
    return [f for f in processes + rounds + resolutions + agreements if f in linker.keys]


@Language.component("kg_latin_names")
def latin_names(doc: Doc) -> Doc:
    """The same in English and French."""
    return read_names(doc)


@Language.component("kg_events")
def events(doc: Doc) -> Doc:
    """Event frames, grouped into happenings."""
    found: list[Found] = list(doc._.found)
    nested = [
        f
        for f in found
        if f.type in ("TalksProcess", "TalksRound", "Resolution", "Agreement")
        and not f.facts.get("parties")
    ]
    free = [f for f in found_actors(found) if not any(_within(f, n) for n in nested)]
    holdings = list(doc._.holdings)
    whose = holders(doc._.linker, found, holdings, doc._.anchor.day if doc._.anchor else None)
    groups = Groups(doc._.words, doc._.linker, holdings, free, whose)
    reader = ClauseReader(doc._.words, groups)
    clauses = reader.clauses()
    times = tuple(time for time in doc._.times if not time.vague)
    scene = Scene(
        words=doc._.words,
        linker=doc._.linker,
        reader=reader,
        clauses=clauses,
        found=found,
        times=times,
        holders=whose,
    )
    frames = grounded(scene, read_frames(scene, holdings, list(whose.unnamed)))
    doc._.happenings = weighed(with_vague_times(group(frames), doc._.times))
    return doc


@Language.component("kg_latin_events")
def latin_events(doc: Doc) -> Doc:
    """Event frames of English and French, grouped into happenings."""
    holdings = list(doc._.holdings)
    times = tuple(time for time in doc._.times if not time.vague)
    found = list(doc._.found)
    whose = holders(doc._.linker, found, holdings, doc._.anchor.day if doc._.anchor else None)
    setting = Setting(
        words=doc._.words, linker=doc._.linker, found=found, times=times, holders=whose
    )
    told = read_latin_frames(doc._.words, setting, holdings, list(whose.unnamed))
    frames = grounded(setting, told)
    doc._.happenings = weighed(with_vague_times(group(frames), doc._.times))
    return doc


def _within(inner: Found, outer: Found) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@cache
def pipeline(language: str) -> Language:
    """The spaCy pipeline of a language, built once per process.

    Raises RuleFileError when its file names a key that the knowledge does not have.
    """
    files.read_with(ONTOLOGY / f"{language}.toml", knowledge.load().entities)
    latin = language in LATIN
    nlp = models.model(language) if latin else gazetteer(language).nlp
    readers = ("kg_latin_names", "kg_latin_events") if latin else ("kg_names", "kg_events")
    for name in ("kg_dates", *readers):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def missing(language: str) -> str | None:
    """What would make the reading of a language better, and is not installed; else None."""
    return models.missing(language) if language in LATIN else None


def read_article(article: Article, *, least: float | None = None) -> Reading:
    """Everything that can be read in one article; without a day of its own, one is inferred.

    Facts less sure than ``least`` are left out (default: ontology/confidence.toml).
    """
    if article.language not in ARABIC + LATIN:
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
    shown = tidied(article.text) if article.language in ARABIC else plain_marks(article.text)
    doc = pipeline(article.language).make_doc(shown.text)
    doc._.article, doc._.anchor, doc._.origin = article, anchor, shown.offsets
    return doc


def read_from(article: Article, anchor: Anchor | None) -> Reading:
    """Everything that can be read in one article whose words count from an anchor."""
    if article.language not in ARABIC + LATIN:
        return Reading(article, anchor=anchor)
    doc = tokenized(article, anchor)
    for _, component in pipeline(article.language).pipeline:
        doc = component(doc)
    linker: Linker = doc._.linker
    entities = tuple(with_candidates(linker.entities[key] for key in sorted(linker.entities)))
    return Reading(article, entities, linker.mentions(), doc._.times, doc._.happenings, anchor)
