"""What the page of a graph shows, as plain data: JSON for its scripts, rows for its table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from kg.world import Claim, Event, World, kind_of, ontology_labels, page_words

Json = dict[str, Any]

_FIRST: Final = "ar"
_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def page_data(world: World) -> Json:
    """What the scripts of the page read: things, events, passages, sources and words."""
    words = page_words()
    terms = ontology_labels()
    used = {key for event in world.events for _, key in event.roles}
    used |= {k for e in world.events for c in e.claims for k in (*c.said_by, *c.carried_by)}
    used |= {key for fact in world.standing for key in (fact[0], fact[2])}
    return {
        "things": {
            key: {
                "k": kind_of(world, key),
                "c": thing.kind,
                "l": clean(thing.labels),
                "o": [_plain(other) for other in thing.others],
            }
            for key, thing in sorted(world.things.items())
            if key in used
        },
        "events": [_event(world, event) for event in world.events],
        "passages": {
            passage: _segments(claims, world.mentions.get(claims[0].article, ()))
            for passage, claims in _passages(world).items()
        },
        "sources": {
            key: {
                "id": s.id,
                "lang": s.language,
                "day": s.issued,
                "source": _plain(s.source or ""),
                "title": _plain(s.title or ""),
            }
            for key, s in sorted(world.sources.items())
        },
        "standing": [list(fact) for fact in world.standing],
        "terms": {term: dict(labels) for term, labels in sorted(terms.items())},
        **{
            name: words[name]
            for name in ("kinds", "strokes", "status", "roles", "languages", "months", "words")
        },
    }


def _event(world: World, event: Event) -> Json:
    return {
        "id": event.key,
        "k": kind_of(world, event.key),
        "c": event.kind,
        "s": event.status,
        "l": clean(event.labels),
        "w": list(event.window),
        "e": event.edtf,
        "t": {lang: window_text(event, lang) for lang in page_words()["months"]},
        "d": event.disputed,
        "n": event.round,
        "r": [list(role) for role in event.roles],
        "x": [
            {
                "id": claim.key,
                "m": claim.modality,
                "a": claim.article,
                "p": _passage(claim),
                "q": claim.confidence,
                "by": list(claim.said_by),
                "via": list(claim.carried_by),
            }
            for claim in event.claims
        ],
    }


def window_text(event: Event, language: str) -> str:
    """When an event is, in words of a language; empty when nothing is known."""
    begin, late_begin, early_end, end = event.window
    words = page_words()["words"][language]
    first, last = begin or late_begin, end or early_end

    def said(pattern: str, *days: str) -> str:
        named = [day_text(day, language) for day in days]
        return str(words[pattern]).format(**dict(zip("ab", named, strict=False)))

    if begin and begin == end:
        return said("on", begin)
    if begin and end:
        exact = begin == late_begin and end == early_end
        return said("span" if exact else "between", begin, end)
    if last:
        return said("ended" if early_end and early_end == end else "until", last)
    if first:
        return said("since" if begin and begin == late_begin else "after", first)
    return ""


def day_text(day: str, language: str) -> str:
    """An ISO day as people write it: ``18 تشرين الأول 2017``."""
    year, month, number = day.split("-")
    return f"{int(number)} {page_words()['months'][language][int(month) - 1]} {int(year)}"


def _passage(claim: Claim) -> str:
    return f"{claim.article}#{claim.start},{claim.stop}"


def _passages(world: World) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for event in world.events:
        for claim in event.claims:
            found.setdefault(_passage(claim), []).append(claim)
    return dict(sorted(found.items()))


def _segments(claims: Sequence[Claim], marks: Sequence[tuple[int, int, str]]) -> list[Json]:
    """A passage cut where mentions and triggers begin and end.

    Done here because offsets count code points, those of JavaScript do not.
    """
    start, stop, words = claims[0].start, claims[0].stop, claims[0].words
    inside = [mark for mark in marks if start <= mark[0] and mark[1] <= stop]
    triggers = [(*c.trigger, c.key) for c in claims if c.trigger]
    cuts = {start, stop, *(p for mark in [*inside, *triggers] for p in mark[:2])}
    bounds = sorted(cut for cut in cuts if start <= cut <= stop)
    return [
        {
            "s": words[a - start : b - start],
            "n": [key for x, y, key in inside if x <= a and b <= y],
            "t": sorted({key for x, y, key in triggers if x <= a and b <= y}),
        }
        for a, b in pairwise(bounds)
    ]


def table(data: Json) -> list[Json]:
    """The rows of the plain table, in Arabic, for readers without scripts and for print."""
    things, terms = data["things"], data["terms"]
    names = {key: _named(thing["l"], key) for key, thing in things.items()}
    names |= {event["id"]: _named(event["l"], event["id"]) for event in data["events"]}
    ids = {key: source["id"] for key, source in data["sources"].items()}
    place = page_words()["roles"]["place"]
    aside = {*place, *page_words()["roles"]["topic"]}
    return [
        {
            "date": event["t"][_FIRST] or page_words()["words"][_FIRST]["undated"],
            "event": _named(event["l"], event["c"]),
            "who": list(dict.fromkeys(names.get(k, k) for r, k in event["r"] if r not in aside)),
            "where": [names.get(key, key) for role, key in event["r"] if role in place],
            "status": _named(terms.get(event["s"], {}), event["s"]),
            "source": sorted({ids[claim["a"]] for claim in event["x"] if claim["a"] in ids}),
        }
        for event in data["events"]
    ]


def _named(labels: Mapping[str, str], otherwise: str) -> str:
    return next((labels[lang] for lang in (_FIRST, "en", "fr") if lang in labels), otherwise)


def _plain(text: str) -> str:
    """A name without controls of direction and line, so that it cannot disarrange others."""
    return _CONTROLS.sub("", text)


def clean(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Labels by language, without controls of direction and line."""
    return {language: _plain(text) for language, text in labels}
