"""Shapes that bite: each break is caught, the seed conforms."""

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import PROV, RDF, XSD, Literal, URIRef

from kg import validate
from kg.terms import DIP, ID, NIF, SEM


def graph_of(store: ox.Store) -> rdflib.Graph:
    return validate._graph(store)


def any_claim(graph: rdflib.Graph) -> URIRef:
    return URIRef(min(str(s) for s in graph.subjects(RDF.type, DIP.Claim)))


def test_the_seed_conforms(seed_store: ox.Store) -> None:
    assert validate.validate(seed_store) == []


def messages(graph: rdflib.Graph) -> str:
    return "\n".join(v.message for v in validate.check(graph))


def test_an_inverted_window_is_caught(seed_store: ox.Store) -> None:
    graph = graph_of(seed_store)
    event = ID["round/geneva-talks-on-syria-7"]
    graph.add((event, SEM.hasEarliestBeginTimeStamp, Literal("2017-08-01", datatype=XSD.date)))
    assert "ends before it begins" in messages(graph)


def test_a_claim_without_a_passage_is_caught(seed_store: ox.Store) -> None:
    graph = graph_of(seed_store)
    graph.remove((any_claim(graph), PROV.wasDerivedFrom, None))
    assert "needs the passage" in messages(graph)


def test_a_passage_whose_words_differ_from_the_article_is_caught(seed_store: ox.Store) -> None:
    graph = graph_of(seed_store)
    passage = min(graph.subjects(NIF.beginIndex, None))
    graph.set((passage, NIF.anchorOf, Literal("كلام آخر", lang="ar")))
    assert "not those of the article" in messages(graph)


def test_an_unknown_modality_is_caught(seed_store: ox.Store) -> None:
    graph = graph_of(seed_store)
    graph.set((any_claim(graph), DIP.modality, DIP.perhaps))
    assert "one of dip:modalities" in messages(graph)


@pytest.mark.parametrize("literal", [Literal("2017", datatype=XSD.gYear), Literal("2017-07-14")])
def test_a_date_that_is_no_xsd_date_is_caught(seed_store: ox.Store, literal: Literal) -> None:
    graph = graph_of(seed_store)
    graph.set((ID["round/geneva-talks-on-syria-7"], SEM.hasLatestEndTimeStamp, literal))
    assert "xsd:date" in messages(graph)


def test_a_day_that_disagrees_with_its_corners_is_caught(seed_store: ox.Store) -> None:
    graph = graph_of(seed_store)
    event = next(graph.subjects(DIP.on, None))
    graph.set((event, DIP.on, Literal("2017-01-01", datatype=XSD.date)))
    assert "the day is not" in messages(graph)
