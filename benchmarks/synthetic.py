"""Generated readings for measuring stores: the dataclasses and quads of real ones.

Actors follow a Zipf law, as in the news: few are in most events. Nothing here is read by
the pipeline; text, mentions and frames fit each other, so that the shapes hold.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

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

PEOPLE, BODIES, PLACES, PROCESSES, RESOLUTIONS = 1200, 150, 120, 20, 60
_FIRST, _DAYS = date(2012, 1, 1), 3000
_FACTS = 5
_STATUSES = ("occurred",) * 7 + ("planned", "possible", "denied")


def _entities() -> dict[str, list[Entity]]:
    def made(kind: str, type_: str, arabic: str, count: int) -> list[Entity]:
        return [
            Entity(
                f"{kind}/g-{n}",
                type_,
                (("ar", f"{arabic} رقم {n}"), ("en", f"{type_} no {n}"), ("ar", f"{arabic} {n}")),
            )
            for n in range(count)
        ]

    return {
        "person": made("person", "Person", "شخص", PEOPLE),
        "organization": made("organization", "Organization", "هيئة", BODIES),
        "place": made("place", "Place", "مدينة", PLACES),
        "process": made("process", "TalksProcess", "مسار", PROCESSES),
        "resolution": [
            Entity(
                f"resolution/g-{n}",
                "Resolution",
                (("ar", f"القرار {n}"), ("en", f"Resolution {n}")),
                (("symbol", f"S/RES/{n}"), ("adopted", str(_FIRST + timedelta(days=n)))),
            )
            for n in range(RESOLUTIONS)
        ],
    }


class _Maker:
    """The text of one article in the making."""

    def __init__(self, dice: random.Random, entities: dict[str, list[Entity]]) -> None:
        self.dice, self.entities = dice, entities
        self.text = ""
        self.used: dict[str, Entity] = {}
        self.mentions: list[Mention] = []

    def write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        end = len(self.text)
        self.text += " "
        return Span(start, end)

    def name(self, entity: Entity) -> str:
        self.used[entity.key] = entity
        self.mentions.append(Mention(self.write(entity.label("ar")), entity.type, entity.key))
        return entity.key

    def pick(self, kind: str) -> Entity:
        choices = self.entities[kind]
        weights = _zipf(len(choices))
        return self.dice.choices(choices, cum_weights=weights)[0]


_WEIGHTS: dict[int, list[float]] = {}


def _zipf(count: int) -> list[float]:
    if count not in _WEIGHTS:
        _WEIGHTS[count] = list(accumulate(1 / (rank + 2) ** 0.9 for rank in range(count)))
    return _WEIGHTS[count]


def readings(count: int, seed: int = 1) -> Iterator[Reading]:
    """As many articles, always the same for the same seed."""
    entities = _entities()
    for number in range(count):
        yield _reading(number, random.Random(f"{seed}-{number}"), entities)


def _reading(number: int, dice: random.Random, entities: dict[str, list[Entity]]) -> Reading:
    maker = _Maker(dice, entities)
    day = _FIRST + timedelta(days=dice.randrange(_DAYS))
    happenings = tuple(Happening((_frame(maker, dice, day),)) for _ in range(_FACTS))
    digest = hashlib.sha256(maker.text.encode()).hexdigest()
    article = Article(f"g{number:06}", maker.text, "ar", day, "generated", digest=digest)
    return Reading(article, tuple(maker.used.values()), tuple(maker.mentions), (), happenings)


def _frame(maker: _Maker, dice: random.Random, published: date) -> Frame:
    kind = dice.choices(
        ("Meeting", "Statement", "TalksRound", "ResolutionCited", "HoldsOffice"),
        (40, 35, 12, 8, 5),
    )[0]
    start = len(maker.text)
    trigger = maker.write({"Meeting": "التقى", "Statement": "قال"}.get(kind, "جرى"))
    day = published - timedelta(days=dice.randrange(30))
    window = (
        Window.day(day)
        if dice.random() < 0.8
        else Window.within(day.replace(day=1), day.replace(day=28), day.strftime("%Y-%m"))
    )
    arguments: list[Argument] = []
    place, about, source = None, (), None
    if kind == "Meeting":
        keys = {maker.name(maker.pick("person")) for _ in range(dice.choice((2, 2, 2, 3)))}
        arguments = [Argument("attendee", key) for key in sorted(keys)]
        place = maker.name(maker.pick("place")) if dice.random() < 0.7 else None
    elif kind == "Statement":
        source = maker.name(maker.pick("person"))
        arguments = [Argument("speaker", source)]
        about = (maker.name(maker.pick("process")),)
    elif kind == "TalksRound":
        process = maker.pick("process")
        maker.name(process)
        nth = dice.randrange(1, 40)
        key = f"round/{process.key.split('/')[1]}-{nth}"
        facts = (("process", process.key), ("number", str(nth)))
        maker.name(Entity(key, "TalksRound", (("ar", f"جولة {nth} من {process.key[8:]}"),), facts))
        arguments = [Argument("topic", key)]
        fixed = random.Random(key)  # a round has one place and one month, as told by most
        day = _FIRST + timedelta(days=fixed.randrange(_DAYS))
        window = Window.within(day.replace(day=1), day.replace(day=28), day.strftime("%Y-%m"))
        place = maker.name(fixed.choice(maker.entities["place"]))
    elif kind == "ResolutionCited":
        source = maker.name(maker.pick("person"))
        resolution = maker.name(maker.pick("resolution"))
        arguments = [Argument("speaker", source), Argument("topic", resolution)]
        about = (maker.name(maker.pick("process")),)
    else:
        holder = maker.name(maker.pick("person"))
        office = Entity(
            f"office/g-{dice.randrange(400)}", "Office", (("ar", f"منصب {dice.randrange(9)}"),)
        )
        arguments = [Argument("holder", holder), Argument("office", maker.name(office))]
    end = len(maker.text) - 1
    return Frame(
        kind,
        trigger,
        Span(start, end),
        dice.choice(_STATUSES),
        tuple(arguments),
        place,
        window,
        about,
        source,
    )
