"""What a frame of each type requires, as data (``ontology/events.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.model.claims import Frame
from kg.rulefiles import files


@cache
def frame_rules() -> Mapping[str, Any]:
    """What each fact type requires, from ontology/events.toml."""
    return files.ontology("events.toml")


def complete(frame: Frame, language: str) -> bool:
    """Whether a frame has what its type requires, or what is enough instead in a language."""
    rule = frame_rules()[frame.type]
    instead = rule.get("or", ())
    return _fits(rule, frame) or any(
        language in way.get("languages", (language,)) and _fits(way, frame) for way in instead
    )


def placeless(type_: str) -> bool:
    """Whether facts of a type are nowhere: votes, sanctions …"""
    return bool(frame_rules()[type_].get("placeless"))


def _fits(rule: Mapping[str, Any], frame: Frame) -> bool:
    """Whether a frame has the roles, participants and circumstances of one rule."""
    filled = {argument.role for argument in frame.participants}
    told = {"place"} if frame.place is not None else set()
    told |= {"time"} if frame.window is not None else set()
    keys = {argument.key for argument in frame.participants}
    wanted = rule.get("any")
    kinds = tuple(f"{kind}/" for kind in rule.get("kinds", ()))
    return (
        set(rule.get("required", ())) <= filled | told - {"time"}
        and (not wanted or bool(set(wanted) & filled))
        and len(keys) >= int(rule.get("least", 0))
        and (not kinds or all(key.startswith(kinds) for key in keys))
        and set(rule.get("told", ())) <= told
        and ("status" not in rule or frame.status in rule["status"])
    )
