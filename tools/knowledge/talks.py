"""Talks processes and their rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.knowledge.tables import DOUBTFUL, MEMORY, Row, TableError, Tables
from tools.knowledge.turtle import Thing, bounds, slug

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def talks(tables: Tables) -> Iterator[tuple[Thing, bool]]:
    """(thing, whether it is doubtful): processes and rounds."""
    rows = tables.rows("talks.tsv")
    for process in dict.fromkeys(row["process"] for row in rows):
        yield _process(tables, process), False
    for row in rows:
        yield _round(tables, row), row["status"] == DOUBTFUL


def _process(tables: Tables, name: str) -> Thing:
    hand = _written(tables, name)
    thing = Thing("process/" + slug(name), "TalksProcess")
    tables.named(thing, {"ar": hand["ar"], "en": [name, *hand.get("en", [])], "fr": hand["fr"]})
    told = f"hand.toml, [processes], “{name}”"
    thing.link("dip:state", tables.state(hand["state"], told) if "state" in hand else None)
    thing.link("dip:place", tables.places.get(hand.get("place", "").lower()))
    return tables.sources.stamp(thing, MEMORY, "hand.toml")


def _written(tables: Tables, name: str) -> dict[str, Any]:
    """What is written by hand of a process; raises TableError with the line that is missing."""
    found: dict[str, Any] | None = tables.hand["processes"].get(name)
    if found is None or not (found.get("ar") and found.get("fr")):
        raise TableError(
            f"talks.tsv: the process “{name}” has no names; add to [processes] of hand.toml: "
            f'"{name}" = {{ state = "ISO code, if it is about one state", '
            'ar = ["…"], en = ["other English names"], fr = ["…"] }'
        )
    return found


def _round(tables: Tables, row: Row) -> Thing:
    number = _ROMAN.get(row["round"]) or (int(row["round"]) if row["round"].isdigit() else None)
    process = slug(row["process"])
    thing = Thing(f"round/{process}-{number or slug(row['round'])}", "TalksRound")
    thing.labels("ar", [row["name_ar"]]).labels("en", [row["name_en"]])
    french = _written(tables, row["process"])["fr"][0]
    thing.labels("fr", [f"{french} : {row['round']}"])
    thing.link("dip:partOf", "process/" + process)
    thing.add("dip:round", str(number) if number is not None else None)
    for name in row["place"].split(";"):
        thing.link("dip:place", tables.places.get(name.strip().lower()))
    thing.text("dip:venue", row["place"]).text("dip:mediators", row["mediators"])
    thing.corners(bounds(row["start"]), bounds(row["end"]))
    for name in ("start", "end"):
        status = row[f"{name}_status"]
        if row[name] and status and status != row["status"]:
            thing.text(f"dip:{'begin' if name == 'start' else 'end'}Status", status)
    thing.text("skos:note", row["note"])
    return tables.sources.stamp(thing, row["status"], row["source"])
