"""The knowledge as a graph: it conforms to its shapes, and answers questions by itself."""

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, Literal, URIRef

from kg import cli
from kg.ask import sparql
from kg.background import knowledge, seedfiles
from kg.model.terms import DIP, ID
from kg.quads import validate

SHAPES = "knowledge-shapes.ttl"
QUERIES = ("envoys", "holders-on", "resolutions-on", "rounds-in-order")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return seedfiles.graph(knowledge.paths())


@pytest.fixture(scope="module")
def graph(store: ox.Store) -> rdflib.Graph:
    lines = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in store)
    return rdflib.Graph().parse(data=lines, format="nt")


def rows(store: ox.Store, name: str) -> list[dict[str, str]]:
    answer = sparql.run(store, sparql.find(name, "knowledge"))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_the_knowledge_conforms(graph: rdflib.Graph) -> None:
    assert validate.check(graph, SHAPES) == []


def part(graph: rdflib.Graph, *keys: str) -> rdflib.Graph:
    small = rdflib.Graph()
    for key in keys:
        for triple in graph.triples((ID[key], None, None)):
            small.add(triple)
            for kind in graph.objects(triple[2], RDF.type):
                small.add((triple[2], RDF.type, kind))
    return small


@pytest.mark.parametrize(
    ("key", "property_", "value", "message"),
    [
        ("resolution/S-RES-2254-2015", "voteCount", "unanimous", "votes are written"),
        ("round/geneva-talks-on-syria-7", "round", "VII", "a whole number"),
        ("resolution/S-RES-2254-2015", "knowledgeStatus", "sure", "one status"),
    ],
)
def test_shapes_bite(
    graph: rdflib.Graph, key: str, property_: str, value: str, message: str
) -> None:
    small = part(graph, key)
    assert message not in "\n".join(v.message for v in validate.check(small, SHAPES))
    small.set((URIRef(ID[key]), DIP[property_], Literal(value)))
    assert message in "\n".join(v.message for v in validate.check(small, SHAPES))


def test_these_queries_have_names() -> None:
    assert tuple(named.name for named in sparql.named_queries("knowledge")) == QUERIES


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_agree(name: str, store: ox.Store, graph: rdflib.Graph) -> None:
    query = sparql.find(name, "knowledge")
    dataset = rdflib.Dataset(default_union=True)
    for triple in graph:
        dataset.add(triple)
    assert sparql.run(store, query).rows == sparql.run_rdflib(dataset, query).rows


def test_rounds_of_geneva_in_order_with_gaps(store: ox.Store) -> None:
    found = rows(store, "rounds-in-order")
    assert [row["number"] for row in found] == ["1", "4", "5", "6", "7", "8", "9"]
    gaps = {row["number"]: row["gap"] for row in found}
    assert gaps == {"1": "", "4": "", "5": "20", "6": "46", "7": "52", "8": "137", "9": "42"}
    assert found[4]["end"] == "2017-07-14"


def test_envoys_over_time(store: ox.Store) -> None:
    found = rows(store, "envoys")
    by_area: dict[str, list[str]] = {}
    for row in found:
        by_area.setdefault(row["area"], []).append(row["holder"])
    assert by_area["Yemen"][:3] == ["Jamal Benomar", "Ismail Ould Cheikh Ahmed", "Martin Griffiths"]
    assert by_area["Libya"][3:5] == ["Martin Kobler", "Ghassan Salamé"]
    assert {"Kofi Annan", "Lakhdar Brahimi", "Staffan de Mistura"} <= set(by_area["Syria"])
    assert [row["begin"] for row in found if row["area"] == "Syria"] == sorted(
        row["begin"] for row in found if row["area"] == "Syria"
    )


def test_resolutions_on_western_sahara_since_2015(store: ox.Store) -> None:
    found = [row["symbol"] for row in rows(store, "resolutions-on")]
    assert found[0] == "S/RES/2218 (2015)"
    assert found[-1] == "S/RES/2797 (2025)"
    assert len(found) == 13


def test_foreign_ministers_on_a_day(store: ox.Store) -> None:
    found = {row["of"]: row["holder"] for row in rows(store, "holders-on")}
    assert found == {
        "Iran": "Mohammad Javad Zarif",
        "Russia": "Sergey Lavrov",
        "Turkey": "Mevlüt Çavuşoğlu",
    }


def test_the_command_asks_the_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", "--knowledge", "holders-on", "--format", "csv"]) == cli.DONE
    assert "Iran,Mohammad Javad Zarif,2013-08-15" in capsys.readouterr().out
    assert cli.main(["query", "--knowledge", "--list"]) == cli.DONE
    assert "envoys" in capsys.readouterr().out
    assert cli.main(["query", "--knowledge", "envoy"]) == cli.WRONG_USAGE
    assert "did you mean “envoys”" in capsys.readouterr().err
