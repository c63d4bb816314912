"""Which media type an answer has (HTTP Semantics, RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.endpoint.formats import DATASETS, GRAPHS, HTML, ROWS

SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "n3": "text/n3",
    "html": HTML,
}
"""What ``format=`` may say instead of an Accept header."""
_SAME = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples",),
    "application/x-turtle": ("text/turtle",),
    "text/rdf+n3": ("text/n3",),
    "text/x-nquads": ("application/n-quads",),
}
"""Names of old for what is offered."""
_RANGES = 50
_USUAL = 500

ROW_TYPES = (*ROWS, HTML)
GRAPH_TYPES = (*(kind for kind in GRAPHS if kind not in DATASETS), HTML, *DATASETS)
PLAIN_GRAPHS = tuple(kind for kind in GRAPHS if kind not in DATASETS)


def chosen(accept: str, offered: tuple[str, ...], short: str = "") -> str | None:
    """The best offer for an Accept header, None when none will do.

    A short name goes first; one that fits nothing is passed over, for clients that always
    send one.
    """
    if SHORT.get(short, short) in offered:
        return SHORT.get(short, short)
    if not accept.strip():
        return offered[0]
    return (_remembered if len(accept) < _USUAL else _best)(accept, offered)


def _best(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = [found for part in accept.split(",")[:_RANGES] for found in _range(part)]
    best: tuple[float, int] = (0.0, 0)
    found = None
    for place, offer in enumerate(offered):
        quality = _quality(offer, ranges)
        if (quality > 0 and (quality, -place) > best) or (quality > 0 and found is None):
            best, found = (quality, -place), offer
    return found


_remembered = lru_cache(100)(_best)


def _range(part: str) -> list[tuple[str, float]]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return [(n, quality if quality == quality else 0.0) for n in (name, *_SAME.get(name, ()))]


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that fits, 0 when none does."""
    for pattern in (offer, offer.split("/", 1)[0] + "/*", "*/*"):
        fitting = [quality for name, quality in ranges if name == pattern]
        if fitting:
            return max(fitting)
    return 0.0


def zipped(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header takes gzip."""
    for part in accept_encoding.split(",")[:_RANGES]:
        name, quality = _range(part)[0]
        if name == "gzip":
            return quality > 0
    return False
