"""Gold date expressions (TimeML, TSV, our gold JSON) and how a tagger is scored on them.

Extraction is counted strictly (same span) and relaxed (spans touch, one to one); a value is
right when the TIMEX3 values are equal (TempEval-3's measures; UzZaman et al. 2013).
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple


class Tag(NamedTuple):
    start: int
    end: int
    value: str
    """The value of TIMEX3; for expressions and gold articles the EDTF."""


@dataclass(frozen=True)
class Document:
    name: str
    language: str
    day: date | None
    text: str
    gold: tuple[Tag, ...]


_PIECE = re.compile(r"<(/?)(\w+)([^>]*?)(/?)>|([^<]+)|<!--.*?-->", re.S)


def tags(body: str) -> tuple[str, tuple[Tag, ...]]:
    """The plain text of inline TimeML and its TIMEX3 elements."""
    plain, found, open_ = "", [], []
    for closing, name, attributes, empty, text in _PIECE.findall(body):
        if text:
            plain += html.unescape(text).replace("\r", "")
        elif name == "TIMEX3" and closing and open_:
            start, value = open_.pop()
            if len(plain) > start:
                found.append(Tag(start, len(plain), value))
        elif name == "TIMEX3" and not closing and not empty:
            value = re.search(r'\bvalue="([^"]*)"', attributes)
            open_.append((len(plain), value[1] if value else ""))
    return plain, tuple(sorted(found))


def timeml(folder: Path, language: str) -> list[Document]:
    """The TimeML files of a folder."""
    found = []
    for path in sorted(folder.rglob("*.tml")):
        data = path.read_text(encoding="utf-8-sig")
        told = re.search(r'<DCT>.*?value="(\d{4})-?(\d\d)-?(\d\d)', data, re.S)
        body = re.search(r"<TEXT>(.*?)</TEXT>", data, re.S)
        assert told is not None, path
        assert body is not None, path
        text, gold = tags(body[1])
        day = date(*(int(part) for part in told.groups()))
        found.append(Document(path.stem, language, day, text, gold))
    return found


@dataclass(frozen=True)
class Expression:
    """One row of the tables: an expression in its sentence, or a trap."""

    text: str
    language: str
    day: date
    context: str
    start: int
    edtf: str
    earliest: str
    latest: str
    timex: tuple[str, ...]
    trap: bool


def expressions(path: Path, seed: str) -> list[Expression]:
    """The rows of a table; ``seed`` is the text of the rows that only name it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Expression(
            row["text"],
            path.name[:2],
            date.fromisoformat(row["reference_date"]),
            seed if row["context"] == "@seed" else row["context"],
            int(row["start"] or 0),
            row["expected_edtf"],
            row["earliest"],
            row["latest"],
            tuple(row["timex3_value"].split("|")),
            row["type"] == "NONE",
        )
        for row in rows
    ]


def gold_articles(folder: Path) -> list[Document]:
    """The annotated articles, their times as tags with EDTF."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        gold = tuple(Tag(*t["span"], t["edtf"]) for t in data["times"])
        day = date.fromisoformat(data["published"]) if data["published"] else None
        found.append(Document(data["id"], data["language"], day, data["text"], gold))
    return found


@dataclass
class Counts:
    """Sums over documents; F1 as percentages."""

    gold: int = 0
    told: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def add(self, gold: Sequence[Tag], told: Sequence[Tag]) -> None:
        self.gold += len(gold)
        self.told += len(told)
        for one, other in pairs(gold, told):
            self.relaxed += 1
            self.strict += one[:2] == other[:2]
            self.value += one.value == other.value

    def f1(self, right: int) -> float:
        return 200 * right / (self.gold + self.told) if self.gold + self.told else 0.0

    def __str__(self) -> str:
        scores = "  ".join(f"{self.f1(n):5.1f}" for n in (self.strict, self.relaxed, self.value))
        precision = 100 * self.relaxed / self.told if self.told else 0.0
        return f"{scores}   P {precision:5.1f} R {100 * self.relaxed / self.gold:5.1f}"


def pairs(gold: Iterable[Tag], told: Sequence[Tag]) -> Iterable[tuple[Tag, Tag]]:
    """Gold tags with the tag that shares most with each, none used twice."""
    used: set[int] = set()
    for one in gold:
        shared = [
            (min(one.end, other.end) - max(one.start, other.start), -number)
            for number, other in enumerate(told)
            if number not in used
        ]
        best = max(shared, default=(0, 0))
        if best[0] > 0:
            used.add(-best[1])
            yield one, told[-best[1]]
