"""The pages of a store: the way in, the network, and a page for every thing, event, article.

Each is one file that asks for nothing; together they link to one another by relative
paths. A large graph has no page for each thing: the network shows it on demand, and
``wanted`` names those that are written all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pyoxigraph as ox
from markupsafe import Markup

from kg.errors import UsageError
from kg.html import webpage
from kg.html.dossiers import of_article, of_event, of_thing, rounds
from kg.html.network import project
from kg.html.pagedata import named_keys, packed, plain
from kg.html.pages import world_html
from kg.html.texts import LANGUAGES, Teller, counted, file_name, term, window, word
from kg.html.world import Event, World, kind_of, page_words
from kg.html.worldread import read_world

Json = dict[str, Any]
FOLDER: Final = "pages"
MARK: Final = '<meta name="generator" content="dtkg">'
"""What tells our page from a file of others."""
_PEOPLE, _MONTHS, _CARDS = 14, 12, 8


def site(store: ox.Store, wanted: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """(path, HTML) of every page: ``index.html``, ``graph.html``, ``pages/….html``.

    ``wanted`` are keys such as ``person/staffan-de-mistura`` that get a page whatever the
    size of the graph. Raises UsageError for a key that is not in the store.
    """
    world = read_world(store)
    keys = _with_page(world, wanted)
    yield "index.html", index_html(world, keys)
    yield "graph.html", world_html(world, project(world))
    teller = Teller(world, keys)
    for key in keys:
        yield f"{FOLDER}/{file_name(key)}", _page(teller, key)


def _with_page(world: World, wanted: Iterable[str]) -> list[str]:
    things = sorted(named_keys(world) & world.things.keys())
    every = [*things, *(event.key for event in world.events), *world.sources]
    unknown = sorted(set(wanted) - set(every))
    if unknown:
        raise UsageError(
            f"{unknown[0]}: not in the store; the address of the network shows the keys"
        )
    few = len(every) <= page_words()["limits"]["pages"]
    return sorted(set(every)) if few else sorted(set(wanted))


def _page(teller: Teller, key: str) -> str:
    if key in teller.world.sources:
        return _render("article.html", of_article(teller, key), depth=1)
    if key in teller.world.by_key:
        event = teller.world.by_key[key]
        about = [e for e in teller.told.get(key, []) if e.key != key]
        told = {"about": [of_event(teller, other) for other in about[:30]]}
        return _render("event.html", of_event(teller, event) | told, depth=1)
    return _render("thing.html", of_thing(teller, key), depth=1)


def _render(name: str, page: Json, *, depth: int, **more: Any) -> str:
    css, app = webpage.style("base", "site"), webpage.program("letters", "site")
    kinds = {kind["id"]: kind for kind in page_words()["kinds"]}
    return str(
        webpage.environment()
        .get_template(name)
        .render(
            page=page,
            kinds={key: {k: Markup(v[k]) for k in ("shape", "glyph")} for key, v in kinds.items()},
            languages={k: v for k, v in page_words()["languages"].items() if k in LANGUAGES},
            css=webpage.inline(css),
            app=webpage.inline(app),
            policy=webpage.policy((app,), (css,)),
            word=word,
            term=term,
            up="../" * depth,
            **more,
        )
    )


# --- The way in ------------------------------------------------------------------------


def index_html(world: World, keys: Sequence[str]) -> str:
    """The page to begin with: search, who and when, talks, disagreements, sources."""
    teller = Teller(world, keys, base=f"{FOLDER}/")
    people, months = _matrix(teller)
    page = {
        "counts": [
            counted("articlesN", len(world.sources)),
            counted("eventsN", len(world.events)),
            counted("peopleN", sum(kind_of(world, k) == "person" for k in teller.told)),
            counted("disputedN", sum(event.disputed for event in world.events)),
        ],
        "span": _span(world),
        "months": months,
        "people": people,
        "talks": _talks(teller),
        "disputed": [
            {
                "link": _into(teller, event.key),
                "when": window(event.window),
                "type": term(event.kind),
                "sources": sorted({_outlet(world, c.article) for c in event.claims}),
            }
            for event in _disputed(world)
        ],
        "sources": _sources(world),
        "pages": len(keys),
    }
    return _render("index.html", page, depth=0, names=packed(_names(teller)))


def _into(teller: Teller, key: str, more: str = "") -> Json:
    """A link from the way in into the network, with the thing chosen."""
    return teller.link(key) | {"href": f"graph.html#id={key}{more}"}


def _anchor(world: World, event: Event) -> str | None:
    """The day that tells where an event belongs: its own, else that of the first report."""
    known = [corner for corner in event.window if corner]
    issued = [day for claim in event.claims if (day := world.sources[claim.article].issued)]
    return min(known) if known else min(issued, default=None)


def _matrix(teller: Teller) -> tuple[list[Json], list[Json]]:
    """Whom the graph tells most of, month by month: all events, and meetings among them."""
    world, meetings = teller.world, page_words()["encounters"]
    month_of = {e.key: (_anchor(world, e) or "")[:7] for e in world.events}
    issued = sorted({(s.issued or "")[:7] for s in world.sources.values()} - {""})
    count = Counter(month for month in month_of.values() if month)
    near = [m for m in count if issued and issued[0] <= m <= issued[-1]] or list(count)
    months = sorted(near)[-_MONTHS:]

    def met(key: str, event: Event) -> bool:
        return event.kind in meetings["events"] and key in event.of(meetings["roles"])

    rows = []
    for key, events in teller.told.items():
        if kind_of(world, key) != "person":
            continue
        times = sum(met(key, event) for event in events)
        rows.append((-(len(events) + 3 * times), key, events))
    made = []
    for _, key, events in sorted(rows)[:_PEOPLE]:
        cells = []
        for month in months:
            inside = [event for event in events if month_of[event.key] == month]
            span = f"&time={month}-01..{_last(month)}"
            cells.append(
                {
                    "n": len(inside),
                    "met": sum(met(key, event) for event in inside),
                    "heat": min(4, (len(inside) + 1) // 2),
                    "href": f"graph.html#id={key}{span}",
                }
            )
        made.append({"link": _into(teller, key), "cells": cells})
    named = [{"month": _month(month), "year": month[:4]} for month in months]
    return made, named


def _month(month: str) -> dict[str, str]:
    return {lang: page_words()["months"][lang][int(month[5:]) - 1] for lang in LANGUAGES}


def _last(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = 29 if leap and number == 2 else 28 if number == 2 else 31 - (number - 1) % 7 % 2
    return f"{month}-{length}"


def _talks(teller: Teller) -> list[Json]:
    """The processes with their rounds, those with most to tell first."""
    found = []
    for key in teller.world.things:
        if teller.world.things[key].kind == "TalksProcess":
            told = rounds(teller, key)
            weight = len(teller.told.get(key, []))
            if told or weight:
                found.append((-len(told), -weight, key, told))
    return [
        {
            "link": _into(teller, key, "&view=processes"),
            "n": -weight,
            "rounds": [r | {"href": f"graph.html#id={r['key']}"} for r in told[:8]],
        }
        for _, weight, key, told in sorted(found, key=lambda row: row[:3])[:_CARDS]
    ]


def _disputed(world: World) -> list[Event]:
    return [event for event in world.events if event.disputed][: 2 * _CARDS]


def _outlet(world: World, article: str) -> str:
    source = world.sources[article]
    return plain(source.source or source.id)


def _sources(world: World) -> list[Json]:
    outlets: dict[str, list[str]] = {}
    for key, source in world.sources.items():
        outlets.setdefault(_outlet(world, key), []).append(source.issued or "")
    ordered = sorted(outlets.items(), key=lambda item: (-len(item[1]), item[0]))
    return [{"name": name, "n": len(found)} for name, found in ordered]


def _span(world: World) -> tuple[dict[str, str], dict[str, str]] | None:
    issued = sorted(source.issued for source in world.sources.values() if source.issued)
    if not issued:
        return None
    return window((issued[0],) * 4), window((issued[-1],) * 4)


def _names(teller: Teller) -> list[list[Any]]:
    """What the search of the way in looks through: key, kind, names, other names, weight."""
    return [
        [
            key,
            kind_of(teller.world, key),
            [teller.name(key)[lang] for lang in LANGUAGES],
            " ".join(plain(other) for other in thing.others[:8]),
            len(teller.told.get(key, ())),
        ]
        for key, thing in sorted(teller.world.things.items())
        if key in teller.told
    ]
