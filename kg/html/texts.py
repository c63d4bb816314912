"""Names, days and words in every language of the pages, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from re import fullmatch, sub
from typing import Any, Final

from kg.html.ontologywords import ontology_labels
from kg.html.pagedata import Window, clean, day_text, plain, window_text
from kg.html.world import Event, World, kind_of, page_words

Json = dict[str, Any]
Texts = dict[str, str]
"""A text by language."""

LANGUAGES: Final = ("ar", "en", "fr")


def file_name(key: str) -> str:
    """The file of a key, safe on every disk: ``person-staffan-de-mistura.html``."""
    safe = sub("[^A-Za-z0-9_.-]+", "-", key).strip("-.")[:80]
    plain_key = fullmatch("[a-z]+/[A-Za-z0-9_-][A-Za-z0-9_.-]*", key) and len(key) <= len(safe)
    return f"{safe}.html" if plain_key else f"{safe}-{sha256(key.encode()).hexdigest()[:8]}.html"


class Teller:
    """Names, days and words of a world by language, and which keys have a page."""

    def __init__(self, world: World, pages: Iterable[str], *, base: str = "") -> None:
        self.world = world
        self.pages = frozenset(pages)
        self.base = base
        self.told: dict[str, list[Event]] = {}
        for event in world.events:
            keys = {event.key, *(key for _, key in event.roles)}
            keys |= {k for c in event.claims for k in (*c.said_by, *c.carried_by)}
            for key in keys:
                self.told.setdefault(key, []).append(event)

    def name(self, key: str) -> Texts:
        """What a thing or an event is called; a language it lacks shows another's name."""
        told = self.world.things.get(key) or self.world.by_key.get(key)
        labels = clean(told.labels) if told else {}
        order = ("en", "ar", "fr")
        other = next((labels[lang] for lang in order if labels.get(lang)), key.rpartition("/")[2])
        return {lang: labels.get(lang) or other for lang in LANGUAGES}

    def link(self, key: str) -> Json:
        """A thing as a link: to its own page, else into the network."""
        known = key in self.pages
        href = f"{self.base}{file_name(key)}" if known else f"../graph.html#id={key}"
        return {"key": key, "name": self.name(key), "kind": kind_of(self.world, key), "href": href}

    def article(self, key: str, at: int | None = None) -> Json:
        """An article as a link, with its origin and day."""
        source = self.world.sources[key]
        place = f"#c{at}" if at is not None else ""
        href = (
            f"{self.base}{file_name(key)}{place}"
            if key in self.pages
            else f"../graph.html#article={key}"
        )
        return {
            "href": href,
            "title": plain(source.title or source.id),
            "source": plain(source.source or source.id),
            "day": days(source.issued),
            "issued": source.issued,
        }


def term(name: str) -> Texts:
    """What a term of the ontology is called."""
    labels = dict(ontology_labels().get(name, ()))
    other = labels.get("en") or labels.get("ar") or name
    return {lang: labels.get(lang) or other for lang in LANGUAGES}


def word(name: str) -> Texts:
    """A word of the interface in every language."""
    return {lang: str(page_words()["words"][lang][name]) for lang in LANGUAGES}


def counted(name: str, n: int) -> Texts:
    """A number with its noun, in the form that each language asks for (CLDR plural rules)."""
    last = n % 100
    arabic = {0: "zero", 1: "one", 2: "two"}.get(n) or (
        "few" if 3 <= last <= 10 else "many" if last >= 11 else "other"
    )
    forms = {"ar": arabic, "en": "one" if n == 1 else "other", "fr": "one" if n < 2 else "other"}
    told = {lang: page_words()["words"][lang][name] for lang in LANGUAGES}
    return {
        lang: str(told[lang].get(forms[lang], told[lang]["other"])).format(n=n)
        for lang in LANGUAGES
    }


def days(day: str | None) -> Texts | None:
    """An ISO day in every language."""
    return {lang: day_text(day, lang) for lang in LANGUAGES} if day else None


def window(corners: Window) -> Texts:
    """A window in every language; the word for *undated* when nothing is known."""
    undated = word("undated")
    return {lang: window_text(corners, lang) or undated[lang] for lang in LANGUAGES}


def status(name: str) -> Json:
    """A status with the stroke it is drawn in."""
    return {"name": term(name), "stroke": page_words()["status"].get(name, "solid")}
