"""Readings as annotation JSON, in the words of the guidelines, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.dates.windows import parse_edtf
from kg.model.claims import (
    Argument,
    Article,
    Entity,
    Frame,
    Happening,
    Mention,
    Reading,
    Span,
    TimeExpression,
    Window,
)
from kg.model.keys import stable_key
from kg.rulefiles.guidelines import vocabulary

Json = dict[str, Any]


# --- Reading -> JSON -----------------------------------------------------------------


_UNMARKED = ("feast",)
"""Rules whose times are not annotated, nor days without a year, as was decided for the gold."""


def to_json(reading: Reading) -> Json:
    """The annotation of one article: ids in text order, one fact per happening."""
    article = reading.article
    entities, ids = _entities(reading)
    return {
        "id": article.id,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "entities": entities,
        "times": [
            {"span": [t.span.start, t.span.end], "edtf": t.edtf, "type": t.type}
            for t in reading.times
            if not t.window.vague and t.rule not in _UNMARKED and "XXXX" not in t.edtf
        ],
        "facts": [
            _fact(f"f{number}", merged(happening), ids)
            for number, happening in enumerate(reading.happenings, 1)
        ],
    }


def _entities(reading: Reading) -> tuple[list[Json], dict[str, str]]:
    spans: dict[tuple[str, str], list[Span]] = {}
    for mention in sorted(reading.mentions, key=lambda m: (m.span, m.type)):
        spans.setdefault((mention.key, mention.type), []).append(mention.span)
    labels = {entity.key: entity for entity in reading.entities}
    listed: list[Json] = []
    ids: dict[str, str] = {}
    for number, ((key, type_), found) in enumerate(spans.items(), 1):
        ids.setdefault(key, f"e{number}")
        entity = labels.get(key)
        listed.append(
            {
                "id": f"e{number}",
                "type": type_,
                "name": entity.label("en", reading.article.language) if entity else key,
                "wikidata": None,
                "mentions": [[span.start, span.end] for span in found],
            }
        )
    return listed, ids


def merged(happening: Happening) -> Frame:
    """The frame that tells most, with place and time from the others where it has none."""
    main = happening.main
    for frame in happening.frames[1:]:
        main = main.with_(
            place=main.place or frame.place,
            window=main.window or frame.window,
            source=main.source or frame.source,
        )
    return main


def _fact(id_: str, frame: Frame, ids: Mapping[str, str]) -> Json:
    written = vocabulary().get("written_as", {})
    return {
        "id": id_,
        "type": frame.type,
        "trigger": [frame.trigger.start, frame.trigger.end],
        "status": written.get(frame.status, frame.status),
        "participants": [
            {"entity": ids[a.key], "role": a.role} for a in frame.participants if a.key in ids
        ],
        "place": ids.get(frame.place or ""),
        "time": frame.window.edtf if frame.window and not frame.window.vague else None,
        "about": [ids[key] for key in frame.about if key in ids],
        "source": ids.get(frame.source or ""),
        "evidence": [frame.evidence.start, frame.evidence.end],
        "confidence": round(frame.confidence, 2),
        "rule": str(frame.grounds.rule) if frame.grounds else None,
    }


# --- JSON -> Reading -----------------------------------------------------------------


def from_json(data: Json) -> Reading:
    """A reading from annotation JSON (gold or predicted); keys are minted from the names."""
    text = data["text"]
    published = data.get("published")
    article = Article(
        data["id"], text, data["language"], date.fromisoformat(published) if published else None
    )
    keys: dict[str, str] = {}
    entities = []
    mentions = []
    for entry in data["entities"]:
        key = stable_key(entry["type"], entry["name"])
        keys[entry["id"]] = key
        first = Span(*entry["mentions"][0]).of(text)
        labels = ((article.language, first), ("en", entry["name"]))
        entities.append(Entity(key, entry["type"], labels))
        mentions += [Mention(Span(*span), entry["type"], key) for span in entry["mentions"]]
    times = [
        TimeExpression(Span(*t["span"]), t["edtf"], t["type"], window_of(t["edtf"]) or Window())
        for t in data["times"]
    ]
    happenings = tuple(Happening((_frame(fact, keys),)) for fact in data["facts"])
    return Reading(article, tuple(entities), tuple(mentions), tuple(times), happenings)


def _frame(fact: Json, keys: Mapping[str, str]) -> Frame:
    return Frame(
        type=fact["type"],
        trigger=Span(*(fact["trigger"] or fact["evidence"])),
        evidence=Span(*fact["evidence"]),
        status=fact["status"],
        participants=tuple(Argument(p["role"], keys[p["entity"]]) for p in fact["participants"]),
        place=keys.get(fact["place"] or ""),
        window=window_of(fact["time"]),
        about=tuple(keys[key] for key in fact["about"]),
        source=keys.get(fact["source"] or ""),
    )


def window_of(edtf: str | None) -> Window | None:
    """The window of an EDTF string as the guidelines write it; None for none or a duration."""
    return parse_edtf(edtf) if edtf else None
