"""Leaders of all states since 1990: days from REIGN, offices and full names from leaders.tsv.

REIGN (one row for each spell of a leader, MIT) tells the day a spell began, the month it
ended, and the leader by surname: office and full name are from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from tools.knowledge.reign import spells
from tools.knowledge.tables import MEMORY, VERIFIED, Row, Tables

SOURCE = "github:OEFDataScience/REIGN.github.io@d7a8a6f data_sets/leaderlist_3_21.csv"
_SNAPSHOT = "2021-03-01"


def rows(tables: Tables, path: Path) -> Iterator[Row]:
    """Rows as of offices.tsv for the leaders whom leaders.tsv names."""
    named: dict[tuple[str, str], list[Row]] = {}
    for row in tables.beside("leaders.tsv"):
        named.setdefault((row["reign"], row["leader"]), []).append(row)
    for spell in spells(path):
        listed = named.get((spell["stateabb"], spell["leader"]), ())
        begun = [row for row in listed if int(row["from"] or 0) <= int(spell["syear"])]
        if begun:
            yield _row(tables, spell, max(begun, key=lambda row: int(row["from"] or 0)))


def by_hand(tables: Tables) -> Iterator[Row]:
    """Rows as of offices.tsv for what hand.toml tells in addition, all from memory."""
    for told in tables.hand["held"]:
        yield {
            "qid": "",
            "name_ar": "",
            "end": "",
            "end_memory": "",
            "note": "",
            **told,
            "start_status": MEMORY,
            "end_status": MEMORY if told.get("end") else "",
            "source": "hand.toml",
            "status": MEMORY,
        }


def _row(tables: Tables, spell: Row, named: Row) -> Row:
    begin = f"{spell['syear']}-{int(spell['smonth']):02}"
    end = f"{spell['eyear']}-{int(spell['emonth']):02}" if spell["eyear"] else ""
    seen = "" if end else f"in office at the snapshot of {_SNAPSHOT}"
    return {
        "country_or_body": _country(tables, named["state"]),
        "office": named["office"],
        "name_en": named["name_en"],
        "name_ar": named["name_ar"],
        "qid": "",
        "start": f"{begin}-{int(spell['sdate']):02}" if spell["sdate"] else begin,
        "start_status": VERIFIED,
        "end": end,
        "end_status": VERIFIED if end else "",
        "end_memory": "",
        "source": SOURCE,
        "status": VERIFIED,
        "note": seen,
    }


def _country(tables: Tables, state: str) -> str:
    """The English name of a state by ISO code or by the name of a former state."""
    if state in tables.hand["former_states"]:
        return str(tables.hand["former_states"][state]["en"][0])
    tables.state(state, "leaders.tsv")
    return str(Locale("en").territories[state])
