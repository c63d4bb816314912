"""The ontology: every term labelled and typed, every used term declared, no punning."""

import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.model.terms import DIP
from kg.resources import ONTOLOGY
from kg.rulefiles.guidelines import vocabulary

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual, OWL.Ontology}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "dtkg.ttl")


def terms(graph: rdflib.Graph) -> set[str]:
    return {str(s) for s in graph.subjects(RDF.type, None) if str(s).startswith(str(DIP))}


def test_every_term_has_labels_in_three_languages(ontology: rdflib.Graph) -> None:
    for term in terms(ontology):
        labels = ontology.objects(rdflib.URIRef(term), RDFS.label)
        languages = {label.language for label in labels if isinstance(label, rdflib.Literal)}
        assert {"ar", "en", "fr"} <= languages, term


def test_classes_and_properties_are_explained(ontology: rdflib.Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            if str(term).startswith(str(DIP)):
                assert ontology.value(term, RDFS.comment), term


def test_no_term_is_of_two_kinds(ontology: rdflib.Graph) -> None:
    kinds = {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        RDFS.Datatype,
    }
    for term in set(ontology.subjects()):
        assert len(kinds & set(ontology.objects(term, RDF.type))) <= 1, term


def test_what_is_used_as_class_or_property_is_declared(ontology: rdflib.Graph) -> None:
    declared = set(ontology.subjects(RDF.type, None)) | {RDF.type}
    builtin = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
    for property_ in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for value in ontology.objects(None, property_):
            assert value in declared or str(value).startswith(builtin), value
    for predicate in set(ontology.predicates()):
        assert predicate in declared or str(predicate).startswith(builtin), predicate


def test_every_dip_term_used_anywhere_is_declared(ontology: rdflib.Graph) -> None:
    known = {term.rsplit("#", 1)[-1] for term in terms(ontology)}
    known |= {"DatedShape", "DayShape", "ClaimShape", "PassageShape", "ArticleShape", "EventShape"}
    kinds = ("Known", "Source", "Tenure", "Office", "Round", "Resolution")
    known |= {f"{kind}Shape" for kind in kinds}
    for path in [*ONTOLOGY.rglob("*.rq"), *ONTOLOGY.glob("*.ttl")]:
        text = re.sub(r"#[^\n]*\n(?=#|\n|@|P)", "\n", path.read_text(encoding="utf-8"))
        used = set(re.findall(r"\bdip:(\w+)", text))
        assert used <= known, (path.name, used - known)


def test_the_words_of_the_guidelines_stand_for_declared_terms(ontology: rdflib.Graph) -> None:
    known = {term.rsplit("#", 1)[-1] for term in terms(ontology)}
    for section in ("entities", "facts", "status", "roles"):
        for word, term in vocabulary()[section].items():
            if word != "sponsor":
                assert term in known, (section, word)
    assert set(vocabulary()["verdict"]["order"]) == set(vocabulary()["status"].values())


def test_knowledge_uses_declared_terms_only(ontology: rdflib.Graph) -> None:
    known = {term.rsplit("#", 1)[-1] for term in terms(ontology)}
    from kg.resources import SEEDS

    for path in sorted((SEEDS / "knowledge").rglob("*.ttl")):
        used = set(re.findall(r"^ +dip:(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert used <= known, (path.name, used - known)
