"""Which finds of a text in Latin script are one thing: what differs from the Arabic linker.

Bodies come with their keys; offices carry domains that are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model.keys import stable_key
from kg.reading.linking import Linker
from kg.text.words import Found


class LatinLinker(Linker):
    """Gives every found name of one article in Latin script its key."""

    def names(self, found: Iterable[Found]) -> None:
        """Bodies, states and places, each under the key that it was found with."""
        for name in sorted(found):
            text = self.words.text(name.start, name.end)
            self.give(name, name.key or stable_key(name.type, text))

    def _office_key(self, office: Found, facts: Any, holder: str | None) -> str:
        """As in Arabic; a counterpart of nobody's state is this article's own."""
        chiefs = self.words.lexicon.tables["titles"].get("chiefs", {})
        if facts["kind"] == "leader" and facts.get("body") in chiefs:
            facts = {**facts, "kind": chiefs[facts["body"]]}
        anchors = facts.keys() & {"state", "body", "area"}
        if office.facts["kind"] == "counterpart" and not anchors:
            return self.local("Office", f"counterpart|{office.start}")
        return super()._office_key(office, facts, holder)
