"""Offices, and the roles that states have alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from babel import Locale

from tools.knowledge.tables import MEMORY, VERIFIED, Row, Tables
from tools.knowledge.turtle import Thing, slug

_SEVERAL_WORDS = re.compile(
    r"^(United|Soviet|Bahamas|Maldives|Comoros|Seychelles|Netherlands|Philippines)"
)


class Offices:
    """Turns the rows of offices.tsv into offices and roles."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rows = tables.holders()
        self.roles: list[dict[str, Any]] = tables.roles["role"]
        self.listed = {
            owner: entry
            for entry in tables.roles["office"]
            for owner in (entry["match"], *entry.get("also", ()))
        }

    def _entry(self, row: Row) -> dict[str, Any] | None:
        owner = f"{row['country_or_body']}: {row['office']}"
        found: dict[str, Any] | None = self.listed.get(owner)
        if found and "role" in found:
            role = next(role for role in self.roles if role["id"] == found["role"])
            return {**role, **found}
        if found is None:
            found = next(
                (r for r in self.roles if any(re.fullmatch(p, owner) for p in r["match"])), None
            )
        return found

    def key(self, row: Row) -> str:
        """The key of a row's office; offices that states have alike end in their role."""
        entry = self._entry(row)
        if entry and "id" in entry:
            owner = self.tables.owner(row["country_or_body"])
            of = owner.split("/")[1] if owner else slug(row["country_or_body"])
            return f"office/{of}-{entry['id']}"
        if entry and "key" in entry:
            return f"office/{entry['key']}"
        text = entry["match"] if entry else f"{row['country_or_body']} {row['office']}"
        return "office/" + slug(text)

    def offices(self) -> Iterator[Thing]:
        """The offices and the roles that states have alike."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(self.key(row), []).append(row)
        for key, group in groups.items():
            yield self._office(key, group)
        for role in self.roles:
            thing = Thing(f"role/{role['id']}", "Role")
            for language in ("ar", "en", "fr"):
                name = role[language].replace(" of {of}", "").replace("{of}", "")
                thing.labels(language, [name.removesuffix(" في ")])
            yield self.tables.sources.stamp(thing, MEMORY, "hand.toml")

    def _office(self, key: str, group: list[Row]) -> Thing:
        entry = self._entry(group[0]) or {}
        owner_name, _, area = group[0]["country_or_body"].partition(": ")
        owner = self.tables.owner(owner_name)
        thing = Thing(key, "Office")
        self._labels(thing, entry, group, owner, owner_name)
        thing.text("dip:kind", entry.get("kind") or _kind(group[0]["office"]))
        thing.text("dip:domain", entry.get("domain"))
        thing.link("dip:role", f"role/{entry['id']}" if "id" in entry else None)
        if owner and owner.startswith("state/"):
            thing.link("dip:state", owner)
            thing.link("dip:body", entry.get("body"))
        elif owner and owner.startswith("place/"):
            thing.link("dip:area", owner)
        elif owner_name != "World":
            thing.link("dip:body", owner or "organization/" + slug(owner_name))
        about = (
            entry.get("area")
            or area
            or (re.search(r"for (\w[\w ]*)$", group[0]["office"]) or ["", ""])[1]
        )
        thing.link("dip:area", self.tables.owner(about) if about else None)
        thing.add("dip:severalHolders", "true" if entry.get("several") else None)
        status = VERIFIED if any(r["status"] == VERIFIED for r in group) else MEMORY
        return self.tables.sources.stamp(thing, status, *(r["source"] for r in group))

    def _labels(
        self, thing: Thing, entry: dict[str, Any], group: list[Row], owner: str | None, name: str
    ) -> None:
        written = dict.fromkeys(f"{r['office']}, {r['country_or_body']}" for r in group)
        code = next((c for c, key in self.tables.states.items() if key == owner), None)
        if "id" not in entry:
            thing.labels("ar", [entry.get("ar", "")])
            thing.labels("en", [entry.get("en", ""), *written])
            thing.labels("fr", [entry.get("fr", "")])
            return
        names = {lang: Locale(lang).territories.get(code or "", "") for lang in ("ar", "en", "fr")}
        former = self.tables.hand["former_states"].get((owner or "").removeprefix("state/"))
        if former:
            names = {lang: former[lang][0] for lang in names}
        if names["ar"]:
            thing.labels("ar", [entry["ar"].format(of=names["ar"])])
        english = names["en"] or name
        article = "the " if _SEVERAL_WORDS.match(english) or "Republic" in english else ""
        thing.labels("en", [entry["en"].format(of=article + english), *written])
        if names["fr"]:
            thing.labels("fr", [entry["fr"].format(of=french_of(names["fr"]))])

    def several(self, office: str) -> bool:
        """Whether an office is held by several people at one time."""
        entry = next((self._entry(r) for r in self.rows if self.key(r) == office), None)
        return bool(entry and entry.get("several"))


_KINDS = (
    (r"deputy|vice", "deputy"),
    (r"envoy|representative|coordinator|adviser|consultant|commissioner|negotiator", "envoy"),
    (
        r"secretary-general|secretary general|general secretary|executive secretary",
        "secretary-general",
    ),
    (r"prime minister|premier|chief minister|head of the government", "prime-minister"),
    (r"minister|secretary (of|for)", "minister"),
    (r"president|chair|speaker|head of the", "president"),
    (r"director", "director"),
    (r"spoke|press secretary", "spokesperson"),
    (r"commander", "commander"),
    (r"leader|pope", "leader"),
)


def _kind(office: str) -> str | None:
    return next((kind for pattern, kind in _KINDS if re.search(pattern, office.lower())), None)


_PLURAL = re.compile(
    r"^(États|Émirats|Pays-Bas|Philippines|Comores|Maldives|Seychelles|Bahamas|Îles|Fidji|Palaos|Tonga)"
)
_BARE = re.compile(
    r"^(Cuba|Chypre|Malte|Monaco|Djibouti|Madagascar|Singapour|Saint|Sainte|Maurice|Sao|Taïwan|"
    r"Trinité|Bahreïn|Brunei|Kiribati|Nauru|Tuvalu|Vanuatu|Panama)"
)
_MASCULINE_E = ("Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname")


def french_of(state: str) -> str:
    """A French state name behind «ministre …»: de Russie, du Maroc, d'Iran, des États-Unis."""
    if _PLURAL.match(state):
        return f"des {state}"
    if state[0] in "AEIOUÉÎaeiou" or state.startswith("Haïti"):
        return f"d'{state}"
    if _BARE.match(state) or (state.split()[0].endswith("e") and state not in _MASCULINE_E):
        return f"de {state}"
    return f"du {state}"
