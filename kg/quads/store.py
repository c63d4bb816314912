"""The store: embedded Oxigraph on disk, or any SPARQL 1.1 server by its URL.

An article whose digest is already there is left alone; a changed one retires its old
claims and adds the new. An article's claims and the rebuilt view of the events concerned
land in one transaction. Oxigraph syncs to disk only when told to: whoever makes a promise
calls ``flush`` first.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.errors import UsageError
from kg.graph.identity import Judgement
from kg.model.claims import Reading
from kg.model.terms import NIF, named, node, value_of
from kg.quads.draft import Draft, digest_of
from kg.quads.opening import open_any, open_store
from kg.quads.quadstore import DEFAULT, QuadStore, flush

__all__ = ["add", "article_text", "articles", "digest_of", "now", "open_any", "open_store"]


def now() -> str:
    """The recording instant: SOURCE_DATE_EPOCH when set, else the clock; ISO 8601, UTC.

    Raises UsageError when SOURCE_DATE_EPOCH is no number of seconds that has a date.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        instant = datetime.fromtimestamp(int(epoch or time.time()), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={epoch[:40]} is no time; give seconds since 1970, or unset it"
        ) from error
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def add(
    store: QuadStore, reading: Reading, *, recorded: str, judgements: Iterable[Judgement] = ()
) -> bool:
    """Add or replace one article; True when anything changed. All of it lands, or nothing.

    When it returns, the article is safe on disk. Raises StoreError; then nothing changed.
    """
    draft = Draft(store)
    if not draft.add(reading, recorded=recorded, judgements=judgements):
        return False
    draft.commit()
    flush(store)
    return True


def rebuild(store: QuadStore, events: Iterable[ox.NamedNode]) -> None:
    """Rebuild the current view of some events from their live claims."""
    draft = Draft(store)
    draft.touch(events)
    draft.commit()


def article_text(store: QuadStore, article: ox.NamedNode) -> str:
    """The stored text of an article."""
    for quad in store.quads_for_pattern(article, node(NIF.isString), None, DEFAULT):
        return value_of(quad.object)
    return ""


def articles(store: QuadStore) -> list[str]:
    """The ids of all stored articles, in order."""
    found = store.quads_for_pattern(None, node(DCTERMS.identifier), None, DEFAULT)
    return sorted(value_of(q.object) for q in found if "/id/article/" in named(q.subject).value)
