"""The current view of a store as frozen dataclasses: events, claims, things, sources.

Asked with SPARQL only (``ontology/queries/pages``), so any store with the vocabulary of
dtkg.ttl will do. Everything comes in a fixed order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pyoxigraph as ox

from kg.resources import ONTOLOGY

_NS = "https://w3id.org/dtkg/ns#"
_ID = "https://w3id.org/dtkg/id/"
Labels = tuple[tuple[str, str], ...]
Row = dict[str, str | None]


@dataclass(frozen=True)
class Thing:
    """A person, body, place, process … that events link to."""

    key: str
    kind: str
    """A class of dtkg.ttl, e.g. ``Person``."""
    labels: Labels = ()
    others: tuple[str, ...] = ()
    """Other names, in any language."""


@dataclass(frozen=True)
class Claim:
    """What one passage says of one event, and who says it."""

    key: str
    modality: str
    article: str
    start: int
    stop: int
    words: str
    trigger: tuple[int, int] | None = None
    confidence: float | None = None
    said_by: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event of the current view with its roles and claims."""

    key: str
    kind: str
    status: str
    labels: Labels = ()
    window: tuple[str | None, str | None, str | None, str | None] = (None,) * 4
    """Earliest and latest begin, earliest and latest end; ISO days, None when unknown."""
    edtf: str | None = None
    disputed: bool = False
    round: int | None = None
    roles: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()

    def of(self, roles: Iterable[str]) -> list[str]:
        """The things in some roles, in order of role and key, each once."""
        return list(dict.fromkeys(key for role in roles for r, key in self.roles if r == role))

    @property
    def when(self) -> tuple[str, str]:
        """Something to sort by: the first known corner, undated last."""
        known = [corner for corner in self.window if corner]
        return (min(known) if known else "9999", self.key)


@dataclass(frozen=True)
class Source:
    """An article: its id, language, day, origin and title."""

    key: str
    id: str
    language: str
    issued: str | None
    source: str | None
    title: str | None


