"""How sure a reading is: the probability that all of a fact is right, from how it was read.

Right in all: its type, who in which role, whether it took place, when and where.

A logistic regression over a few yes-or-no features; the weights are data
(``ontology/confidence.toml``), fitted by ``tools/confidence.py`` on annotated articles and on
facts that a person judged. What a weight says can be read off: a fact read from a noun, or with
an argument of another sentence, is less sure than one of a verb and its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import exp
from typing import Any, Final

from kg.model.claims import Frame, Happening
from kg.model.keys import is_unlisted
from kg.rulefiles import files

_TOLD: Final = ("occurred", "ongoing")
_LOW, _HIGH = 0.01, 0.99


@cache
def table() -> Mapping[str, Any]:
    """ontology/confidence.toml: ``least``, ``base`` and ``weights`` by feature."""
    return files.ontology("confidence.toml")


def least() -> float:
    """Facts that are less sure than this are left out when nobody says otherwise."""
    return float(table()["least"])


def features(frame: Frame, tellings: int = 1) -> Iterator[str]:
    """What of a frame and of how it was read bears on whether it is right."""
    yield from _rule(frame)
    if frame.window:
        phrase = frame.window.phrase
        yield (
            "time in the sentence" if phrase and frame.evidence.covers(phrase) else "time inferred"
        )
    unlisted = [is_unlisted(argument.key) for argument in frame.participants]
    if any(unlisted):
        yield "all unlisted" if all(unlisted) else "some unlisted"
    if frame.status not in _TOLD:
        yield f"status {frame.status}"
    if frame.source:
        yield "attributed"
    if tellings > 1:
        yield "told more than once"


def _rule(frame: Frame) -> Iterator[str]:
    yield f"type {frame.type}"
    if frame.grounds:
        yield f"language {frame.grounds.rule.language}"
        construction = frame.grounds.rule.construction
        yield f"construction {construction}"
        yield f"{frame.type} by {construction}"
        parts = {(a.role, a.key) for a in frame.participants} | {("place", frame.place)}
        words = [s for role, key, s in frame.grounds.arguments if (role, key) in parts]
        if not all(frame.evidence.covers(span) for span in words):
            yield "argument elsewhere"
        if frame.grounds.doubted:
            yield "doubted by its reader"


def probability(found: Iterable[str]) -> float:
    """The probability that a fact with these features is right in all."""
    weights = table()["weights"]
    score = float(table()["base"]) + sum(float(weights.get(name, 0.0)) for name in found)
    return min(_HIGH, max(_LOW, 1 / (1 + exp(-score))))


def weighed(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """The happenings, each frame with its confidence."""
    return tuple(_weighed(happening) for happening in happenings)


def _weighed(happening: Happening) -> Happening:
    frames = happening.frames
    return Happening(
        tuple(replace(f, confidence=probability(features(f, len(frames)))) for f in frames)
    )


def sure(happenings: Iterable[Happening], at_least: float) -> tuple[Happening, ...]:
    """The happenings whose main telling is at least so sure."""
    return tuple(h for h in happenings if h.main.confidence >= at_least)
