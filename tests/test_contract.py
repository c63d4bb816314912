"""One contract for three stores: embedded on disk, through rdflib, a real server by URL."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from conftest import RECORDED, read
from servers import oxigraph
from test_queries import NAMES, expected

from kg.ask import sparql
from kg.errors import StoreError
from kg.model.claims import Reading
from kg.model.terms import DIP, node
from kg.quads import exports, rdflibview, store, validate
from kg.quads.draft import Draft
from kg.quads.quadstore import DEFAULT, QuadStore, change
from kg.quads.remote import RemoteStore

STORES = ("embedded", "rdflib", "remote")
LATER = "2026-11-25T00:00:00Z"
Make = Callable[[], QuadStore]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph() as url:
        yield url


@pytest.fixture(params=STORES)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes an empty store of one kind."""
    count = iter(range(100))

    def made() -> QuadStore:
        folder = tmp_path / str(next(count))
        if request.param == "embedded":
            return store.open_store(folder)
        if request.param == "rdflib":
            return rdflibview.RdflibStore(rdflibview.dataset(store.open_store(folder)))
        emptied = RemoteStore(request.getfixturevalue("server"))
        emptied.update("CLEAR ALL")
        return emptied

    return made


def digested(reading: Reading, digest: str) -> Reading:
    return replace(reading, article=replace(reading.article, digest=digest))


def told(id_: str, text: str, digest: str) -> Reading:
    return digested(read(text, id_=id_), digest)


FIRST = told("a", "سيلتقي لافروف تيلرسون في فيينا.", "1")
SECOND = told("a", "التقى غوتيريش لافروف في سوتشي.", "2")
OTHER = told("b", "التقى لافروف تيلرسون في موسكو في 19 آذار 2018.", "3")


def asked(opened: QuadStore, body: str) -> tuple[tuple[str, ...], ...]:
    return sparql.run(opened, sparql.find(body)).rows


def test_the_seed_gives_the_rows_of_every_named_query(make: Make, seed: Reading) -> None:
    opened = make()
    assert store.add(opened, seed, recorded=RECORDED)
    for name in NAMES:
        columns, *rows = expected(name)
        answer = sparql.run(opened, sparql.find(name))
        assert list(answer.columns) == columns
        assert [list(row) for row in answer.rows] == rows, name


def test_the_bytes_are_those_of_a_store_in_memory(make: Make, seed: Reading) -> None:
    opened, plain = make(), ox.Store()
    for one in (opened, plain):
        for reading in (seed, FIRST, OTHER):
            store.add(one, reading, recorded=RECORDED)
        store.add(one, SECOND, recorded=LATER)
    assert exports.to_trig(opened) == exports.to_trig(plain)
    assert exports.to_nquads(opened) == exports.to_nquads(plain)
    assert len(opened) == len(plain)


def test_the_same_content_again_is_nothing(make: Make) -> None:
    opened = make()
    assert store.add(opened, FIRST, recorded=RECORDED)
    before = exports.to_nquads(opened)
    assert not store.add(opened, FIRST, recorded=LATER)
    assert exports.to_nquads(opened) == before


def test_replacing_retires_and_the_graph_still_conforms(make: Make) -> None:
    opened = make()
    store.add(opened, FIRST, recorded=RECORDED)
    store.add(opened, SECOND, recorded=LATER)
    assert len(asked(opened, "SELECT ?c WHERE { ?c dip:retiredAt ?t }")) == 1
    held = asked(opened, "SELECT ?s WHERE { ?e a dip:Meeting ; dip:status ?s }")
    assert held == ((str(DIP.held),),)
    words = """SELECT ?w WHERE { ?c dip:retiredAt ?t ; dip:trigger/nif:anchorOf ?w }"""
    assert asked(opened, words) == (("سيلتقي",),)
    assert store.articles(opened) == ["a"]
    assert validate.validate(opened) == []


def test_a_claim_that_comes_back_lives_again(make: Make) -> None:
    opened = make()
    for number, reading in enumerate((FIRST, SECOND, digested(FIRST, "9"))):
        store.add(opened, reading, recorded=f"2026-11-2{number}T00:00:00Z")
    rows = asked(opened, "SELECT ?s WHERE { ?e a dip:Meeting ; dip:status ?s }")
    assert rows == ((str(DIP.planned),),)
    assert len(asked(opened, "SELECT ?c WHERE { ?c dip:retiredAt ?t }")) == 1
    assert validate.validate(opened) == []


def test_a_claim_made_again_keeps_its_first_recording(make: Make) -> None:
    opened = make()
    store.add(opened, FIRST, recorded=RECORDED)
    store.add(opened, digested(FIRST, "7"), recorded=LATER)
    assert asked(opened, "SELECT ?t WHERE { ?c dip:recordedAt ?t }") == ((RECORDED,),)


def test_one_draft_of_many_articles_is_the_same_as_one_by_one(make: Make, seed: Reading) -> None:
    single, together = make(), ox.Store()
    draft = Draft(together)
    for reading in (seed, OTHER, FIRST):
        store.add(single, reading, recorded=RECORDED)
        assert draft.add(reading, recorded=RECORDED)
    draft.commit()
    assert exports.to_nquads(single) == exports.to_nquads(together)


def test_a_change_lands_whole_or_not_at_all(make: Make) -> None:
    opened = make()
    store.add(opened, FIRST, recorded=RECORDED)
    before = exports.to_nquads(opened)
    a = ox.NamedNode("http://example.org/a")
    with pytest.raises((StoreError, SyntaxError, OSError, ValueError)):
        opened.update(
            f"INSERT DATA {{ {a} {a} {a} }} ; LOAD <http://127.0.0.1:1/nothing> INTO GRAPH {a}"
        )
    assert exports.to_nquads(opened) == before
    change(opened, set(opened), {ox.Quad(a, a, a)})
    assert list(opened) == [ox.Quad(a, a, a, DEFAULT)]


def test_patterns_find_what_they_name(make: Make) -> None:
    opened = make()
    a, b = ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/b")
    word, number = ox.Literal("مرحبا", language="ar"), ox.Literal("0.9", datatype=node(XSD))
    quads = {ox.Quad(a, b, word), ox.Quad(a, b, number, b), ox.Quad(b, b, a)}
    change(opened, set(), quads)
    assert set(opened.quads_for_pattern(a, None, None, None)) == {
        q for q in quads if q.subject == a
    }
    assert list(opened.quads_for_pattern(a, None, None, DEFAULT)) == [ox.Quad(a, b, word)]
    assert list(opened.quads_for_pattern(None, None, number, b)) == [ox.Quad(a, b, number, b)]
    assert list(opened.quads_for_pattern(None, b, a, None)) == [ox.Quad(b, b, a)]
    assert set(opened) == quads
    assert len(opened) == 3


XSD = "http://www.w3.org/2001/XMLSchema#decimal"


def test_an_rdflib_program_sees_the_same_data(seed: Reading, tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    store.add(opened, seed, recorded=RECORDED)
    data = rdflibview.dataset(opened)
    rows = list(cast("list[object]", data.query(sparql.find("who-met-whom"))))
    assert len(rows) == len(expected("who-met-whom")) - 1
