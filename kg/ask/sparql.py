"""Questions: the named queries, ad-hoc SPARQL, and answers as tables.

Queries that reach out (SERVICE, LOAD, FROM <http…>) are refused: everything is
answered from the store alone (SPARQL 1.1, W3C Recommendation 21 March 2013).
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.ask.guard import refuse_outward
from kg.errors import StoreError, UsageError
from kg.model.terms import PREFIXES
from kg.quads.quadstore import QuadStore
from kg.resources import ONTOLOGY
from kg.spreadsheets import csv_text

_HEADER = re.compile(r"^# (title|description|question|change): (.+)$", re.MULTILINE)
_SPARQL = re.compile(
    r"(?:\s|#[^\n]*\n)*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\s<*?{])", re.IGNORECASE
)
_PAGE = re.compile(r" LIMIT \d+ } # page\n")
_WIDEST = 48

Row = tuple[str, ...]


@dataclass(frozen=True)
class NamedQuery:
    """A query of ``ontology/queries`` with what it answers."""

    name: str
    title: str
    description: str
    text: str
    question: str = ""
    """What a person would ask."""
    change: str = ""
    """How to ask something near it."""


@dataclass(frozen=True)
class Answer:
    """Rows under column names, or a graph in N-Triples."""

    columns: Row
    rows: tuple[Row, ...]
    graph: str | None = None


def named_queries(folder: str = "") -> list[NamedQuery]:
    """All named queries of ``ontology/queries`` or a folder in it, in order of their names."""
    found = []
    for path in sorted((ONTOLOGY / "queries" / folder).glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        found.append(
            NamedQuery(
                path.stem,
                header.get("title", path.stem),
                header.get("description", ""),
                text,
                header.get("question", ""),
                header.get("change", ""),
            )
        )
    return found


def find(query: str, folder: str = "") -> str:
    """The SPARQL of a name, a file or a query text; raises UsageError for an unknown name.

    A text is told by its first word: «DESCRIBE <…>» needs no braces.
    """
    query = query.removeprefix("\ufeff")
    if "{" in query or _SPARQL.match(query):
        return prefixed(query)
    names = {named.name: named.text for named in named_queries(folder)}
    if query in names:
        return names[query]
    path = Path(query)
    if path.suffix == ".rq" or path.is_file():
        try:
            return prefixed(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{query}: cannot be read ({error})") from error
    near = difflib.get_close_matches(query, names, n=1, cutoff=0.4)
    hint = f"; did you mean “{near[0]}”?" if near else ""
    raise UsageError(f"there is no query named “{query}”{hint} (kg query --list shows all)")


def whole(query: str) -> str:
    """A named query without the bound that keeps it quick: every row, however many."""
    return _PAGE.sub(" }\n", query)


def prefixed(query: str) -> str:
    """The query with our prefixes before it, where it does not declare them itself."""
    missing = [
        f"PREFIX {p}: <{iri}>"
        for p, iri in PREFIXES.items()
        if f"{p}:" in query and not re.search(rf"PREFIX\s+{p}:", query, re.I)
    ]
    return "\n".join([*missing, query])


def run(store: QuadStore, query: str) -> Answer:
    """The answer of a store; raises UsageError with the place of a syntax error."""
    refuse_outward(query)
    try:
        result = store.query(query)
    except SyntaxError as error:
        raise UsageError(f"the query is not SPARQL: {_one_line(error)}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the query failed: {_one_line(error)}") from error
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((str(bool(result)).lower(),),))
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows = tuple(tuple(_value(term) for term in solution) for solution in result)
        return Answer(columns, rows)
    return Answer((), (), "".join(sorted(f"{triple} .\n" for triple in result)))


def run_rdflib(dataset: rdflib.Dataset, query: str) -> Answer:
    """The same answer from rdflib's own SPARQL engine."""
    result = dataset.query(query)
    columns = tuple(str(variable) for variable in result.vars or ())
    rows = tuple(
        tuple("" if t is None else str(t) for t in row) for row in result if isinstance(row, tuple)
    )
    return Answer(columns, rows)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _value(term: object) -> str:
    if term is None:
        return ""
    value = getattr(term, "value", None)
    return str(value) if value is not None else str(term)


# --- writing answers -----------------------------------------------------------------


def written(answer: Answer, format_: str) -> str:
    """An answer as ``table``, ``csv``, ``json`` or ``ttl``."""
    if answer.graph is not None:
        return _turtle(answer.graph) if format_ in ("ttl", "table") else answer.graph
    if format_ == "csv":
        return csv_text(answer.columns, answer.rows)
    if format_ == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if format_ == "ttl":
        raise UsageError("ttl is for CONSTRUCT and DESCRIBE; this query gives rows")
    return table(answer.columns, answer.rows)


def _turtle(ntriples: str) -> str:
    graph = rdflib.Graph().parse(data=ntriples, format="nt")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return str(graph.serialize(format="turtle"))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows in aligned columns for a terminal; wide cells are cut with an ellipsis."""
    cells = [[_short(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)] if cells[0] else []
    lines = [
        "  ".join(_pad(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(lines) + "\n"


def _short(cell: str) -> str:
    flat = " ".join(
        cell.replace("https://w3id.org/dtkg/ns#", "dip:")
        .replace("https://w3id.org/dtkg/id/", "")
        .split()
    )
    return flat if width(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    marks = ("Mn", "Me", "Cf")
    shown = [c for c in text if unicodedata.category(c) not in marks]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown)


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
