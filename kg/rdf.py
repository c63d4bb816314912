"""The quads of one reading.

Every claim is a named graph that holds what its passage says of its event; what is
said about claims, passages, articles and entities lies in the default graph.
Passages are NIF strings with RFC 5147 offsets over the stored text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, URIRef

from kg.annotations import vocabulary
from kg.claims import Entity, Frame, Reading, Span, Window
from kg.identity import Identified, short_hash
from kg.terms import (
    CORNERS,
    DIP,
    EDTF,
    GEONAMES,
    NIF,
    WIKIDATA,
    Term,
    article_key,
    day,
    node,
    number,
    thing,
)

Quads = Iterator[ox.Quad]


def passage_key(article_id: str, span: Span) -> str:
    """The key of a passage: the article's with the characters (RFC 5147)."""
    return f"{article_key(article_id)}#char={span.start},{span.end}"


def claim_key(article_id: str, frame: Frame, event: str) -> str:
    """The key of a claim: article, characters of the trigger, and a hash of its event."""
    return f"claim/{article_id}-{frame.trigger.start}-{frame.trigger.end}-{short_hash(event)}"


def quads(reading: Reading, identified: Identified, recorded: str) -> Quads:
    """All quads of one reading; ``recorded`` is an ISO 8601 instant in UTC."""
    yield from _article(reading)
    for entity in reading.entities:
        yield from describe(entity)
    yield from _mentions(reading)
    made: set[str] = set()
    for happening, event in identified.events:
        for frame in happening.frames:
            key = claim_key(reading.article.id, frame, event)
            if key not in made:  # read twice off one trigger: the fuller reading is the claim
                made.add(key)
                yield from _claim(reading, frame, event, recorded)


def _said(subject: ox.NamedNode, property_: URIRef, value: Term) -> ox.Quad:
    return ox.Quad(subject, node(property_), value)


def _article(reading: Reading) -> Quads:
    article = reading.article
    subject = thing(article_key(article.id))
    yield _said(subject, RDF.type, node(DIP.Article))
    yield _said(subject, NIF.isString, ox.Literal(article.text))
    yield _said(subject, DCTERMS.identifier, ox.Literal(article.id))
    yield _said(subject, DCTERMS.language, ox.Literal(article.language))
    yield _said(subject, DIP.digest, ox.Literal(article.digest))
    if article.published:
        yield _said(subject, DCTERMS.issued, day(article.published))
    elif reading.anchor:
        yield _said(subject, DIP.publishedNotBefore, day(reading.anchor.first))
        yield _said(subject, DIP.publishedNotAfter, day(reading.anchor.last))
        yield _said(subject, DIP.publishedBasis, ox.Literal(reading.anchor.basis))
    for property_, text in (
        (DCTERMS.source, article.source),
        (DCTERMS.title, article.title),
        (DCTERMS.license, article.licence),
        (DCTERMS.relation, article.url),
    ):
        if text:
            yield _said(subject, property_, ox.Literal(text))


def describe(entity: Entity) -> Quads:
    """Class, labels and known facts of an entity."""
    subject = thing(entity.key)
    facts = dict(entity.facts)
    class_ = "RoundSeries" if "count" in facts else vocabulary()["entities"][entity.type]
    yield _said(subject, RDF.type, node(DIP[class_]))
    seen: set[str] = set()
    for language, text in entity.labels:
        property_ = SKOS.altLabel if language in seen else RDFS.label
        seen.add(language)
        yield _said(subject, property_, ox.Literal(text, language=language))
    for name, value in entity.facts:
        yield from _fact(subject, name, value)


def _fact(subject: ox.NamedNode, name: str, value: str) -> Quads:
    if name in ("state", "body", "area"):
        yield _said(subject, DIP[name], thing(value))
    elif name == "candidate":
        yield _said(subject, SKOS.closeMatch, thing(value))
    elif name == "process":
        yield _said(subject, DIP.partOf, thing(value))
    elif name == "number":
        property_ = DIP.number if "/resolution/" in subject.value else DIP.round
        yield _said(subject, property_, number(int(value)))
    elif name == "count":
        yield _said(subject, DIP.roundCount, number(int(value)))
    elif name == "symbol":
        yield _said(subject, DIP.symbol, ox.Literal(value))
    elif name == "adopted":
        yield _said(subject, DCTERMS.issued, day(date.fromisoformat(value)))
    elif name == "qid":
        yield _said(subject, OWL.sameAs, node(WIKIDATA + value))
    elif name == "geonames":
        yield _said(subject, OWL.sameAs, node(f"{GEONAMES}{value}/"))
    elif name == "knowledgeStatus":
        yield _said(subject, DIP.knowledgeStatus, ox.Literal(value))


def passage(reading: Reading, span: Span) -> Quads:
    """A passage with its characters and its words."""
    article = reading.article
    subject = thing(passage_key(article.id, span))
    yield _said(subject, RDF.type, node(DIP.Passage))
    yield _said(subject, NIF.referenceContext, thing(article_key(article.id)))
    yield _said(subject, NIF.beginIndex, number(span.start))
    yield _said(subject, NIF.endIndex, number(span.end))
    yield _said(subject, NIF.anchorOf, ox.Literal(span.of(article.text), language=article.language))


