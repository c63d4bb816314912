"""An article taken out of a store: gone with all that only it said, or retracted.

Gone leaves the store as if the article had never been read, but for other spellings of a
name. Retracted retires its claims: they and the text they stand in stay on record, and
nothing current rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

import pyoxigraph as ox

from kg.model.terms import ID, TYPE, dct, dip, named, nif, skos
from kg.quads.excerpt import Excerpt
from kg.quads.quadstore import DEFAULT

_LOOSE = frozenset({skos.closeMatch, TYPE})
"""What may be said of a thing that nothing names any more."""


def gone(part: Excerpt, article: ox.NamedNode) -> tuple[set[ox.NamedNode], set[ox.NamedNode]]:
    """Drop an article with its versions; (events that claims told of, things it named)."""
    match = part.store.quads_for_pattern
    texts = {article, *(named(q.subject) for q in match(None, dct.isVersionOf, article, DEFAULT))}
    claims = {named(q.subject) for q in match(None, dip.claimArticle, article, DEFAULT)}
    passages = {
        named(q.subject) for t in texts for q in match(None, nif.referenceContext, t, DEFAULT)
    }
    events = {named(q.subject) for c in claims for q in match(None, None, None, c)}
    part.load(texts | claims | passages | events)
    said = {q for c in claims for q in (*part.known[c], *part.claimed.get(c, ()))}
    said |= {q for p in passages for q in part.known[p]}
    things = {q.object for q in said if isinstance(q.object, ox.NamedNode)} | events
    for subject in texts | claims | passages:
        part.known[subject] = set()
    for claim in claims:
        part.claimed[claim] = set()
    return events, {thing for thing in things if thing.value.startswith(str(ID))}


def orphans(part: Excerpt, things: Set[ox.NamedNode]) -> None:
    """Drop what is said of things that nothing names any more, and of those that only they name."""
    waiting, left = set(things), set()
    while waiting:
        part.load(waiting)
        alone = {thing for thing in waiting if not _named(part, thing)}
        waiting = {
            q.object
            for thing in alone
            for q in part.known[thing]
            if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(str(ID))
        }
        for thing in alone:
            part.known[thing] = set()
        left |= alone
        waiting -= left


def _named(part: Excerpt, thing: ox.NamedNode) -> bool:
    """Whether anything that will be in the store names a thing."""
    known = part.known.get(thing, set())
    if any(q.predicate == dip.statedBy for q in known):
        return True
    return any(
        _will_be(part, quad) for quad in part.store.quads_for_pattern(None, None, thing, None)
    )


def _will_be(part: Excerpt, quad: ox.Quad) -> bool:
    if quad.predicate in _LOOSE:
        return False
    graph, subject = quad.graph_name, named(quad.subject)
    if isinstance(graph, ox.NamedNode):
        return graph not in part.claimed or quad in part.claimed[graph]
    return subject not in part.known or quad in part.known[subject]


def forgotten(part: Excerpt, things: Iterable[ox.NamedNode]) -> None:
    """Drop links of likeness to things that are gone."""
    for thing in things:
        if part.known.get(thing):
            continue
        for quad in part.store.quads_for_pattern(None, skos.closeMatch, thing, DEFAULT):
            part.load([named(quad.subject)])
            part.known[named(quad.subject)].discard(quad)
