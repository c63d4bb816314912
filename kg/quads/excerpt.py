"""The part of a store that a change touches, as it was and as it will be.

Subjects are loaded once. What a build has loaded of things that it names again and again is
remembered from one excerpt to the next: reading a person back costs more than writing her.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import pyoxigraph as ox

from kg.model.terms import named
from kg.quads.quadstore import DEFAULT, AsksInBatches, QuadStore, about

Quads = set[ox.Quad]
_MOST = 50_000


class Remembered:
    """What a store says of some things, between two changes by the same writer."""

    def __init__(self) -> None:
        self._said: dict[ox.NamedNode, frozenset[ox.Quad]] = {}

    def of(self, subject: ox.NamedNode) -> frozenset[ox.Quad] | None:
        """The quads about a thing in the default graph, None when they are not known."""
        return self._said.get(subject)

    def forget(self) -> None:
        """Know nothing."""
        self._said.clear()

    def learn(self, said: Mapping[ox.NamedNode, Set[ox.Quad]], but: Set[ox.NamedNode]) -> None:
        """Take note of what has been written; forget what claims tell of."""
        for subject in but:
            self._said.pop(subject, None)
        if len(self._said) + len(said) > _MOST:
            self._said.clear()
        for subject, quads in said.items():
            if subject not in but and self._said.get(subject) != quads:
                self._said[subject] = frozenset(quads)


class Excerpt:
    """Subjects with their quads, and claims with those of their graphs."""

    def __init__(self, store: QuadStore, remembered: Remembered) -> None:
        self.store, self._remembered = store, remembered
        self._was: Quads = set()
        self._half: set[ox.NamedNode] = set()
        """Subjects whose own quads an earlier excerpt remembered, without the claims on them."""
        self.known: dict[ox.NamedNode, Quads] = {}
        """Subject -> its quads in the default graph, as they will be."""
        self.claimed: dict[ox.NamedNode, Quads] = {}
        """Claim -> the quads of its graph, as they will be."""
        self.told: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        """Event -> the claims that tell of it, live or retired."""

    def load(self, subjects: Iterable[ox.NamedNode]) -> None:
        """Read all that the store says of some subjects, in all graphs."""
        missing = [s for s in subjects if s not in self.known or s in self._half]
        for subject in missing:
            self.known.setdefault(subject, set())
        self._half.difference_update(missing)
        for quad in about(self.store, missing):
            self._was.add(quad)
            self.put(quad)

    def load_events(self, events: Set[ox.NamedNode]) -> None:
        """Read what the store says of events: nothing claims those that it has no view of."""
        missing = [event for event in events if event not in self.known]
        if not isinstance(self.store, AsksInBatches):
            match = self.store.quads_for_pattern
            for event in missing:  # one look, where most are new
                if next(iter(match(event, None, None, DEFAULT)), None) is None:
                    self.known[event] = set()
        self.load(events)

    def load_things(self, subjects: Iterable[ox.NamedNode]) -> None:
        """Read what is said of some things; what claims tell of them may stay unknown."""
        missing = []
        for subject in subjects:
            said = self._remembered.of(subject)
            if subject in self.known:
                continue
            if said is None:
                missing.append(subject)
                continue
            self.known[subject] = set(said)
            self._was |= said
            self._half.add(subject)
        self.load(missing)

    def put(self, quad: ox.Quad) -> None:
        """Have a quad in."""
        subject, graph = named(quad.subject), quad.graph_name
        if isinstance(graph, ox.NamedNode):
            self.claimed.setdefault(graph, set()).add(quad)
            self.told.setdefault(subject, set()).add(graph)
        else:
            self.known.setdefault(subject, set()).add(quad)

    def values(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.Quad]:
        """What will be said of a subject by a property."""
        return [q for q in self.known.get(subject, ()) if q.predicate == predicate]

    def difference(self, apart: Set[ox.NamedNode]) -> tuple[Quads, Quads]:
        """(quads that go, quads that come); some subjects are written by themselves."""
        will: Quads = set()
        for group in (self.known, self.claimed):
            will.update(*(quads for subject, quads in group.items() if subject not in apart))
        return self._was - will, will - self._was
