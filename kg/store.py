"""The store: embedded Oxigraph on disk, one transaction an article, nothing overwritten.

An article whose digest is already there is left alone; a changed one retires its old
claims and adds the new. Whatever is touched, the current view of the events concerned
is rebuilt in the same transaction, and the disk is synced before a promise is made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD

from kg.claims import Reading
from kg.errors import StoreError
from kg.identity import Judgement, identify
from kg.rdf import DIP, NIF, article_key, named, node, quads, thing, value_of
from kg.view import LiveClaim, view

_TYPE, _LABEL = node(RDF.type), node(RDFS.label)
_KEPT = frozenset({_LABEL, node(SKOS.altLabel), node(DIP.partOf), node(DIP.round), node(DIP.state)})
_DEFAULT = ox.DefaultGraph()


def open_store(folder: Path, *, read_only: bool = False) -> ox.Store:
    """The store in a folder, made when it is not there and may be written.

    Raises StoreError when another process writes it, when it is missing for reading,
    or when it is damaged.
    """
    if read_only and not folder.is_dir():
        raise StoreError(f"{folder}: there is no store here; run “kg build” first")
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except OSError as error:
        reason = str(error)
        if "lock" in reason.lower():
            raise StoreError(
                f"{folder}: another process is using this store; wait for it"
            ) from error
        raise StoreError(
            f"{folder}: the store cannot be opened ({reason}); build it anew"
        ) from error


def now() -> str:
    """The recording instant: SOURCE_DATE_EPOCH when set, else the clock; ISO 8601, UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else int(time.time())
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest_of(store: ox.Store, article_id: str) -> str | None:
    """The digest under which an article is stored, None when it is not."""
    found = list(
        store.quads_for_pattern(thing(article_key(article_id)), node(DIP.digest), None, _DEFAULT)
    )
    return value_of(found[0].object) if found else None


def add(
    store: ox.Store, reading: Reading, *, recorded: str, judgements: Iterable[Judgement] = ()
) -> bool:
    """Add or replace one article; True when anything changed. All of it lands, or nothing."""
    article = reading.article
    stored = digest_of(store, article.id)
    if stored is not None and stored == article.digest:
        return False
    new = _labelled_once(store, quads(reading, identify(reading, judgements), recorded))
    removed: set[ox.Quad] = set()
    touched = {named(q.subject) for q in new if q.graph_name != _DEFAULT}
    if stored is not None:
        old, retired, events = _retire(store, article.id, recorded, new)
        removed |= old
        new |= retired
        touched |= events
    _commit(store, removed, new)
    rebuild(store, touched)
    store.flush()
    return True


def _labelled_once(store: ox.Store, new: Iterable[ox.Quad]) -> set[ox.Quad]:
    """A thing keeps the label it has; what another article calls it is an alternative."""
    made: set[ox.Quad] = set()
    for quad in new:
        label = quad.object
        if quad.predicate == _LABEL and isinstance(label, ox.Literal):
            known = store.quads_for_pattern(quad.subject, _LABEL, None, _DEFAULT)
            others = {
                q.object for q in known if getattr(q.object, "language", "") == label.language
            }
            if others and label not in others:
                made.add(ox.Quad(quad.subject, node(SKOS.altLabel), label))
                continue
        made.add(quad)
    return made


def _retire(
    store: ox.Store, article_id: str, recorded: str, new: set[ox.Quad]
) -> tuple[set[ox.Quad], set[ox.Quad], set[ox.NamedNode]]:
    """(quads to drop, quads to add, events touched) when an article is replaced."""
    subject = thing(article_key(article_id))
    dropped = {q for q in store.quads_for_pattern(subject, None, None, _DEFAULT) if q not in new}
    added: set[ox.Quad] = set()
    events: set[ox.NamedNode] = set()
    instant = ox.Literal(recorded, datatype=node(XSD.dateTime))
    kept = {q.subject for q in new}
    for quad in store.quads_for_pattern(None, node(DIP.claimArticle), subject, _DEFAULT):
        claim = named(quad.subject)
        events |= {named(q.subject) for q in store.quads_for_pattern(None, None, None, claim)}
        if claim in kept:
            dropped |= {q for q in store.quads_for_pattern(None, None, None, claim) if q not in new}
        elif not any(store.quads_for_pattern(claim, node(DIP.retiredAt), None, _DEFAULT)):
            added.add(ox.Quad(claim, node(DIP.retiredAt), instant))
    return dropped, added, events


def rebuild(store: ox.Store, events: Iterable[ox.NamedNode]) -> None:
    """Rebuild the current view of some events from their live claims."""
    removed: set[ox.Quad] = set()
    added: set[ox.Quad] = set()
    for event in sorted(set(events), key=str):
        natural = "/id/event/" not in event.value
        for quad in store.quads_for_pattern(event, None, None, _DEFAULT):
            if not (natural and quad.predicate in _KEPT):
                removed.add(quad)
        made = set(
            view(event, list(live_claims(store, event)), lambda n, lang: label(store, n, lang))
        )
        if natural and not made:
            made = {q for q in removed if q.subject == event and q.predicate == _TYPE}
        added |= made
    _commit(store, removed - added, added)


def live_claims(store: ox.Store, event: ox.NamedNode) -> Iterator[LiveClaim]:
    """The claims of an event that are not retired, in order of their IRIs."""
    graphs = {q.graph_name for q in store.quads_for_pattern(event, _TYPE, None, None)}
    for graph in sorted((g for g in graphs if isinstance(g, ox.NamedNode)), key=str):
        if any(store.quads_for_pattern(graph, node(DIP.retiredAt), None, _DEFAULT)):
            continue
        modalities = list(store.quads_for_pattern(graph, node(DIP.modality), None, _DEFAULT))
        if not modalities:
            continue
        says: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}
        for quad in store.quads_for_pattern(event, None, None, graph):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                says.setdefault(quad.predicate, []).append(quad.object)
        yield LiveClaim(graph, named(modalities[0].object), says)


def label(store: ox.Store, subject: ox.NamedNode, language: str) -> str:
    """The label of a thing in a language, else in any, else the end of its IRI."""
    labels = {
        q.object.language: q.object.value
        for q in store.quads_for_pattern(subject, _LABEL, None, _DEFAULT)
        if isinstance(q.object, ox.Literal)
    }
    for wanted in (language, "en", "ar", "fr"):
        if wanted in labels:
            return str(labels[wanted])
    return str(subject.value).rsplit("/", 1)[-1]


def _commit(store: ox.Store, removed: set[ox.Quad], added: set[ox.Quad]) -> None:
    """One transaction: all quads go and come together."""
    parts = []
    for verb, found in (("DELETE", removed), ("INSERT", added)):
        if found:
            body = "\n".join(sorted(_written(quad) for quad in found))
            parts.append(f"{verb} DATA {{\n{body}\n}}")
    if parts:
        try:
            store.update(" ;\n".join(parts))
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"the store refused a change: {error}") from error


def _written(quad: ox.Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    if isinstance(quad.graph_name, ox.NamedNode):
        return f"GRAPH {quad.graph_name} {{ {triple} }}"
    return triple


def article_text(store: ox.Store, article: ox.NamedNode) -> str:
    """The stored text of an article."""
    found = list(store.quads_for_pattern(article, node(NIF.isString), None, _DEFAULT))
    return value_of(found[0].object) if found else ""


def articles(store: ox.Store) -> list[str]:
    """The ids of all stored articles, in order."""
    found = store.quads_for_pattern(None, node(DCTERMS.identifier), None, _DEFAULT)
    return sorted(value_of(q.object) for q in found if "/id/article/" in named(q.subject).value)
