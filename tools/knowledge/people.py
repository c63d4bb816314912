"""People who hold offices or whose names the list of aliases spells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.background.frequency import zipf
from kg.letters import fold
from tools.knowledge.leaders import SOURCE
from tools.knowledge.tables import DOUBTFUL, MEMORY, VERIFIED, Row, Tables, wikidata
from tools.knowledge.turtle import Thing, slug


class People:
    """Every person of the tables with one key."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rows = tables.holders()
        self.keys = self._keys()

    def _keys(self) -> dict[str, str]:
        """English name -> key: one Wikidata id is one person, so are the pairs of the list."""
        by_qid: dict[str, str] = {}
        keys: dict[str, str] = {}
        ranked = sorted(self.rows, key=lambda r: (not r["name_ar"], not r["qid"], r["name_en"]))
        for row in ranked:
            key = person_key(row["name_en"], row["qid"])
            keys.setdefault(row["name_en"], by_qid.setdefault(row["qid"] or key, key))
        for kind, name in self.tables.aliases:
            if kind == "person":
                keys.setdefault(name, "person/" + slug(name))
        for double, name in self.tables.roles["same_people"].items():
            if double in keys:
                keys[double] = keys[name]
        return keys

    def persons(self) -> Iterator[Thing]:
        """Every holder, with the names that the tables and the list of aliases give."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(self.keys[row["name_en"]], []).append(row)
        spelt = {self.keys[name]: name for kind, name in self.tables.aliases if kind == "person"}
        for key in sorted(spelt.keys() - groups.keys()):
            yield self._without_office(key, spelt[key])
        yield from self._named_often()
        french: dict[str, str] = self.tables.hand["people"]["fr"]
        for key, group in groups.items():
            english = sorted(
                dict.fromkeys(r["name_en"] for r in group),
                key=lambda name: "person/" + slug(name) != key,
            )
            arabic = [r["name_ar"] for r in group if r["name_ar"]]
            arabic += [name for name in english if not latin(name)]
            for name in english:
                arabic += self.tables.hand["people"]["also"].get(name, [])
                arabic += self.tables.spellings("person", name)
            arabic.sort(key=lambda name: len(name.split()) < 2)
            ordinary = self._ordinary(arabic)
            thing = Thing(key, "Person")
            thing.labels("ar", [name for name in arabic if name not in ordinary])
            thing.labels("en", filter(latin, english))
            thing.labels("fr", [french[name] for name in english if name in french])
            thing.hidden(name for name in arabic if name in ordinary)
            listed = all(r["source"] == SOURCE for r in group)
            thing.add("dip:fullNameOnly", "true" if listed else None)
            wikidata(thing, next((r["qid"] for r in group if r["qid"]), None))
            status = VERIFIED if any(r["status"] == VERIFIED for r in group) else MEMORY
            yield self.tables.sources.stamp(thing, status, *(r["source"] for r in group))

    def _named_often(self) -> Iterator[Thing]:
        """People of hand.toml whom no table has."""
        for name, written in self.tables.hand["people"]["known"].items():
            if name not in self.keys:
                thing = Thing("person/" + slug(name), "Person").labels("ar", written["ar"])
                thing.labels("en", [name, *written.get("en", [])])
                thing.labels("fr", written.get("fr", []))
                yield self.tables.sources.stamp(thing, MEMORY, "hand.toml")

    def _ordinary(self, names: list[str]) -> set[str]:
        """Names of one word that a text uses more often for something else: «دار», «سلام»."""
        limits = self.tables.hand["ordinary_words"]
        found = set()
        for name in names:
            often = 0.0 if " " in name else zipf(fold(name))
            if often >= limits["zipf"]:
                seen = self.tables.seen.get(fold(name), 0)
                found |= {name} if seen < limits["share"] * 10**often else set()
        return found

    def _without_office(self, key: str, name: str) -> Thing:
        """A person whose name the list of aliases spells and whose offices no table tells."""
        thing = Thing(key, "Person").labels("ar", self.tables.spellings("person", name))
        rows = self.tables.aliases["person", name]
        status = VERIFIED if any(r["status"] == VERIFIED for r in rows) else MEMORY
        return self.tables.sources.stamp(
            thing.labels("en", [name]), status, *(r["source"] for r in rows)
        )


def latin(name: str) -> bool:
    """Whether a name is in Latin letters; some sources have an Arabic label only."""
    return any("a" <= letter <= "z" for letter in name.lower())


def person_key(name: str, qid: str) -> str:
    """The key of a person: from the name, or from the Wikidata id where it is not Latin."""
    return "person/" + slug(name if latin(name) or not qid else qid)


def spellings(tables: Tables, people: Mapping[str, str]) -> Iterable[tuple[Thing, bool]]:
    """(spelling group, whether doubtful): how each Arabic spelling of the tables was come by."""
    keys = {"person": people, "place": tables.places}
    groups: dict[tuple[str, str, str], list[str]] = {}
    for (kind, name), rows in tables.aliases.items():
        key = keys.get(kind, {}).get(name if kind == "person" else name.lower())
        if kind == "body":
            key = "organization/" + slug(name)
        elif kind == "place" and key is None:
            key = tables.owner(name)
        for row in rows if key else ():
            groups.setdefault((str(key), row["status"], row["source"]), []).append(
                row["variant_ar"]
            )
    numbers: dict[str, int] = {}
    for (key, status, source), written in sorted(groups.items()):
        base = f"spelling/{key.replace('/', '-')}-{status}"
        numbers[base] = numbers.get(base, 0) + 1
        thing = Thing(f"{base}-{numbers[base]}", "Spelling").link("dip:spells", key)
        thing.add("dip:written", " , ".join(f'"{w}"@ar' for w in dict.fromkeys(written)))
        yield tables.sources.stamp(thing, status, source), status == DOUBTFUL
