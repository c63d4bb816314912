"""What a word of denial or hearsay governs, whatever the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.model.vocabulary import Status

_WORST: Final[tuple[Status, ...]] = ("denied", "unconfirmed")


@dataclass(frozen=True)
class Scope:
    """What a cue governs: nouns from ``start``, verbs behind ``clause`` («أن»), up to ``stop``."""

    cue: int
    start: int
    stop: int
    status: Status
    clause: int | None = None


def worst(scopes: Iterable[Scope]) -> Status | None:
    """Denied before unconfirmed; None when nothing is in doubt."""
    statuses = {scope.status for scope in scopes}
    return next((status for status in _WORST if status in statuses), None)
