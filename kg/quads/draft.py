"""Articles on their way into a store: what changes is worked out here and lands at once.

A draft knows the part of the store that its articles touch, as it was and as it will
be; the difference is the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.graph.identity import Judgement, identify
from kg.graph.rdf import Told, told
from kg.graph.view import LiveClaim, view
from kg.model.claims import Reading
from kg.model.terms import TYPE, article_key, dip, named, prov, rdfs, skos, thing, value_of, xsd
from kg.quads.excerpt import Excerpt, Quads, Remembered
from kg.quads.quadstore import BULK, DEFAULT, QuadStore, change
from kg.quads.removing import forgotten, gone, orphans
from kg.quads.replacing import replaced

RETRACTED = "retracted"
"""In the place of the digest of an article that was retracted."""

_KEPT = frozenset({rdfs.label, skos.altLabel, dip.partOf, dip.round, dip.roundCount, dip.state})
"""What is said of a thing with a name of its own, not by claims."""


@dataclass(frozen=True)
class _Fresh:
    """What a new article brings: what nothing else can say, and what it tells of."""

    own: list[ox.Quad]
    things: set[ox.NamedNode]


class Draft:
    """A change to a store in the making. Nothing is written before ``commit``.

    ``remembered`` is what the drafts before this one have learned of the same store.
    """

    def __init__(self, store: QuadStore, remembered: Remembered | None = None) -> None:
        self._store = store
        self._remembered = remembered or Remembered()
        self._part = Excerpt(store, self._remembered)
        self._touched: set[ox.NamedNode] = set()
        self._articles: set[ox.NamedNode] = set()
        self._fresh: dict[ox.NamedNode, _Fresh] = {}
        self._fresh_claims: set[ox.NamedNode] = set()
        self._left: set[ox.NamedNode] = set()
        """What removed articles named."""
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
            self._part.load({named(quad.subject) for quad in new})
            self._touched |= replaced(self._part, article, stored, recorded, new)
            for quad in new:
                self._insert(quad)
        return True

    def _take_new(self, article: ox.NamedNode, made: Told) -> None:
        """What an article says of itself is taken as it is; only things may be known already."""
        events = {stated.event for stated in made.claims.values()}
        self._touched |= events
        self._part.load_events(events)
        self._part.load_things(made.things)
        for subject, said in made.things.items():
            for quad in said - self._part.known[subject]:
                self._insert(quad)
        own = list(made.own)
        for claim, stated in made.claims.items():
            own.append(stated.modality)
            own += stated.content
            self._part.known[claim] = {stated.modality}  # all that the view asks of a claim
            self._part.claimed[claim] = stated.content
            self._part.told.setdefault(stated.event, set()).add(claim)
        self._fresh_claims |= made.claims.keys()
        self._fresh[article] = _Fresh(own, events | made.things.keys())

    def remove(self, article_id: str) -> bool:
        """Take an article out, with what only it says; False when it is not stored."""
        article = thing(article_key(article_id))
        if digest_of(self._store, article_id) is None:
            return False
        events, things = gone(self._part, article)
        self._articles.add(article)
        self._touched |= events
        self._left |= things
        return True

    def retract(self, article_id: str, recorded: str) -> bool:
        """Retire the claims of an article and keep them on record; False when there is none."""
        article = thing(article_key(article_id))
        stored = digest_of(self._store, article_id)
        if stored is None or stored == RETRACTED:
            return False
        self._part.load([article])
        self._articles.add(article)
        self._touched |= replaced(self._part, article, stored, recorded, set())
        self._part.known[article] = {
            ox.Quad(article, dip.digest, ox.Literal(RETRACTED)),
            ox.Quad(article, prov.invalidatedAtTime, ox.Literal(recorded, datatype=xsd.dateTime)),
        }
        return True

    def commit(self) -> tuple[int, int]:
        """Rebuild the view of all events touched and write everything.

        An article and the view of its events are written together, never one without the
        other. Small changes are one transaction. In a large one, the articles that only add
        quads are loaded in bulk first; the rest follows in one transaction. Returns how many
        quads were removed and how many added. Raises StoreError; the next draft of the same
        articles then writes what is missing.
        """
        self._rebuild()
        if self._left:
            orphans(self._part, self._left)
            forgotten(self._part, self._left)
        removed, added = self._part.difference(self._fresh_claims)
        waiting = dict(self._fresh)
        came = len(added) + sum(len(fresh.own) for fresh in waiting.values())
        if removed and came >= BULK and isinstance(self._store, ox.Store):
            free = self._free(removed)
            things = {thing for fresh in free.values() for thing in fresh.things}
            shared = added & set().union(*(self._part.known[thing] for thing in things))
            apart = [*_own(free.values()), *shared]
            if len(apart) >= BULK:
                change(self._store, set(), apart)
                added -= shared
                waiting = {a: fresh for a, fresh in waiting.items() if a not in free}
        change(self._store, removed, [*_own(waiting.values()), *added])
        self._remember()
        return len(removed), came

    def _remember(self) -> None:
        if self._articles != self._fresh.keys():
            self._remembered.forget()  # a replaced article may have changed anything
            return
        things = {thing for fresh in self._fresh.values() for thing in fresh.things}
        self._remembered.learn({t: self._part.known[t] for t in things}, self._touched)

    def _free(self, removed: Quads) -> dict[ox.NamedNode, _Fresh]:
        """The new articles that share no event with anything that goes."""
        if self._articles != self._fresh.keys():
            return {}  # a replaced article shares more than what goes
        bound = {named(quad.subject) for quad in removed}
        waiting = dict(self._fresh)
        while True:
            caught = [a for a, fresh in waiting.items() if not bound.isdisjoint(fresh.things)]
            if not caught:
                return waiting
            for article in caught:
                bound |= waiting.pop(article).things & self._touched

    def touch(self, events: Iterable[ox.NamedNode]) -> None:
        """Have the view of some events rebuilt."""
        self._touched |= set(events)

    # --- one article ----------------------------------------------------------------

    def _insert(self, quad: ox.Quad) -> None:
        """A thing keeps the label it has; what another article calls it is an alternative."""
        label, subject = quad.object, named(quad.subject)
        if quad.predicate == rdfs.label and isinstance(label, ox.Literal):
            known = self._part.values(subject, rdfs.label)
            others = {
                q.object for q in known if getattr(q.object, "language", "") == label.language
            }
            if others and label not in others:
                quad = ox.Quad(subject, skos.altLabel, label)
        self._part.put(quad)
        if isinstance(quad.graph_name, ox.NamedNode):
            self._touched.add(subject)

    # --- the view -------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._part.load(self._touched)
        claims = {claim for event in self._touched for claim in self._part.told.get(event, ())}
        self._part.load(claims)
        live = {event: list(self._live(event)) for event in self._touched}
        self._part.load_things(
            value
            for found in live.values()
            for claim in found
            for property_, values in claim.says.items()
            if property_ != TYPE
            for value in values
            if isinstance(value, ox.NamedNode)
        )
        for event in sorted(self._touched, key=str):
            self._view(event, live[event])

    def _view(self, event: ox.NamedNode, live: list[LiveClaim]) -> None:
        old = self._part.known.get(event, set())
        natural = "/id/event/" not in event.value
        kept = {q for q in old if natural and q.predicate in _KEPT}
        made = set(view(event, live, self._label))
        if natural and not made:
            made = {q for q in old if q.predicate == TYPE}
        self._part.known[event] = kept | made

    def _live(self, event: ox.NamedNode) -> Iterator[LiveClaim]:
        for claim in sorted(self._part.told.get(event, ()), key=str):
            modalities = self._part.values(claim, dip.modality)
            if not modalities or self._part.values(claim, dip.retiredAt):
                continue
            says: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}
            for quad in self._part.claimed[claim]:
                if quad.subject == event and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    says.setdefault(quad.predicate, []).append(quad.object)
            if says:
                yield LiveClaim(claim, named(modalities[0].object), says)

    def _label(self, subject: ox.NamedNode, language: str) -> str:
        """The label of a thing in a language, else in any, else the end of its IRI."""
        found = {
            q.object.language: q.object.value
            for q in self._part.values(subject, rdfs.label)
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
    for quad in store.quads_for_pattern(subject, dip.digest, None, DEFAULT):
        return value_of(quad.object)
    return None
