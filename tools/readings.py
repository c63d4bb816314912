"""Readings as lines that can be compared: the check of every change that shall change nothing.

``python -m tools.readings write OUT [--gold FOLDER]... [--corpus FILE]... [--n 300]`` reads the
texts of annotations and a fixed draw of so many articles of each corpus, and writes one line
for every mention, date and frame. ``python -m tools.readings compare OLD NEW`` prints the lines
that differ, article by article, and ends with 1 when there are any.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model.claims import Article, Frame, Reading, Span, Window
from kg.pipeline import read_article
from tools.corpus import gold, gold_article, readings, some

_SEED = 300


def lines(reading: Reading) -> Iterator[str]:
    """What was read in an article, a line for each mention, date and frame."""
    text = reading.article.text
    for mention in reading.mentions:
        yield _line("mention", _words(mention.span, text), mention.type, mention.key)
    for time in reading.times:
        yield _line("time", _words(time.span, text), time.edtf, time.type, time.role, time.rule)
    for number, happening in enumerate(reading.happenings):
        for frame in happening.frames:
            yield _line("frame", number, *_parts(frame, text))


def _parts(frame: Frame, text: str) -> Iterator[object]:
    yield from (frame.type, str(frame.status), _words(frame.trigger, text))
    yield " ".join(f"{a.role}={a.key}" for a in frame.participants)
    yield from (f"place={frame.place}", f"time={_window(frame.window)}")
    yield f"about={' '.join(frame.about)}"
    yield from (f"source={frame.source}", f"medium={frame.medium}", f"{frame.confidence:.3f}")
    if frame.grounds:
        yield str(frame.grounds.rule)
        yield " ".join(f"{role}={_where(span)}" for role, _, span in frame.grounds.arguments)
        yield " ".join(f"{kind}={_where(span)}" for kind, span in frame.grounds.cues)


def _window(window: Window | None) -> str:
    return f"{window.edtf}{'~' * window.vague}" if window else "-"


def _where(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _words(span: Span, text: str) -> str:
    return f"{_where(span)} «{' '.join(span.of(text).split())}»"


def _line(*parts: object) -> str:
    return " | ".join(map(str, parts))


def _articles(golds: Iterable[Path]) -> Iterator[Article]:
    for folder in golds:
        yield from (gold_article(name, data) for name, data in gold(folder).items())


def _readings(golds: list[Path], corpora: list[Path], n: int) -> Iterator[Reading]:
    yield from map(read_article, _articles(golds))
    for path in corpora:
        yield from readings(path, only=some(path, n, _SEED))


def write(out: Path, golds: list[Path], corpora: list[Path], n: int) -> None:
    with out.open("w", encoding="utf-8") as file:
        for reading in _readings(golds, corpora, n):
            file.writelines(f"{reading.article.id} | {line}\n" for line in lines(reading))


def compare(old: Path, new: Path) -> Iterator[str]:
    """The lines that one has and the other has not."""
    before, after = (Counter(p.read_text(encoding="utf-8").splitlines()) for p in (old, new))
    for line in sorted((before - after) | (after - before)):
        yield f"{'-' if before[line] > after[line] else '+'} {line}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("out", type=Path)
    writing.add_argument("--gold", type=Path, action="append", default=[])
    writing.add_argument("--corpus", type=Path, action="append", default=[])
    writing.add_argument("--n", type=int, default=300)
    comparing = commands.add_parser("compare")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    asked = parser.parse_args()
    if asked.command == "write":
        write(asked.out, asked.gold, asked.corpus, asked.n)
        return 0
    changed = list(compare(asked.old, asked.new))
    sys.stdout.writelines(f"{line}\n" for line in changed)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
