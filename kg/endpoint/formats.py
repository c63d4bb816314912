"""The media types of answers, and what Oxigraph calls them."""

from __future__ import annotations

import pyoxigraph as ox

ROWS = {
    "application/sparql-results+json": (ox.QueryResultsFormat.JSON, b'},{"'),
    "application/sparql-results+xml": (ox.QueryResultsFormat.XML, b"<result>"),
    "text/csv": (ox.QueryResultsFormat.CSV, b"\n"),
    "text/tab-separated-values": (ox.QueryResultsFormat.TSV, b"\n"),
}
"""Media type -> format and what stands once a row (in CSV a line break may also be data)."""

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
}
ENDINGS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "n3": "text/n3",
}
"""What the name of a file says of it."""
DATASETS = ("application/trig", "application/n-quads")
HTML = "text/html"
JSON_ROWS = "application/sparql-results+json"
