"""A small article with a planned meeting, a statement, two rounds and a ceremony, as a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pyoxigraph as ox

from kg.model.claims import (
    Argument,
    Article,
    Entity,
    Frame,
    Happening,
    Mention,
    Reading,
    Span,
    Window,
)
from kg.model.vocabulary import EntityType, FactType, Role, Status
from kg.quads.store import add

TEXT = (
    "يلتقي دي ميستورا في موسكو سيرغي لافروف. وقال دي ميستورا إن جنيف 8 تعقد بين 1 و10 تشرين الثاني."
    " واختتمت جنيف 7 في 14 تموز. وحضر نزارباييف والسفراء مراسم في أستانا أمس."
)
NAMES: dict[str, tuple[EntityType, str, str]] = {
    "person/a": ("Person", "دي ميستورا", "Staffan de Mistura"),
    "person/b": ("Person", "سيرغي لافروف", "Sergey Lavrov"),
    "place/m": ("Place", "موسكو", "Moscow"),
    "round/g-8": ("TalksRound", "جنيف 8", "Geneva VIII"),
    "round/g-7": ("TalksRound", "جنيف 7", "Geneva VII"),
    "person/n": ("Person", "نزارباييف", "Nursultan Nazarbayev"),
    "organization/s": ("Organization", "السفراء", "Ambassadors"),
    "place/s": ("Place", "أستانا", "Astana"),
    "organization/o": ("Organization", "وكالة", "An agency"),
}
NOVEMBER = Window.within(date(2017, 11, 1), date(2017, 11, 10), "2017-11-01/2017-11-10")
JULY = Window(
    latest_begin=date(2017, 7, 14),
    earliest_end=date(2017, 7, 14),
    latest_end=date(2017, 7, 14),
    edtf="../2017-07-14",
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def frame(
    type_: FactType,
    status: Status,
    words: str,
    roles: Mapping[str, Role],
    *,
    text: str = TEXT,
    place: str | None = None,
    about: tuple[str, ...] = (),
    window: Window | None = None,
    source: str | None = None,
    medium: str | None = None,
) -> Frame:
    trigger = span(text, words)
    begin = text.rfind(". ", 0, trigger.start) + 2 if ". " in text[: trigger.start] else 0
    end = text.find(".", trigger.end) + 1 or len(text)
    return Frame(
        type_,
        trigger,
        Span(begin, end),
        status,
        tuple(Argument(role, key) for key, role in roles.items()),
        place,
        window,
        about,
        source,
        medium,
        0.8,
    )


def reading(
    *,
    names: Mapping[str, tuple[EntityType, str, str]] | None = None,
    text: str = TEXT,
    frames: tuple[Frame, ...] | None = None,
    id_: str = "article-1",
) -> Reading:
    names = NAMES if names is None else names
    facts = {"round/g-8": (("number", "8"),), "round/g-7": (("number", "7"),)}
    entities = tuple(
        Entity(key, type_, (("ar", arabic), ("en", english)), facts.get(key, ()))
        for key, (type_, arabic, english) in names.items()
    )
    mentions = tuple(
        Mention(span(text, arabic), type_, key)
        for key, (type_, arabic, _) in names.items()
        if arabic in text
    )
    told = usual() if frames is None else frames
    article = Article(id_, text, "ar", date(2017, 10, 19), title="من جنيف", digest=id_)
    return Reading(article, entities, mentions, (), tuple(Happening((f,)) for f in told))


def usual() -> tuple[Frame, ...]:
    return (
        frame(
            "Meeting",
            "planned",
            "يلتقي",
            {"person/a": "attendee", "person/b": "attendee"},
            place="place/m",
            source="person/a",
            medium="organization/o",
        ),
        frame("Statement", "occurred", "وقال", {"person/a": "speaker"}, about=("round/g-8",)),
        frame("TalksRound", "planned", "تعقد", {"round/g-8": "topic"}, window=NOVEMBER),
        frame("TalksRound", "occurred", "واختتمت", {"round/g-7": "topic"}, window=JULY),
        frame(
            "Ceremony",
            "occurred",
            "مراسم",
            {"person/n": "host", "organization/s": "attendee"},
            place="place/s",
            window=Window.day(date(2017, 10, 18)),
        ),
    )


def store_of(*readings: Reading) -> ox.Store:
    store = ox.Store()
    for made in readings or (reading(),):
        add(store, made, recorded="2017-10-19T00:00:00Z")
    return store
