"""Which event of the world an article tells of: the same key in two articles is one event.

Keys are made from what identifies an event of its type, so they depend neither on
the order of reading nor on the run. Rounds, tenures and adoptions have natural keys;
others are one event across articles only when type, participants and day agree.
A person's judgement goes before the rule and can be withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model.claims import Frame, Happening, Reading
from kg.reading.framerules import frame_rules
from kg.resources import SEEDS
from kg.rulefiles import files


@dataclass(frozen=True)
class Judgement:
    """A decision on two keys (``same``), or on an event and an article (``different``)."""

    a: str
    b: str
    verdict: str
    by: str = ""
    on: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class Identified:
    """The happenings of one reading with the keys of their events."""

    events: tuple[tuple[Happening, str], ...]


def identify(reading: Reading, judgements: Iterable[Judgement] = ()) -> Identified:
    """The event of every happening of a reading."""
    live = [j for j in judgements if not j.withdrawn]
    same = {j.b: j.a for j in live if j.verdict == "same"}
    apart = {(j.a, j.b) for j in live if j.verdict == "different"}
    used: dict[str, int] = {}
    events = []
    for happening in reading.happenings:
        key = event_key(happening, reading.article.id)
        if (key, reading.article.id) in apart:
            key += "-" + short_hash(reading.article.id)
        key = _follow(key, same)
        used[key] = used.get(key, 0) + 1
        if used[key] > 1 and not _natural(happening.main):
            key += f"-{used[key]}"
        events.append((happening, key))
    return Identified(tuple(events))


def _follow(key: str, same: Mapping[str, str]) -> str:
    seen = {key}
    while key in same and same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def event_key(happening: Happening, article_id: str) -> str:
    """The key of the event that a happening of an article tells of."""
    frame = happening.main
    natural = _natural(frame)
    if natural:
        return natural
    rule = frame_rules()[frame.type]
    windows = [f.window for f in happening.frames if f.window and f.window.on]
    day = windows[0].on.isoformat() if windows and windows[0] and windows[0].on else None
    core = sorted({a.key for a in frame.participants if a.role in rule.get("same", ())})
    if "place" in rule.get("same", ()) and frame.place:
        core.append(frame.place)
    across = bool(day and rule.get("across_articles") and core)
    told = frame.window.edtf if frame.window and not frame.window.vague else None
    occasion = str(day) if across else f"{article_id}|{day}|{told}"
    digest = short_hash("|".join([frame.type, *core, occasion]))
    return f"event/{frame.type.lower()}-{_names(core)}{day or ''}{'-' if day else ''}{digest}"


def _natural(frame: Frame) -> str | None:
    """The key of an event that is identified by its arguments alone."""
    roles = {a.role: a.key for a in frame.participants}
    if frame.type == "TalksRound":
        return roles["topic"]
    if frame.type == "HoldsOffice":
        return f"event/tenure-{_name(roles['holder'])}-{_name(roles['office'])}"
    if frame.type == "ResolutionAdopted" and roles.get("topic", "").startswith("resolution/S-"):
        return f"event/adoption-{_name(roles['topic'])}"
    return None


def _name(key: str) -> str:
    return key.split("/", 1)[1]


def _names(keys: list[str]) -> str:
    return "".join(f"{_name(key)}-" for key in keys[:2])


def short_hash(text: str) -> str:
    """Six hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:6]


@cache
def read_judgements(path: Path | None = None) -> tuple[Judgement, ...]:
    """The judgements of a TOML file (``seeds/judgements.toml``); none when it is absent.

    Raises RuleFileError naming file and line when one is malformed.
    """
    path = path or SEEDS / "judgements.toml"
    if not path.exists():
        return ()
    return tuple(Judgement(**record) for record in files.read(path).get("judgement", ()))
