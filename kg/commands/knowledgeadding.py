"""``kg knowledge add``: one line of knowledge into a file of one's own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from kg.commands import options as asked
from kg.commands.codes import DONE, SOME_FAILED

_LANGUAGES = ("ar", "en", "fr")


def add(inner: Any) -> None:
    """The options of ``kg knowledge add``."""
    adding = inner.add_parser(
        "add",
        help="add a person, tenure, body, alias or round to a file of your own",
        description="Writes one line into a Turtle file of your own (made when it is not "
        "there), unless something is wrong with it; $DTKG_KNOWLEDGE names the file then.",
    )
    kinds = adding.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in ("person", "body"):
        named = kinds.add_parser(kind, help=f"a {kind} by name")
        _names(named)
        if kind == "body":
            named.add_argument("--kind-of", default="", metavar="TEXT", help="armed group …")
    tenure = kinds.add_parser("tenure", help="who held an office since when")
    tenure.add_argument("holder", metavar="PERSON", help="such as person/sergey-lavrov")
    tenure.add_argument("office", metavar="OFFICE", help="such as office/russia-foreign-minister")
    tenure.add_argument("--since", type=asked.day, required=True, metavar="DAY")
    tenure.add_argument("--until", type=asked.day, metavar="DAY", help="left out when not known")
    alias = kinds.add_parser("alias", help="another name of a thing that is known")
    alias.add_argument("key", metavar="KEY", help="such as person/ramtane-lamamra")
    _names(alias)
    talks = kinds.add_parser("round", help="a round of talks")
    talks.add_argument("process", metavar="PROCESS", help="such as process/libya-talks")
    talks.add_argument("number", type=int, metavar="NUMBER")
    talks.add_argument("--since", type=asked.day, required=True, metavar="DAY")
    talks.add_argument("--place", default="", metavar="PLACE", help="such as place/geneva")
    _names(talks)
    for parser in kinds.choices.values():
        parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="your file")


def _names(parser: argparse.ArgumentParser) -> None:
    for language in _LANGUAGES:
        parser.add_argument(f"--{language}", default="", metavar="NAME", help="the name in it")


def run(options: argparse.Namespace) -> int:
    """Add the line; the exit code is 1 when something is wrong with it."""
    from kg.background import adding
    from kg.errors import UsageError

    names = {code: name for code in _LANGUAGES if (name := getattr(options, code, ""))}
    if options.kind != "tenure" and not names:
        raise UsageError("a name is needed: --ar NAME, --en NAME or --fr NAME")
    for line in _lines(options, names):
        remarks = adding.append(options.to, line)
        if remarks:
            print("\n".join(f"{options.to}: {remark.message}" for remark in remarks))
            return SOME_FAILED
        print(line)
    return DONE


def _lines(options: argparse.Namespace, names: dict[str, str]) -> list[str]:
    from kg.background import adding

    if options.kind == "person":
        return [adding.person(names)]
    if options.kind == "body":
        return [adding.body(names, options.kind_of)]
    if options.kind == "tenure":
        return [adding.tenure(options.holder, options.office, options.since, options.until)]
    if options.kind == "round":
        named = (options.process, options.number, names, options.since, options.place)
        return [adding.talks_round(*named)]
    return [adding.alias(options.key, name, code) for code, name in names.items()]
