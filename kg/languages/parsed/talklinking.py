"""Which talks and documents of a text in Latin script are one thing: what differs from Arabic.

Processes are told apart by the names in them, and what is not told apart is one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from kg.background.nameindex import index
from kg.model.keys import stable_key
from kg.reading.talklinking import TalksLinker
from kg.text.findings import Found


class LatinTalksLinker(TalksLinker):
    """Gives talks and documents of one article in Latin script their keys."""

    # --- talks -------------------------------------------------------------------

    def processes(self, found: Iterable[Found]) -> None:
        """Talks processes: named apart by places, states and kinds, else the last one named."""
        groups: list[dict[str, Any]] = []
        ordered = sorted(found)
        homes: dict[Found, dict[str, Any]] = {}
        telling = self.words.lexicon.tables["talks"]["telling"]
        for process in ordered:
            home = next((g for g in groups if _compatible(g, process, telling)), None)
            if home is None:
                home = {"names": set(), "kinds": set(), "finds": []}
                groups.append(home)
            elif groups[-1] is not home:
                groups.remove(home)
                groups.append(home)
            home["names"].update(process.talks.names)
            home["kinds"].update(_kinds(process, telling))
            home["finds"].append(process)
            homes[process] = home
        for group in groups:
            key = self._listed_process(group) or self._unlisted_process(group)
            for process in group["finds"]:
                self.linker.give(process, key)
                self._last_process = key

    def _listed_process(self, group: dict[str, Any]) -> str | None:
        """The process of the knowledge that has the names of the group, or its own name."""
        for process in group["finds"]:
            text = self.words.text(process.start, process.end)
            lookup = index().find(text, types=("process",))
            if lookup.key is None or lookup.matches[0].level not in ("exact", "folded"):
                continue
            if self._spoken_of(self.knowledge.entities[lookup.key]):
                return lookup.key
        states = [n for n in group["names"] if n and n.startswith("state/")]
        places = [n for n in group["names"] if n and n.startswith("place/")]
        for place in sorted(places):
            for state in sorted(states) or [None]:
                key = self._process_key(state, place)
                if key:
                    return key
        return None

    def _unlisted_process(self, group: dict[str, Any]) -> str:
        names = sorted(n for n in group["names"] if n)
        if not names:
            text = self.words.text(group["finds"][0].start, group["finds"][0].end)
            return self.linker.local("TalksProcess", text)
        return stable_key("TalksProcess", "|".join([*names, *sorted(group["kinds"])]))

    def _process_of(self, talks_round: Found) -> str | None:
        facts = talks_round.round
        process = facts.process
        if process is not None and process in self.linker.keys:
            return self.linker.keys[process]
        venue = facts.venue
        if venue is not None and venue.key:
            return self._process_key(None, venue.key) or self._venue_process(venue.key)
        if facts.series is not None:
            return stable_key("TalksProcess", facts.series)
        if facts.event is not None:
            return None
        return self._last_process

    def _venue_process(self, place: str) -> str:
        return stable_key("TalksProcess", place)

    # --- documents ---------------------------------------------------------------

    def resolutions(self, found: Iterable[Found]) -> None:
        """As in Arabic; «the resolution» that nothing names before is the article's own."""
        ordered = sorted(found)
        named = [r for r in ordered if not r.paper.bare]
        early = [r for r in ordered if r.paper.bare and (not named or r < named[0])]
        super().resolutions(r for r in ordered if r not in early)
        for resolution in early:
            key = self.linker.keys[named[0]] if named else self.linker.local("Resolution", "bare")
            self.linker.give(resolution, key)

    def agreements(self, found: Iterable[Found]) -> None:
        """Agreements by the names in them; «the agreement» is the last one named."""
        last: str | None = None
        for agreement in sorted(found):
            text = self.words.text(agreement.start, agreement.end)
            names = [n for n in agreement.paper.names if n]
            paper = agreement.paper
            pointed = paper.bare or paper.described
            if pointed and last is not None:
                self.linker.give(agreement, last)
                continue
            local = paper.local or pointed
            if agreement.key:
                key = agreement.key
            elif names:
                key = stable_key("Agreement", "|".join(sorted(names)))
            else:
                made = self.linker.local if local else stable_key
                key = made("Agreement", text)
            last = self.linker.give(agreement, key)


def _compatible(group: dict[str, Any], process: Found, telling: Collection[str]) -> bool:
    names = {n for n in process.talks.names if n}
    kinds = _kinds(process, telling)
    if kinds and group["kinds"] and not kinds & group["kinds"]:
        return False
    if kinds and not group["kinds"]:
        return False
    return not names or not group["names"] or bool(names & group["names"])


def _kinds(process: Found, telling: Collection[str]) -> set[str]:
    described = process.talks.described
    return {described} if described is not None and described in telling else set()
