"""A document after names and dates, before events, whatever its language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model.claims import Anchor, Argument, Frame, Span, TimeExpression, Window
from kg.model.vocabulary import FactType, Roles, Status
from kg.reading.holders import Holders
from kg.reading.linking import Linker
from kg.text.findings import Found
from kg.text.lexicon import Trigger
from kg.text.words import Words


@dataclass(kw_only=True)
class Setting:
    """Names, keys and times of one document, and the building of frames over them."""

    words: Words
    linker: Linker
    found: list[Found]
    times: tuple[TimeExpression, ...]
    holders: Holders = field(default_factory=Holders)
    anchor: Anchor | None = None
    """The day of the article, or the days that it may be."""

    def __post_init__(self) -> None:
        self.at: dict[int, list[Found]] = {}
        for found in self.found:
            self.at.setdefault(found.start, []).append(found)
        self._starts = [self.words.offset(token.i) for token in self.words.doc]
        self._time_at = {self.token_at(t.span.start): t for t in self.times}
        self._timed = sorted(self._time_at)
        self._named = sorted(self.at)

    # --- looking up --------------------------------------------------------------

    def token_at(self, offset: int) -> int:
        """The token that holds a character of the stored text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def key(self, found: Found) -> str:
        """The entity key of a find."""
        return self.linker.key(found)

    def who(self, found: Found) -> str:
        """The key of a find; of an office with one holder, the holder's."""
        return self.holders.of(found, self.key(found))

    def trigger(self, name: str) -> Trigger:
        """A trigger of the language by its name."""
        return self.words.lexicon.triggers[name]

    def finds(self, start: int, stop: int, *types: str) -> list[Found]:
        """The finds of some types that begin within ``[start, stop)``."""
        inside = (f for i in _between(self._named, start, stop) for f in self.at[i])
        return [f for f in inside if f.type in types]

    def within(self, index: int, type_: str) -> bool:
        """Whether a token stands inside a find of some type."""
        return any(f.start <= index < f.end for f in self.found if f.type == type_)

    def bounds(self, index: int) -> tuple[int, int]:
        """The sentence of a token, as tokens."""
        return self.words.sentences[self.words.sentence_of[index]]

    def evidence(self, index: int) -> Span:
        """The characters of a token's sentence."""
        return self.words.sentence_span(self.words.sentence_of[index])

    # --- place and time ----------------------------------------------------------

    def times_in(self, start: int, stop: int) -> list[tuple[int, TimeExpression]]:
        """The time expressions within tokens, with their first token."""
        return [(i, self._time_at[i]) for i in _between(self._timed, start, stop)]

    def time_in(self, start: int, stop: int) -> TimeExpression | None:
        """The first datable expression within tokens (durations date nothing)."""
        for _, time in self.times_in(start, stop):
            if time.type != "duration":
                return time
        return None

    def frame(
        self,
        type_: FactType,
        index: int,
        status: Status,
        roles: Roles,
        *,
        end: int | None = None,
        place: str | None = None,
        window: Window | None = None,
        about: tuple[str, ...] = (),
        source: str | None = None,
        medium: str | None = None,
        confidence: float = 0.8,
    ) -> Frame:
        """A frame whose trigger is tokens ``[index, end)`` and whose evidence is its sentence."""
        seen: Roles = []
        for role in roles:
            if role not in seen:
                seen.append(role)
        parts = {key for _, key in seen}
        return Frame(
            type=type_,
            trigger=self.words.span(index, end or index + 1),
            evidence=self.evidence(index),
            status=status,
            participants=tuple(Argument(role, key) for role, key in seen),
            place=place,
            window=window,
            about=tuple(key for key in about if key not in parts),
            source=source,
            medium=medium,
            confidence=confidence,
        )


def _between(ordered: Sequence[int], start: int, stop: int) -> Sequence[int]:
    """The numbers of an ordered list within ``[start, stop)``."""
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, stop)]
