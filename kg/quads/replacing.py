"""An article read anew: the claims that it no longer makes are retired, not lost.

They keep the words they were read in: their passages move to the version of the text that
these stand in.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.terms import TYPE, dct, dip, named, nif, node, prov, xsd
from kg.quads.excerpt import Excerpt, Quads
from kg.quads.quadstore import DEFAULT

_PASSAGES = (
    prov.wasDerivedFrom,
    dip.trigger,
    dip.timePhrase,
    dip.argument,
    dip.modalityCue,
    dip.attributionCue,
)
_VERSION_OF = (TYPE, nif.isString, dct.language, dip.digest)


def replaced(
    part: Excerpt, article: ox.NamedNode, stored: str, recorded: str, new: Quads
) -> set[ox.NamedNode]:
    """Retire the claims that the new text no longer makes; drop what else was said.

    Takes from ``new`` what stays as it was. Returns the events that claims told of.
    """
    match = part.store.quads_for_pattern
    claims = {named(q.subject) for q in match(None, dip.claimArticle, article, DEFAULT)}
    passages = {named(q.subject) for q in match(None, nif.referenceContext, article, DEFAULT)}
    part.load(claims | passages)
    events = {named(q.subject) for c in claims for q in match(None, None, None, c)}
    part.load(events)
    kept = {named(q.subject) for q in new if q.predicate == dip.claimArticle}
    for claim in claims & kept:
        _keep(part, claim, new)
    retired = claims - kept
    if retired:
        _archive(part, article, stored, retired)
    for passage in passages:
        part.known[passage] = set()
    part.known[article] = set()
    instant = ox.Literal(recorded, datatype=xsd.dateTime)
    for claim in retired:
        if not part.values(claim, dip.retiredAt):
            part.known[claim].add(ox.Quad(claim, dip.retiredAt, instant))
    return events


def _keep(part: Excerpt, claim: ox.NamedNode, new: Quads) -> None:
    """A claim made again keeps the instant of its first recording, unless it was retired."""
    first = part.values(claim, dip.recordedAt)
    if first and not part.values(claim, dip.retiredAt):
        new -= {q for q in new if q.subject == claim and q.predicate == dip.recordedAt}
        part.known[claim] = set(first)
    else:
        part.known[claim] = set()
    part.claimed[claim] = set()


def _archive(part: Excerpt, article: ox.NamedNode, stored: str, retired: set[ox.NamedNode]) -> None:
    """Move the passages of retired claims to the version of the article they stand in."""
    version = node(f"{article.value}?version={stored[:8]}")
    moved: dict[ox.NamedNode, ox.NamedNode] = {}
    for claim in retired:
        for quad in [q for p in _PASSAGES for q in part.values(claim, p)]:
            old = named(quad.object)
            if not old.value.startswith(f"{article.value}#"):
                continue  # retired before, with an older version
            moved[old] = node(old.value.replace(article.value, version.value, 1))
            part.known[claim].remove(quad)
            part.known[claim].add(ox.Quad(claim, quad.predicate, moved[old]))
    for old, now in moved.items():
        part.known[now] = {
            ox.Quad(now, q.predicate, version if q.predicate == nif.referenceContext else q.object)
            for q in part.known[old]
            if q.predicate != dip.names
        }
    if moved:
        part.known[version] = {
            ox.Quad(version, q.predicate, q.object)
            for q in part.known[article]
            if q.predicate in _VERSION_OF
        } | {ox.Quad(version, dct.isVersionOf, article)}
