"""What the terms of the ontology are called, for people."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.html.world import Labels
from kg.html.worldread import rows
from kg.resources import ONTOLOGY


@cache
def ontology_labels() -> dict[str, Labels]:
    """Labels of the terms of dtkg.ttl by local name, e.g. ``Meeting`` or ``speaker``."""
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "dtkg.ttl"), format=ox.RdfFormat.TURTLE)
    named: dict[str, dict[str, str]] = {}
    for row in rows(store, "terms"):
        named.setdefault(str(row["term"]), {})[str(row["@"])] = str(row["label"])
    return {term: tuple(sorted(labels.items())) for term, labels in named.items()}
