"""``kg date``: which day an article is of, how that is known, and what speaks for which day."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.commands.codes import DONE, SOME_FAILED

if TYPE_CHECKING:
    from kg.model.claims import Article

TEXT = "Date an article: the day it tells, or a ranked answer with the clues that made it."
EXAMPLE = "kg date seeds/000_3243e6dd9e279ec2.txt --hide"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg date``."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles")
    parser.add_argument("--hide", action="store_true", help="do as if no sidecar named the day")
    asked.date_order(parser)
    parser.add_argument("--top", type=int, default=5, metavar="N", help="how many days to rank")


def run(options: argparse.Namespace) -> int:
    """Print the answer for each article; the exit code is 1 when one could not be read."""
    from kg.text import articles

    failed = False
    for item in articles.read(options.paths, date_order=options.date_order):
        if isinstance(item, articles.Failure):
            print(f"kg: {item.where}: {item.reason}", file=sys.stderr)
            failed = True
            continue
        hidden = replace(item, published=None) if options.hide else item
        failed |= not _answered(hidden, options.top)
    return SOME_FAILED if failed else DONE


def _answered(article: Article, count: int) -> bool:
    """Print the answer for an article; False when a reader failed on it."""
    from kg import faults

    with faults.collecting() as found:
        lines: list[str] = []
        with faults.spared("its day"):
            lines += _answer(article, count)
    print(*(lines or [f"{article.id}: no day"]), sep="\n")
    for fault in dict.fromkeys(found):
        print(f"kg: {article.id}: {fault}; please report it", file=sys.stderr)
    return not found


def _answer(article: Article, count: int) -> Iterator[str]:
    from kg.ask.sparql import table
    from kg.dates import anchoring, dating
    from kg.pipeline import dated_by_text, read_without_day
    from kg.text.plain import plain_article
    from kg.text.sidecars import said_language

    unread = said_language(article)
    if unread:
        yield f"{article.id}: {article.published or 'no day'}; {unread}"
        return
    article, _ = plain_article(article)
    anchor = dated_by_text(article)
    if anchor:
        words = f": {anchor.span.of(article.text)}" if anchor.span else ""
        yield f"{article.id}: {anchor.first} ({anchor.basis}{words})"
        return
    clues, ranking = anchoring.ranked(read_without_day(article))
    if not clues:
        yield f"{article.id}: no day, and nothing that speaks for one"
        return
    answer = dating.load_model().answer
    days = ranking.credible(answer["share"])
    yield f"{article.id}: inferred from {len(clues)} clues"
    yield ""
    rows = [(str(day), f"{day:%A}", f"{share:.3f}") for day, share in ranking.top(count)]
    yield table(("day", "weekday", "probability"), rows)
    yield f"{answer['share']:.0%} in {len(days)} days: {', '.join(_ranges(days))}"
    yield ""
    gains = sorted(ranking.gains.items(), key=lambda pair: -abs(_log(pair[1])))
    told = [
        (clue.kind, clue.span.of(article.text) if clue.span else "", f"{gain:.3g}")
        for clue, gain in gains
    ]
    yield table(("clue", "words", "times likelier"), told)
    used = anchoring.decided(ranking)
    yield _used(used.first if used else None, used.last if used else None)


def _log(gain: float) -> float:
    import math

    return math.log(max(gain, 1e-9))


def _used(first: date | None, last: date | None) -> str:
    if first is None:
        return "Used: no day; words such as «yesterday» get no bounds."
    if first == last:
        return f"Used: {first}, like a day that was told."
    return f"Used: {first} to {last}; windows reach over both."


def _ranges(days: Sequence[date], most: int = 8) -> Iterable[str]:
    """Days that follow one another as ranges; the first few of many."""
    ranges: list[tuple[date, date]] = []
    for day in days:
        if ranges and day - ranges[-1][1] == timedelta(days=1):
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    for first, last in ranges[:most]:
        yield str(first) if first == last else f"{first} to {last}"
    if len(ranges) > most:
        yield f"… {ranges[-1][1]}"
