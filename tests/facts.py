"""The facts of a text in a notation that can be read, written and compared whole.

One line a fact, parts in this order, those that are not told left out::

    Meeting planned; attendee state/iran, state/turkey; place place/geneva; time 2018-09-11

An entity that nobody listed stands under its label: «person/(James Melville)». What a second
passage tells of the same event follows on a line that begins with «+».

``tests/told/*.txt`` hold cases: «# name», the text, then its facts behind «-», or
«- nothing»; lines that begin with «%» are remarks.
``python tests/facts.py ar 'TEXT'`` prints the facts of a text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.model.claims import Frame, Reading, Window
from kg.pipeline import read_article
from kg.text.articles import make_article

FOLDER = Path(__file__).parent / "told"
DAYS = {"ar": date(2018, 9, 10), "en": date(2017, 10, 19), "fr": date(2017, 10, 19)}
"""The day on which the cases of a language were published: a Monday, two Thursdays."""
NOTHING = ["nothing"]


@dataclass(frozen=True)
class Case:
    """A text and what it tells, nothing missing and nothing more."""

    name: str
    language: str
    text: str
    facts: tuple[str, ...]


def cases(language: str) -> list[Case]:
    """The cases of a language, from ``tests/told``."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    blocks = "\n".join(line for line in lines if not line.startswith("%")).split("\n\n")
    found = [_case(block.strip(), language) for block in blocks if block.strip()]
    assert len({case.name for case in found}) == len(found), "two cases of one name"
    return found


def _case(block: str, language: str) -> Case:
    lines = block.split("\n")
    text = [line for line in lines if not line.startswith(("#", "- "))]
    facts = [line[2:] for line in lines if line.startswith("- ")]
    names = [line[2:] for line in lines if line.startswith("# ")]
    assert len(names) == 1, f"a case has one line with its name and lines with its facts: {block}"
    assert text, block
    assert facts, block
    return Case(names[0], language, "\n".join(text), tuple(facts))


def read(text: str, language: str, day: date | None = None) -> Reading:
    """The reading of a text published on the day of the language's cases, or another."""
    published = (day or DAYS[language]).isoformat()
    return read_article(make_article("t", text, {"language": language, "published": published}))


def facts(text: str, language: str, day: date | None = None) -> list[str]:
    """The facts of a text, in the order of the text; «nothing» for none."""
    return of_reading(read(text, language, day))


def of_reading(reading: Reading) -> list[str]:
    """The facts of a reading, and a check that each stands on the words that tell it."""
    labels = {e.key: e.labels[0][1] for e in reading.entities if "/x-" in e.key}
    found = []
    for happening in reading.happenings:
        for number, frame in enumerate(happening.frames):
            assert frame.evidence.covers(frame.trigger)
            assert frame.evidence.end <= len(reading.article.text)
            line = "; ".join(_parts(frame))
            found.append("+ " * (number > 0) + _labelled(line, labels))
    return found or NOTHING


def _parts(frame: Frame) -> Iterator[str]:
    yield f"{frame.type} {frame.status}"
    roles = dict.fromkeys(a.role for a in frame.participants)
    for role in sorted(roles):
        # sorted, not a set: who takes part twice shows
        keys = sorted(a.key for a in frame.participants if a.role == role)
        yield f"{role} {', '.join(keys)}"
    if frame.place:
        yield f"place {frame.place}"
    if frame.window:
        yield f"time {_time(frame.window)}"
    if frame.about:
        yield f"about {', '.join(sorted(frame.about))}"
    if frame.source:
        yield f"source {frame.source}"
    if frame.medium:
        yield f"medium {frame.medium}"
    if frame.earlier:
        yield "earlier"


def _time(window: Window) -> str:
    corners = (window.earliest_begin, window.latest_begin, window.earliest_end, window.latest_end)
    assert window.on is None or window.edtf == window.on.isoformat()
    return window.edtf or "/".join(str(corner or "..") for corner in corners)


def _labelled(line: str, labels: dict[str, str]) -> str:
    return re.sub(
        r"([a-z]+)/x-[\w-]+",
        lambda found: f"{found[1]}/({labels.get(found[0], '?')})",
        line,
    )


if __name__ == "__main__":
    print("\n".join(f"- {line}" for line in facts(sys.argv[2], sys.argv[1])))
