"""Shapes that bite: each break is caught, the seed conforms."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import RECORDED, read
from rdflib import PROV, RDF, XSD, Literal, URIRef

from kg import build
from kg.graph import rdf
from kg.model.claims import Reading, Span
from kg.model.terms import DIP, ID, NIF, SEM
from kg.quads import store, validate
from kg.text import articles


@pytest.fixture
def small(tmp_path: Path) -> ox.Store:
    """A short article: pySHACL takes tens of milliseconds for each passage."""
    opened = store.open_store(tmp_path / "small")
    store.add(opened, read(SHORT), recorded=RECORDED)
    return opened


def graph_of(store: ox.Store) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(validate._lines(store)), format="nt")


SHORT = (
    "انتهت الجولة السابعة من محادثات جنيف السورية في 14 تموز 2017. "
    "التقى لافروف تيلرسون في موسكو في 19 آذار 2018."
)


def any_claim(graph: rdflib.Graph) -> URIRef:
    return URIRef(min(str(s) for s in graph.subjects(RDF.type, DIP.Claim)))


def test_the_seed_conforms(seed_store: ox.Store) -> None:
    assert validate.validate(seed_store) == []


def test_a_short_article_conforms_by_the_reference(small: ox.Store) -> None:
    assert validate.validate(small, reference=True) == []


def messages(graph: rdflib.Graph) -> str:
    return "\n".join(v.message for v in validate.check(graph))


def test_an_inverted_window_is_caught(small: ox.Store) -> None:
    graph = graph_of(small)
    event = ID["round/geneva-talks-on-syria-7"]
    graph.add((event, SEM.hasEarliestBeginTimeStamp, Literal("2017-08-01", datatype=XSD.date)))
    assert "ends before it begins" in messages(graph)


def test_a_claim_without_a_passage_is_caught(small: ox.Store) -> None:
    graph = graph_of(small)
    graph.remove((any_claim(graph), PROV.wasDerivedFrom, None))
    assert "needs the passage" in messages(graph)


def test_a_passage_whose_words_differ_from_the_article_is_caught(small: ox.Store) -> None:
    graph = graph_of(small)
    passage = min(graph.subjects(NIF.beginIndex, None), key=str)
    graph.set((passage, NIF.anchorOf, Literal("كلام آخر", lang="ar")))
    assert "not those of the article" in messages(graph)


def test_an_unknown_modality_is_caught(small: ox.Store) -> None:
    graph = graph_of(small)
    graph.set((any_claim(graph), DIP.modality, DIP.perhaps))
    assert "one of dip:modalities" in messages(graph)


@pytest.mark.parametrize("literal", [Literal("2017", datatype=XSD.gYear), Literal("2017-07-14")])
def test_a_date_that_is_no_xsd_date_is_caught(small: ox.Store, literal: Literal) -> None:
    graph = graph_of(small)
    graph.set((ID["round/geneva-talks-on-syria-7"], SEM.hasLatestEndTimeStamp, literal))
    assert "xsd:date" in messages(graph)


def test_a_day_that_disagrees_with_its_corners_is_caught(small: ox.Store) -> None:
    graph = graph_of(small)
    event = next(graph.subjects(DIP.on, None))
    graph.set((event, DIP.on, Literal("2017-01-01", datatype=XSD.date)))
    assert "the day is not" in messages(graph)


# --- The faster engine, held to the verdicts of the reference -----------------------------------


def first(graph: rdflib.Graph, class_: URIRef) -> URIRef:
    return URIRef(min(str(s) for s in graph.subjects(RDF.type, class_)))


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


BREAKS: dict[str, Callable[[rdflib.Graph], object]] = {
    "nothing": lambda g: None,
    "no passage": lambda g: g.remove((first(g, DIP.Claim), PROV.wasDerivedFrom, None)),
    "two modalities": lambda g: g.add((first(g, DIP.Claim), DIP.modality, DIP.denied)),
    "unknown modality": lambda g: g.set((first(g, DIP.Claim), DIP.modality, DIP.perhaps)),
    "a passage of no class": lambda g: g.remove((evidence(g), RDF.type, None)),
    "other words": lambda g: g.set((first(g, DIP.Passage), NIF.anchorOf, Literal("x", lang="ar"))),
    "words without language": lambda g: g.set((first(g, DIP.Passage), NIF.anchorOf, Literal("x"))),
    "begins after its end": lambda g: g.set((first(g, DIP.Passage), NIF.beginIndex, Literal(9**9))),
    "no confidence": lambda g: g.remove((first(g, DIP.Claim), DIP.confidence, None)),
    "too confident": lambda g: g.set(
        (first(g, DIP.Claim), DIP.confidence, Literal("1.5", datatype=XSD.decimal))
    ),
    "confidence as a float": lambda g: g.set(
        (first(g, DIP.Claim), DIP.confidence, Literal("0.5", datatype=XSD.float))
    ),
    "retired before recorded": lambda g: g.add(
        (
            first(g, DIP.Claim),
            DIP.retiredAt,
            Literal("2000-01-01T00:00:00Z", datatype=XSD.dateTime),
        )
    ),
    "no language": lambda g: g.remove((first(g, DIP.Article), rdflib.DCTERMS.language, None)),
    "two texts": lambda g: g.add((first(g, DIP.Article), NIF.isString, Literal("x"))),
    "inverted": lambda g: g.add(
        (ID["round/geneva-talks-on-syria-7"], SEM.hasEarliestBeginTimeStamp, day("2017-08-01"))
    ),
    "no date": lambda g: g.set(
        (ID["round/geneva-talks-on-syria-7"], SEM.hasLatestEndTimeStamp, Literal("2017-07-14"))
    ),
    "another day": lambda g: g.set((first_dated(g), DIP.on, day("2017-01-01"))),
    "two statuses": lambda g: g.add((ID["round/geneva-talks-on-syria-7"], DIP.status, DIP.denied)),
    "stated by no claim": lambda g: g.add(
        (ID["round/geneva-talks-on-syria-7"], DIP.statedBy, ID["claim/none"])
    ),
}


def evidence(graph: rdflib.Graph) -> URIRef:
    return URIRef(min(str(o) for o in graph.objects(None, PROV.wasDerivedFrom)))


def first_dated(graph: rdflib.Graph) -> URIRef:
    return URIRef(min(str(s) for s in graph.subjects(DIP.on, None)))


@pytest.mark.parametrize("name", BREAKS)
def test_the_fast_engine_gives_the_verdicts_of_the_reference(small: ox.Store, name: str) -> None:
    graph = graph_of(small)
    BREAKS[name](graph)
    reference = {(v.focus, v.message, v.shape) for v in validate.check(graph)}
    fast = {(v.focus, v.message, v.shape) for v in validate._fast(graph.serialize(format="nt"))}
    assert fast == reference
    assert bool(reference) == (name != "nothing")


@pytest.mark.parametrize("name", BREAKS)
def test_parts_have_the_verdicts_of_the_whole(small: ox.Store, name: str) -> None:
    graph = graph_of(small)
    BREAKS[name](graph)
    text = graph.serialize(format="nt")
    quads = list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    parts = list(validate._parts(quads, 40))
    found = {v for subjects, part in parts for v in validate._fast(part) if v.focus in subjects}
    assert len(parts) > 4
    assert sorted(found) == validate._fast(text)


def test_a_claim_that_contradicts_itself_is_caught(small: ox.Store) -> None:
    claim = next(q.graph_name for q in small if isinstance(q.graph_name, ox.NamedNode))
    event = next(small.quads_for_pattern(None, None, None, claim)).subject
    for corner, value in (("Earliest", "2018-01-02"), ("Latest", "2018-01-01")):
        property_ = SEM[f"has{corner}BeginTimeStamp"]
        literal = ox.Literal(value, datatype=ox.NamedNode(str(XSD.date)))
        small.add(ox.Quad(event, ox.NamedNode(str(property_)), literal, claim))
    (found, *_) = validate.validate(small)
    assert isinstance(claim, ox.NamedNode)
    assert found.focus == claim.value


def test_a_violation_keeps_the_article_out_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rdf.passage

    def broken(reading: Reading, span: Span) -> Iterator[ox.Quad]:
        for quad in whole(reading, span):
            if reading.article.id == "bad" and quad.predicate.value == str(NIF.anchorOf):
                yield ox.Quad(quad.subject, quad.predicate, ox.Literal("غير ذلك", language="ar"))
            else:
                yield quad

    monkeypatch.setattr(rdf, "passage", broken)
    text = "التقى لافروف تيلرسون في موسكو في 19 آذار 2018."
    found = [articles.make_article(id_, text, {"language": "ar"}) for id_ in ("bad", "good")]
    summary = build.build(found, tmp_path)
    (failure,) = summary.failures
    assert failure.where == "bad"
    for part in ("kept out", "article:bad#char=", "غير ذلك", "dip:PassageShape"):
        assert part in failure.reason
    opened = store.open_store(tmp_path / "store", read_only=True)
    assert store.articles(opened) == ["good"]
    assert not (tmp_path / "annotations" / "bad.json").exists()
