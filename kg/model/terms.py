"""Terms and IRIs: the namespaces we speak in, and how keys become IRIs."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, cast
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.model.keys import KINDS

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


class Nodes:
    """The terms of a namespace as Oxigraph's, each made once: ``dip.statedBy``."""

    def __init__(self, namespace: Namespace | type[DefinedNamespace]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> ox.NamedNode:
        made = node(self._namespace[name])
        setattr(self, name, made)
        return made

    def __getitem__(self, name: str) -> ox.NamedNode:
        """A term by a name that is data."""
        return cast(ox.NamedNode, getattr(self, name))


dip, nif, prov, dct = Nodes(DIP), Nodes(NIF), Nodes(PROV), Nodes(DCTERMS)
owl, rdfs, skos, xsd = Nodes(OWL), Nodes(RDFS), Nodes(SKOS), Nodes(XSD)
edtf, sem = Nodes(EDTF), Nodes(SEM)
TYPE: Final = node(RDF.type)
CORNERS: Final = {
    "earliest_begin": sem.hasEarliestBeginTimeStamp,
    "latest_begin": sem.hasLatestBeginTimeStamp,
    "earliest_end": sem.hasEarliestEndTimeStamp,
    "latest_end": sem.hasLatestEndTimeStamp,
}


@lru_cache(20_000)
def thing(key: str) -> ox.NamedNode:
    """The IRI of a key, percent-encoded where the key holds other than IRI characters."""
    return node(str(ID) + quote(key, safe="/-._~()=,#"))


def day(value: date) -> ox.Literal:
    """An xsd:date."""
    return ox.Literal(value.isoformat(), datatype=xsd.date)


def number(value: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(value), datatype=xsd.integer)


def article_key(article_id: str) -> str:
    """The key of an article."""
    return f"article/{article_id}"
