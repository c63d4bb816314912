"""The facts of a text in a notation that can be read, written and compared whole.

One line a fact, parts in this order, those that are not told left out::

    Meeting planned; attendee state/iran, state/turkey; place place/geneva; time 2018-09-11

An entity that nobody listed stands under its label: «person/(James Melville)». What a second
passage tells of the same event follows on a line that begins with «+».

``tests/told/*.txt`` hold cases: «# name», the text, then its facts behind «-», or
«- nothing»; lines that begin with «%» are remarks, a backslash is an empty line.
``python tests/facts.py ar 'TEXT'`` prints the facts of a text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.model.claims import Entity, Frame, Reading, Window
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
    text = ["" if line == "\\" else line for line in lines if not line.startswith(("#", "- "))]
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
    names = {e.key: _name(e) for e in reading.entities}
    found = []
    for happening in reading.happenings:
        for number, frame in enumerate(happening.frames):
            assert frame.evidence.covers(frame.trigger)
            assert frame.evidence.end <= len(reading.article.text)
            found.append("+ " * (number > 0) + "; ".join(_parts(frame, names)))
    return found or NOTHING


def _name(entity: Entity) -> str:
    kind, rest = entity.key.split("/", 1)
    return f"{kind}/({entity.labels[0][1]})" if rest.startswith("x-") else entity.key


def _parts(frame: Frame, names: Mapping[str, str]) -> Iterator[str]:
    yield f"{frame.type} {frame.status}"
    for role in sorted({a.role for a in frame.participants}):
        # a list, not a set: who takes part twice shows
        yield f"{role} {_listed((a.key for a in frame.participants if a.role == role), names)}"
    if frame.place:
        yield f"place {names[frame.place]}"
    if frame.window:
        yield f"time {_time(frame.window)}"
    if frame.about:
        yield f"about {_listed(frame.about, names)}"
    if frame.source:
        yield f"source {names[frame.source]}"
    if frame.medium:
        yield f"medium {names[frame.medium]}"
    if frame.earlier:
        yield "earlier"


def _listed(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names[key] for key in keys))


def _time(window: Window) -> str:
    corners = (window.earliest_begin, window.latest_begin, window.earliest_end, window.latest_end)
    assert window.on is None or window.edtf == window.on.isoformat()
    return window.edtf or "/".join(str(corner or "..") for corner in corners)


if __name__ == "__main__":
    print("\n".join(f"- {line}" for line in facts(sys.argv[2], sys.argv[1])))
