"""Makes and runs the notebook: ``python tools/notebook.py [--check]``.

The cells are here as text, so that their review is a review of code. The notebook is
stored with its output; with ``--check`` it is run, and must give the stored output.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "notebooks" / "01_from_article_to_graph.ipynb"

CELLS = (
    (
        "markdown",
        """\
# From an article to a graph

The seed article is read, asked and shown. Nothing is downloaded; the page at
the end is the same file that `kg build` writes.""",
    ),
    (
        "code",
        """\
import tempfile
from pathlib import Path

from kg import build
from kg.resources import SEEDS
from kg.text import articles

into = Path(tempfile.mkdtemp())
summary = build.build(articles.read([str(SEEDS)]), into)
print(f'{summary.articles} article, {summary.mentions} mentions, {summary.dates} dates')
print(f'{summary.happenings} events told in {summary.frames} claims')""",
    ),
    (
        "markdown",
        """\
## Who met whom

Every named query is a DataFrame away; so is any SPARQL text.""",
    ),
    (
        "code",
        """\
import pandas as pd

from kg.ask import sparql
from kg.quads import store

graph = store.open_store(into / 'store', read_only=True)


def ask(query):
    answer = sparql.run(graph, sparql.find(query))
    return pd.DataFrame(answer.rows, columns=answer.columns)


ask('who-met-whom')""",
    ),
    (
        "code",
        """\
ask('planned-and-possible')""",
    ),
    (
        "markdown",
        """\
## What the sources disagree on

Nothing is overwritten: a contradiction is two live claims with different values.""",
    ),
    (
        "code",
        """\
ask('contradictions').drop_duplicates()""",
    ),
    (
        "markdown",
        """\
## The timeline

An unknown bound is open, never guessed: the bars that fade have only an end.""",
    ),
    (
        "code",
        """\
import matplotlib.pyplot as plt
import matplotlib.dates as mdates

rows = ask('''SELECT DISTINCT ?event ?begin ?end WHERE {
  ?e dip:statedBy ?c ; rdfs:label ?event . FILTER(LANG(?event) = 'ar')
  OPTIONAL { ?e sem:hasEarliestBeginTimeStamp ?begin }
  OPTIONAL { ?e sem:hasLatestEndTimeStamp ?end }
  FILTER(BOUND(?begin) || BOUND(?end)) } ORDER BY ?end ?event''')
figure, axis = plt.subplots(figsize=(9, 3.6))
for number, row in enumerate(rows.itertuples()):
    begin, end = (pd.Timestamp(v) if v else None for v in (row.begin, row.end))
    last = end if end is not None else begin + pd.Timedelta(days=7)
    first = begin if begin is not None else last - pd.Timedelta(days=7)
    known = begin is not None and end is not None
    axis.plot([first, last], [number] * 2, lw=7, alpha=1 if known else 0.35,
              color='#9b2f8a', solid_capstyle='round')
axis.set_yticks(range(len(rows)), rows['event'])
axis.invert_yaxis()
axis.xaxis.set_major_formatter(mdates.DateFormatter('%Y-%m'))
axis.grid(axis='x', alpha=0.3)
figure.tight_layout()""",
    ),
    (
        "markdown",
        """\
## The page

Click a name or a line: the words of the source appear, highlighted.""",
    ),
    (
        "code",
        """\
from kg.html import pages

pages.graph_page(graph)""",
    ),
)


def build() -> NotebookNode:
    book = nbformat.v4.new_notebook()
    for number, (kind, source) in enumerate(CELLS):
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        book.cells.append(make(source, id=f"cell-{number}"))
    book.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return book


def run(book: NotebookNode) -> NotebookNode:
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    for cell in book.cells:
        cell.metadata = {}
    book.metadata.pop("language_info", None)
    return book


def texts(book: NotebookNode) -> list[str]:
    """What the cells print and show; pictures and the page have tests of their own."""
    found = []
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            text = output.get("text") or data.get("text/html") or ""
            found.append(re.sub(r'srcdoc="[^"]*"', "", "".join(text)))
    return found


def main() -> int:
    made = run(build())
    if "--check" not in sys.argv[1:]:
        nbformat.write(made, PATH)
        return 0
    stored = nbformat.read(PATH, as_version=4)
    if [c.source for c in stored.cells] == [c.source for c in made.cells] and texts(
        stored
    ) == texts(made):
        return 0
    print(f"{PATH.name} is out of date: run “make notebook”", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
