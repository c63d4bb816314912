"""What the page of a graph shows, as plain data for its scripts.

The core (things, events, claims, lines) is one JSON text; the words of the articles are
packed apart in blocks that the page unpacks when somebody reads them. Offsets are in
UTF-16 units here, because those of JavaScript are.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from kg.html.ontologywords import ontology_labels
from kg.html.world import Claim, Event, Source, World, kind_of, page_words

Json = dict[str, Any]
Window = tuple[str | None, str | None, str | None, str | None]

CORNERS: Final = (
    "hasEarliestBeginTimeStamp",
    "hasLatestBeginTimeStamp",
    "hasEarliestEndTimeStamp",
    "hasLatestEndTimeStamp",
)
_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LONGEST: Final = 160
_BLOCK: Final = 24
_SHIPPED: Final = (
    "kinds",
    "strokes",
    "status",
    "roles",
    "languages",
    "locales",
    "paths",
    "encounters",
    "anchors",
    "limits",
    "sparql",
    "words",
)


def page_data(world: World) -> Json:
    """What the scripts of the page read: things, events, sources and words."""
    words = page_words()
    used = named_keys(world)
    return {
        "things": {
            key: {
                "k": kind_of(world, key),
                "c": thing.kind,
                "l": clean(thing.labels),
                "o": [plain(other) for other in thing.others[:12]],
            }
            for key, thing in sorted(world.things.items())
            if key in used
        },
        "events": [_event(world, event) for event in world.events],
        "sources": {key: _source(source) for key, source in sorted(world.sources.items())},
        "standing": [list(fact) for fact in world.standing if {fact[0], fact[2]} <= used],
        "terms": {term: dict(labels) for term, labels in sorted(ontology_labels().items())},
        **{name: words[name] for name in _SHIPPED},
    }


def named_keys(world: World) -> set[str]:
    """The things that an event, a claim or a standing fact speaks of."""
    used = {key for event in world.events for _, key in event.roles}
    used |= {k for e in world.events for c in e.claims for k in (*c.said_by, *c.carried_by)}
    near = {k for fact in world.standing for k in (fact[0], fact[2]) if {fact[0], fact[2]} & used}
    return used | near


def _source(source: Source) -> Json:
    return {
        "id": plain(source.id),
        "lang": source.language,
        "day": source.issued,
        "source": plain(source.source or ""),
        "title": plain(source.title or ""),
        "url": source.url if re.match("https?://", source.url or "") else None,
    }


def _event(world: World, event: Event) -> Json:
    several = len({says(claim) for claim in event.claims}) > 1
    pattern, days = told(event.window)
    return {
        "id": event.key,
        "k": kind_of(world, event.key),
        "c": event.kind,
        "s": event.status,
        "l": clean(event.labels),
        "w": list(event.window),
        "p": [pattern, *days],
        "d": event.disputed,
        "n": event.round,
        "r": [list(role) for role in event.roles],
        "x": [_claim(world, claim, several) for claim in event.claims],
    }


def _claim(world: World, claim: Claim, several: bool) -> Json:
    source = world.sources.get(claim.article)
    at = units(source.text if source else "")
    made: Json = {
        "m": claim.modality,
        "a": claim.article,
        "p": [at(claim.start), at(claim.stop)],
        "t": [at(place) for place in claim.trigger or ()],
        "d": [at(place) for place in claim.phrase or ()],
        "an": list(claim.anchor or ()),
        "q": claim.confidence,
        "by": list(claim.said_by),
        "via": list(claim.carried_by),
    }
    if several:
        roles, window = says(claim)
        pattern, days = told(window)
        made |= {"r": [list(role) for role in roles], "w": [pattern, *days]}
    return made


def says(claim: Claim) -> tuple[tuple[tuple[str, str], ...], Window]:
    """(roles, window) of one claim."""
    said = dict(claim.says)
    roles = tuple(r for r in claim.says if r[0] not in CORNERS and r[0] != "edtf")
    begin, late, early, end = (said.get(corner) for corner in CORNERS)
    return roles, (begin, late, early, end)


def told(window: Window) -> tuple[str, list[str]]:
    """How a window is told: a pattern of page.toml's words, and the days it takes."""
    begin, late_begin, early_end, end = window
    if begin and end:
        if begin == end:
            return "on", [begin]
        return ("span" if (begin, end) == (late_begin, early_end) else "between"), [begin, end]
    if end:
        return ("ended" if early_end == end else "until"), [end]
    if begin and late_begin:
        return ("since", [begin]) if begin == late_begin else ("starting", [begin, late_begin])
    patterns = (("after", begin), ("begun", late_begin), ("lasting", early_end))
    return next(((name, [day]) for name, day in patterns if day), ("", []))


