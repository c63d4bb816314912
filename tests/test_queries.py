"""The named queries: their exact rows on the seed, the same through Oxigraph and rdflib.

The expected rows are in tests/expected, one file a query. After a change that is meant,
``python tests/test_queries.py`` writes them anew; read the diff before you commit it.
"""

import csv
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.ask import sparql
from kg.errors import UsageError
from kg.model.claims import Article
from kg.pipeline import read_article
from kg.quads import exports, store
from kg.resources import SEEDS
from kg.text import articles

EXPECTED = Path(__file__).parent / "expected"
NAMES = [
    "certainly-in-window",
    "contradictions",
    "evidence",
    "planned-and-possible",
    "possibly-in-window",
    "resolutions",
    "rounds",
    "sources",
    "statements",
    "tenures",
    "timeline",
    "who-met-whom",
]


@pytest.fixture(scope="module")
def engines() -> tuple[ox.Store, rdflib.Dataset]:
    opened = seeded(Path(tempfile.mkdtemp()))
    dataset = rdflib.Dataset()
    dataset.parse(data=exports.to_trig(opened), format="trig")
    return opened, dataset


def seeded(folder: Path) -> ox.Store:
    opened = store.open_store(folder / "store")
    (article,) = articles.read([str(SEEDS / "000_3243e6dd9e279ec2.txt")])
    assert isinstance(article, Article)
    store.add(opened, read_article(article), recorded="2026-11-24T00:00:00Z")
    return opened


def expected(name: str) -> list[list[str]]:
    with (EXPECTED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def test_these_and_no_other_queries_have_names() -> None:
    assert [named.name for named in sparql.named_queries()] == NAMES
    for named in sparql.named_queries():
        assert named.title != named.name
        assert named.description


@pytest.mark.parametrize("name", NAMES)
def test_rows(name: str, engines: tuple[ox.Store, rdflib.Dataset]) -> None:
    answer = sparql.run(engines[0], sparql.find(name))
    columns, *rows = expected(name)
    assert list(answer.columns) == columns
    assert [list(row) for row in answer.rows] == rows
    assert rows, "an expectation without rows proves nothing"


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(name: str, engines: tuple[ox.Store, rdflib.Dataset]) -> None:
    query = sparql.find(name)
    assert sparql.run(engines[0], query).rows == sparql.run_rdflib(engines[1], query).rows


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean “timeline”"):
        sparql.find("timelin")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1/> WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "INSERT DATA { <a:a> <a:a> <a:a> }",
    ],
)
def test_what_reaches_out_or_writes_is_refused(
    query: str, engines: tuple[ox.Store, rdflib.Dataset]
) -> None:
    with pytest.raises(UsageError):
        sparql.run(engines[0], query)


def test_a_word_in_a_literal_is_not_refused(engines: tuple[ox.Store, rdflib.Dataset]) -> None:
    query = 'SELECT ("SERVICE and INSERT" AS ?x) WHERE {}'
    assert sparql.run(engines[0], query).rows == (("SERVICE and INSERT",),)


def test_a_malformed_query_is_one_clear_line(engines: tuple[ox.Store, rdflib.Dataset]) -> None:
    with pytest.raises(UsageError, match="not SPARQL") as caught:
        sparql.run(engines[0], "SELECT ?x WHERE { ?x")
    assert "\n" not in str(caught.value)


def test_answers_in_four_formats(engines: tuple[ox.Store, rdflib.Dataset]) -> None:
    answer = sparql.run(engines[0], sparql.find("who-met-whom"))
    assert sparql.written(answer, "csv").splitlines()[0] == "one,other,place,date,status"
    assert '"status": "planned"' in sparql.written(answer, "json")
    lines = sparql.written(answer, "table").splitlines()
    assert len({sparql.width(line) for line in lines[2:]}) == 1
    graph = sparql.run(
        engines[0], sparql.find("CONSTRUCT { ?s a dip:Meeting } WHERE { ?s a dip:Meeting }")
    )
    assert "a dip:Meeting" in sparql.written(graph, "ttl")
    with pytest.raises(UsageError):
        sparql.written(answer, "ttl")


def regenerate() -> None:
    opened = seeded(Path(tempfile.mkdtemp()))
    EXPECTED.mkdir(exist_ok=True)
    for named in sparql.named_queries():
        answer = sparql.run(opened, named.text)
        with (EXPECTED / f"{named.name}.tsv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t", lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(answer.rows)


if __name__ == "__main__":
    regenerate()
