"""How many names link to the right person: ``python -m tools.links`` over tests/data/links.tsv.

Columns: language, day, sentence, name as the sentence has it, key of the person or ``-`` for
nobody known. Precision is over the links given, recall over the names of known people. It fails
below the floors that tests/test_links.py holds.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.background import knowledge
from kg.model.claims import Reading
from kg.pipeline import read_article
from kg.text.articles import make_article

TABLE = Path(__file__).parents[1] / "tests" / "data" / "links.tsv"
PRECISION, RECALL = 0.98, 0.85


@dataclass(frozen=True)
class Row:
    """One name in its sentence, and whose it is: a key, or None for nobody known."""

    language: str
    day: str
    text: str
    name: str
    key: str | None


@dataclass(frozen=True)
class Score:
    """Names asked, links given, right ones, names of known people, and the rows that are wrong."""

    names: int
    given: int
    right: int
    known: int
    wrong: tuple[tuple[Row, str | None], ...]

    @property
    def precision(self) -> float:
        """The share of the links given that are right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the names of known people that are linked to them."""
        return self.right / self.known if self.known else 1.0


def rows(path: Path = TABLE) -> list[Row]:
    """The rows of a table; raises ValueError naming the line whose key is nobody's."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, (language, day, text, name, key) in enumerate(
            csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1
        ):
            if key != "-" and key not in knowledge.load().entities:
                raise ValueError(f"{path}:{number}: nobody known is “{key}”; mend the key")
            found.append(Row(language, day, text, name, None if key == "-" else key))
    return found


@cache
def _read(language: str, day: str, text: str) -> Reading:
    return read_article(make_article("t", text, {"published": day, "language": language}))


def linked(row: Row) -> str | None:
    """The known thing that the name is linked to; None when it is linked to nobody known.

    Of nested mentions the shortest that holds the name counts.
    """
    reading = _read(row.language, row.day, row.text)
    holding = [m for m in reading.mentions if row.name in m.span.of(reading.article.text)]
    inside = [m for m in reading.mentions if m.span.of(reading.article.text) in row.name]
    people = [m for m in holding if m.type != "Office"] or [m for m in inside if m.type == "Person"]
    best = min(people, key=lambda m: m.span.end - m.span.start, default=None)
    return best.key if best and best.key in knowledge.load().entities else None


def score(table: Iterable[Row]) -> Score:
    """How the names of a table are linked."""
    told = [(row, linked(row)) for row in table]
    return Score(
        names=len(told),
        given=sum(key is not None for _, key in told),
        right=sum(key is not None and key == row.key for row, key in told),
        known=sum(row.key is not None for row, _ in told),
        wrong=tuple((row, key) for row, key in told if key != row.key),
    )


def main() -> int:
    """Print the figures and the names that are linked wrongly or not at all."""
    found = score(rows())
    for row, key in found.wrong:
        print(f"{row.language} {row.day} {row.name}: {key or '-'}, not {row.key or '-'}")
    print(
        f"{found.names} names, {found.known} of known people: {found.given} links, "
        f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    )
    return int(found.precision < PRECISION or found.recall < RECALL)


if __name__ == "__main__":
    sys.exit(main())