def window_text(window: Window, language: str) -> str:
    """A window in words of a language; empty when nothing is known."""
    pattern, days = told(window)
    if not pattern:
        return ""
    named = dict(zip("ab", (day_text(day, language) for day in days), strict=False))
    return str(page_words()["words"][language][pattern]).format(**named)


def day_text(day: str, language: str) -> str:
    """An ISO day as people write it: ``18 تشرين الأول 2017``."""
    year, month, number = day.split("-")
    return f"{int(number)} {page_words()['months'][language][int(month) - 1]} {int(year)}"


# --- Texts, packed ---------------------------------------------------------------------


def blocks(world: World) -> list[str]:
    """The articles in blocks, each packed; ``block_of`` tells where one is."""
    keys = sorted(world.sources)
    return [
        packed({key: _article(world, key) for key in keys[first : first + _BLOCK]})
        for first in range(0, len(keys), _BLOCK)
    ]


def block_of(world: World) -> dict[str, int]:
    """The number of the block that holds an article."""
    return {key: number // _BLOCK for number, key in enumerate(sorted(world.sources))}


def _article(world: World, key: str) -> list[Any]:
    text = world.sources[key].text
    at = units(text)
    return [text, [[at(a), at(b), thing] for a, b, thing in world.mentions.get(key, ())]]


def packed(data: Any) -> str:
    """JSON, gzip, base64: what the page unpacks with DecompressionStream. Reproducible."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("utf-8", "replace"), 7, mtime=0)).decode()


@lru_cache(maxsize=256)
def units(text: str) -> Any:
    """From an offset in code points to one in UTF-16 units."""
    far = [place for place, letter in enumerate(text) if letter > "\uffff"]
    if not far:
        return int
    return lambda place: place + sum(1 for other in far if other < place)


# --- The plain table -------------------------------------------------------------------


def table(world: World, language: str) -> Iterator[Json]:
    """The rows of the plain table, for readers without scripts and for print."""
    terms = ontology_labels()
    place = page_words()["roles"]["place"]
    aside = {*place, *page_words()["roles"]["topic"]}
    for event in world.events[: page_words()["limits"]["rows"]]:
        outlets = {c.article: world.sources[c.article] for c in event.claims}.values()
        yield {
            "date": window_text(event.window, language),
            "event": title_of(world, event.key, language),
            "who": _names(world, [k for r, k in event.roles if r not in aside], language),
            "where": _names(world, [k for r, k in event.roles if r in place], language),
            "status": _named(dict(terms.get(event.status, ())), event.status, language),
            "source": sorted({plain(s.source or s.id) for s in outlets}),
        }


def _names(world: World, keys: Sequence[str], language: str) -> list[str]:
    return [title_of(world, key, language) for key in dict.fromkeys(keys)]


def title_of(world: World, key: str, language: str) -> str:
    """What a thing or an event is called in a language, else in another, else its key."""
    named = world.things.get(key) or world.by_key.get(key)
    return _named(clean(named.labels) if named else {}, key.rpartition("/")[2], language)


def _named(labels: dict[str, str], otherwise: str, language: str) -> str:
    order = (language, "en", "ar", "fr")
    return next((labels[lang] for lang in order if labels.get(lang)), otherwise)


def plain(text: str) -> str:
    """A name without controls of direction and line, so that it cannot disarrange others."""
    tidy = _CONTROLS.sub("", text)
    return tidy if len(tidy) <= _LONGEST else tidy[: _LONGEST - 1] + "…"


def clean(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Labels by language, without controls of direction and line."""
    return {language: plain(text) for language, text in labels}
