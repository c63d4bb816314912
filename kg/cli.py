"""The command line: verbs, messages, progress. All work is done elsewhere."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from kg import __version__, datecli, explain, knowledgecli, servecli
from kg.errors import KgError, UsageError
from kg.resources import SEEDS

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
_TRY_NEXT = "who-met-whom"


class _Parser(argparse.ArgumentParser):
    """Suggests the nearest command for an unknown one."""

    def error(self, message: str) -> NoReturn:
        unknown = [word for word in sys.argv[1:2] if word not in COMMANDS]
        near = difflib.get_close_matches(unknown[0], COMMANDS, n=1) if unknown else []
        if near and "invalid choice" in message:
            message = f"unknown command “{unknown[0]}”; did you mean “{near[0]}”?"
        self.exit(WRONG_USAGE, f"kg: {message}\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2017-10-19") from error


def _workers(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of workers; write 1, 2 …")
    return int(text)


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no probability; write 0.5, between 0 and 1")
    return value


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

    def sure(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--min-confidence",
            type=_probability,
            metavar="P",
            help="leave out facts that are less sure (0 to 1; default in ontology/confidence.toml)",
        )

    def reading(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "paths", nargs="*", metavar="PATH", help="file, folder or - (default: the seeds)"
        )
        made.add_argument(
            "--published",
            type=_day,
            metavar="DATE",
            help="day of articles whose sidecar gives none",
        )
        made.add_argument(
            "--language",
            choices=("ar", "en", "fr"),
            help="language of articles whose sidecar gives none",
        )
        made.add_argument(
            "--workers",
            type=_workers,
            default=1,
            metavar="N",
            help="processes that read (default 1)",
        )
        sure(made)

    build = verb(
        "build", "Read articles into a store with its page.", "kg build seeds/ --into out/"
    )
    reading(build)
    build.add_argument(
        "--into", default="out", metavar="DIR|URL", help="folder (default out), or SPARQL server"
    )

    annotate = verb(
        "annotate",
        "Write one annotation JSON per article.",
        "kg annotate seeds/ --out annotations/",
    )
    reading(annotate)
    annotate.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")

    query = verb(
        "query", "Answer a named query, a file or a SPARQL text.", "kg query timeline --format csv"
    )
    query.add_argument("query", nargs="?", metavar="NAME|FILE|SPARQL", help="what to ask")
    query.add_argument("--list", action="store_true", help="list the named queries")
    query.add_argument(
        "--store", default="out", metavar="DIR|URL", help="folder of a build, or a SPARQL endpoint"
    )
    query.add_argument(
        "--format",
        choices=("table", "csv", "json", "ttl"),
        default="table",
        help="how to write the answer",
    )

    query.add_argument(
        "--knowledge", action="store_true", help="ask the background knowledge, not a store"
    )

    query.add_argument(
        "--all", action="store_true", help="every row of a named query, not the latest 200"
    )

    validate = verb("validate", "Check the graph against its shapes.", "kg validate --store out/")
    validate.add_argument(
        "--fast", action="store_true", help="check with the engine that checks articles on entry"
    )
    show = verb("show", "Write the HTML pages.", "kg show --store out/ --out pages/")
    show.add_argument(
        "keys",
        nargs="*",
        metavar="KEY",
        help="person/…, event/…, process/…, article/… that get a page in a large graph too",
    )
    show.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help="where to write (default: the store's folder)",
    )
    score = verb("score", "Score annotations against gold.", "kg score seeds/gold --json")
    score.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of gold JSON")
    score.add_argument(
        "predicted",
        type=Path,
        nargs="?",
        metavar="PREDICTED_DIR",
        help="folder of annotations (default: read the gold's texts now)",
    )
    score.add_argument("--json", action="store_true", help="write JSON")
    sure(score)
    export = verb("export", "Write the graph in another format.", "kg export turtle --out view.ttl")
    export.add_argument("format", metavar="FORMAT", help="trig, nquads, turtle, jsonld or csv")
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="file to write (default: standard output)"
    )
    for made in (validate, show, export):
        made.add_argument(
            "--store", default="out", metavar="DIR|URL", help="folder of a build, or SPARQL server"
        )
    servecli.add_serve(verb("serve", servecli.SERVE, servecli.SERVE_EXAMPLE))
    servecli.add_find(verb("find", servecli.FIND, servecli.FIND_EXAMPLE))
    knowledgecli.add(verb("knowledge", knowledgecli.TEXT, knowledgecli.EXAMPLE))
    datecli.add(verb("date", datecli.TEXT, datecli.EXAMPLE))
    explain.add(verb("explain", explain.TEXT, explain.EXAMPLE))
    return top


COMMANDS = (
    "build",
    "annotate",
    "query",
    "validate",
    "show",
    "score",
    "export",
    "serve",
    "find",
    "knowledge",
    "date",
    "explain",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 some articles failed, 2 wrong usage."""
    # The matrices of the name model are small: threads only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        options = parser().parse_args(arguments)
        return int(globals()[f"_{options.command}"](options))
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        print("kg: stopped; run the command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _progress(count: int, name: str, what: str = "articles read") -> None:
    if sys.stderr.isatty():
        print(f"\r{count} {what} ({name[:40]})\033[K", end="", file=sys.stderr, flush=True)


def _failed(failures: Sequence[object]) -> int:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    for failure in failures:
        print(f"kg: {failure.where}: {failure.reason}", file=sys.stderr)  # type: ignore[attr-defined]
    return SOME_FAILED if failures else DONE


def _missing(languages: set[str]) -> None:
    """What the languages that were read would be read better with."""
    from kg import pipeline

    for language in sorted(languages):
        told = pipeline.missing(language)
        if told:
            print(f"kg: {told}", file=sys.stderr)


def _paths(options: argparse.Namespace) -> list[str]:
    return list(options.paths) or [str(SEEDS)]


def _build(options: argparse.Namespace) -> int:
    from kg import articles, build, remote, sparql, store

    found = articles.read(_paths(options), published=options.published, language=options.language)
    summary = build.build(
        found,
        options.into,
        workers=options.workers,
        least=options.min_confidence,
        progress=_progress,
    )
    code = _failed(summary.failures)
    _missing(summary.languages)
    opened = store.open_any(options.into, read_only=True)
    print(
        f"{summary.articles} articles read, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed"
    )
    print(_counts(opened))
    print(sparql.written(sparql.run(opened, sparql.find("timeline")), "table"))
    if not remote.is_url(options.into):
        print(f"Open  {Path(options.into) / 'index.html'}")
    print(f"Try   kg query {_TRY_NEXT} --store {options.into}")
    return code


def _counts(opened: object) -> str:
    from kg import sparql

    counted = []
    for name, pattern in (
        ("articles", "?x a dip:Article ; dct:identifier ?id"),
        ("entities named", "?p dip:names ?x"),
        ("dated events", "?x dip:statedBy ?c ; dip:edtf ?d"),
        ("events", "?x dip:statedBy ?c"),
        ("claims", "?x a dip:Claim"),
    ):
        text = sparql.find(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        counted.append(f"{sparql.run(opened, text).rows[0][0]} {name}")  # type: ignore[arg-type]
    return "In the store: " + ", ".join(counted) + "\n"


def _annotate(options: argparse.Namespace) -> int:
    from kg import articles, build

    folder = build.writable(options.out)
    found = articles.read(_paths(options), published=options.published, language=options.language)
    failures: list[object] = []
    languages: set[str] = set()
    count = 0
    least = options.min_confidence
    for reading in build.read_all(found, workers=options.workers, least=least):
        if isinstance(reading, articles.Failure):
            failures.append(reading)
            continue
        build.write_annotation(reading, folder)
        languages.add(reading.article.language)
        count += 1
        _progress(count, reading.article.id)
    print(f"{count} annotations in {folder}")
    _missing(languages)
    return _failed(failures)


def _open(options: argparse.Namespace) -> object:
    from kg import opening

    return opening.open_any(options.store, read_only=True)


def _query(options: argparse.Namespace) -> int:
    from kg import knowledge, seedfiles, sparql

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
        answer = sparql.run(seedfiles.graph(knowledge.paths()), text)
    else:
        answer = sparql.run(_open(options), text)  # type: ignore[arg-type]
    sys.stdout.write(sparql.written(answer, options.format))
    return DONE


def _validate(options: argparse.Namespace) -> int:
    from kg import validate

    violations = validate.validate(_open(options), fast=options.fast)  # type: ignore[arg-type]
    for violation in violations:
        print(violation.told())
    print(f"{len(violations)} violations" if violations else "The graph conforms to its shapes.")
    return SOME_FAILED if violations else DONE


def _show(options: argparse.Namespace) -> int:
    from kg import build, remote

    opened = _open(options)
    here = Path("out") if remote.is_url(options.store) else Path(options.store)
    folder = build.writable(options.out or here)

    def progress(count: int, path: str) -> None:
        _progress(count, path, "pages written")

    written = build.write_pages(opened, folder, options.keys, progress)  # type: ignore[arg-type]
    _failed(())
    print(f"{written} pages; open {folder / 'index.html'}")
    return DONE


def _score(options: argparse.Namespace) -> int:
    from kg import score

    gold = _load(options.gold)
    if not gold:
        raise UsageError(f"{options.gold}: no gold JSON in this folder")
    least = options.min_confidence
    predicted = _load(options.predicted) if options.predicted else _read_now(gold, least)
    if options.predicted and least is not None:
        predicted = {name: score.sure(made, least) for name, made in predicted.items()}
    groups = score.score(gold, predicted)
    parts = score.score_halves(gold, predicted) if len(gold) > 1 else {}
    if options.json:
        told = score.as_json(groups)
        if parts:
            told["halves"] = {name: score.as_json(part) for name, part in parts.items()}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(score.report(groups))
        print(*([score.report_halves(parts)] if parts else []), sep="")
    return DONE


def _load(folder: Path) -> dict[str, dict[str, object]]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    loaded = {}
    for path in sorted(folder.glob("*.json")):
        try:
            loaded[path.name] = json.loads(path.read_text(encoding="utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: not JSON ({' '.join(str(error).split())})") from error
    return loaded


def _read_now(
    gold: dict[str, dict[str, object]], least: float | None
) -> dict[str, dict[str, object]]:
    """Annotations of the gold's own texts, read now."""
    from kg import annotations, articles, build

    made = {}
    for name, data in gold.items():
        meta = {k: data[k] for k in ("published", "language") if data.get(k)}
        article = articles.make_article(Path(name).stem, str(data["text"]), meta)
        for reading in build.read_all([article], least=least):
            if not isinstance(reading, articles.Failure):
                made[name] = annotations.to_json(reading)
    return made


def _knowledge(options: argparse.Namespace) -> int:
    return knowledgecli.run(options)


def _date(options: argparse.Namespace) -> int:
    return datecli.run(options)


def _explain(options: argparse.Namespace) -> int:
    return explain.run(options)


def _serve(options: argparse.Namespace) -> int:
    return servecli.serve(options)


def _find(options: argparse.Namespace) -> int:
    return servecli.find(options)


def _export(options: argparse.Namespace) -> int:
    from kg import build, exports

    text = exports.export(_open(options), options.format)  # type: ignore[arg-type]
    if options.out:
        build.writable(options.out.parent)
        build.replace_file(options.out, text)
        print(options.out)
    else:
        sys.stdout.write(text)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
