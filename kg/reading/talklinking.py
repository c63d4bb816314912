"""Which talks and documents of one article are one thing, and their keys.

Processes, rounds and resolutions are found in the knowledge by what they are made of; a bare
«المحادثات», «القرار» or «الاتفاق» is the last one named.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.background import knowledge
from kg.model.claims import Entity
from kg.model.keys import series_key, stable_key
from kg.reading.linking import Linker
from kg.text.findings import Found

_COUNCIL = "organization/united-nations-security-council"
_OF_STATE = ("state", "area")
_ADOPTING = (_COUNCIL, "organization/united-nations")


class TalksLinker:
    """Gives talks and documents their keys, behind a linker that has given the names theirs."""

    def __init__(self, linker: Linker, adjectives: Iterable[str] = ()) -> None:
        """``adjectives``: the states that the text names by an adjective of nationality."""
        self.linker = linker
        self.adjectives = frozenset(adjectives)
        self.words = linker.words
        self.knowledge = linker.knowledge
        self._last_process: str | None = None
        self._process_facts: dict[str, tuple[str | None, str | None]] = {}

    # --- talks -------------------------------------------------------------------

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
            if process in self.linker.keys:
                self._last_process = self.linker.keys[process]
                continue
            last = self._last_process or next(iter(self._process_facts), None)
            text = self.words.text(process.start, process.end)
            self.linker.give(process, last or self.linker.local("TalksProcess", text))

    def _topic(self, process: Found) -> tuple[str | None, str | None]:
        place = process.talks.place
        key = self.linker.key_of(place) if place is not None else None
        return process.talks.state, key

    def _venue_nearby(self, process: Found, state: str | None) -> str | None:
        """A place of the sentence that makes, with the topic, a process of the knowledge."""
        sentence = self.words.sentence_of[process.start]
        for found, key in sorted(self.linker.keys.items()):
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
        self.linker.give(found, key, [(n, v) for n, v in facts if v])

    def _named_nearby(self, found: Found, place: str | None) -> bool:
        sentence = self.words.sentence_of[found.start]
        return any(
            key == place and self.words.sentence_of[f.start] == sentence
            for f, key in self.linker.keys.items()
        )

    def _process_key(self, state: str | None, place: str | None) -> str | None:
        matching = [talks for talks in _all_talks() if _is_of(talks, state, place)]
        if not state:  # the one whose state is told, else the only one that may be meant
            told = self._told(place)
            spoken = [talks for talks in matching if not _states(talks).isdisjoint(told)]
            alone = len(spoken) == 1
            matching = spoken if alone else [t for t in matching if _may_be(t, told)]
        return matching[0].key if len(matching) == 1 else None

    def _told(self, place: str | None) -> set[str]:
        """The states that the text speaks of; Geneva by itself speaks of no Switzerland."""
        told = set(self.adjectives) | self.linker.entities.keys()
        told |= {f.name.state for f in self.linker.keys if f.name.state}
        for entity in self.linker.entities.values():
            if entity.key != place:
                told |= {value for name, value in entity.facts if name in _OF_STATE}
        return told

    def _spoken_of(self, process: Entity) -> bool:
        """Whether talks may be on a process's state: in Geneva they are not, where the text
        speaks of Yemen alone."""
        place = next((value for name, value in process.facts if name == "place"), None)
        return _may_be(process, self._told(place))

    def rounds(self, found: Iterable[Found]) -> None:
        """Rounds by process and number; «المقبلة» and «الأخيرة» by text and knowledge."""
        ordered = sorted(found)
        numbered: dict[str | None, list[int]] = {self._process_of(r): [] for r in ordered}
        for talks_round in ordered:
            if talks_round.round.number is not None:
                numbered[self._process_of(talks_round)].append(talks_round.round.number)
        for talks_round in ordered:
            process = self._process_of(talks_round)
            self._round(talks_round, process, sorted(set(numbered[process])))

    def _process_of(self, talks_round: Found) -> str | None:
        process = talks_round.round.process
        if process is not None:
            return self.linker.key_of(process)
        venue = talks_round.round.venue
        seated = self._process_key(None, venue.key) if venue is not None and venue.key else None
        return seated or self._last_process

    def _round(self, found: Found, process: str | None, numbers: list[int]) -> None:
        facts = [("process", process)] if process else []
        number = found.round.number or self._positioned(found, process, numbers)
        text = self.words.text(found.start, found.end)
        count = found.round.count
        if count is not None:
            key = series_key(self._round_stem(process, text), count)
            facts.append(("count", str(count)))
        elif number and process:
            listed = self.knowledge.round(process, number)
            key = listed.key if listed else f"{self._round_stem(process, text)}-{number}"
            facts.append(("number", str(number)))
        else:
            key = self.linker.local("TalksRound", f"{process}|{found.round.position or text}")
        self.linker.give(found, key, [(n, v) for n, v in facts if v])

    def _round_stem(self, process: str | None, text: str) -> str:
        if process is None:
            return stable_key("TalksRound", text)
        return "round/" + process.split("/", 1)[1]

    def _positioned(self, found: Found, process: str | None, numbers: list[int]) -> int | None:
        position = found.round.position
        known = [r for r in self.knowledge.rounds if r.process == process and r.number]
        day = self.linker.published
        held = [
            r.number for r in known if day and r.window.latest_end and r.window.latest_end < day
        ]
        last = max((n for n in held if n), default=None)
        if position == "last":
            return last or (numbers[-1] if len(numbers) == 1 else None)
        if position == "next":
            if last is not None:
                return last + 1
            return numbers[-1] if numbers else None
        return None

    # --- documents ---------------------------------------------------------------

    def resolutions(self, found: Iterable[Found]) -> None:
        """Resolutions by number; «القرار» is the last one named, a draft is its own thing."""
        last: str | None = None
        drafted: str | None = None
        for resolution in sorted(found):
            paper = resolution.paper
            number = paper.number
            text = self.words.text(resolution.start, resolution.end)
            if paper.bare:
                if last is None:
                    continue
                self.linker.give(resolution, last)
                continue
            if paper.plural:
                self.linker.give(resolution, self.linker.local("Resolution", text))
                continue
            if paper.draft and not number:
                same = drafted if paper.definite else None
                own = same or self.linker.local("Resolution", f"draft|{text}")
                last = drafted = self.linker.give(resolution, own)
                continue
            key = None
            if number and (paper.body if paper.owned else _COUNCIL) in _ADOPTING:
                key = self.knowledge.resolution(number, paper.year)
            elif not number:
                key = last or self.linker.local("Resolution", text)
            key = key or stable_key("Resolution", str(number or text))
            last = self.linker.give(resolution, key)

    def agreements(self, found: list[Found]) -> None:
        """Agreements by their folded name; «الاتفاق» is the last one named.

        A longer name of a known one is that one: «الاتفاق النووي المبرم مع إيران».
        """
        last: str | None = None
        listed = {f.start: f for f in self.linker.keys if f.type == "Agreement"}
        named = {agreement.start for agreement in found}
        for agreement in sorted([*found, *(f for at, f in listed.items() if at not in named)]):
            text = self.words.text(agreement.start, agreement.end)
            known = listed.get(agreement.start)
            if known is not None and known.end <= agreement.end:
                last = self.linker.keys.pop(known)
                self.linker.give(agreement, last)
                continue
            if agreement.paper.bare:
                if last is not None:
                    self.linker.give(agreement, last)
                continue
            local = self.linker.local if agreement.paper.local else stable_key
            last = self.linker.give(agreement, agreement.key or local("Agreement", text))


def _is_of(talks: Entity, state: str | None, place: str | None) -> bool:
    facts = set(talks.facts)
    return (not place or ("place", place) in facts) and (not state or ("state", state) in facts)


def _may_be(talks: Entity, told: set[str]) -> bool:
    about = _states(talks)
    others = {state for one in _all_talks() for state in _states(one)} - about
    return not about or not about.isdisjoint(told) or others.isdisjoint(told)


def _states(process: Entity) -> set[str]:
    return {value for name, value in process.facts if name == "state"}


@cache
def _all_talks() -> tuple[Entity, ...]:
    """The talks of the background knowledge."""
    return tuple(e for e in knowledge.load().entities.values() if e.type == "TalksProcess")
