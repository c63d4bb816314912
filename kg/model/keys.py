"""The keys of entities: the path below ``…/id/``, such as ``person/staffan-de-mistura``."""

from __future__ import annotations

import hashlib

from kg.letters import fold

KINDS = {
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


def stable_key(type_: str, name: str) -> str:
    """The key of something unlisted: its kind and eight hex digits of its folded name."""
    digest = hashlib.sha256(f"{type_}|{fold(name)}".encode()).hexdigest()[:8]
    return f"{KINDS[type_]}/x-{digest}"


def type_of(key: str) -> str:
    """The entity type that a key's first part stands for."""
    return _TYPES[key.split("/", 1)[0]]
