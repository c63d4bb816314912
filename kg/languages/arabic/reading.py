"""Names of one Arabic article: the finders in their order, each with what came before."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.languages.arabic.documents import DocumentFinder
from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.linking import ArabicLinker
from kg.languages.arabic.names import NameFinder
from kg.languages.arabic.persons import PersonFinder
from kg.languages.arabic.talks import TalksFinder
from kg.languages.arabic.titles import TitleFinder
from kg.languages.arabic.unlisted import Unlisted
from kg.reading.document import Document, Names
from kg.reading.holders import own
from kg.reading.linking import Linker
from kg.reading.talklinking import TalksLinker
from kg.text.findings import Found
from kg.text.lexicon import load
from kg.text.words import Words


def read_names(doc: Doc, document: Document) -> Names:
    """Names, offices and their holders, talks and documents, linked to entities."""
    article = document.article
    known = gazetteer(article.language)
    spans = tuple(time.span for time in document.dated)
    words = Words(doc, load(article.language), dated=spans, offsets=document.offsets)
    unlisted = Unlisted(words, known)
    bodies = unlisted.voted(NameFinder(words, known).find())
    persons = PersonFinder(words, known, bodies, unlisted.people(), unlisted.chances)
    offices, holdings = TitleFinder(words, known, bodies, persons).find()
    people, short = persons.people()
    bodies = [b for b in bodies if not any(b.overlaps(p) for p in people)]
    holdings = [h for h in holdings if h.person in people]
    told = known.demonyms_in(words.norms)
    linker = ArabicLinker(words, document.day, article.id, told=told)
    linker.names(bodies)
    bodies = [body for body in bodies if body in linker.keys]
    linker.people(people, short)
    holdings = own(linker, holdings)
    linker.offices(offices, holdings)
    found = bodies + people + short + offices + _talks(words, linker, bodies)
    linked = tuple(sorted({f for f in found if f in linker.keys}))
    return Names(words, linker, linked, tuple(holdings))


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
