"""Agreements, words of the trade, and what the Security Council adopted or vetoed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.knowledge.tables import DOUBTFUL, MEMORY, VERIFIED, Row, TableError, Tables
from tools.knowledge.turtle import DAY, Thing, bounds, dated, slug

_COUNCIL = "organization/united-nations-security-council"
_LONGEST = 200


def documents(tables: Tables) -> Iterator[tuple[Thing, bool]]:
    """(agreement or term, whether it is doubtful)."""
    rows = {row["name_en"]: row for row in tables.rows("agreements.tsv")}
    unknown = sorted(rows.keys() - tables.hand["agreements"].keys())
    if unknown:
        raise TableError(
            f"agreements.tsv: “{unknown[0]}” has no key; add a line to [agreements] of hand.toml: "
            f'"{unknown[0]}" = {{ key = "{slug(unknown[0])}", ar = ["…"], fr = ["…"] }}'
        )
    for section, kind in (("agreements", "Agreement"), ("terms", "Term")):
        for name in tables.hand[section]:
            yield _document(tables, section, kind, name, rows.get(name, {})), False


def _document(tables: Tables, section: str, kind: str, name: str, row: Row) -> Thing:
    hand = tables.hand[section][name]
    thing = Thing(f"{kind.lower()}/{hand['key']}", kind)
    seen = [one["source"] for one in tables.aliases.get(("term", name), ())]
    written = {
        "ar": [*hand.get("ar", []), *_listed(row, "name_ar"), *tables.spellings("term", name)],
        "en": [*([] if seen else [name]), *hand.get("en", []), *_listed(row, "other_names")],
        "fr": [*hand["fr"], *_listed(row, "name_fr")],
    }
    tables.named(thing, written)
    sources = ["hand.toml", *seen]
    status = VERIFIED if seen else MEMORY
    if row:
        _concluded(tables, thing, row)
        sources.append(row["source"])
        thing.text("skos:note", row["note"].strip('"'))
        status = VERIFIED if VERIFIED in (status, row["status"]) else MEMORY
    elif "day" in hand:
        thing.add("dct:issued", dated(hand["day"]))
    return tables.sources.stamp(thing, status, *sources)


def _concluded(tables: Tables, thing: Thing, row: Row) -> None:
    """The day, the parties and the place of an agreement."""
    if len(row["date"]) == DAY:
        thing.add("dct:issued", dated(row["date"]))
    else:
        thing.corners(bounds(row["date"]), bounds(row["date"]))
    if row["date_status"] != row["status"] or row["status"] == DOUBTFUL:
        thing.text("dip:beginStatus", row["date_status"])
    for party in _listed(row, "parties"):
        thing.link("dip:party", tables.party(party))
    thing.text("dip:parties", row["parties"])
    thing.link("dip:place", tables.places.get(row["place"].lower()))


def _listed(row: Row, column: str) -> list[str]:
    """The names in a cell, without what stands in brackets behind them."""
    names = (re.sub(r" \([^)]*\)$", "", n) for n in re.split(r"\s*;\s*", row.get(column, "")))
    whole = re.split(r"\s*;\s*", row.get(column, "")) if column == "parties" else names
    return [name for name in whole if name]


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
        elif len(row["adopted"]) == DAY:
            thing.add("dct:issued", dated(row["adopted"]))
        else:
            thing.corners(bounds(row["adopted"]), bounds(row["adopted"]))
        thing.text("dct:subject", row["topic"].split(" | ")[0][:_LONGEST])
        thing.text("dip:situation", row["situation"])
        for part in re.split(r"\s*[;/]\s*", row["situation"]):
            thing.link("dct:spatial", tables.owner(part) if part else None)
        thing.text("dip:voteCount", row["vote_yes_no_abstain"])
        thing.text("dip:meetingRecord", row["meeting"]).text("skos:note", row["note"].strip('"'))
        yield tables.sources.stamp(thing, status, row["source"]), status == DOUBTFUL


def vetoes(tables: Tables) -> Iterator[tuple[Thing, bool]]:
    """(veto, whether it is doubtful): drafts on which a permanent member voted no."""
    rows = tables.rows("vetoes.tsv")
    told = [row["draft"] for row in rows]
    numbers: dict[str, int] = {}
    for row in rows:
        draft = row["draft"] if told.count(row["draft"]) == 1 else ""
        base = "veto/" + (re.sub(r"[^A-Za-z0-9]+", "-", draft).strip("-") or row["date"])
        numbers[base] = numbers.get(base, 0) + 1
        key = base if numbers[base] == 1 else f"{base}-{numbers[base]}"
        yield _veto(tables, key, draft, row), row["status"] == DOUBTFUL


def _veto(tables: Tables, key: str, draft: str, row: Row) -> Thing:
    thing = Thing(key, "Vote")
    about = {"ar": "مشروع القرار", "en": "draft", "fr": "projet"}
    named = {lang: f"{word} {draft}" for lang, word in about.items()} if draft else {}
    thing.labels("ar", [f"نقض {named.get('ar', '')} ({row['date']})".replace("  ", " ")])
    thing.labels("en", [f"veto of {named.get('en', 'a draft')} ({row['date']})"])
    thing.labels("fr", [f"veto contre un {named.get('fr', 'projet')} ({row['date']})"])
    if draft.startswith(("S/1", "S/2")):
        thing.hidden([draft])
    thing.text("dip:symbol", draft).link("dip:body", _COUNCIL)
    thing.corners(bounds(row["date"]), bounds(row["date"]))
    for state in row["vetoed_by"].split(";"):
        owner = tables.owner(state.strip())
        if owner is None:
            raise TableError(f"vetoes.tsv: “{state}” is no state: add it to [owners] of roles.toml")
        thing.link("dip:vetoedBy", owner)
    thing.text("dct:subject", row["topic"][:_LONGEST]).text("dip:situation", row["situation"])
    for part in re.split(r"\s*[;/-]\s*", row["situation"]):
        thing.link("dct:spatial", tables.owner(part) if part else None)
    thing.text("dip:voteCount", row["vote_yes_no_abstain"])
    thing.text("dip:meetingRecord", row["meeting"])
    thing.text("skos:note", row["note"].strip('"'))
    return tables.sources.stamp(thing, row["status"], row["source"])
