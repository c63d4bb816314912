"""From stretches of text to entities: which mentions of one article are one thing.

A known name gives its key; offices, processes, rounds and resolutions are found in
the knowledge by what they are made of; what nobody listed gets a stable key from
its type and folded name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kg import knowledge
from kg.claims import Entity, Mention, stable_key
from kg.gazetteer import gazetteer
from kg.letters import fold
from kg.nameindex import index
from kg.titles import Holding
from kg.words import Found, Words

_COUNCIL = "organization/united-nations-security-council"
_ADOPTING = (_COUNCIL, "organization/united-nations")


@dataclass
class Linker:
    """Gives every found name its key and collects the entities of one article."""

    words: Words
    published: date | None
    article: str = ""
    keys: dict[Found, str] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.knowledge = knowledge.load()
        self._heads: dict[str, str] = {}
        self._alone = self.words.lexicon.words("organizations", "definite_alone")
        self._offices: list[tuple[Mapping[str, Any], str]] = []
        self._held: list[tuple[str, str, str | None]] = []
        self._last_process: str | None = None
        self._processes: dict[tuple[str | None, str | None], str] = {}
        self._process_facts: dict[str, tuple[str | None, str | None]] = {}

    def key(self, found: Found) -> str:
        """The key already given to a find."""
        return self.keys[found]

    def _local(self, type_: str, text: str) -> str:
        """The key of what only this article identifies («المبعوث», «مسودة القرار»)."""
        return stable_key(type_, f"{self.article}|{text}")

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in text order."""
        made = {
            Mention(self.words.span(f.start, f.end), f.type, key) for f, key in self.keys.items()
        }
        return tuple(sorted(made, key=lambda m: (m.span, m.type, m.key)))

    def _give(self, found: Found, key: str, facts: Iterable[tuple[str, str]] = ()) -> str:
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

    # --- names -------------------------------------------------------------------

    def names(self, found: Iterable[Found]) -> None:
        """Bodies, states and places."""
        by_start: dict[int, str] = {}
        ordered = sorted(found, key=lambda name: ("of" in name.facts, name))
        for name in ordered:
            text = self.words.text(name.start, name.end)
            key = name.key
            if "of" in name.facts:
                if name.facts["of"] in by_start:
                    self._give(name, by_start[name.facts["of"]])
                continue
            if name.facts.get("alone"):
                key = self._heads.get(self.words.bare(name.start))
                named = self.words.norms[name.start] in self._alone
                if key is None and not named:
                    continue
            elif name.type == "Organization":
                self._heads[self.words.bare(name.start)] = key = key or self._body(name)
            local = self._local if name.facts.get("alone") else stable_key
            by_start[name.start] = self._give(name, key or local(name.type, text))

    def _body(self, name: Found) -> str:
        state = name.facts.get("state")
        if name.facts.get("ministry"):
            return stable_key("Organization", f"وزاره {name.facts['ministry']} {state}")
        body = [self.words.bare(i) for i in range(name.start, name.end)]
        if state and len(body) > 2:
            body = body[:-1] if self._nationality(name.end - 1) else body
        return stable_key("Organization", " ".join(body))

    def _nationality(self, index: int) -> bool:
        return gazetteer(self.words.lexicon.language).demonym(self.words.norms[index]) is not None

    def people(self, full: Iterable[Found], short: Iterable[Found]) -> None:
        """People named in full, then their short forms."""
        by_start: dict[int, str] = {}
        for person in sorted(full):
            text = self.words.text(person.start, person.end)
            local = self._local if person.end - person.start == 1 else stable_key
            key = person.key or index().respelt(text) or local("Person", text)
            by_start[person.start] = self._give(person, key)
        for person in sorted(short):
            self._give(person, by_start[person.facts["of"]])

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
            self._give(office, key, kept)

    def _office_facts(self, office: Found) -> dict[str, Any]:
        facts = {
            name: self._key_of(value) if isinstance(value, Found) else value
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

    def _key_of(self, found: Found) -> str:
        for known, key in self.keys.items():
            if known.start == found.start and known.end == found.end:
                return key
        return found.key or stable_key(found.type, self.words.text(found.start, found.end))

    def _office_key(self, office: Found, facts: Mapping[str, Any], holder: str | None) -> str:
        anchors = facts.keys() & {"state", "body", "area", "domain"}
        if not anchors and holder is not None:
            return self._office_of(holder, facts)
        if not anchors:
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
        if listed:
            return listed
        parts = [str(facts.get(name, "")) for name in ("kind", "domain", "state", "body", "area")]
        if not anchors & {"state", "body", "area"}:
            return self._local("Office", "|".join(parts))
        return stable_key("Office", "|".join(parts))

    def _office_of(self, holder: str, facts: Mapping[str, Any]) -> str:
        """«President Putin»: the office of the kind that the text or the knowledge gives him."""
        kind = facts["kind"]
        told = [key for k, key, person in self._held if k == kind and person == holder]
        if told:
            return told[-1]
        held = self.knowledge.offices_of(holder, self.published)
        entities = [self.knowledge.entities.get(tenure.office) for tenure in held]
        same = {e.key for e in entities if e and dict(e.facts).get("kind") == kind}
        alone = len(same) == 1 and not facts.get("former")
        return next(iter(same)) if alone else self._local("Office", f"{kind}|{holder}")

    def _office_by_parts(self, facts: Mapping[str, Any]) -> str | None:
        """The office of the knowledge that is made of the same parts, whoever holds it."""
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

    # --- talks and documents -----------------------------------------------------

    def processes(self, found: Iterable[Found]) -> None:
        """Talks processes: by topic and venue; a bare «المحادثات» is the last one named."""
        ordered = sorted(found)
        for process in ordered:
            state, place = self._topic(process)
            if state is None and place is None:
                continue
            place = place or self._venue_nearby(process, state)
            key = self._process_key(state, place) or stable_key("TalksProcess", f"{state}|{place}")
            self._remember(process, key, state, place)
        for process in ordered:
            if process in self.keys:
                self._last_process = self.keys[process]
                continue
            last = self._last_process or next(iter(self._process_facts), None)
            text = self.words.text(process.start, process.end)
            self._give(process, last or self._local("TalksProcess", text))

    def _topic(self, process: Found) -> tuple[str | None, str | None]:
        state = process.facts.get("state")
        place = process.facts.get("place")
        key = self._key_of(place) if place is not None else None
        return (state if isinstance(state, str) else None), key

    def _venue_nearby(self, process: Found, state: str | None) -> str | None:
        """A place of the sentence that makes, with the topic, a process of the knowledge."""
        sentence = self.words.sentence_of[process.start]
        for found, key in sorted(self.keys.items()):
            near = found.type == "Place" and self.words.sentence_of[found.start] == sentence
            if near and self._process_key(state, key):
                return key
        return None

    def _remember(self, found: Found, key: str, state: str | None, place: str | None) -> None:
        if place is None and state is not None:
            same = [k for k, (s, p) in self._process_facts.items() if s in (state, None)]
            near = [k for k in same if self._named_nearby(found, self._process_facts[k][1])]
            if near or same:
                key = (near or same)[-1]
        known = self._process_facts.get(key, (None, None))
        self._process_facts[key] = (known[0] or state, known[1] or place)
        facts = [("state", state)] if state else []
        self._give(found, key, [(n, v) for n, v in facts if v])

    def _named_nearby(self, found: Found, place: str | None) -> bool:
        sentence = self.words.sentence_of[found.start]
        return any(
            key == place and self.words.sentence_of[f.start] == sentence
            for f, key in self.keys.items()
        )

    def _process_key(self, state: str | None, place: str | None) -> str | None:
        matching = []
        for key, entity in self.knowledge.entities.items():
            if entity.type != "TalksProcess":
                continue
            facts = set(entity.facts)
            if place and ("place", place) not in facts:
                continue
            if state and ("state", state) not in facts:
                continue
            matching.append(key)
        return matching[0] if len(matching) == 1 else None

    def rounds(self, found: Iterable[Found]) -> None:
        """Rounds by process and number; «المقبلة» and «الأخيرة» by text and knowledge."""
        ordered = sorted(found)
        numbered: dict[str | None, list[int]] = {self._process_of(r): [] for r in ordered}
        for talks_round in ordered:
            if "number" in talks_round.facts:
                numbered[self._process_of(talks_round)].append(talks_round.facts["number"])
        for talks_round in ordered:
            process = self._process_of(talks_round)
            self._round(talks_round, process, sorted(set(numbered[process])))

    def _process_of(self, talks_round: Found) -> str | None:
        process = talks_round.facts.get("process")
        if process is not None:
            return self._key_of(process)
        venue = talks_round.facts.get("venue")
        seated = self._process_key(None, venue.key) if venue is not None and venue.key else None
        return seated or self._last_process

    def _round(self, found: Found, process: str | None, numbers: list[int]) -> None:
        facts = [("process", process)] if process else []
        number = found.facts.get("number") or self._positioned(found, process, numbers)
        text = self.words.text(found.start, found.end)
        if "count" in found.facts:
            key = f"{self._round_stem(process, text)}-1-to-{found.facts['count']}"
            facts.append(("count", str(found.facts["count"])))
        elif number and process:
            listed = self.knowledge.round(process, number)
            key = listed.key if listed else f"{self._round_stem(process, text)}-{number}"
            facts.append(("number", str(number)))
        else:
            key = self._local("TalksRound", f"{process}|{found.facts.get('position', text)}")
        self._give(found, key, [(n, v) for n, v in facts if v])

    def _round_stem(self, process: str | None, text: str) -> str:
        if process is None:
            return stable_key("TalksRound", text)
        return "round/" + process.split("/", 1)[1]

    def _positioned(self, found: Found, process: str | None, numbers: list[int]) -> int | None:
        position = found.facts.get("position")
        known = [r for r in self.knowledge.rounds if r.process == process and r.number]
        held = [
            r.number
            for r in known
            if self.published and r.window.latest_end and r.window.latest_end < self.published
        ]
        last = max((n for n in held if n), default=None)
        if position == "last":
            return last or (numbers[-1] if len(numbers) == 1 else None)
        if position == "next":
            if last is not None:
                return last + 1
            return numbers[-1] if numbers else None
        return None

    def resolutions(self, found: Iterable[Found]) -> None:
        """Resolutions by number; «القرار» is the last one named, a draft is its own thing."""
        last: str | None = None
        drafted: str | None = None
        for resolution in sorted(found):
            number = resolution.facts.get("number")
            text = self.words.text(resolution.start, resolution.end)
            if resolution.facts.get("bare"):
                if last is None:
                    continue
                self._give(resolution, last)
                continue
            if resolution.facts.get("plural"):
                self._give(resolution, self._local("Resolution", text))
                continue
            if resolution.facts.get("draft") and not number:
                same = drafted if resolution.facts.get("definite", True) else None
                own = same or self._local("Resolution", f"draft|{text}")
                last = drafted = self._give(resolution, own)
                continue
            key = None
            if number and resolution.facts.get("body", _COUNCIL) in _ADOPTING:
                key = self.knowledge.resolution(number, resolution.facts.get("year"))
            elif not number:
                key = last or self._local("Resolution", text)
            last = self._give(resolution, key or stable_key("Resolution", str(number or text)))

    def agreements(self, found: list[Found]) -> None:
        """Agreements by their folded name; «الاتفاق» is the last one named.

        A longer name of a known one is that one: «الاتفاق النووي المبرم مع إيران».
        """
        last: str | None = None
        listed = {f.start: f for f in self.keys if f.type == "Agreement"}
        named = {agreement.start for agreement in found}
        for agreement in sorted([*found, *(f for at, f in listed.items() if at not in named)]):
            text = self.words.text(agreement.start, agreement.end)
            known = listed.get(agreement.start)
            if known is not None and known.end <= agreement.end:
                last = self.keys.pop(known)
                self._give(agreement, last)
                continue
            if agreement.facts.get("bare"):
                if last is not None:
                    self._give(agreement, last)
                continue
            local = self._local if agreement.facts.get("local") else stable_key
            last = self._give(agreement, agreement.key or local("Agreement", text))


def _same_office(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Same kind, domain and body, and areas that do not differ where both are told."""
    alike = all(one.get(name) == other.get(name) for name in ("kind", "domain", "body"))
    areas = {one.get("area"), other.get("area")} - {None}
    return alike and len(areas) < 2
