"""``kg explain``: the sentence of a fact with what was read in it, the rule and the confidence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.commands import options as asked
from kg.commands.codes import DONE
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.ask.accounts import Account, Mark
    from kg.model.claims import Span

TEXT = "Why a fact was read: its sentence with the words that made it, the rule, the confidence."
EXAMPLE = "kg explain event/meeting-sergei-lavrov --store out/"
_COLOURS: Final = {"trigger": "1;33", "time": "32", "modality": "35", "attribution": "36"}
_ROLE: Final = "34"
_ISOLATES: Final = {"ar": "\u2067"}
_LTR, _END = "\u2066", "\u2069"
_AROUND: Final = 30


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg explain``."""
    parser.add_argument(
        "fact",
        nargs="?",
        metavar="FACT",
        help="IRI, key (event/…, claim/…), the beginning of one, or a label; "
        "with --text the number of a fact (default: all)",
    )
    asked.store(parser)
    parser.add_argument("--text", metavar="PATH", help="an article to read now, without a store")
    asked.date_order(parser)
    parser.add_argument(
        "--colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours instead of brackets (default: in a terminal)",
    )


def run(options: argparse.Namespace) -> int:
    """Print the accounts of a fact."""
    wish = options.colour
    plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    colour = wish == "always" or (wish == "auto" and not plain)
    accounts = _read(options) if options.text else _stored(options)
    print("\n\n".join("\n".join(lines(account, colour=colour)) for account in accounts))
    return DONE


def _stored(options: argparse.Namespace) -> list[Account]:
    from kg.ask import accounts
    from kg.quads import opening

    if not options.fact:
        raise UsageError("name a fact: event/…, claim/… or a label; kg query evidence lists them")
    store = opening.open_any(options.store, read_only=True)
    return accounts.of_store(store, accounts.find(store, options.fact))


def _read(options: argparse.Namespace) -> list[Account]:
    from kg.ask import accounts
    from kg.pipeline import read_article
    from kg.text import articles

    found = []
    for item in articles.read([str(Path(options.text))], date_order=options.date_order):
        if isinstance(item, articles.Failure):
            raise UsageError(f"{item.where}: {item.reason}")
        found += accounts.of_reading(read_article(item))
    if not options.fact:
        return [account for told in found for account in told]
    number = options.fact.removeprefix("f")
    if not number.isdigit() or not 0 < int(number) <= len(found):
        raise UsageError(f"{options.fact}: name a fact by its number, 1 to {len(found)}")
    return found[int(number) - 1]


# --- an account as lines -----------------------------------------------------------------


def lines(account: Account, *, colour: bool = False) -> Iterator[str]:
    """An account for people; the words that were read are numbered, and coloured if asked."""
    groups = _groups(account)
    yield f"{account.event}  {_isolated(account.label, '')}"
    yield f"  {_sentence(account, groups, colour=colour)}"
    yield from _legend(account, groups, colour=colour)
    time = " ".join(
        part for part in (account.when or "not told", account.why and f"({account.why})") if part
    )
    attributed = account.source or "the author"
    carried = f", carried by {account.medium}" if account.medium else ""
    for name, value in (
        ("rule", account.rule),
        ("confidence", f"{account.confidence:.2f}"),
        ("status", account.status),
        ("time", time),
        ("says", _isolated(attributed + carried, "")),
        ("article", f"{account.article} ({account.origin})" if account.origin else account.article),
        ("claim", account.claim),
        ("retired", account.retired),
    ):
        if value:
            yield f"  {name:12} {value}"


Groups = list[tuple["Span", list["Mark"]]]


def _groups(account: Account) -> Groups:
    """Marks of the same words together, in text order."""
    grouped: dict[Span, list[Mark]] = {}
    for mark in sorted(account.marks, key=lambda m: (m.span.start, -m.span.end)):
        grouped.setdefault(mark.span, []).append(mark)
    return list(grouped.items())


def _sentence(account: Account, groups: Groups, *, colour: bool) -> str:
    """The evidence with its marks; words within other marked words are only listed below."""
    text, at, made = account.text, account.evidence.start, []
    for number, (span, marks) in enumerate(groups, 1):
        if span.start < at or span.end > account.evidence.end:
            continue
        made.append(text[at : span.start])
        words = span.of(text)
        made.append(_coloured(words, marks) if colour else f"[{number} {words}]")
        at = span.end
    made.append(text[at : account.evidence.end])
    return _isolated(" ".join("".join(made).split()), account.language)


def _coloured(words: str, marks: list[Mark]) -> str:
    return f"\033[{_COLOURS.get(marks[0].what, _ROLE)}m{words}\033[0m"


def _isolated(text: str, language: str) -> str:
    """Text that keeps its direction whatever stands beside it (Unicode isolates)."""
    return f"{_ISOLATES.get(language, _LTR if language else chr(0x2068))}{text}{_END}"


def _legend(account: Account, groups: Groups, *, colour: bool) -> Iterator[str]:
    for number, (span, marks) in enumerate(groups, 1):
        words = span.of(account.text)
        shown = _coloured(words, marks) if colour else words
        what = ", ".join(dict.fromkeys(mark.what for mark in marks))
        name = next((mark.name for mark in marks if mark.name), "")
        named = f" = {_isolated(name, '')}" if name and name != words else ""
        aside = "" if account.evidence.covers(span) else f"  elsewhere: {_around(account, span)}"
        yield f"  {number:2} {what:12} {_isolated(shown, account.language)}{named}{aside}"


def _around(account: Account, span: Span) -> str:
    """Words of another sentence, with what stands beside them."""
    text = account.text[max(0, span.start - _AROUND) : span.end + _AROUND]
    return _isolated(f"…{' '.join(text.split())}…", account.language)