@dataclass(frozen=True)
class World:
    """Everything the page needs, as read from the store, in a fixed order."""

    things: Mapping[str, Thing]
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    mentions: Mapping[str, tuple[tuple[int, int, str], ...]]
    standing: tuple[tuple[str, str, str], ...]

    @cached_property
    def by_key(self) -> Mapping[str, Event]:
        """The events by key."""
        return {event.key: event for event in self.events}

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The bodies that carried a report."""
        return frozenset(who for e in self.events for c in e.claims for who in c.carried_by)


@cache
def page_words() -> Mapping[str, Any]:
    """ontology/page.toml."""
    return tomllib.loads((ONTOLOGY / "page.toml").read_text(encoding="utf-8"))


# --- Reading the store ---------------------------------------------------------------


def _short(value: str) -> str:
    return value.removeprefix(_ID).removeprefix(_NS)


def rows(store: ox.Store, name: str) -> list[Row]:
    """The rows of a page query, sorted; IRIs of things and terms without their base."""
    text = (ONTOLOGY / "queries" / "pages" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    found = [
        {**_row(names, solution), **({"@": _language(solution)} if "label" in names else {})}
        for solution in solutions
    ]
    return sorted(found, key=lambda row: [str(row[name] or "") for name in sorted(row)])


def _row(names: list[str], solution: ox.QuerySolution) -> Row:
    row: Row = {}
    for name in names:
        term = solution[name]
        value: str | None = getattr(term, "value", None)
        row[name] = _short(term.value) if isinstance(term, ox.NamedNode) else value
    return row


def _language(solution: ox.QuerySolution) -> str:
    label = solution["label"]
    return (label.language or "") if isinstance(label, ox.Literal) else ""


def read_world(store: ox.Store) -> World:
    """The current view of a store."""
    labels, others = _labels(store)
    things = {
        str(row["thing"]): Thing(
            str(row["thing"]),
            str(row["class"]),
            labels.get(str(row["thing"]), ()),
            others.get(str(row["thing"]), ()),
        )
        for row in rows(store, "things")
    }
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for row in rows(store, "mentions"):
        place = (int(row["start"] or 0), int(row["stop"] or 0), str(row["thing"]))
        mentions.setdefault(str(row["article"]), []).append(place)
    sources = {
        str(row["article"]): Source(
            str(row["article"]),
            str(row["id"]),
            row["language"] or "ar",
            row["issued"],
            row["source"],
            row["title"],
        )
        for row in rows(store, "articles")
    }
    standing = tuple(
        (str(r["thing"]), str(r["relation"]), str(r["other"])) for r in rows(store, "standing")
    )
    events = _events(store, labels)
    return World(
        things, events, sources, {k: tuple(sorted(set(v))) for k, v in mentions.items()}, standing
    )


def _labels(store: ox.Store) -> tuple[dict[str, Labels], dict[str, tuple[str, ...]]]:
    named: dict[str, dict[str, str]] = {}
    others: dict[str, list[str]] = {}
    for row in rows(store, "labels"):
        thing, label = str(row["thing"]), str(row["label"])
        if row["other"] == "true":
            others.setdefault(thing, []).append(label)
        else:
            named.setdefault(thing, {}).setdefault(str(row["@"]), label)
    return (
        {key: tuple(sorted(value.items())) for key, value in named.items()},
        {key: tuple(dict.fromkeys(value)) for key, value in others.items()},
    )


def _events(store: ox.Store, labels: Mapping[str, Labels]) -> tuple[Event, ...]:
    roles: dict[str, list[tuple[str, str]]] = {}
    for row in rows(store, "roles"):
        roles.setdefault(str(row["event"]), []).append((str(row["role"]), str(row["thing"])))
    claims = _claims(store)
    events: dict[str, Event] = {}
    for row in rows(store, "events"):
        key = str(row["event"])
        if key in events:  # two classes, one for each claim: the first by name stands
            continue
        events[key] = Event(
            key,
            row["class"] or "Event",
            str(row["status"]),
            labels.get(key, ()),
            (row["begin"], row["latestBegin"], row["earliestEnd"], row["end"]),
            row["edtf"],
            row["disputed"] == "true",
            int(row["round"]) if row["round"] else None,
            tuple(sorted(set(roles.get(key, ())))),
            tuple(claims.get(key, ())),
        )
    return tuple(sorted(events.values(), key=lambda event: event.when))


def _claims(store: ox.Store) -> dict[str, list[Claim]]:
    voices: dict[tuple[str, bool], list[str]] = {}
    for row in rows(store, "voices"):
        carried = row["how"] == "reportedBy"
        voices.setdefault((str(row["claim"]), carried), []).append(str(row["who"]))
    found: dict[str, dict[str, Claim]] = {}
    for row in rows(store, "claims"):
        key = str(row["claim"])
        trigger = (int(row["from"]), int(row["to"])) if row["from"] and row["to"] else None
        found.setdefault(str(row["event"]), {})[key] = Claim(
            key,
            str(row["modality"]),
            str(row["article"]),
            int(row["start"] or 0),
            int(row["stop"] or 0),
            str(row["words"]),
            trigger,
            float(row["confidence"]) if row["confidence"] else None,
            tuple(voices.get((key, False), ())),
            tuple(voices.get((key, True), ())),
        )
    return {
        event: sorted(made.values(), key=lambda c: (c.article, c.start, c.trigger or (0, 0), c.key))
        for event, made in found.items()
    }


def ontology_labels() -> dict[str, Labels]:
    """Labels of the terms of dtkg.ttl by local name, e.g. ``Meeting`` or ``speaker``."""
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "dtkg.ttl"), format=ox.RdfFormat.TURTLE)
    named: dict[str, dict[str, str]] = {}
    for row in rows(store, "terms"):
        named.setdefault(str(row["term"]), {})[str(row["@"])] = str(row["label"])
    return {term: tuple(sorted(labels.items())) for term, labels in named.items()}


def kind_of(world: World, key: str) -> str:
    """The kind of node (page.toml) that a thing or event is drawn as."""
    if key in world.outlets:
        return "outlet"
    told = world.things.get(key) or world.by_key.get(key)
    return _kinds().get(told.kind if told else "", "event")


@cache
def _kinds() -> Mapping[str, str]:
    return {name: kind["id"] for kind in page_words()["kinds"] for name in kind["classes"]}
