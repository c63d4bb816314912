"""Bodies, media and parties to talks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.knowledge.tables import DOUBTFUL, MEMORY, VERIFIED, Row, Tables, adjectives, wikidata
from tools.knowledge.turtle import Thing, slug


def bodies(tables: Tables) -> Iterator[Thing]:
    """One thing for each body, rows that double one another joined."""
    extra: dict[str, list[str]] = tables.hand["bodies"]["ar"]
    doubles: dict[str, str] = tables.hand["same_bodies"]
    groups: dict[str, list[Row]] = {slug(name): [] for name in extra}
    names = {slug(name): name for name in extra}
    former = {name for hand in tables.hand["former_states"].values() for name in hand["en"]}
    for row in tables.rows("bodies.tsv"):
        if row["name_en"] in former:
            continue
        name = doubles.get(row["name_en"], row["name_en"])
        names.setdefault(slug(name), name)
        if row["status"] != DOUBTFUL:
            groups.setdefault(slug(name), []).append(row)
    for key, group in groups.items():
        yield _body(tables, key, names[key], group)


def _body(tables: Tables, key: str, english: str, group: list[Row]) -> Thing:
    hand: list[str] = tables.hand["bodies"]["ar"].get(english, [])
    arabic = [*hand, *(row["name_ar"] for row in group)]
    for name in dict.fromkeys([english, *(n for r in group for n in (r["name_en"], r["abbr"]))]):
        arabic += tables.spellings("body", name)
    thing = Thing("organization/" + key, "Organization")
    others = [o for r in group for o in re.split(r"\s*[;|]\s*", r["other_names"] or "")]
    abbreviations = [r["abbr"] for r in group if len(r["abbr"]) > 2]
    also = {lang: tables.hand["bodies"][lang].get(english, []) for lang in ("en", "fr")}
    written = [english, *(r["name_en"] for r in group), *others, *abbreviations]
    tables.named(
        thing,
        {
            "ar": arabic,
            "en": [*written, *also["en"]],
            "fr": [*(r["name_fr"] for r in group), *also["fr"]],
        },
    )
    kinds = [r["kind"] for r in group if r["kind"]]
    thing.text("dip:kind", kinds[-1] if kinds else None)
    if set(arabic) & set(tables.hand["triggered"]["media"]):
        thing.add("dip:needsTrigger", "true")
    adjectives(thing, tables.hand["adjectives_of_bodies"], thing.key)
    wikidata(thing, next((r["qid"] for r in group if r["qid"]), None))
    status = VERIFIED if any(r["status"] == VERIFIED for r in group) else MEMORY
    sources = [r["source"] for r in group] + (
        ["hand.toml"] if hand or any(also.values()) or not group else []
    )
    return tables.sources.stamp(thing, status, *sources)
