"""What the pages show, as frozen dataclasses: events, claims, things, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kg.rulefiles import files

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Thing:
    """A person, body, place, process … that events link to."""

    key: str
    kind: str
    """A class of dtkg.ttl, e.g. ``Person``."""
    labels: Labels = ()
    others: tuple[str, ...] = ()
    """Other names, in any language."""


@dataclass(frozen=True)
class Claim:
    """What one passage says of one event, and who says it."""

    key: str
    modality: str
    article: str
    start: int
    stop: int
    words: str
    trigger: tuple[int, int] | None = None
    confidence: float | None = None
    said_by: tuple[str, ...] = ()
    carried_by: tuple[str, ...] = ()
    says: tuple[tuple[str, str], ...] = ()
    """What the claim itself says: roles, corners of time, ``edtf``; property and value."""
    phrase: tuple[int, int] | None = None
    """Where the words stand that give its time."""
    anchor: tuple[str, str] | None = None
    """The day its time is counted from, and how that day is known (``told`` …)."""
    rule: str = ""
    """The rule of reading that made it, and that of its time."""
    time_rule: str = ""
    grounds: tuple[tuple[str, int, int, str], ...] = ()
    """The words read: ``argument``, ``modalityCue``, ``attributionCue``, where, whom they name."""


@dataclass(frozen=True)
class Event:
    """An event of the current view with its roles and claims."""

    key: str
    kind: str
    status: str
    labels: Labels = ()
    window: tuple[str | None, str | None, str | None, str | None] = (None,) * 4
    """Earliest and latest begin, earliest and latest end; ISO days, None when unknown."""
    edtf: str | None = None
    disputed: bool = False
    round: int | None = None
    roles: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()

    def of(self, roles: Iterable[str]) -> list[str]:
        """The things in some roles, in order of role and key, each once."""
        return list(dict.fromkeys(key for role in roles for r, key in self.roles if r == role))

    @property
    def when(self) -> tuple[str, str]:
        """Something to sort by: the first known corner, undated last."""
        known = [corner for corner in self.window if corner]
        return (min(known) if known else "9999", self.key)


@dataclass(frozen=True)
class Source:
    """An article: its id, language, day, origin, title and words."""

    key: str
    id: str
    language: str
    issued: str | None
    source: str | None
    title: str | None
    url: str | None = None
    text: str = ""


@dataclass(frozen=True)
class World:
    """Everything the page needs, as read from the store, in a fixed order."""

    things: Mapping[str, Thing]
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    mentions: Mapping[str, tuple[tuple[int, int, str], ...]]
    standing: tuple[tuple[str, str, str], ...]

    @cached_property
    def by_key(self) -> Mapping[str, Event]:
        """The events by key."""
        return {event.key: event for event in self.events}

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The bodies that carried a report."""
        return frozenset(who for e in self.events for c in e.claims for who in c.carried_by)

    def label(self, key: str) -> str:
        """What a thing or event is called, in English if it can be; else its key."""
        told = self.things.get(key) or self.by_key.get(key)
        labels = dict(reversed(told.labels)) if told else {}
        return next((labels[name] for name in ("en", "ar", "fr") if name in labels), key)


@cache
def page_words() -> Mapping[str, Any]:
    """ontology/page.toml."""
    return files.ontology("page.toml")


def kind_of(world: World, key: str) -> str:
    """The kind of node (page.toml) that a thing or event is drawn as."""
    if key in world.outlets:
        return "outlet"
    told = world.things.get(key) or world.by_key.get(key)
    return _kinds().get(told.kind if told else "", "event")


@cache
def _kinds() -> Mapping[str, str]:
    return {name: kind["id"] for kind in page_words()["kinds"] for name in kind["classes"]}
