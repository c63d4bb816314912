"""The command line: verbs, messages, exit codes. All work is done elsewhere."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn, Protocol

from kg import __version__, memory
from kg.commands import (
    annotate,
    build,
    date,
    explain,
    export,
    find,
    knowledge,
    query,
    remove,
    score,
    serve,
    show,
    validate,
)
from kg.commands.codes import DONE, SOME_FAILED, WRONG_USAGE
from kg.errors import KgError

__all__ = ["COMMANDS", "DONE", "SOME_FAILED", "WRONG_USAGE", "main", "parser"]


class Command(Protocol):
    """What a module of kg.commands offers."""

    TEXT: str
    EXAMPLE: str

    def add(self, parser: argparse.ArgumentParser, /) -> None:
        """Add the options of the command."""

    def run(self, options: argparse.Namespace, /) -> int:
        """Run it; the exit code is 0 done, 1 some articles failed, 2 wrong usage."""


COMMANDS: Final[Mapping[str, Command]] = {
    "build": build,
    "annotate": annotate,
    "remove": remove,
    "query": query,
    "validate": validate,
    "show": show,
    "score": score,
    "export": export,
    "serve": serve,
    "find": find,
    "knowledge": knowledge,
    "date": date,
    "explain": explain,
}


class _Parser(argparse.ArgumentParser):
    """Suggests the nearest command for an unknown one."""

    def error(self, message: str) -> NoReturn:
        unknown = [word for word in sys.argv[1:2] if word not in COMMANDS]
        near = difflib.get_close_matches(unknown[0], COMMANDS, n=1) if unknown else []
        if near and "invalid choice" in message:
            message = f"unknown command “{unknown[0]}”; did you mean “{near[0]}”?"
        self.exit(WRONG_USAGE, f"kg: {message}\n")


def parser() -> argparse.ArgumentParser:
    """All commands with their help and an example each."""
    top = _Parser(prog="kg", description="Diplomatic news into a dated, queryable knowledge graph.")
    top.add_argument("--version", action="version", version=f"dtkg {__version__}")
    verbs = top.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )

    def verb(name: str, text: str, example: str) -> argparse.ArgumentParser:
        return verbs.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    for name, command in COMMANDS.items():
        command.add(verb(name, command.TEXT, command.EXAMPLE))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 some articles failed, 2 wrong usage."""
    # The matrices of the name model are small: threads only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    options = parser().parse_args(arguments)
    most = getattr(options, "most", 0)
    if arguments is not None or not most or not hasattr(os, "fork"):
        return _run(options)
    code = memory.within(most, lambda: _run(options))
    if code is None:
        print(
            f"kg: {options.command} needs more than {most / 1e9:g} GB of memory, or the store is "
            "damaged: give it more with --memory, narrow it, or build the store anew",
            file=sys.stderr,
        )
    return WRONG_USAGE if code is None else code


def _run(options: argparse.Namespace) -> int:
    try:
        return COMMANDS[options.command].run(options)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        print("kg: stopped; run the command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(f"kg: {_told(error)}", file=sys.stderr)
        return WRONG_USAGE


def _told(error: OSError) -> str:
    """One line for what the system, or Oxigraph, could not do."""
    if error.errno is None:
        reason = " ".join(str(error).split())[:300]
        return f"the store cannot be read, it is damaged ({reason}); build it anew"
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{(error.strerror or str(error)).lower()}"


if __name__ == "__main__":
    sys.exit(main())
