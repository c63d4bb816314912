"""Articles on their way into a store: what changes is worked out here and lands at once.

A draft knows the part of the store that its articles touch, as it was and as it will
be; the difference is the change. Claims are kept when an article is replaced: those it
no longer makes are retired, with the words they were read in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from kg.claims import Reading
from kg.identity import Judgement, identify
from kg.quadstore import BULK, DEFAULT, QuadStore, about, change
from kg.rdf import Told, told
from kg.terms import DIP, NIF, article_key, named, node, thing, value_of
from kg.view import LiveClaim, view

_TYPE, _LABEL, _ALT = node(RDF.type), node(RDFS.label), node(SKOS.altLabel)
_KEPT = frozenset({_LABEL, _ALT, *map(node, (DIP.partOf, DIP.round, DIP.roundCount, DIP.state))})
_ARTICLE, _RETIRED, _RECORDED = node(DIP.claimArticle), node(DIP.retiredAt), node(DIP.recordedAt)
_MODALITY, _DIGEST, _CONTEXT = node(DIP.modality), node(DIP.digest), node(NIF.referenceContext)
_PASSAGES = (
    node(PROV.wasDerivedFrom),
    *map(node, (DIP.trigger, DIP.timePhrase, DIP.argument, DIP.modalityCue, DIP.attributionCue)),
)
_VERSION_OF = (_TYPE, node(NIF.isString), node(DCTERMS.language), _DIGEST)

Quads = set[ox.Quad]


@dataclass(frozen=True)
class _Fresh:
    """What a new article brings: what nothing else can say, its claims, what it tells of."""

    own: list[ox.Quad]
    claims: list[ox.NamedNode]
    things: set[ox.NamedNode]


class Draft:
    """A change to a store in the making. Nothing is written before ``commit``."""

    def __init__(self, store: QuadStore) -> None:
        self._store = store
        self._loaded: Quads = set()
        self._known: dict[ox.NamedNode, Quads] = {}
        """Subject -> its quads in the default graph, as they will be."""
        self._claimed: dict[ox.NamedNode, Quads] = {}
        """Claim -> the quads of its graph, as they will be."""
        self._told: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        """Event -> the claims that tell of it, live or retired."""
        self._touched: set[ox.NamedNode] = set()
        self._articles: set[ox.NamedNode] = set()
        self._fresh: dict[ox.NamedNode, _Fresh] = {}
        self.claims = 0
        """How many quads the readings brought, the view apart."""

    def add(self, reading: Reading, *, recorded: str, judgements: Iterable[Judgement] = ()) -> bool:
        """Take an article in; False when the store has the same content already."""
        return self.take(reading, told(reading, identify(reading, judgements), recorded), recorded)

    def take(self, reading: Reading, made: Told, recorded: str) -> bool:
        """Take the quads of a reading in; False when its digest is stored already."""
        article = thing(article_key(reading.article.id))
        stored = digest_of(self._store, reading.article.id)
        if article not in self._articles and stored == reading.article.digest:
            return False
        if article in self._articles:
            raise ValueError(f"{reading.article.id}: twice in one draft")
        self._articles.add(article)
        self.claims += len(made)
        if stored is None:
            self._take_new(article, made)
        else:
            new = set(made)
            self._load({named(quad.subject) for quad in new})
            self._replace(article, stored, recorded, new)
            for quad in new:
                self._insert(quad)
        return True

    def _take_new(self, article: ox.NamedNode, made: Told) -> None:
        """What an article says of itself is taken as it is; only things may be known already."""
        events = {stated.event for stated in made.claims.values()}
        self._fresh[article] = _Fresh(made.own, list(made.claims), events | made.things.keys())
        self._touched |= events
        self._load(self._fresh[article].things)
        for subject, said in made.things.items():
            for quad in said - self._known[subject]:
                self._insert(quad)
        for claim, stated in made.claims.items():
            self._known[claim] = {stated.modality}  # all that the view asks of a claim
            self._claimed[claim] = stated.content
            self._told.setdefault(stated.event, set()).add(claim)

    def commit(self) -> tuple[int, int]:
        """Rebuild the view of all events touched and write everything.

        Every article lands whole with the view of its events: all in one transaction, or in
        bulk first those for whose events nothing goes. Returns how many quads went and came.
        Raises StoreError; what has not landed then lands with the next draft of the same.
        """
        self._rebuild()
        after: Quads = set().union(*self._known.values(), *self._claimed.values())
        removed, added = self._loaded - after, after - self._loaded
        waiting = dict(self._fresh)
        came = len(added) + sum(len(fresh.own) for fresh in waiting.values())
        if removed and came >= BULK and isinstance(self._store, ox.Store):
            free = self._free(removed)
            shared = added & self._shared(free)
            apart = [*_own(free), *shared]
            if len(apart) >= BULK:
                change(self._store, set(), apart)
                added -= shared
                waiting = {a: fresh for a, fresh in waiting.items() if fresh not in free}
        change(self._store, removed, [*_own(waiting.values()), *added])
        return len(removed), came

    def _free(self, removed: Quads) -> list[_Fresh]:
        """The new articles that share no event with anything that goes."""
        if self._articles != self._fresh.keys():
            return []  # a replaced article shares more than what goes
        bound = {named(quad.subject) for quad in removed}
        waiting = dict(self._fresh)
        while True:
            caught = [a for a, fresh in waiting.items() if not bound.isdisjoint(fresh.things)]
            if not caught:
                return list(waiting.values())
            for article in caught:
                bound |= waiting.pop(article).things & self._touched

    def _shared(self, articles: Iterable[_Fresh]) -> Quads:
        """What articles say that others may say too, and what their claims say."""
        found: Quads = set()
        for fresh in articles:
            found.update(*(self._known[subject] for subject in fresh.things))
            for claim in fresh.claims:
                found |= self._known[claim] | self._claimed[claim]
        return found

    def touch(self, events: Iterable[ox.NamedNode]) -> None:
        """Have the view of some events rebuilt."""
        self._touched |= set(events)

    # --- what the store has ---------------------------------------------------------

    def _load(self, subjects: Iterable[ox.NamedNode]) -> None:
        missing = [subject for subject in subjects if subject not in self._known]
        for subject in missing:
            self._known[subject] = set()
        for quad in about(self._store, missing):
            self._loaded.add(quad)
            self._put(quad)

    def _put(self, quad: ox.Quad) -> None:
        subject, graph = named(quad.subject), quad.graph_name
        if isinstance(graph, ox.NamedNode):
            self._claimed.setdefault(graph, set()).add(quad)
            self._told.setdefault(subject, set()).add(graph)
        else:
            self._known.setdefault(subject, set()).add(quad)

    def _values(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.Quad]:
        return [q for q in self._known.get(subject, ()) if q.predicate == predicate]

    # --- one article ----------------------------------------------------------------

    def _insert(self, quad: ox.Quad) -> None:
        """A thing keeps the label it has; what another article calls it is an alternative."""
        label, subject = quad.object, named(quad.subject)
        if quad.predicate == _LABEL and isinstance(label, ox.Literal):
            known = self._values(subject, _LABEL)
            others = {
                q.object for q in known if getattr(q.object, "language", "") == label.language
            }
            if others and label not in others:
                quad = ox.Quad(subject, _ALT, label)
        self._put(quad)
        if isinstance(quad.graph_name, ox.NamedNode):
            self._touched.add(subject)

    def _replace(self, article: ox.NamedNode, stored: str, recorded: str, new: Quads) -> None:
        """Retire the claims that the new text no longer makes; drop what else was said."""
        match = self._store.quads_for_pattern
        claims = {named(q.subject) for q in match(None, _ARTICLE, article, DEFAULT)}
        passages = {named(q.subject) for q in match(None, _CONTEXT, article, DEFAULT)}
        self._load(claims | passages)
        events = {named(q.subject) for c in claims for q in match(None, None, None, c)}
        self._load(events)
        self._touched |= events
        kept = {named(q.subject) for q in new if q.predicate == _ARTICLE}
        for claim in claims & kept:
            self._keep(claim, new)
        retired = claims - kept
        if retired:
            self._archive(article, stored, retired)
        for passage in passages:
            self._known[passage] = set()
        self._known[article] = set()
        instant = ox.Literal(recorded, datatype=node(XSD.dateTime))
        for claim in retired:
            if not self._values(claim, _RETIRED):
                self._known[claim].add(ox.Quad(claim, _RETIRED, instant))

    def _keep(self, claim: ox.NamedNode, new: Quads) -> None:
        """A claim made again keeps the instant of its first recording, unless it was retired."""
        first = self._values(claim, _RECORDED)
        if first and not self._values(claim, _RETIRED):
            new -= {q for q in new if q.subject == claim and q.predicate == _RECORDED}
            self._known[claim] = set(first)
        else:
            self._known[claim] = set()
        self._claimed[claim] = set()

    def _archive(self, article: ox.NamedNode, stored: str, retired: set[ox.NamedNode]) -> None:
        """Move the passages of retired claims to the version of the article they stand in."""
        version = node(f"{article.value}?version={stored[:8]}")
        moved: dict[ox.NamedNode, ox.NamedNode] = {}
        for claim in retired:
            for quad in [q for p in _PASSAGES for q in self._values(claim, p)]:
                old = named(quad.object)
                if not old.value.startswith(f"{article.value}#"):
                    continue  # retired before, with an older version
                moved[old] = node(old.value.replace(article.value, version.value, 1))
                self._known[claim].remove(quad)
                self._known[claim].add(ox.Quad(claim, quad.predicate, moved[old]))
        for old, now in moved.items():
            self._known[now] = {
                ox.Quad(now, q.predicate, version if q.predicate == _CONTEXT else q.object)
                for q in self._known[old]
                if q.predicate != node(DIP.names)
            }
        if moved:
            self._known[version] = {
                ox.Quad(version, q.predicate, q.object)
                for q in self._known[article]
                if q.predicate in _VERSION_OF
            } | {ox.Quad(version, node(DCTERMS.isVersionOf), article)}

    # --- the view -------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._load(self._touched)
        claims = {claim for event in self._touched for claim in self._told.get(event, ())}
        self._load(claims)
        live = {event: list(self._live(event)) for event in self._touched}
        self._load(
            value
            for found in live.values()
            for claim in found
            for property_, values in claim.says.items()
            if property_ != _TYPE
            for value in values
            if isinstance(value, ox.NamedNode)
        )
        for event in sorted(self._touched, key=str):
            self._view(event, live[event])

    def _view(self, event: ox.NamedNode, live: list[LiveClaim]) -> None:
        old = self._known.get(event, set())
        natural = "/id/event/" not in event.value
        kept = {q for q in old if natural and q.predicate in _KEPT}
        made = set(view(event, live, self._label))
        if natural and not made:
            made = {q for q in old if q.predicate == _TYPE}
        self._known[event] = kept | made

    def _live(self, event: ox.NamedNode) -> Iterator[LiveClaim]:
        for claim in sorted(self._told.get(event, ()), key=str):
            modalities = self._values(claim, _MODALITY)
            if not modalities or self._values(claim, _RETIRED):
                continue
            says: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}
            for quad in self._claimed[claim]:
                if quad.subject == event and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    says.setdefault(quad.predicate, []).append(quad.object)
            if says:
                yield LiveClaim(claim, named(modalities[0].object), says)

    def _label(self, subject: ox.NamedNode, language: str) -> str:
        """The label of a thing in a language, else in any, else the end of its IRI."""
        found = {
            q.object.language: q.object.value
            for q in self._values(subject, _LABEL)
            if isinstance(q.object, ox.Literal)
        }
        for wanted in (language, "en", "ar", "fr"):
            if wanted in found:
                return str(found[wanted])
        return str(subject.value).rsplit("/", 1)[-1]


def _own(articles: Iterable[_Fresh]) -> Iterator[ox.Quad]:
    return chain.from_iterable(fresh.own for fresh in articles)


def digest_of(store: QuadStore, article_id: str) -> str | None:
    """The digest under which an article is stored, None when it is not."""
    subject = thing(article_key(article_id))
    for quad in store.quads_for_pattern(subject, _DIGEST, None, DEFAULT):
        return value_of(quad.object)
    return None
