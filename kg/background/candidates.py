"""Candidates: known people whom a new person may be. They are stated, and link nothing.

A confident link gives a mention the key of a known person. A new person gets a key of their
own; when the name may be a known one's («skos:closeMatch»), a reader can decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.background.nameindex import index
from kg.model.claims import Entity
from kg.model.keys import is_unlisted


def with_candidates(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities, unlisted people with the known ones whose names sound nearly the same."""
    for entity in entities:
        if entity.type != "Person" or not is_unlisted(entity.key):
            yield entity
            continue
        found = index().candidates(entity.labels[0][1])
        yield replace(entity, facts=(*entity.facts, *(("candidate", key) for key in found)))
