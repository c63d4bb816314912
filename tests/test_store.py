"""The store: nothing twice, nothing lost, the view rebuilt, contradictions kept."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import RECORDED, read

from kg.ask import sparql
from kg.errors import StoreError
from kg.graph.identity import Judgement
from kg.graph.rdf import honest_edtf, when
from kg.model.claims import Happening, Reading, Window
from kg.model.terms import PREFIXES
from kg.quads import draft, excerpt, exports, quadstore, store
from kg.resources import ONTOLOGY

STATUS = "SELECT ?s WHERE { ?e a dip:Meeting ; dip:status ?s }"


def select(opened: ox.Store, body: str) -> list[list[str]]:
    prefixes = "\n".join(f"PREFIX {p}: <{iri}>" for p, iri in PREFIXES.items())
    solutions = opened.query(f"{prefixes}\n{body}")
    assert isinstance(solutions, ox.QuerySolutions)
    return [[str(getattr(term, "value", term)) for term in row] for row in solutions]


def digested(reading: Reading, digest: str) -> Reading:
    return replace(reading, article=replace(reading.article, digest=digest))


def test_the_same_article_again_adds_nothing(seed: Reading, tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    assert store.add(opened, seed, recorded=RECORDED)
    before = exports.to_trig(opened)
    assert not store.add(opened, seed, recorded="2030-01-01T00:00:00Z")
    assert exports.to_trig(opened) == before


def test_the_same_input_gives_the_same_bytes(seed: Reading, tmp_path: Path) -> None:
    texts = []
    for name in ("a", "b"):
        opened = store.open_store(tmp_path / name)
        store.add(opened, seed, recorded=RECORDED)
        texts.append(exports.to_trig(opened))
    assert texts[0] == texts[1]


def test_a_changed_article_retires_its_old_claims(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    first = digested(read("سيلتقي لافروف تيلرسون في فيينا."), "1")
    second = digested(read("التقى غوتيريش لافروف في سوتشي."), "2")
    store.add(opened, first, recorded=RECORDED)
    store.add(opened, second, recorded="2026-11-25T00:00:00Z")
    retired = list(select(opened, "SELECT ?c WHERE { ?c dip:retiredAt ?t }"))
    assert len(retired) == 1
    assert list(select(opened, STATUS)) == [["https://w3id.org/dtkg/ns#held"]]
    rows = select(opened, "SELECT ?e WHERE { GRAPH ?c { ?e a dip:Meeting } }")
    assert len(list(rows)) == 2


def test_two_articles_on_one_day_tell_of_one_meeting(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    for id_, text in (
        ("a", "التقى لافروف تيلرسون في موسكو أمس الاثنين."),
        ("b", "التقى تيلرسون لافروف في سوتشي الاثنين."),
    ):
        reading = read(text, id_=id_)
        store.add(opened, digested(reading, id_), recorded=RECORDED)
    rows = list(select(opened, "SELECT DISTINCT ?e WHERE { ?e a dip:Meeting ; dip:disputed true }"))
    assert len(rows) == 1
    claims = list(select(opened, "SELECT ?c WHERE { ?e a dip:Meeting ; dip:statedBy ?c }"))
    assert len(claims) == 2


def test_what_takes_nothing_away_lands_first_and_every_article_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = "في موسكو في 19 آذار 2018"
    before = digested(read(f"قد يلتقي لافروف تيلرسون {day}.", id_="a"), "a")
    later = [
        digested(read(text, id_=id_), id_)
        for id_, text in (
            ("b", f"التقى لافروف تيلرسون {day}. والتقى غوتيريش لافروف في سوتشي في 20 آذار 2018."),
            ("c", "التقى غوتيريش لافروف في سوتشي في 20 آذار 2018."),
            ("d", "التقى غوتيريش لافروف في سوتشي في 25 آذار 2018."),
        )
    ]
    plain, opened = (store.open_store(tmp_path / name) for name in ("plain", "opened"))
    for reading in (before, *later):
        store.add(plain, reading, recorded=RECORDED)
    store.add(opened, before, recorded=RECORDED)

    monkeypatch.setattr(draft, "BULK", 1)
    steps: list[list[str]] = []

    def change(target: ox.Store, removed: set[ox.Quad], added: set[ox.Quad]) -> None:
        quadstore.change(target, removed, added)
        steps.append(store.articles(opened))

    monkeypatch.setattr(draft, "change", change)
    made = draft.Draft(opened)
    for reading in later:
        made.add(reading, recorded=RECORDED)
    made.commit()
    assert steps == [["a", "d"], ["a", "b", "c", "d"]]
    assert exports.to_nquads(opened) == exports.to_nquads(plain)


def test_held_and_possible_claims_give_one_verdict(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    for id_, verb in (("a", "قد يلتقي"), ("b", "التقى")):
        reading = read(f"{verb} لافروف تيلرسون في موسكو في 19 آذار 2018.", id_=id_)
        store.add(opened, digested(reading, id_), recorded=RECORDED)
    assert [s[0] for s in select(opened, STATUS)] == ["https://w3id.org/dtkg/ns#held"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (("نفت موسكو أن لافروف التقى تيلرسون",) * 2, "denied"),
        (("نفت موسكو أن لافروف التقى تيلرسون", "التقى لافروف تيلرسون"), "unconfirmed"),
        (("نفت موسكو أن لافروف التقى تيلرسون",) * 2 + ("التقى لافروف تيلرسون",), "unconfirmed"),
    ],
)
def test_what_is_denied_is_never_held(tmp_path: Path, told: tuple[str, ...], status: str) -> None:
    opened = store.open_store(tmp_path / "s")
    for number, words in enumerate(told):
        reading = read(f"{words} في موسكو في 19 آذار 2018.", id_=f"a{number}")
        store.add(opened, digested(reading, f"a{number}"), recorded=RECORDED)
    assert [s[0] for s in select(opened, STATUS)] == [f"https://w3id.org/dtkg/ns#{status}"]
    met = sparql.run(opened, sparql.find("who-met-whom")).rows
    assert bool(met) == (status == "unconfirmed")


@pytest.mark.parametrize("verbs", [("سيلتقي", "التقى"), ("التقى", "قد يلتقي")])
def test_claims_that_can_both_be_are_no_dispute(tmp_path: Path, verbs: tuple[str, str]) -> None:
    opened = store.open_store(tmp_path / "s")
    for id_, verb in zip("ab", verbs, strict=True):
        reading = read(f"{verb} لافروف تيلرسون في موسكو في 19 آذار 2018.", id_=id_)
        store.add(opened, digested(reading, id_), recorded=RECORDED)
    assert select(opened, "SELECT ?e WHERE { ?e dip:disputed true }") == []


def test_held_and_denied_is_a_dispute(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "s")
    for id_, status in (("a", "occurred"), ("b", "denied")):
        reading = read("التقى لافروف تيلرسون في موسكو في 19 آذار 2018.", id_=id_)
        told = tuple(
            Happening(tuple(frame.with_(status=status) for frame in h.frames))
            for h in reading.happenings
        )
        store.add(opened, digested(replace(reading, happenings=told), id_), recorded=RECORDED)
    (event,) = select(opened, "SELECT ?e WHERE { ?e dip:disputed true ; a dip:Meeting }")
    assert event


def test_four_corners_are_said_and_edtf_says_no_more() -> None:
    subject = ox.NamedNode("https://example.org/e")
    may = Window.within(date(2018, 5, 1), date(2018, 5, 31), "2018-05")
    said = {(q.predicate.value.split("/")[-1].split("#")[-1], value(q)) for q in when(subject, may)}
    assert said == {
        ("hasEarliestBeginTimeStamp", "2018-05-01"),
        ("hasLatestBeginTimeStamp", "2018-05-31"),
        ("hasEarliestEndTimeStamp", "2018-05-01"),
        ("hasLatestEndTimeStamp", "2018-05-31"),
        ("edtf", "2018-05"),
    }
    assert honest_edtf(Window(latest_end=date(2018, 5, 31), edtf="2018-05-31")) == "../2018-05-31"
    assert honest_edtf(Window(date(2018, 5, 1), edtf="2018-05-01")) == "2018-05-01/.."


def value(quad: ox.Quad) -> str:
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def test_every_mention_is_said(seed: Reading, seed_store: ox.Store) -> None:
    said = select(seed_store, "SELECT ?p ?t WHERE { ?p dip:names ?t }")
    named = {
        (f"{m.span.start},{m.span.end}", f"https://w3id.org/dtkg/id/{m.key}") for m in seed.mentions
    }
    assert {(passage.split("char=")[1], thing) for passage, thing in said} == named


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    readings = [
        digested(read(text, id_=id_), id_)
        for id_, text in (
            ("a", "التقى لافروف تيلرسون في موسكو أمس الاثنين."),
            ("b", "سيلتقي لافروف تيلرسون في فيينا."),
            ("c", "قد يلتقي تيلرسون لافروف في موسكو في 19 آذار 2018."),
        )
    ]
    texts = set()
    for turn in range(3):
        opened = store.open_store(tmp_path / str(turn))
        random.Random(turn).shuffle(readings)
        for reading in readings:
            store.add(opened, reading, recorded=RECORDED)
        texts.add(exports.to_trig(opened))
    assert len(texts) == 1


def test_a_judgement_merges_and_its_withdrawal_restores_the_bytes(tmp_path: Path) -> None:
    one = digested(read("سيلتقي لافروف تيلرسون في فيينا.", id_="a"), "a")
    other = digested(read("سيلتقي لافروف تيلرسون في فيينا.", id_="b"), "b")

    def build(name: str, judgements: list[Judgement]) -> tuple[str, int]:
        opened = store.open_store(tmp_path / name)
        for reading in (one, other):
            store.add(opened, reading, recorded=RECORDED, judgements=judgements)
        events = list(
            select(
                opened,
                "SELECT DISTINCT ?e WHERE { ?e a dip:Meeting ; dip:statedBy ?c } ORDER BY ?e",
            )
        )
        return exports.to_trig(opened), len(events)

    plain, count = build("plain", [])
    assert count == 2
    opened = store.open_store(tmp_path / "keys")
    store.add(opened, one, recorded=RECORDED)
    store.add(opened, other, recorded=RECORDED)
    rows = select(
        opened, "SELECT DISTINCT ?e WHERE { ?e a dip:Meeting ; dip:statedBy ?c } ORDER BY ?e"
    )
    first, second = (str(row[0]).removeprefix("https://w3id.org/dtkg/id/") for row in rows)
    same = Judgement(first, second, "same", by="test")
    assert build("merged", [same])[1] == 1
    assert build("withdrawn", [replace(same, withdrawn=True)]) == (plain, 2)


def test_trig_reads_back_as_the_same_quads(seed_store: ox.Store) -> None:
    again = ox.Store()
    again.load(exports.to_trig(seed_store).encode(), format=ox.RdfFormat.TRIG)
    assert set(again) == set(seed_store)


@pytest.mark.parametrize("format_", ["nquads", "turtle", "jsonld", "csv"])
def test_exports_hold_the_meeting(seed_store: ox.Store, format_: str) -> None:
    assert "meeting-sergey-lavrov-staffan-de-mistura" in exports.export(seed_store, format_)


def test_python_and_the_rule_in_sparql_derive_the_same_view(seed_store: ox.Store) -> None:
    view = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    events = {q.subject for q in seed_store if isinstance(q.graph_name, ox.NamedNode)}
    left_out = (
        "label",
        "edtf",
        "disputed",
        "altLabel",
        "#partOf",
        "#round",
        "#roundCount",
        "#state",
        "#month",
        "#wideWindow",
        "#claimsDifferIn",
    )
    kept = ox.Store()
    expected = set()
    for quad in seed_store:
        derived = quad.graph_name == ox.DefaultGraph() and quad.subject in events
        if not derived:
            kept.add(quad)
        elif not quad.predicate.value.endswith(left_out):
            expected.add(quad)
    kept.load((ONTOLOGY / "dtkg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    kept.update((ONTOLOGY / "rules" / "derive.rq").read_text(encoding="utf-8"))
    got = {
        quad
        for quad in kept.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if quad.subject in events
    }
    assert any(view in quad.predicate.value for quad in got)
    assert got == expected


def test_a_store_in_use_and_a_missing_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        store.open_store(tmp_path / "none", read_only=True)
    opened = store.open_store(tmp_path / "s")
    with pytest.raises(StoreError, match="another process"):
        store.open_store(tmp_path / "s")
    del opened


def test_what_a_build_remembers_is_what_the_store_says(tmp_path: Path) -> None:
    """A thing named by an article that is read anew between two batches of new ones."""
    plain, batched = (store.open_store(tmp_path / name) for name in ("plain", "batched"))
    old = read("التقى لافروف تيلرسون في فيينا في 3 آذار 2018.")
    first = read("التقى غوتيريش لافروف في سوتشي في 5 آذار 2018.")
    last = read("التقى شويغو لافروف في موسكو في 9 آذار 2018.")
    steps = [
        renamed(old, "a", "1", "en"),
        renamed(first, "b", "1", "en"),
        renamed(old, "a", "2", "fr"),
        renamed(last, "c", "1", "fr", " bis"),
        renamed(first, "d", "1", "en"),
    ]
    remembered = excerpt.Remembered()
    for reading in steps:
        store.add(plain, reading, recorded=RECORDED)
        change = draft.Draft(batched, remembered)
        assert change.add(reading, recorded=RECORDED)
        change.commit()
    assert exports.to_nquads(batched) == exports.to_nquads(plain)
    labels = select(batched, "SELECT ?l { person:sergey-lavrov rdfs:label ?l } ORDER BY ?l")
    assert labels == [["Sergey in en"], ["Sergey in fr"]]


def renamed(reading: Reading, id_: str, digest: str, language: str, tail: str = "") -> Reading:
    """The reading as another article that calls Lavrov something in one language."""
    entities = tuple(
        replace(entity, labels=((language, f"Sergey in {language}{tail}"),))
        if entity.key == "person/sergey-lavrov"
        else entity
        for entity in reading.entities
    )
    article = replace(reading.article, id=id_, digest=digest)
    return replace(reading, article=article, entities=entities)
