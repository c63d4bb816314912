"""Terms and IRIs: the namespaces we speak in, and how keys become IRIs."""

from __future__ import annotations

from datetime import date
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, PROV, RDFS, SKOS, XSD, Namespace, URIRef

from kg.keys import KINDS

BASE: Final = "https://w3id.org/dtkg/"
DIP: Final = Namespace(BASE + "ns#")
ID: Final = Namespace(BASE + "id/")
SEM: Final = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
EDTF: Final = Namespace("http://id.loc.gov/datatypes/edtf/")
WIKIDATA: Final = "http://www.wikidata.org/entity/"
GEONAMES: Final = "https://sws.geonames.org/"

PREFIXES: Final = {
    "dip": str(DIP),
    **{kind: f"{ID}{kind}/" for kind in ("article", "claim", "event", *KINDS.values())},
    "sem": str(SEM),
    "prov": str(PROV),
    "nif": str(NIF),
    "dct": str(DCTERMS),
    "skos": str(SKOS),
    "owl": str(OWL),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
    "edtf": str(EDTF),
}
CORNERS: Final = {
    "earliest_begin": SEM.hasEarliestBeginTimeStamp,
    "latest_begin": SEM.hasLatestBeginTimeStamp,
    "earliest_end": SEM.hasEarliestEndTimeStamp,
    "latest_end": SEM.hasLatestEndTimeStamp,
}

Term = ox.NamedNode | ox.Literal


def named(term: object) -> ox.NamedNode:
    """A term that is an IRI by construction: our graphs hold no blank nodes."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"not an IRI: {term}")
    return term


def value_of(term: object) -> str:
    """The IRI or the lexical form of a term."""
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise TypeError(f"neither IRI nor literal: {term}")
    return term.value


def node(iri: str | URIRef) -> ox.NamedNode:
    """An IRI as Oxigraph's term."""
    return ox.NamedNode(str(iri))


def thing(key: str) -> ox.NamedNode:
    """The IRI of a key, percent-encoded where the key holds other than IRI characters."""
    return node(str(ID) + quote(key, safe="/-._~()=,#"))


def day(value: date) -> ox.Literal:
    """An xsd:date."""
    return ox.Literal(value.isoformat(), datatype=node(XSD.date))


def number(value: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(value), datatype=node(XSD.integer))


def article_key(article_id: str) -> str:
    """The key of an article."""
    return f"article/{article_id}"
