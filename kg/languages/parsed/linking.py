"""Which finds of a text in Latin script are one thing: what differs from the Arabic linker.

Bodies come with their keys; offices carry domains that are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model.keys import stable_key
from kg.reading.linking import Linker, Post
from kg.text.findings import Found


class LatinLinker(Linker):
    """Gives every found name of one article in Latin script its key."""

    def names(self, found: Iterable[Found]) -> None:
        """Bodies, states and places, each under the key that it was found with."""
        for name in sorted(found):
            text = self.words.text(name.start, name.end)
            self.give(name, name.key or stable_key(name.type, text))

    def _office_key(self, office: Found, post: Post, holder: str | None) -> str:
        """As in Arabic; a counterpart of nobody's state is this article's own."""
        chiefs = self.words.lexicon.tables["titles"].get("chiefs", {})
        if post.kind == "leader" and post.body in chiefs:
            post = replace(post, kind=chiefs[post.body])
        if office.office.kind == "counterpart" and not post.owners:
            return self.local("Office", f"counterpart|{office.start}")
        return super()._office_key(office, post, holder)
