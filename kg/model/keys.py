"""The keys of entities: the path below ``…/id/``, such as ``person/staffan-de-mistura``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from kg.letters import fold
from kg.model.vocabulary import EntityType

KINDS: Final[Mapping[EntityType, str]] = {
    "Person": "person",
    "Organization": "organization",
    "State": "state",
    "Place": "place",
    "Office": "office",
    "TalksProcess": "process",
    "TalksRound": "round",
    "Resolution": "resolution",
    "Agreement": "agreement",
}
"""Entity type -> first part of its keys."""
_TYPES = {kind: type_ for type_, kind in KINDS.items()}


_UNLISTED: Final = "x-"
_SERIES: Final = "-1-to-"


def stable_key(type_: EntityType, name: str) -> str:
    """The key of something unlisted: its kind and eight hex digits of its folded name."""
    digest = hashlib.sha256(f"{type_}|{fold(name)}".encode()).hexdigest()[:8]
    return f"{KINDS[type_]}/{_UNLISTED}{digest}"


def is_unlisted(key: str) -> bool:
    """Whether a key stands for something that the background knowledge does not have."""
    return key.partition("/")[2].startswith(_UNLISTED)


def series_key(stem: str, count: int | str) -> str:
    """The key of the first so many rounds of a process, told of as one thing."""
    return f"{stem}{_SERIES}{count}"


def is_series(key: str) -> bool:
    """Whether a key stands for several rounds told of as one thing."""
    return kind_of(key) == "round" and _SERIES in key


def kind_of(key: str) -> str:
    """The first part of a key: ``person``, ``state`` …"""
    return key.partition("/")[0]


def type_of(key: str) -> EntityType:
    """The entity type that a key's first part stands for."""
    return _TYPES[kind_of(key)]
