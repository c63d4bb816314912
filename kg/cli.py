"""The command line: verbs, messages, exit codes. All work is done elsewhere."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kg import __version__
from kg.commands import build, date, explain, knowledge, score, serve
from kg.commands import options as asked
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.quads.quadstore import QuadStore

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


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

    build.add_build(verb("build", build.BUILD, build.BUILD_EXAMPLE))
    build.add_annotate(verb("annotate", build.ANNOTATE, build.ANNOTATE_EXAMPLE))
    _add_query(
        verb(
            "query",
            "Answer a named query, a file or a SPARQL text.",
            "kg query timeline --format csv",
        )
    )
    _add_validate(
        verb("validate", "Check the graph against its shapes.", "kg validate --store out/")
    )
    build.add_show(verb("show", build.SHOW, build.SHOW_EXAMPLE))
    score.add(verb("score", score.TEXT, score.EXAMPLE))
    _add_export(
        verb("export", "Write the graph in another format.", "kg export turtle --out view.ttl")
    )
    serve.add_serve(verb("serve", serve.SERVE, serve.SERVE_EXAMPLE))
    serve.add_find(verb("find", serve.FIND, serve.FIND_EXAMPLE))
    knowledge.add(verb("knowledge", knowledge.TEXT, knowledge.EXAMPLE))
    date.add(verb("date", date.TEXT, date.EXAMPLE))
    explain.add(verb("explain", explain.TEXT, explain.EXAMPLE))
    return top


def _add_query(made: argparse.ArgumentParser) -> None:
    made.add_argument("query", nargs="?", metavar="NAME|FILE|SPARQL", help="what to ask")
    made.add_argument("--list", action="store_true", help="list the named queries")
    made.add_argument(
        "--store", default="out", metavar="DIR|URL", help="folder of a build, or a SPARQL endpoint"
    )
    made.add_argument(
        "--format",
        choices=("table", "csv", "json", "ttl"),
        default="table",
        help="how to write the answer",
    )
    made.add_argument(
        "--knowledge", action="store_true", help="ask the background knowledge, not a store"
    )
    made.add_argument(
        "--all", action="store_true", help="every row of a named query, not the latest 200"
    )


def _add_validate(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--fast", action="store_true", help="check with the engine that checks articles on entry"
    )
    asked.store(made)


def _add_export(made: argparse.ArgumentParser) -> None:
    made.add_argument("format", metavar="FORMAT", help="trig, nquads, turtle, jsonld or csv")
    made.add_argument(
        "--out", type=Path, metavar="FILE", help="file to write (default: standard output)"
    )
    asked.store(made)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 some articles failed, 2 wrong usage."""
    # The matrices of the name model are small: threads only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        options = parser().parse_args(arguments)
        return _RUN[options.command](options)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        print("kg: stopped; run the command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _open(options: argparse.Namespace) -> QuadStore:
    from kg.quads import opening

    return opening.open_any(options.store, read_only=True)


def _query(options: argparse.Namespace) -> int:
    from kg import sparql
    from kg.background.knowledge import paths
    from kg.background.seedfiles import graph

    folder = "knowledge" if options.knowledge else ""
    if options.list:
        for named in sparql.named_queries(folder):
            print(f"{named.name:22} {named.title}: {named.description}")
        return DONE
    if not options.query:
        raise UsageError("name a query, a file or a SPARQL text; kg query --list shows the names")
    text = sparql.find(options.query, folder)
    if options.all:
        text = sparql.whole(text)
    if options.knowledge:
        answer = sparql.run(graph(paths()), text)
    else:
        answer = sparql.run(_open(options), text)
    sys.stdout.write(sparql.written(answer, options.format))
    return DONE


def _validate(options: argparse.Namespace) -> int:
    from kg import validate

    violations = validate.validate(_open(options), fast=options.fast)
    for violation in violations:
        print(violation.told())
    print(f"{len(violations)} violations" if violations else "The graph conforms to its shapes.")
    return SOME_FAILED if violations else DONE


def _export(options: argparse.Namespace) -> int:
    from kg import exports
    from kg.build import replace_file, writable

    text = exports.export(_open(options), options.format)
    if options.out:
        writable(options.out.parent)
        replace_file(options.out, text)
        print(options.out)
    else:
        sys.stdout.write(text)
    return DONE


_RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": build.build,
    "annotate": build.annotate,
    "query": _query,
    "validate": _validate,
    "show": build.show,
    "score": score.run,
    "export": _export,
    "serve": serve.serve,
    "find": serve.find,
    "knowledge": knowledge.run,
    "date": date.run,
    "explain": explain.run,
}
COMMANDS = tuple(_RUN)


if __name__ == "__main__":
    sys.exit(main())
