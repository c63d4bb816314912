"""Which bodies, states and places of an Arabic text are one thing: «الوزارة» is the last one."""

from __future__ import annotations

from collections.abc import Iterable

from kg.languages.arabic.gazetteer import gazetteer
from kg.model.keys import stable_key
from kg.reading.linking import Linker
from kg.text.findings import Found

_KINDS = frozenset(("منظمه", "هيئه", "حركه", "تنظيم", "حلف"))


class ArabicLinker(Linker):
    """Gives every found name of one Arabic article its key."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._heads: dict[str, str] = {}
        self._alone = self.words.lexicon.words("organizations", "definite_alone")

    def names(self, found: Iterable[Found]) -> None:
        """Bodies, states and places."""
        by_start: dict[int, str] = {}
        ordered = sorted(found, key=lambda name: (name.name.full is not None, name))
        for name in ordered:
            text = self.words.text(name.start, name.end)
            key = name.key
            if name.name.full is not None:
                if name.name.full in by_start:
                    self.give(name, by_start[name.name.full])
                continue
            if name.name.alone:
                key = self._heads.get(self.words.bare(name.start))
                named = self.words.norms[name.start] in self._alone
                if key is None and not named:
                    continue
            elif name.type == "Organization":
                self._heads[self.words.bare(name.start)] = key = key or self._body(name)
            local = self.local if name.name.alone else stable_key
            by_start[name.start] = self.give(name, key or local(name.type, text))

    def _body(self, name: Found) -> str:
        state = name.name.state
        listed = self._same_body(name)
        if listed:
            return listed
        if name.name.ministry:
            return stable_key("Organization", f"وزاره {name.name.ministry} {state}")
        body = [self.words.bare(i) for i in range(name.start, name.end)]
        if state and len(body) > 2:
            body = body[:-1] if self._nationality(name.end - 1) else body
        return stable_key("Organization", " ".join(body))

    def _same_body(self, name: Found) -> str | None:
        """«منظمة الأمم المتحدة» is the UN: a kind of body right before all of a body's name."""
        rest = " ".join(self.words.norms[name.start + 1 : name.end])
        known = gazetteer(self.words.lexicon.language)
        keys = known.keys.get(rest, ())
        if self.words.bare(name.start) not in _KINDS or len(keys) != 1:
            return None
        return keys[0] if keys[0].startswith("organization/") else None

    def _nationality(self, index: int) -> bool:
        return gazetteer(self.words.lexicon.language).demonym(self.words.norms[index]) is not None
