"""From stretches of text to entities: which mentions of one article are one thing.

A known name gives its key; offices are found in the knowledge by what they are made of;
what nobody listed gets a stable key from its type and folded name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from kg.background import knowledge
from kg.background.bearing import AS_WELL
from kg.background.nameindex import index
from kg.letters import fold
from kg.model.claims import Entity, Mention
from kg.model.keys import stable_key
from kg.model.vocabulary import EntityType
from kg.text.findings import Found, Holding
from kg.text.words import Words


@dataclass(frozen=True)
class Post:
    """What an office is made of, its owners by their keys."""

    kind: str
    domain: str | None = None
    state: str | None = None
    body: str | None = None
    area: str | None = None
    of: str | None = None
    former: bool = False
    partner: bool = False
    """Whether it was told as a counterpart's."""

    @property
    def owners(self) -> list[str]:
        """The keys of its state, body and area."""
        return [owner for owner in (self.state, self.body, self.area) if owner]


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
        self._offices: list[tuple[Post, str]] = []
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
            self.give(person, by_start[person.name.full or 0])

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
            post = self._post(office)
            holder = holders.get(office)
            key = self._office_key(office, post, holder)
            self._offices.append((post, key))
            self._held.append((post.kind, key, holder))
            told = (("kind", post.kind), ("state", post.state), ("body", post.body))
            kept = [(name, value) for name, value in (*told, ("area", post.area)) if value]
            self.give(office, key, kept)

    def _post(self, office: Found) -> Post:
        facts = office.office
        domain = facts.domain
        purposes = self.words.lexicon.tables["titles"].get("purposes", {})
        for purpose, written in purposes.items():
            if any(domain == fold(word) for word in written):
                domain = purpose
        post = Post(
            kind=facts.kind,
            domain=domain,
            state=self._owner(facts.state),
            body=self._owner(facts.body),
            area=self._owner(facts.area),
            of=facts.of,
            former=facts.former,
        )
        before = self._partner_s_office(office) if post.kind == "counterpart" else None
        if before is None:
            return post
        domain = before.domain or post.domain
        return replace(post, kind=before.kind, domain=domain, partner=True)

    def _owner(self, owner: str | Found | None) -> str | None:
        return self.key_of(owner) if isinstance(owner, Found) else owner

    def _partner_s_office(self, counterpart: Found) -> Post | None:
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
            return Post(kind=told[0]["kind"], domain=told[0].get("domain"))
        return self._offices[-1][0] if self._offices else None

    def key_of(self, found: Found) -> str:
        """The key of whatever was named by the same words, else the one it would get."""
        for known, key in self.keys.items():
            if known.start == found.start and known.end == found.end:
                return key
        return found.key or stable_key(found.type, self.words.text(found.start, found.end))

    def _office_key(self, office: Found, post: Post, holder: str | None) -> str:
        completed = bool(post.owners) or post.of is not None
        if holder is not None and not completed:
            return self._office_of(holder, post)
        if not completed and post.domain is None and not post.former:
            same = [
                key for past, key in self._offices if past.kind == post.kind and not past.partner
            ]
            if same:
                return same[-1]
        for past, key in self._offices:
            if post.body and _same_office(past, post):
                return key
        listed = self._listed_office(post, holder) or self._office_by_parts(post)
        listed = listed or self._told_fully(post, holder)
        if listed:
            return listed
        made_of = (post.kind, post.domain, post.state, post.body, post.area)
        parts = [part or "" for part in made_of]
        parts += [post.of] if post.of is not None else []  # «head of the delegation»
        if not post.owners:
            return self.local("Office", "|".join(parts))
        return stable_key("Office", "|".join(parts))

    def _told_fully(self, post: Post, holder: str | None) -> str | None:
        """«the US ambassador», after «the US ambassador to the United Nations»."""
        if holder is not None or post.former or post.body or post.area or post.of is not None:
            return None
        mine = (post.kind, post.domain, post.state)
        told = {k for past, k in self._offices if (past.kind, past.domain, past.state) == mine}
        return told.pop() if len(told) == 1 else None

    def _office_of(self, holder: str, post: Post) -> str:
        """«President Putin»: the office of the kind that the text or the knowledge gives him."""
        kind, domain = post.kind, post.domain
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
        alone = len(same) == 1 and not post.former
        own = "|".join(str(part) for part in (kind, domain, holder) if part)
        return next(iter(same)) if alone else self.local("Office", own)

    def _office_by_parts(self, post: Post) -> str | None:
        """The office of the knowledge that is made of the same parts, whoever holds it."""
        if post.kind in self.words.lexicon.tables["titles"].get("vague", ()):
            return None
        owners = post.owners
        return self.knowledge.office_like(post.kind, post.domain, owners) if owners else None

    def _listed_office(self, post: Post, holder: str | None) -> str | None:
        """An office of the knowledge that the holder has on the day, of the same state or body."""
        if holder is None or not holder.startswith("person/"):
            return None
        places = set(post.owners)
        tenures = self.knowledge.offices_of(holder, self.published)
        matching = []
        for tenure in tenures:
            entity = self.knowledge.entities.get(tenure.office)
            of = (
                {value for name, value in entity.facts if name in ("state", "body", "area")}
                if entity
                else set()
            )
            if of & places and not post.former:
                matching.append(tenure.office)
        return matching[0] if len(set(matching)) == 1 else None


def _same_office(one: Post, other: Post) -> bool:
    """Same kind, domain and body, and areas that do not differ where both are told."""
    alike = (one.kind, one.domain, one.body) == (other.kind, other.domain, other.body)
    areas = {one.area, other.area} - {None}
    return alike and len(areas) < 2
