"""Talks processes and their rounds; resolutions of the Security Council."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.knowledge.tables import DOUBTFUL, MEMORY, VERIFIED, Row, Tables
from tools.knowledge.turtle import Thing, bounds, dated, slug

_COUNCIL = "organization/united-nations-security-council"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_LONGEST = 200


def talks(tables: Tables) -> Iterator[tuple[Thing, bool]]:
    """(thing, whether it is doubtful): processes and rounds."""
    rows = tables.rows("talks.tsv")
    for process in dict.fromkeys(row["process"] for row in rows):
        yield _process(tables, process), False
    for row in rows:
        yield _round(tables, row), row["status"] == DOUBTFUL


def _process(tables: Tables, name: str) -> Thing:
    hand = tables.hand["processes"][name]
    thing = Thing("process/" + slug(name), "TalksProcess").labels("ar", hand["ar"])
    thing.labels("en", [name, *hand.get("en", [])]).labels("fr", hand["fr"])
    thing.link("dip:state", tables.states[hand["state"]] if "state" in hand else None)
    thing.link("dip:place", tables.places.get(hand.get("place", "").lower()))
    return tables.sources.stamp(thing, MEMORY, "hand.toml")


def _round(tables: Tables, row: Row) -> Thing:
    number = _ROMAN.get(row["round"]) or (int(row["round"]) if row["round"].isdigit() else None)
    process = slug(row["process"])
    thing = Thing(f"round/{process}-{number or slug(row['round'])}", "TalksRound")
    thing.labels("ar", [row["name_ar"]]).labels("en", [row["name_en"]])
    french = tables.hand["processes"][row["process"]]["fr"][0]
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


def documents(tables: Tables) -> Iterator[Thing]:
    """Agreements and the words of the trade that the table of aliases spells."""
    for section, kind in (("agreements", "Agreement"), ("terms", "Term")):
        for name, hand in tables.hand[section].items():
            thing = Thing(f"{kind.lower()}/{hand['key']}", kind)
            seen = [row["source"] for row in tables.aliases.get(("term", name), ())]
            english = hand.get("en", []) if seen else [name, *hand.get("en", [])]
            thing.labels("ar", [*hand.get("ar", []), *tables.spellings("term", name)])
            thing.labels("en", english).labels("fr", hand["fr"])
            status = VERIFIED if seen else MEMORY
            yield tables.sources.stamp(thing, status, "hand.toml", *seen)


def resolutions(tables: Tables) -> Iterator[tuple[Thing, bool]]:
    """(thing, whether it is doubtful): all resolutions of the table."""
    two_days: dict[str, list[str]] = tables.hand["resolution_days"]
    for row in tables.rows("resolutions.tsv"):
        number, year, symbol = row["number"], row["year"], row["symbol"]
        thing = Thing(f"resolution/S-RES-{number}-{year}", "Resolution")
        thing.labels("ar", [f"قرار مجلس الأمن {number} ({year})"])
        thing.labels("en", [f"Security Council resolution {number} ({year})"])
        thing.labels("fr", [f"résolution {number} ({year}) du Conseil de sécurité"])
        thing.text("dip:symbol", symbol).add("dip:number", number).link("dip:body", _COUNCIL)
        status = VERIFIED if symbol in two_days else row["status"]
        if symbol in two_days:
            first, last = two_days[symbol]
            thing.corners((first, last), (first, last))
        else:
            thing.add("dct:issued", dated(row["adopted"]))
        thing.text("dct:subject", row["topic"].split(" | ")[0][:_LONGEST])
        thing.text("dip:situation", row["situation"])
        for part in re.split(r"\s*[;/]\s*", row["situation"]):
            thing.link("dct:spatial", tables.owner(part) if part else None)
        thing.text("dip:voteCount", row["vote_yes_no_abstain"])
        thing.text("dip:meetingRecord", row["meeting"]).text("skos:note", row["note"].strip('"'))
        yield tables.sources.stamp(thing, status, row["source"]), status == DOUBTFUL
