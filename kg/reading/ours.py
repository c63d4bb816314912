"""Leaves out games («met in the final») and stories («the film shows …»): no events of diplomacy.

The words are ``[not_ours]`` of the language file. A known person in the event keeps it: the
president who meets another at the World Cup has met him.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.background import knowledge
from kg.model.claims import Frame
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import is_form

_PLAYED = ("Meeting", "Visit", "ViolentEvent")
_TOLD = ("Meeting", "Visit", "ViolentEvent", "Negotiation", "Agreement", "Siege", "Mediation")
_OPENING = 3
"""Words of a sentence within which «in the film» opens it."""


def ours(setting: Setting, frames: Iterable[Frame]) -> list[Frame]:
    """The frames but for those of games and stories."""
    reader = _Ours(setting)
    return [f for f in frames if not (reader.played(f) or reader.staged(f))]


class _Ours:
    """Tells games and stories of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.words = setting.words
        lexicon = setting.words.lexicon
        names = ("clubs", "before_town", "works", "showing", "within")
        self.lists = {name: lexicon.words("not_ours", name) for name in names}
        self.games = lexicon.phrases("not_ours", "games")

    def played(self, frame: Frame) -> bool:
        """Whether a club meets, or a sentence of sport tells of a meeting by a verb."""
        if frame.type not in _PLAYED or self._of_people(frame):
            return False
        index = self.setting.token_at(frame.trigger.start)
        start, stop = self.setting.bounds(index)
        finds = self.setting.finds(start, stop, "Person", "Organization", "Place")
        if any(self._club(found) for found in finds):
            return True
        norms = self.words.norms
        sport = any(self.games.match(norms, i) is not None for i in range(start, stop))
        return sport and self.words.is_verb(index)

    def _of_people(self, frame: Frame) -> bool:
        """Whether somebody of the knowledge takes part."""
        known = knowledge.load().entities
        entities = self.setting.linker.entities
        keys = [a.key for a in frame.participants]
        return any(
            key in known and entities[key].type == "Person" for key in keys if key in entities
        )

    def _club(self, found: Found) -> bool:
        """«Manchester United»; «Real» before a town."""
        last, before = self.words.norms[found.end - 1], self.words.norms[found.start - 1]
        if found.type == "Place":
            return found.start > 0 and before in self.lists["before_town"]
        several = found.end - found.start > 1 and found.key is None
        return several and last in self.lists["clubs"]

    def staged(self, frame: Frame) -> bool:
        """«the film shows X meeting Y», «in the novel X meets Y»."""
        if frame.type not in _TOLD:
            return False
        index = self.setting.token_at(frame.trigger.start)
        start, _ = self.setting.bounds(index)
        works = [i for i in range(start, index) if self._is("works", i)]
        if not works:
            return False
        near = range(max(start, works[-1] - 2), index)  # «الفيلم يصور», «يصور الفيلم»
        shown = any(self._is("showing", i) for i in near)
        opening = works[0] - start <= _OPENING
        opened = opening and any(self._is("within", i) for i in range(start, works[0]))
        return shown or opened

    def _is(self, name: str, index: int) -> bool:
        norm, bare = self.words.norms[index], self.words.bare(index)
        return is_form(norm, self.lists[name]) or bare in self.lists[name]
