"""``kg knowledge``: what the background knowledge holds, what a name means, what is wrong."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands import knowledgeadding
from kg.commands import options as asked
from kg.commands.codes import DONE, SOME_FAILED, WRONG_USAGE

if TYPE_CHECKING:
    from kg.background.known import Answer

TEXT = "Background knowledge: count it, look a name up, check a file."
EXAMPLE = "kg knowledge find لافروف --on 2017-10-19"


def add(parser: argparse.ArgumentParser) -> None:
    """The commands below ``kg knowledge``."""
    inner = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    inner.add_parser("stats", help="how much there is", description="Count what is known.")
    check = inner.add_parser(
        "check",
        help="explain what is wrong with a file of knowledge or rules",
        description="Explain what is wrong with a Turtle file of the knowledge or with a TOML "
        "file of the rules (ontology/*.toml, seeds/judgements.toml); without FILE, with all of "
        "the knowledge.",
    )
    check.add_argument("file", nargs="?", type=Path, metavar="FILE", help="Turtle or TOML")
    find = inner.add_parser(
        "find", help="what a name means", description="What a name means, and in office when."
    )
    find.add_argument("name", metavar="NAME", help="a person, place, state, body or office")
    find.add_argument("--on", type=_day, metavar="DAY", help="the day that is asked about")

    unknown = inner.add_parser(
        "unknown",
        help="names of a build that the knowledge does not have",
        description="The people and bodies of a build that are not linked, those of most "
        "articles first, each with a sentence and a line to fill in.",
    )
    unknown.add_argument("store", metavar="STORE", help="the folder of a build")
    unknown.add_argument("--limit", type=asked.size, default=20, metavar="N", help="names (20)")
    knowledgeadding.add(inner)
    holders = inner.add_parser(
        "holders",
        help="who led the states on a day",
        description="Heads of state and government and foreign ministers of the members of "
        "the United Nations on a day: how sure that is, and the day and name of the source.",
    )
    holders.add_argument("--on", type=_day, metavar="DAY", default=None, help="else today")
    holders.add_argument("--of", metavar="STATE", default="", help="one state alone: yemen")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2017-10-19") from error


def run(options: argparse.Namespace) -> int:
    """Run one of them; exit code 1: wrong knowledge, an unknown name; 2: wrong rules."""
    if options.what == "stats":
        return _stats()
    if options.what == "unknown":
        return _unknown(options)
    if options.what == "add":
        return knowledgeadding.run(options)
    if options.what == "holders":
        return _holders(options.on or date.today(), options.of)
    if options.what == "find":
        return _find(options.name, options.on)
    rules = options.file is not None and options.file.suffix == ".toml"
    return _check_rules(options.file) if rules else _check(options.file)


def _stats() -> int:
    from kg.ask import sparql
    from kg.background import knowledge, seedfiles

    things = seedfiles.statements(knowledge.paths())
    counts: dict[str, Counter[str]] = {}
    for values in things.values():
        type_ = seedfiles.type_of(values)
        counts.setdefault(type_, Counter())[seedfiles.status_of(values)] += 1
    rows = [
        (type_, *(str(count[status]) for status in ("verified", "memory")), str(count.total()))
        for type_, count in sorted(counts.items())
    ]
    print(sparql.table(("kind", "verified", "memory", "all"), rows), end="")
    known = knowledge.load()
    cities = sum(1 for key in known.entities if key not in things)
    print(f"\nwith {cities} more cities of GeoNames: {len(known.entities)} things", end="")
    print(f" under {len(known.names)} names")
    return DONE


def _check(path: Path | None) -> int:
    from kg.background import knowledge, plausible, proofread

    if path is None:
        known = knowledge.load()
        found = plausible.findings(known, plausible.limits(knowledge.FOLDER))
        lines = [f"{finding.key}: {finding.message}" for finding in found]
        sound = f"{len(known.tenures)} tenures, {len(known.rounds)} rounds: all plausible."
    else:
        lines = [f"{path}:{r.line}: {r.message}" for r in proofread.proofread(path)]
        sound = f"{path}: nothing wrong."
    print("\n".join(lines) or sound)
    return SOME_FAILED if lines else DONE


def _check_rules(path: Path) -> int:
    from kg.background import knowledge
    from kg.rulefiles import files

    wrong = files.proofread(path, knowledge.load().entities)
    for remark in wrong:
        print(f"{path}:{remark.line}: {remark.message}")
    if not wrong:
        print(f"{path}: nothing wrong.")
    return WRONG_USAGE if wrong else DONE


def _unknown(options: argparse.Namespace) -> int:
    from kg.ask import unlinked

    found = unlinked.unlinked(asked.opened(options), options.limit)
    for row in found:
        print(f"{row.articles} articles  {row.name}  ({row.kind})")
        print(f"  {row.sentence}")
        print(f"  {row.line}")
    print(f"{len(found)} names; fill in the lines you know, put them into a file of your own")
    return DONE if found else SOME_FAILED


def _holders(day: date, state: str) -> int:
    from kg.ask import sparql
    from kg.background import knowledge, roster

    known = knowledge.load()
    listed = [row for row in roster.roster(known, day) if state in ("", row.state.split("/")[1])]
    rows = [
        (
            known.entities[row.office].label("en"),
            known.entities[row.tenure.person].label("en"),
            _status(row.answer),
            str(row.tenure.shown or ""),
            row.tenure.status,
            ", ".join(source.removeprefix("source/") for source in row.tenure.sources),
        )
        for row in listed
    ]
    print(sparql.table(("office", "holder", "on the day", "shown until", "status", "source"), rows))
    return DONE if rows else SOME_FAILED


def _find(name: str, day: date | None) -> int:
    from kg.background import knowledge, nameindex

    known = knowledge.load()
    found = nameindex.index().find(name, day=day)
    for match in found.matches:
        entity = known.entities[match.key]
        labels = [entity.label(language) for language in ("ar", "en")]
        print(f"{match.key}  {' · '.join(dict.fromkeys(labels))}  ({match.level}: {match.name})")
        for tenure in known.offices_of(match.key, day):
            print(f"  {_told(known, tenure, tenure.office)}")
        if entity.type == "Office":
            answer = known.holder(match.key, day) if day else None
            if answer:
                print(f"  {_status(answer)}")
            found_in = answer.tenures or answer.last if answer else known.tenures_of(match.key)
            for tenure in found_in:
                print(f"  {_told(known, tenure, tenure.person)}")
    if len(found.matches) != 1:
        print(found.status)
    return DONE if found.matches else SOME_FAILED


def _status(answer: Answer) -> str:
    """The status of an answer; behind the last source, unknown since when."""
    return f"unknown since {answer.since}" if answer.since else answer.status


def _told(known: object, tenure: object, key: str) -> str:
    """Office or holder, window, status and source of a tenure in one line."""
    from kg.background.known import Knowledge, Tenure

    assert isinstance(known, Knowledge)
    assert isinstance(tenure, Tenure)
    sources = ", ".join(source.removeprefix("source/") for source in tenure.sources)
    entity = known.entities[key]
    window = tenure.window
    begin = _point(window.earliest_begin, window.latest_begin)
    end = _point(window.earliest_end, window.latest_end)
    return f"{entity.label('en')}  {begin}/{end}  {tenure.status}  {sources}"


def _point(first: date | None, last: date | None) -> str:
    """The two corners of a begin or end for people: a day, a year, ``after``, ``before``."""
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first.year}" if first.year == last.year else f"{first.year}-{last.year}"
        return str(first) if first == last else f"{first}…{last}"
    if first or last:
        return f"after {first}" if first else f"before {last}"
    return ".."
