"""What a frame of each type requires, as data (``ontology/events.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.model.claims import Frame
from kg.resources import ONTOLOGY


@cache
def frame_rules() -> Mapping[str, Any]:
    """What each fact type requires, from ontology/events.toml."""
    return tomllib.loads((ONTOLOGY / "events.toml").read_text(encoding="utf-8"))


def complete(frame: Frame) -> bool:
    """Whether a frame has what its type requires."""
    rule = frame_rules()[frame.type]
    roles = [argument.role for argument in frame.participants]
    for role in rule.get("required", ()):
        if role == "place":
            if frame.place is None:
                return False
        elif role not in roles:
            return False
    wanted = rule.get("any")
    if wanted and not set(wanted) & set(roles):
        return False
    keys = {argument.key for argument in frame.participants}
    alone = tuple(f"{kind}/" for kind in rule.get("alone", ()))
    if alone and len(keys) == 1 and next(iter(keys)).startswith(alone):
        return True
    return len(keys) >= int(rule.get("least", 0))
