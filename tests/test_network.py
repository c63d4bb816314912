"""Events as lines or nodes, and where they are drawn."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from page_fixture import frame, reading, store_of, usual

from kg.html.communities import OTHERS, between, communities
from kg.html.layout import positions
from kg.html.network import project
from kg.html.worldread import read_world
from kg.quads import exports
from kg.spreadsheets import csv_text


def lines(graph: Any) -> Any:
    return {(a, b): data for a, b, data in graph.edges(data=True)}


def test_a_planned_meeting_of_two_is_a_dashed_line_without_arrow() -> None:
    graph = project(read_world(store_of()))
    line = lines(graph)["person/a", "person/b"]
    assert (line["label"], line["stroke"], line["arrow"]) == ("Meeting", "dashed", False)
    assert not any("meeting" in key for key in graph)


def test_the_place_of_a_meeting_hangs_on_a_thin_line() -> None:
    assert lines(project(read_world(store_of())))["person/a", "place/m"]["thin"]


def test_a_statement_is_a_line_from_speaker_to_topic() -> None:
    line = lines(project(read_world(store_of())))["person/a", "round/g-8"]
    assert (line["label"], line["stroke"], line["arrow"]) == ("Statement", "solid", True)


def test_an_event_that_joins_three_is_a_node() -> None:
    graph = project(read_world(store_of()))
    (ceremony,) = [key for key in graph if "ceremony" in key]
    assert graph.nodes[ceremony]["kind"] == "event"
    assert set(graph.predecessors(ceremony)) == {"person/n", "organization/s"}
    assert set(graph.successors(ceremony)) == {"place/s"}


def test_a_statement_about_nothing_leaves_its_speaker() -> None:
    told = (frame("Statement", "occurred", "وقال", {"person/a": "speaker"}),)
    graph = project(read_world(store_of(reading(frames=told))))
    assert list(graph) == ["person/a"]


def test_a_meeting_of_three_is_a_node() -> None:
    told = (
        frame(
            "Meeting",
            "occurred",
            "يلتقي",
            {"person/a": "attendee", "person/b": "attendee", "person/n": "attendee"},
        ),
    )
    graph = project(read_world(store_of(reading(frames=told))))
    assert sum(key.startswith("event/") for key in graph) == 1


def test_an_office_is_folded_into_the_state_it_belongs_to() -> None:
    store = store_of(
        reading(
            names={
                "person/b": ("Person", "سيرغي لافروف", "Lavrov"),
                "office/f": ("Office", "الخارجية", "Foreign minister"),
                "state/r": ("State", "روسيا", "Russia"),
            },
            frames=(
                frame(
                    "HoldsOffice",
                    "ongoing",
                    "سيرغي لافروف",
                    {"person/b": "holder", "office/f": "office"},
                ),
            ),
        )
    )
    assert ("person/b", "office/f") in lines(project(read_world(store)))
    base = "https://w3id.org/dtkg/"
    store.update(f"INSERT DATA {{ <{base}id/office/f> <{base}ns#state> <{base}id/state/r> }}")
    graph = project(read_world(store))
    assert lines(graph)["person/b", "state/r"]["label"] == "Tenure"
    assert "office/f" not in graph


def test_an_outlet_is_told_from_other_bodies() -> None:
    told = (
        *usual(),
        frame(
            "Statement",
            "occurred",
            "وقال",
            {"organization/o": "speaker", "organization/s": "addressee"},
        ),
    )
    graph = project(read_world(store_of(reading(frames=told))))
    assert graph.nodes["organization/o"]["kind"] == "outlet"
    assert graph.nodes["organization/s"]["kind"] == "organization"


def test_evidence_comes_with_who_says_it() -> None:
    (meeting,) = [e for e in read_world(store_of()).events if e.kind == "Meeting"]
    (claim,) = meeting.claims
    assert (claim.said_by, claim.carried_by) == (("person/a",), ("organization/o",))
    assert claim.words.startswith("يلتقي")
    assert claim.confidence == pytest.approx(0.8)


def test_the_same_store_gives_the_same_network() -> None:
    first, again = (project(read_world(store_of())) for _ in range(2))
    assert list(first.edges(data=True)) == list(again.edges(data=True))
    assert list(first.nodes(data=True)) == list(again.nodes(data=True))


def large() -> Any:
    """Three cliques in a chain and some strays, with the attributes of a projection."""
    graph = nx.MultiDiGraph()
    for letter in "abc":
        names = [f"{letter}{i}" for i in range(8)]
        graph.add_edges_from((x, y) for x in names for y in names if x < y)
    graph.add_edges_from([("a0", "b0"), ("b0", "c0")])
    graph.add_nodes_from(["stray1", "stray2"])
    for key in graph:
        graph.nodes[key].update(kind="state" if key == "b1" else "person", degree=graph.degree(key))
    return graph


def test_communities_are_named_for_their_centre_and_strays_come_last() -> None:
    parts = communities(large())
    assert [len(part.members) for part in parts] == [8, 8, 8, 2]
    assert parts[-1].key == OTHERS
    assert parts[-1].centre is None
    (middle,) = [part for part in parts if "b0" in part.members]
    assert middle.centre == "b1"
    assert sum(n for _, _, n in between(large(), parts)) == 2


def test_communities_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import test_network as t; from kg.html.communities import communities as c; "
        "print(c(t.large()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: nx.path_graph(12),
        lambda: nx.star_graph(40),
        lambda: nx.empty_graph(5),
        lambda: nx.disjoint_union(nx.complete_graph(9), nx.cycle_graph(20)),
    ],
)
def test_no_two_boxes_overlap(make: Any) -> None:
    graph = nx.relabel_nodes(make(), str)
    sizes = dict.fromkeys(graph, (120.0, 60.0))
    places = positions(graph, sizes)
    keys = sorted(graph)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            dx, dy = (abs(p - q) for p, q in zip(places[a], places[b], strict=True))
            assert dx >= 117 or dy >= 57, (a, b, places[a], places[b])


def test_beyond_the_limit_the_fast_layout_is_deterministic_and_spreads() -> None:
    graph = nx.relabel_nodes(nx.random_labeled_tree(400, seed=3), str)
    sizes = dict.fromkeys(graph, (100.0, 60.0))
    first, again = (positions(graph, sizes, exact=100) for _ in range(2))
    assert first == again
    assert len(set(first.values())) > 390


WRITERS = [
    nx.write_gexf,
    nx.write_graphml_xml,
    nx.write_gml,
    nx.write_pajek,
    nx.write_edgelist,
    nx.write_adjlist,
    nx.write_multiline_adjlist,
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("write", WRITERS, ids=lambda writer: writer.__name__)
def test_every_writer_of_networkx_takes_it(write: Any, tmp_path: Path) -> None:
    graph = project(read_world(store_of()))
    write(graph, tmp_path / "graph")
    assert (tmp_path / "graph").stat().st_size > 100
    if write is nx.write_gexf:
        assert nx.read_gexf(tmp_path / "graph").number_of_edges() == graph.number_of_edges()


def test_networks_are_exported_with_names_and_days() -> None:
    text = exports.export(store_of(), "gexf")
    assert text == exports.export(store_of(), "gexf")
    read = nx.read_gexf(io.BytesIO(text.encode()))
    assert set(read) == set(project(read_world(store_of())))
    assert 'mode="dynamic" name="" timeformat="date"' in text
    same = nx.read_graphml(io.BytesIO(exports.export(store_of(), "graphml").encode()))
    assert set(same) == set(read)


def test_tables_open_in_a_spreadsheet_and_run_nothing() -> None:
    text = csv_text(("a", "b"), [("=1+1", "-5"), ("@x", "+1.5e3"), ("-cmd", 'say "x", y')])
    assert text == 'a,b\n\'=1+1,-5\n\'@x,+1.5e3\n\'-cmd,"say ""x"", y"\n'
    head, *rows = csv.reader(io.StringIO(exports.export(store_of(), "csv")))
    (ceremony,) = [row for row in rows if row[1].endswith("#Ceremony")]
    told = dict(zip(head, ceremony, strict=True))
    assert (told["edtf"], told["latestEnd"]) == ("2017-10-18", "2017-10-18")
    assert "; " in told["participants"]
