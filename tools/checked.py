"""Facts of unlabelled articles that a person judged: a table of offsets, without any text.

``tests/data/checked-facts.tsv``, one fact a row: the article and a digest of its text; type,
status and time of the fact; where its trigger begins; its arguments as ``role=begin-end``;
the verdict and a note. Verdicts: ``right``; ``partly`` (the event is right, something of it,
named in the note, is not); ``wrong``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.evaluation.annotations import merged
from kg.model.claims import Frame, Happening, Reading, Span

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "checked-facts.tsv"
VERDICTS = ("right", "partly", "wrong")


class Row(NamedTuple):
    article: str
    digest: str
    type: str
    status: str
    time: str
    trigger: int
    roles: str
    verdict: str = ""
    note: str = ""

    @property
    def fact(self) -> tuple[object, ...]:
        """What was judged: everything but the judgement."""
        return self[:-2]


def digest(text: str) -> str:
    """Which version of a text: the first digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def row(reading: Reading, happening: Happening) -> Row:
    """A fact as it is judged: its main telling, with place and time of the others."""
    frame = merged(happening)
    window = frame.window
    return Row(
        reading.article.id,
        digest(reading.article.text),
        frame.type,
        frame.status,
        (window.edtf or "") if window and not window.vague else "",
        frame.trigger.start,
        ";".join(f"{role}={s.start}-{s.end}" for role, s in _roles(happening, frame)),
    )


def _roles(happening: Happening, frame: Frame) -> Iterator[tuple[str, Span]]:
    """The participants and the place, each with its words."""
    grounds = [f.grounds for f in happening.frames if f.grounds]
    said = [a for g in grounds for a in g.arguments]
    wanted = [*((a.role, a.key) for a in frame.participants), ("place", frame.place or "")]
    for role, key in wanted:
        span = next((s for r, k, s in said if (r, k) == (role, key)), None)
        if span is not None:
            yield role, span


def read(path: Path | None = None) -> list[Row]:
    """The rows of a table; none when there is no file."""
    path = path or FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Row._make((*cells[:5], int(cells[5]), *cells[6:])) for cells in rows]


def write(rows: Iterable[Row], path: Path | None = None) -> None:
    """Write a table, its rows in the order given."""
    with (path or FILE).open("w", encoding="utf-8", newline="") as file:
        made = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        made.writerow(Row._fields)
        made.writerows(rows)


# --- is it still read? -------------------------------------------------------------------


def found(row_: Row, reading: Reading) -> Happening | None:
    """The fact of a reading that is the one judged: type, trigger, and all its arguments.

    An argument is known by the thing that its words name, so that another mention of it
    will do; a reading may have found more arguments than were judged.
    """
    for happening in reading.happenings:
        triggers = [f.trigger.start for f in happening.frames]
        if happening.main.type == row_.type and row_.trigger in triggers:
            words = _words(reading, happening)
            if all(
                any(span.overlaps(s) for s in words.get(role, ())) for role, span in _spans(row_)
            ):
                return happening
    return None


def _spans(row_: Row) -> Iterator[tuple[str, Span]]:
    for part in filter(None, row_.roles.split(";")):
        role, _, place = part.partition("=")
        begin, _, end = place.partition("-")
        yield role, Span(int(begin), int(end))


def _words(reading: Reading, happening: Happening) -> dict[str, list[Span]]:
    """All words of the article that stand for the argument in a role."""
    frame = merged(happening)
    wanted = [*((a.role, a.key) for a in frame.participants), ("place", frame.place)]
    made: dict[str, list[Span]] = {}
    for role, key in wanted:
        made.setdefault(role, []).extend(m.span for m in reading.mentions if m.key == key)
    for f in happening.frames:
        for role, _, span in f.grounds.arguments if f.grounds else ():
            made.setdefault(role, []).append(span)
    return made
