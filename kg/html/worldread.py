"""The current view of a store, read with SPARQL only (``ontology/queries/pages``).

So any store with the vocabulary of dtkg.ttl will do. Everything comes in a fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.html.world import Claim, Event, Labels, Source, Thing, World
from kg.resources import ONTOLOGY

_NS = "https://w3id.org/dtkg/ns#"
_ID = "https://w3id.org/dtkg/id/"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
Row = dict[str, str | None]


def _short(value: str) -> str:
    return value.removeprefix(_ID).removeprefix(_NS).removeprefix(_SEM)


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
            row["url"],
            row["text"] or "",
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
    says: dict[str, list[tuple[str, str]]] = {}
    for row in rows(store, "claimed"):
        says.setdefault(str(row["claim"]), []).append((str(row["says"]), str(row["value"])))
    grounds: dict[str, list[tuple[str, int, int, str]]] = {}
    for row in rows(store, "grounds"):
        place = (int(row["start"] or 0), int(row["stop"] or 0))
        words = (str(row["what"]), *place, row["names"] or "")
        grounds.setdefault(str(row["claim"]), []).append(words)
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
            tuple(sorted(says.get(key, ()))),
            (int(row["timeFrom"]), int(row["timeTo"]))
            if row["timeFrom"] and row["timeTo"]
            else None,
            (row["anchor"], row["basis"]) if row["anchor"] and row["basis"] else None,
            row["rule"] or "",
            row["timeRule"] or "",
            tuple(sorted(grounds.get(key, ()))),
        )
    return {
        event: sorted(made.values(), key=lambda c: (c.article, c.start, c.trigger or (0, 0), c.key))
        for event, made in found.items()
    }