def _mentions(reading: Reading) -> Quads:
    for mention in reading.mentions:
        yield from passage(reading, mention.span)
        subject = thing(passage_key(reading.article.id, mention.span))
        yield _said(subject, DIP.names, thing(mention.key))


def _claim(reading: Reading, frame: Frame, event: str, recorded: str) -> Quads:
    article = reading.article
    subject = thing(claim_key(article.id, frame, event))
    modality = vocabulary()["status"][frame.status]
    yield _said(subject, RDF.type, node(DIP.Claim))
    yield _said(subject, DIP.modality, node(DIP[modality]))
    yield _said(subject, DIP.claimArticle, thing(article_key(article.id)))
    yield _said(subject, PROV.wasDerivedFrom, thing(passage_key(article.id, frame.evidence)))
    yield _said(subject, DIP.trigger, thing(passage_key(article.id, frame.trigger)))
    if frame.source:
        yield _said(subject, PROV.wasAttributedTo, thing(frame.source))
    if frame.medium:
        yield _said(subject, DIP.reportedBy, thing(frame.medium))
    confidence = ox.Literal(f"{frame.confidence:.2f}", datatype=node(XSD.decimal))
    yield _said(subject, DIP.confidence, confidence)
    instant = ox.Literal(recorded, datatype=node(XSD.dateTime))
    yield _said(subject, DIP.recordedAt, instant)
    yield from passage(reading, frame.evidence)
    yield from passage(reading, frame.trigger)
    yield from _told_when(reading, frame, subject)
    yield from _grounds(reading, frame, subject)
    for quad in content(frame, event):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, subject)


def _told_when(reading: Reading, frame: Frame, claim: ox.NamedNode) -> Quads:
    """The words that date a claim, how they were read, and from which day."""
    told = frame.window.phrase if frame.window else None
    time = next((t for t in reading.times if t.span == told), None)
    if time is None:
        return
    yield from passage(reading, time.span)
    yield _said(claim, DIP.timePhrase, thing(passage_key(reading.article.id, time.span)))
    yield _said(claim, DIP.timeRule, ox.Literal(time.rule))
    if time.anchor:
        yield _said(claim, DIP.timeAnchor, day(time.anchor))
        yield _said(claim, DIP.timeAnchorBasis, ox.Literal(time.basis))
    if time.anchor_last:
        yield _said(claim, DIP.timeAnchorLast, day(time.anchor_last))
    if time.note:
        yield _said(claim, DIP.timeNote, ox.Literal(time.note))


def _grounds(reading: Reading, frame: Frame, claim: ox.NamedNode) -> Quads:
    """The rule that made a claim, and the words for its arguments and its cues."""
    if frame.grounds is None:
        return
    yield _said(claim, DIP.rule, ox.Literal(str(frame.grounds.rule)))
    for _, _, span in frame.grounds.arguments:
        yield _said(claim, DIP.argument, thing(passage_key(reading.article.id, span)))
    for kind, span in frame.grounds.cues:
        yield from passage(reading, span)
        yield _said(claim, DIP[f"{kind}Cue"], thing(passage_key(reading.article.id, span)))


def content(frame: Frame, event: str) -> Quads:
    """What a claim says of its event."""
    subject = thing(event)
    class_ = vocabulary()["facts"][frame.type]
    if event.startswith("round/") and "-1-to-" in event:
        class_ = "RoundSeries"
    yield _said(subject, RDF.type, node(DIP[class_]))
    for argument in frame.participants:
        if argument.key == event:
            continue
        role = vocabulary()["roles"][argument.role]
        invoked = frame.type == "ResolutionCited" and role == "topic"
        yield _said(subject, DIP.invokes if invoked else DIP[role], thing(argument.key))
    if frame.place:
        yield _said(subject, DIP.place, thing(frame.place))
    for key in frame.about:
        if key != event:
            yield _said(subject, DIP.about, thing(key))
    if frame.window:
        yield from when(subject, frame.window)


def when(subject: ox.NamedNode, window: Window) -> Quads:
    """The four corners that are known, the day when there is one, and the EDTF."""
    for name, property_ in CORNERS.items():
        corner = getattr(window, name)
        if corner is not None:
            yield _said(subject, property_, day(corner))
    if window.on is not None:
        yield _said(subject, DIP.on, day(window.on))
    written = honest_edtf(window)
    if written:
        yield _said(subject, DIP.edtf, ox.Literal(written, datatype=node(EDTF.EDTF)))


def honest_edtf(window: Window) -> str | None:
    """EDTF that says no more than the corners: an end alone is written ``../2017-07-14``."""
    begin, end = window.earliest_begin, window.latest_end
    if begin is None and end is not None:
        return f"../{end.isoformat()}"
    if end is None and begin is not None:
        return f"{begin.isoformat()}/.."
    return window.edtf
