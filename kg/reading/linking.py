"""From stretches of text to entities: which mentions of one article are one thing.

A known name gives its key; offices are found in the knowledge by what they are made of;
what nobody listed gets a stable key from its type and folded name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kg.background import knowledge
from kg.background.bearing import AS_WELL
from kg.background.nameindex import index
from kg.letters import fold
from kg.model.claims import Entity, Mention
from kg.model.keys import stable_key
from kg.model.vocabulary import EntityType
from kg.text.words import Found, Holding, Words


@dataclass
class Linker:
    """Gives every found name its key and collects the entities of one article."""

    words: Words
    published: date | None
    article: str = ""
    keys: dict[Found, str] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    """The states and bodies that adjectives of nationality tell of."""

    def __post_init__(self) -> None:
        self.knowledge = knowledge.load()
        self._offices: list[tuple[Mapping[str, Any], str]] = []
        self._held: list[tuple[str, str, str | None]] = []

    def key(self, found: Found) -> str:
        """The key already given to a find."""
        return self.keys[found]

    def local(self, type_: EntityType, text: str) -> str:
        """The key of what only this article identifies («المبعوث», «مسودة القرار»)."""
        return stable_key(type_, f"{self.article}|{text}")

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in text order."""
        made = {
            Mention(self.words.span(f.start, f.end), f.type, key) for f, key in self.keys.items()
        }
        return tuple(sorted(made, key=lambda m: (m.span, m.type, m.key)))

    def give(self, found: Found, key: str, facts: Iterable[tuple[str, str]] = ()) -> str:
        """Give a find its key and keep what it names among the entities."""
        self.keys[found] = key
        text = " ".join(self.words.text(found.start, found.end).split())
        known = self.knowledge.entities.get(key)
        present = self.entities.get(key)
        language = self.words.lexicon.language
        if known is not None:
            labelled = any(of == language for of, _ in known.labels)
            labels = known.labels if labelled else (*known.labels, (language, text))
            self.entities.setdefault(key, replace(known, labels=labels))
        elif present is None:
            self.entities[key] = Entity(key, found.type, ((language, text),), tuple(facts))
        elif len(text) > len(present.labels[0][1]):
            self.entities[key] = Entity(key, found.type, ((language, text),), present.facts)
        return key

    # --- people -------------------------------------------------------------------

    def people(self, full: Iterable[Found], short: Iterable[Found]) -> None:
        """People named in full, then their short forms."""
        by_start: dict[int, str] = {}
        for person in sorted(full):
            text = self.words.text(person.start, person.end)
            local = self.local if person.end - person.start == 1 else stable_key
            key = person.key or self._respelt(text) or local("Person", text)
            by_start[person.start] = self.give(person, key)
        for person in sorted(short):
            self.give(person, by_start[person.facts["of"]])

    def _respelt(self, text: str) -> str | None:
        return index().respelt(text, day=self.published, states=self._states())

    def _states(self) -> set[str]:
        """What the text tells of: its states, bodies and adjectives of nationality."""
        told = {key for key, entity in self.entities.items() if entity.type != "Person"}
        capitals = (self.knowledge.state_of_capital(key) for key in told)
        return told | self.told | {state for state in capitals if state}

    # --- offices -----------------------------------------------------------------

    def offices(self, found: Iterable[Found], holdings: Iterable[Holding]) -> None:
        """Offices, matched to the knowledge by kind, body, state and area, or by their holder."""
        holders = {holding.office: self.keys[holding.person] for holding in holdings}
        for office in sorted(found):
            facts = self._office_facts(office)
            holder = holders.get(office)
            key = self._office_key(office, facts, holder)
            self._offices.append((facts, key))
            self._held.append((facts["kind"], key, holder))
            kept = [
                (name, str(facts[name]))
                for name in ("kind", "state", "body", "area")
                if name in facts
            ]
            self.give(office, key, kept)

    def _office_facts(self, office: Found) -> dict[str, Any]:
        facts = {
            name: self.key_of(value) if isinstance(value, Found) else value
            for name, value in office.facts.items()
        }
        purposes = self.words.lexicon.tables["titles"].get("purposes", {})
        for purpose, written in purposes.items():
            if any(facts.get("domain") == fold(word) for word in written):
                facts["domain"] = purpose
        before = self._partner_s_office(office) if facts["kind"] == "counterpart" else None
        if before is not None:
            facts = {**facts, "kind": before["kind"], "partner": True}
            if "domain" in before:
                facts["domain"] = before["domain"]
        return facts

    def _partner_s_office(self, counterpart: Found) -> Mapping[str, Any] | None:
        """Whose counterpart: the one office of the person named before, or the last office told."""
        sentence = self.words.sentence_of[counterpart.start]
        people = [
            (found.start, key)
            for found, key in self.keys.items()
            if found.type == "Person" and found.start < counterpart.start
            if self.words.sentence_of[found.start] == sentence
        ]
        person = max(people)[1] if people else ""
        held = {t.office for t in self.knowledge.offices_of(person, self.published)}
        offices = [self.knowledge.entities[key] for key in held if key in self.knowledge.entities]
        told = [facts for office in offices for facts in [dict(office.facts)] if "role" in facts]
        if len(told) == 1:
            return told[0]
        return self._offices[-1][0] if self._offices else None

    def key_of(self, found: Found) -> str:
        """The key of whatever was named by the same words, else the one it would get."""
        for known, key in self.keys.items():
            if known.start == found.start and known.end == found.end:
                return key
        return found.key or stable_key(found.type, self.words.text(found.start, found.end))

    def _office_key(self, office: Found, facts: Mapping[str, Any], holder: str | None) -> str:
        anchors = facts.keys() & {"state", "body", "area", "domain", "of"}
        if holder is not None and not anchors - {"domain"}:
            return self._office_of(holder, facts)
        if not anchors and not facts.get("former"):
            same = [
                key
                for past, key in self._offices
                if past["kind"] == facts["kind"] and not past.get("partner")
            ]
            if same:
                return same[-1]
        for past, key in self._offices:
            if facts.get("body") and _same_office(past, facts):
                return key
        listed = self._listed_office(facts, holder) or self._office_by_parts(facts)
        listed = listed or self._told_fully(facts, holder)
        if listed:
            return listed
        parts = [str(facts.get(name, "")) for name in ("kind", "domain", "state", "body", "area")]
        parts += [facts["of"]] if "of" in facts else []  # «head of the delegation»
        if not anchors & {"state", "body", "area"}:
            return self.local("Office", "|".join(parts))
        return stable_key("Office", "|".join(parts))

    def _told_fully(self, facts: Mapping[str, Any], holder: str | None) -> str | None:
        """«the US ambassador», after «the US ambassador to the United Nations»."""
        if holder is not None or facts.get("former") or facts.keys() & {"body", "area", "of"}:
            return None
        names = ("kind", "domain", "state")
        told = {k for past, k in self._offices if all(past.get(n) == facts.get(n) for n in names)}
        return told.pop() if len(told) == 1 else None

    def _office_of(self, holder: str, facts: Mapping[str, Any]) -> str:
        """«President Putin»: the office of the kind that the text or the knowledge gives him."""
        kind, domain = facts["kind"], facts.get("domain")
        told = [key for k, key, person in self._held if k == kind and person == holder]
        if told:
            return told[-1]
        held = self.knowledge.offices_of(holder, self.published)
        entities = [self.knowledge.entities.get(tenure.office) for tenure in held]
        parts = {e.key: dict(e.facts) for e in entities if e}
        same = {
            key
            for key, of in parts.items()
            if of.get("kind") in AS_WELL.get(kind, (kind,)) and domain in (None, of.get("domain"))
        }
        alone = len(same) == 1 and not facts.get("former")
        own = "|".join(str(part) for part in (kind, domain, holder) if part)
        return next(iter(same)) if alone else self.local("Office", own)

    def _office_by_parts(self, facts: Mapping[str, Any]) -> str | None:
        """The office of the knowledge that is made of the same parts, whoever holds it."""
        if facts["kind"] in self.words.lexicon.tables["titles"].get("vague", ()):
            return None
        owners = [facts[name] for name in ("state", "body", "area") if facts.get(name)]
        domain = facts.get("domain")
        return self.knowledge.office_like(facts["kind"], domain, owners) if owners else None

    def _listed_office(self, facts: Mapping[str, Any], holder: str | None) -> str | None:
        """An office of the knowledge that the holder has on the day, of the same state or body."""
        if holder is None or not holder.startswith("person/"):
            return None
        places = {facts.get("state"), facts.get("body"), facts.get("area")} - {None}
        tenures = self.knowledge.offices_of(holder, self.published)
        matching = []
        for tenure in tenures:
            entity = self.knowledge.entities.get(tenure.office)
            of = (
                {value for name, value in entity.facts if name in ("state", "body", "area")}
                if entity
                else set()
            )
            if of & places and not facts.get("former"):
                matching.append(tenure.office)
        return matching[0] if len(set(matching)) == 1 else None


def _same_office(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Same kind, domain and body, and areas that do not differ where both are told."""
    alike = all(one.get(name) == other.get(name) for name in ("kind", "domain", "body"))
    areas = {one.get("area"), other.get("area")} - {None}
    return alike and len(areas) < 2
