"""How well and how fast dates are read, beside HeidelTime on the same texts in the same run.

``python benchmarks/dates.py [SHARED_DIR]``: expressions in three languages, French TimeBank,
WikiWars, the annotated articles, and documents per CPU second.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import heideltime
from timeml import Counts, Document, Expression, Tag, expressions, gold_articles, pairs, timeml

from kg.dates.times import find_times
from kg.dates.windows import parse_edtf
from kg.model.claims import TimeExpression
from kg.resources import SEEDS

SEED = "000_3243e6dd9e279ec2"
NAMES = {"ar": "Arabic", "en": "English", "fr": "French"}


def ours(documents: Sequence[Document], *, narrative: bool = False) -> list[tuple[Tag, ...]]:
    """TIMEX3 tags of our reader."""
    return [
        tuple(
            Tag(t.span.start, t.span.end, t.timex)
            for t in find_times(
                d.text, language=d.language, anchor=d.day, narrative=narrative, timex=True
            )
        )
        for d in documents
    ]


def theirs(documents: Sequence[Document], *, narrative: bool = False) -> list[tuple[Tag, ...]]:
    """Tags of HeidelTime, which cannot read a text without a day (none counted there)."""
    texts = [(d.day, d.text) for d in documents if d.day]
    answers = iter(heideltime.run(texts, documents[0].language, narrative=narrative))
    return [next(answers) if d.day else () for d in documents]


# --- single expressions ---------------------------------------------------------------


def right(row: Expression, found: Sequence[TimeExpression]) -> bool:
    """Whether the phrase is read at its place with the bounds that are expected."""
    end = row.start + len(row.text)
    for told in found:
        if told.span.start < end and row.start < told.span.end:
            window = told.stretch if row.edtf.endswith("/..") else told.window
            bounds = (window.earliest_begin, window.latest_end)
            if told.type == "duration":
                return told.edtf == row.edtf
            return [str(day) if day else "" for day in bounds] == [row.earliest, row.latest]
    return False


def expression_table(folder: Path, *, verbose: bool) -> None:
    seed = (SEEDS / f"{SEED}.txt").read_text(encoding="utf-8")
    print("\nExpressions: values right of all, traps tagged")
    for language in NAMES:
        rows = expressions(folder / f"{language}_expressions.tsv", seed)
        asked = [row for row in rows if not row.trap]
        traps = [row for row in rows if row.trap]
        good = sum(_asked(row, verbose) for row in asked)
        bad = sum(_trapped(row, [t.span for t in _read(row)]) for row in traps)
        _row(language, "ours", f"{good:3} of {len(asked)}   traps {bad} of {len(traps)}")
        try:
            texts = [(row.day, row.context) for row in rows]
            answers = dict(zip(map(id, rows), heideltime.run(texts, language), strict=True))
        except heideltime.UnavailableError as why:
            _row(language, "HeidelTime", f"not run: {why}")
            continue
        good = sum(_their_value(row, answers[id(row)]) for row in asked)
        bad = sum(_trapped(row, answers[id(row)]) for row in traps)
        _row(language, "HeidelTime", f"{good:3} of {len(asked)}   traps {bad} of {len(traps)}")


def _row(language: str, name: str, figures: str) -> None:
    print(f"  {NAMES[language]:8} {name:10}  {figures}")


def _read(row: Expression) -> list[TimeExpression]:
    found = find_times(row.context, language=row.language, anchor=row.day)
    return [time for time in found if not time.vague]


def _asked(row: Expression, verbose: bool) -> bool:
    found = _read(row)
    good = right(row, found)
    if verbose and not good:
        print("    ", row.text, row.edtf, [(t.span.of(row.context), t.edtf) for t in found])
    return good


def _trapped(row: Expression, spans: Sequence[Tag] | Sequence[object]) -> bool:
    end = row.start + len(row.text) if row.text else len(row.context)
    return any(s.start < end and row.start < s.end for s in spans)  # type: ignore[union-attr]


def _their_value(row: Expression, found: Sequence[Tag]) -> bool:
    """TIMEX3 has no intervals: their two halves count when both values are told."""
    end = row.start + len(row.text)
    inside = [t for t in found if t.start < end and row.start < t.end]
    wanted = [v.split("/") for v in row.timex]
    return [t.value for t in inside] in wanted


# --- corpora -----------------------------------------------------------------------------


def corpus(name: str, documents: list[Document], *, narrative: bool, verbose: bool) -> None:
    print(f"\n{name}: {len(documents)} texts, strict relaxed value F1")
    mine = ours(documents, narrative=narrative)
    print(f"  ours        {_counts(documents, mine)}")
    if verbose:
        _differences(documents, mine)
    try:
        print(f"  HeidelTime  {_counts(documents, theirs(documents, narrative=narrative))}")
    except heideltime.UnavailableError as why:
        print(f"  HeidelTime  not run: {why}")


def _counts(documents: Sequence[Document], told: Sequence[Sequence[Tag]]) -> Counts:
    counts = Counts()
    for document, found in zip(documents, told, strict=True):
        counts.add(document.gold, found)
    return counts


def _differences(documents: Sequence[Document], told: Sequence[Sequence[Tag]]) -> None:
    for d, found in zip(documents, told, strict=True):
        matched = list(pairs(d.gold, found))
        for one, other in matched:
            if one != other:
                kind = "span " if one.value == other.value else "value"
                print(
                    f"    {kind} {d.day} {d.text[one.start : one.end]!r} {one.value} | "
                    f"{d.text[other.start : other.end]!r} {other.value} | "
                    f"{d.text[max(0, one.start - 50) : one.end + 30]!r}"
                )
        for word, some in (("miss ", d.gold), ("extra", found)):
            have = {m[word == "extra"] for m in matched}
            for tag in some:
                if tag not in have:
                    around = d.text[max(0, tag.start - 50) : tag.end + 30]
                    print(f"    {word} {d.text[tag.start : tag.end]!r} {tag.value} | {around!r}")


def articles(folder: Path, *, verbose: bool) -> None:
    """The annotated articles: spans that touch, EDTF that means the same days."""
    documents = gold_articles(folder)
    print("\nAnnotated articles: span F1, value F1")
    for language in NAMES:
        some = [d for d in documents if d.language == language]
        mine = [
            tuple(
                Tag(t.span.start, t.span.end, t.edtf)
                for t in find_times(d.text, language=d.language, anchor=d.day)
                if not t.vague
            )
            for d in some
        ]
        counts = _counts(
            [_same_days(d) for d in some], [tuple(map(_days, found)) for found in mine]
        )
        _row(language, "ours", f"{counts.f1(counts.relaxed):5.1f} {counts.f1(counts.value):5.1f}")
        if verbose:
            _differences(some, mine)
        try:
            told = theirs(some)
        except heideltime.UnavailableError as why:
            _row(language, "HeidelTime", f"not run: {why}")
            continue
        counts = _counts([_same_days(d) for d in some], [tuple(map(_days, f)) for f in told])
        figures = f"{counts.f1(counts.relaxed):5.1f} {counts.f1(counts.value):5.1f}"
        _row(language, "HeidelTime", figures)


def _same_days(document: Document) -> Document:
    gold = tuple(_days(tag) for tag in document.gold)
    return Document(document.name, document.language, document.day, document.text, gold)


def _days(tag: Tag) -> Tag:
    window = parse_edtf(tag.value)
    if window is None:
        return tag
    return tag._replace(value=f"{window.earliest_begin}/{window.latest_end}")


def speed() -> None:
    """Documents per CPU second on the seed, warm; three rounds of each, the best of both."""
    text, day = (SEEDS / f"{SEED}.txt").read_text(encoding="utf-8"), date(2017, 10, 19)
    seed = Document(SEED, "ar", day, text, ())
    mine = 1 / min(_cpu(lambda: ours([seed]), 60) for _ in range(3))
    print(f"\nThe seed, documents per CPU second: ours {mine:.0f}", end="")
    try:
        other = 1 / min(heideltime.seconds(text, day, "ar", 30) for _ in range(3))
    except heideltime.UnavailableError as why:
        print(f", HeidelTime not run: {why}")
        return
    print(f", HeidelTime {other:.2f}: {mine / other:.0f} times as many")


def _cpu(work: Callable[[], object], count: int) -> float:
    work()
    start = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - start) / count


def main() -> int:
    verbose = "-v" in sys.argv
    told = [a for a in sys.argv[1:] if not a.startswith("-")]
    shared = Path(told[0]) if told else Path(__file__).parents[2] / "shared"
    folder = shared / "data/time"
    if folder.is_dir():
        expression_table(folder, verbose=verbose)
        french = timeml(folder / "fr_timebank", "fr")
        corpus("French TimeBank", french, narrative=False, verbose=verbose)
        wars = timeml(folder / "wikiwars_en/whole-tml", "en")
        corpus("WikiWars", wars, narrative=True, verbose=verbose)
        articles(shared / "gold/dev", verbose=verbose)
    else:
        print(f"{folder}: not there, only speed is measured")
    speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
