"""Names of one article in Latin script: the finders in their order, each with what came before."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.languages.parsed.documents import LatinDocuments
from kg.languages.parsed.evidence import by_office
from kg.languages.parsed.gazetteer import latin_gazetteer
from kg.languages.parsed.guesses import guesses
from kg.languages.parsed.linking import LatinLinker
from kg.languages.parsed.names import LatinNames
from kg.languages.parsed.persons import LatinPersons
from kg.languages.parsed.talklinking import LatinTalksLinker
from kg.languages.parsed.talks import LatinTalks
from kg.languages.parsed.titles import LatinTitles
from kg.languages.parsed.words import LatinWords
from kg.reading.document import Document, Names
from kg.text.findings import Found
from kg.text.lexicon import load

_NESTING = ("Office", "TalksProcess", "TalksRound", "Resolution", "Agreement")


def read_names(doc: Doc, document: Document) -> Names:
    """Names, offices and their holders, talks and documents, linked to entities."""
    article, day = document.article, document.day
    known = latin_gazetteer(article.language)
    spans = tuple(time.span for time in document.dated)
    words = LatinWords(doc, load(article.language), dated=spans, offsets=document.offsets)
    names = LatinNames(words, known)
    strong = names.find()
    persons = LatinPersons(words, known, strong, day)
    weak = guesses(words, names, strong, persons.found.values())
    bodies = sorted([*strong, *weak])
    talks = LatinTalks(words, known, bodies)
    processes, rounds = talks.find()
    offices, holdings = LatinTitles(words, known, bodies, persons, [*processes, *rounds]).find()
    people, short = persons.people()
    named = [*people, *short]
    bodies = [b for b in bodies if not any(b.overlaps(p) for p in named)]
    offices = [o for o in offices if not any(o.start >= p.start and o.end <= p.end for p in named)]
    holdings = [h for h in holdings if h.person in people and h.office in offices]
    holdings, people = by_office(words, holdings, people, day)
    documents = LatinDocuments(words, known, bodies)
    resolutions = documents.resolutions()
    agreements = documents.agreements([*processes, *rounds, *resolutions])

    adjectives = [match for i in range(len(words)) if (match := known.demonym_at(words, i))]
    told = frozenset(state for _, state in adjectives)
    linker = LatinLinker(words, day, article.id, told=told)
    linker.names(bodies)
    linker.people(people, short)
    linker.offices(offices, holdings)
    linked = LatinTalksLinker(linker, set(told))
    linked.processes(processes)
    linked.rounds(rounds)
    linked.resolutions(resolutions)
    linked.agreements(agreements)
    keep = _uncrossed([*bodies, *named], [*offices, *processes, *rounds, *resolutions, *agreements])
    for found in [f for f in linker.keys if f not in keep]:
        del linker.keys[found]
    held = tuple(h for h in holdings if h.person in keep and h.office in keep)
    return Names(words, linker, tuple(sorted(linker.keys)), held)


def _uncrossed(names: Iterable[Found], phrases: Iterable[Found]) -> set[Found]:
    """Without spans that cross: a name wins over a phrase, a longer phrase over a shorter."""
    kept = set(names)
    for phrase in sorted(phrases, key=lambda f: (f.start - f.end, f.start)):
        if not any(_cross(phrase, other) for other in kept):
            kept.add(phrase)
    return kept


def _cross(one: Found, other: Found) -> bool:
    same = one.start == other.start and one.end == other.end
    if same:
        return True
    within = one.start <= other.start and other.end <= one.end
    around = other.start <= one.start and one.end <= other.end
    if around and other.type not in _NESTING:
        return True
    return one.overlaps(other) and not (within or around)
