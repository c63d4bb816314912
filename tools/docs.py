"""Documentation made from its sources: ``python -m tools.docs [--check]``.

Writes docs/ontology.md from dtkg.ttl, docs/cli.md from the commands' own help,
docs/queries.md from the headers of the named queries and docs/languages.md from the
declarations of the rule files. With ``--check`` nothing is written: the exit code is 1 when a
page is out of date.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, Literal

from kg import cli
from kg.ask import sparql
from kg.model.terms import DIP, PREFIXES
from kg.resources import ONTOLOGY
from tools.ruledocs import rule_files

EXPECTED = Path(__file__).resolve().parent.parent / "tests" / "expected"
_SHOWN = 3
DOCS = Path(__file__).resolve().parent.parent / "docs"
KINDS = (
    ("Classes", OWL.Class),
    ("Properties between things", OWL.ObjectProperty),
    ("Properties with values", OWL.DatatypeProperty),
    ("Modalities", OWL.NamedIndividual),
)


def ontology() -> Iterator[str]:
    graph = rdflib.Graph().parse(ONTOLOGY / "dtkg.ttl")
    head = rdflib.URIRef(str(DIP).rstrip("#"))
    yield f"# The ontology, version {graph.value(head, OWL.versionInfo)}"
    yield ""
    yield "Made from `ontology/dtkg.ttl` by `make docs`. Base IRI: `" + str(DIP) + "`"
    yield "(not registered with w3id.org yet). Alignments are in `ontology/alignments.ttl`,"
    yield "shapes in `ontology/shapes.ttl`."
    for title, kind in KINDS:
        found = graph.subjects(RDF.type, kind)
        terms = sorted((t for t in found if str(t).startswith(str(DIP))), key=str)
        if not terms:
            continue
        yield from ("", f"## {title}", "")
        for term in terms:
            yield from _term(graph, term)


def _term(graph: rdflib.Graph, term: rdflib.term.Node) -> Iterator[str]:
    found = graph.objects(term, RDFS.label)
    labels = {label.language: str(label) for label in found if isinstance(label, Literal)}
    yield f"### {_short(term)}"
    yield ""
    yield f"{labels['en']} · {labels['ar']} · {labels['fr']}"
    comment = graph.value(term, RDFS.comment) or graph.value(
        term, rdflib.URIRef(PREFIXES["skos"] + "definition")
    )
    if comment:
        yield from ("", str(comment))
    facts = []
    for word, property_ in (
        ("kind of", RDFS.subClassOf),
        ("kind of", RDFS.subPropertyOf),
        ("from", RDFS.domain),
        ("to", RDFS.range),
    ):
        values = sorted(f"`{_short(v)}`" for v in graph.objects(term, property_))
        if values:
            facts.append(f"{word} {', '.join(values)}")
    if facts:
        yield from ("", "; ".join(facts))
    yield ""


def _short(term: rdflib.term.Node) -> str:
    for prefix, iri in {**PREFIXES, "org": "http://www.w3.org/ns/org#"}.items():
        if str(term).startswith(iri):
            return f"{prefix}:{str(term).removeprefix(iri)}"
    return str(term)


def commands() -> Iterator[str]:
    yield "# The command line"
    yield ""
    yield "Made from the commands' own help by `make docs`. Exit codes: 0 done, 1 some articles"
    yield "failed (each is named with the reason), 2 wrong usage."
    top = cli.parser()
    choices = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction)).choices
    for name, parser in choices.items():
        yield from ("", f"## kg {name}", "", "```", parser.format_help().rstrip(), "```")
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for inner, made in action.choices.items():
                    yield from ("", f"### kg {name} {inner}", "")
                    yield from ("```", made.format_help().rstrip(), "```")


def queries() -> Iterator[str]:
    yield "# Questions and how to ask them"
    yield ""
    yield "Made from `ontology/queries/*.rq` and the answers of the seed article by `make docs`."
    yield "Ask with `kg query NAME` (`--format csv, json`), or open `/queries/NAME` of `kg serve`."
    yield "To change a question, take the text of the query as a start (`ontology/queries/NAME.rq`,"
    yield "or *The query* under the answer in `kg serve`). Long lists are cut at the latest 200;"
    yield "`kg query NAME --all` gives every row."
    for named in sparql.named_queries():
        yield from ("", f"## {named.question}", "")
        yield f"`{named.name}`: {named.description}"
        yield ""
        yield from _rows(named.name)
        yield ""
        yield f"*Near it.* {named.change}"
    yield from ("", "## A name, a word, a passage", "")
    yield "`kg find استانا` finds «أستانا» and «بأستانا»: names and passages, letters folded."
    yield "What it finds has an IRI; put it into a query in angle brackets."
    yield from ("", "## Of the background knowledge", "")
    yield "Made from `ontology/queries/knowledge/*.rq`. Run one with `kg query --knowledge NAME`."
    yield from ("", "| name | title | what it answers |", "|---|---|---|")
    for named in sparql.named_queries("knowledge"):
        yield f"| `{named.name}` | {named.title} | {named.description} |"


def _rows(name: str) -> Iterator[str]:
    """The first rows of the seed's answer."""
    with (EXPECTED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file, delimiter="\t")
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows[:_SHOWN]:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    if len(rows) > _SHOWN:
        yield ""
        yield f"… and {len(rows) - _SHOWN} more"


PAGES = {
    "ontology.md": ontology,
    "cli.md": commands,
    "queries.md": queries,
    "languages.md": rule_files,
}


def main() -> int:
    os.environ["COLUMNS"] = "96"
    check = "--check" in sys.argv[1:]
    stale = []
    for name, make in PAGES.items():
        text = "\n".join(make()).rstrip() + "\n"
        path = DOCS / name
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/{name} is out of date: run “make docs”", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
