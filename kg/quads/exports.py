"""The graph in the formats of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox
import rdflib

from kg.errors import UsageError
from kg.html.world import Event, World
from kg.html.worldread import read_world
from kg.model.terms import DIP, ID, PREFIXES
from kg.quads.networks import to_gexf, to_graphml
from kg.quads.quadstore import QuadStore
from kg.quads.trig import trig
from kg.spreadsheets import csv_text

_COLUMNS = (
    "event", "class", "edtf", "status", "label", "labelEn", "earliestBegin", "latestBegin",
    "earliestEnd", "latestEnd", "disputed", "participants", "place", "about", "saidBy", "articles",
)  # fmt: skip
_ABOUT = ("about", "topic", "office", "invokes", "partOf")


def to_trig(store: QuadStore) -> str:
    """The whole store: view, claims, passages, entities."""
    return "\n".join(trig(store)) + "\n"


def to_nquads(store: QuadStore) -> str:
    """The whole store, a quad a line, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in map(str, store)))


def _view_graph(store: QuadStore) -> rdflib.Graph:
    lines = "\n".join(
        f"{q.subject} {q.predicate} {q.object} ."
        for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    )
    graph = rdflib.Graph()
    graph.parse(data=lines, format="nt")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph


def to_turtle(store: QuadStore) -> str:
    """The current view with what is known of claims and passages."""
    return str(_view_graph(store).serialize(format="turtle"))


def to_jsonld(store: QuadStore) -> str:
    """The same as JSON-LD with a context."""
    graph = _view_graph(store)
    return str(graph.serialize(format="json-ld", context=PREFIXES, indent=1, sort_keys=True)) + "\n"


def to_csv(store: QuadStore) -> str:
    """One event a line, by day: IRIs, days, Arabic and English label, who, where, who says so."""
    world = read_world(store)  # type: ignore[arg-type]
    events = sorted(world.events, key=lambda event: (event.edtf or "", event.key))
    return csv_text(_COLUMNS, (_row(world, event) for event in events))


def _row(world: World, event: Event) -> tuple[str, ...]:
    def names(keys: Iterable[str]) -> str:
        found = {key: world.label(key) for key in keys if key != event.key}
        return "; ".join(found.values())

    labels = dict(reversed(event.labels))
    apart = ("place", "participant", *_ABOUT)
    who = (key for role, key in event.roles if role not in apart)
    return (
        f"{ID}{event.key}",
        f"{DIP}{event.kind}",
        event.edtf or "",
        f"{DIP}{event.status}",
        labels.get("ar", ""),
        labels.get("en", ""),
        *(corner or "" for corner in event.window),
        "true" if event.disputed else "",
        names(who),
        names(event.of(["place"])),
        names(event.of(_ABOUT)),
        names(key for claim in event.claims for key in claim.said_by),
        "; ".join(sorted({claim.article.removeprefix("article/") for claim in event.claims})),
    )


FORMATS: Mapping[str, Callable[[QuadStore], str]] = {
    "trig": to_trig,
    "nquads": to_nquads,
    "turtle": to_turtle,
    "jsonld": to_jsonld,
    "csv": to_csv,
    "gexf": to_gexf,
    "graphml": to_graphml,
}


def export(store: QuadStore, format_: str) -> str:
    """The store in a named format; raises UsageError for an unknown one."""
    if format_ not in FORMATS:
        raise UsageError(f"unknown format “{format_}”; known are {', '.join(FORMATS)}")
    return FORMATS[format_](store)
