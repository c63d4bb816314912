"""The quads of one reading.

Every claim is a named graph that holds what its passage says of its event; what is
said about claims, passages, articles and entities lies in the default graph.
Passages are NIF strings with RFC 5147 offsets over the stored text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pyoxigraph as ox

from kg.graph.identity import Identified, short_hash
from kg.model.claims import Entity, Frame, Reading, Span, TimeExpression, Window
from kg.model.keys import is_series
from kg.model.terms import (
    CORNERS,
    GEONAMES,
    TYPE,
    WIKIDATA,
    article_key,
    day,
    dct,
    dip,
    edtf,
    nif,
    node,
    number,
    owl,
    prov,
    rdfs,
    skos,
    thing,
    xsd,
)
from kg.rulefiles.guidelines import vocabulary

Quads = Iterator[ox.Quad]


def passage_key(article_id: str, span: Span) -> str:
    """The key of a passage: the article's with the characters (RFC 5147)."""
    return f"{article_key(article_id)}#char={span.start},{span.end}"


def claim_key(article_id: str, frame: Frame, event: str) -> str:
    """The key of a claim: article, characters of the trigger, and a hash of its event."""
    return f"claim/{article_id}-{frame.trigger.start}-{frame.trigger.end}-{short_hash(event)}"


@dataclass(frozen=True)
class Stated:
    """A claim: its modality, and the event that its graph tells of."""

    modality: ox.Quad
    event: ox.NamedNode
    content: set[ox.Quad]


@dataclass(frozen=True)
class Told:
    """The quads of one reading, apart by who else may say them."""

    own: list[ox.Quad]
    """Of the article, its passages and its claims: nobody else says these."""
    things: dict[ox.NamedNode, set[ox.Quad]]
    """Of what it names."""
    claims: dict[ox.NamedNode, Stated]

    def __iter__(self) -> Quads:
        yield from self.own
        yield from chain.from_iterable(self.things.values())
        for stated in self.claims.values():
            yield stated.modality
            yield from stated.content

    def __len__(self) -> int:
        claims = sum(1 + len(stated.content) for stated in self.claims.values())
        return len(self.own) + sum(map(len, self.things.values())) + claims


def told(reading: Reading, identified: Identified, recorded: str) -> Told:
    """All quads of one reading; ``recorded`` is an ISO 8601 instant in UTC."""
    own = [*_article(reading), *_mentions(reading)]
    spans = dict.fromkeys(mention.span for mention in reading.mentions)
    things: dict[ox.NamedNode, set[ox.Quad]] = {}
    for entity in reading.entities:
        things.setdefault(thing(entity.key), set()).update(describe(entity))
    claims: dict[ox.NamedNode, Stated] = {}
    for happening, event in identified.events:
        for frame in happening.frames:
            claim = thing(claim_key(reading.article.id, frame, event))
            if claim not in claims:  # read twice off one trigger: the fuller reading is the claim
                claims[claim] = _stated(frame, event, claim)
                own += _claim(reading, frame, claim, recorded)
                spans |= dict.fromkeys(_spans(reading, frame))
    for span in spans:
        own += passage(reading, span)
    return Told(own, things, claims)


def _article(reading: Reading) -> Quads:
    article = reading.article
    subject = thing(article_key(article.id))
    yield ox.Quad(subject, TYPE, dip.Article)
    yield ox.Quad(subject, nif.isString, ox.Literal(article.text))
    yield ox.Quad(subject, dct.identifier, ox.Literal(article.id))
    yield ox.Quad(subject, dct.language, ox.Literal(article.language))
    yield ox.Quad(subject, dip.digest, ox.Literal(article.digest))
    if article.published:
        yield ox.Quad(subject, dct.issued, day(article.published))
    elif reading.anchor:
        yield ox.Quad(subject, dip.publishedNotBefore, day(reading.anchor.first))
        yield ox.Quad(subject, dip.publishedNotAfter, day(reading.anchor.last))
        yield ox.Quad(subject, dip.publishedBasis, ox.Literal(reading.anchor.basis))
    for property_, text in (
        (dct.source, article.source),
        (dct.title, article.title),
        (dct.license, article.licence),
        (dct.relation, article.url),
    ):
        if text:
            yield ox.Quad(subject, property_, ox.Literal(text))


def describe(entity: Entity) -> Quads:
    """Class, labels and known facts of an entity."""
    subject = thing(entity.key)
    facts = dict(entity.facts)
    class_ = "RoundSeries" if "count" in facts else vocabulary()["entities"][entity.type]
    yield ox.Quad(subject, TYPE, dip[class_])
    seen: set[str] = set()
    for language, text in entity.labels:
        property_ = skos.altLabel if language in seen else rdfs.label
        seen.add(language)
        yield ox.Quad(subject, property_, ox.Literal(text, language=language))
    for name, value in entity.facts:
        yield from _fact(subject, name, value)


def _fact(subject: ox.NamedNode, name: str, value: str) -> Quads:
    if name in ("state", "body", "area"):
        yield ox.Quad(subject, dip[name], thing(value))
    elif name == "candidate":
        yield ox.Quad(subject, skos.closeMatch, thing(value))
    elif name == "process":
        yield ox.Quad(subject, dip.partOf, thing(value))
    elif name == "number":
        property_ = dip.number if "/resolution/" in subject.value else dip.round
        yield ox.Quad(subject, property_, number(int(value)))
    elif name == "count":
        yield ox.Quad(subject, dip.roundCount, number(int(value)))
    elif name == "symbol":
        yield ox.Quad(subject, dip.symbol, ox.Literal(value))
    elif name == "adopted":
        yield ox.Quad(subject, dct.issued, day(date.fromisoformat(value)))
    elif name == "qid":
        yield ox.Quad(subject, owl.sameAs, node(WIKIDATA + value))
    elif name == "geonames":
        yield ox.Quad(subject, owl.sameAs, node(f"{GEONAMES}{value}/"))
    elif name == "knowledgeStatus":
        yield ox.Quad(subject, dip.knowledgeStatus, ox.Literal(value))


def passage(reading: Reading, span: Span) -> Quads:
    """A passage with its characters and its words."""
    article = reading.article
    subject = thing(passage_key(article.id, span))
    yield ox.Quad(subject, TYPE, dip.Passage)
    yield ox.Quad(subject, nif.referenceContext, thing(article_key(article.id)))
    yield ox.Quad(subject, nif.beginIndex, number(span.start))
    yield ox.Quad(subject, nif.endIndex, number(span.end))
    yield ox.Quad(
        subject, nif.anchorOf, ox.Literal(span.of(article.text), language=article.language)
    )


def _mentions(reading: Reading) -> Quads:
    for mention in reading.mentions:
        subject = thing(passage_key(reading.article.id, mention.span))
        yield ox.Quad(subject, dip.names, thing(mention.key))


def _stated(frame: Frame, event: str, claim: ox.NamedNode) -> Stated:
    modality = dip[vocabulary()["status"][frame.status]]
    said = {ox.Quad(q.subject, q.predicate, q.object, claim) for q in content(frame, event)}
    return Stated(ox.Quad(claim, dip.modality, modality), thing(event), said)


def _spans(reading: Reading, frame: Frame) -> Iterator[Span]:
    """The passages that a claim points to, those of its arguments apart: these are mentions."""
    yield frame.evidence
    yield frame.trigger
    time = _time(reading, frame)
    if time:
        yield time.span
    if frame.grounds:
        for _, span in frame.grounds.cues:
            yield span


def _claim(reading: Reading, frame: Frame, subject: ox.NamedNode, recorded: str) -> Quads:
    """What is said about a claim, its modality apart."""
    article = reading.article
    yield ox.Quad(subject, TYPE, dip.Claim)
    yield ox.Quad(subject, dip.claimArticle, thing(article_key(article.id)))
    yield ox.Quad(subject, prov.wasDerivedFrom, thing(passage_key(article.id, frame.evidence)))
    yield ox.Quad(subject, dip.trigger, thing(passage_key(article.id, frame.trigger)))
    if frame.source:
        yield ox.Quad(subject, prov.wasAttributedTo, thing(frame.source))
    if frame.medium:
        yield ox.Quad(subject, dip.reportedBy, thing(frame.medium))
    confidence = ox.Literal(f"{frame.confidence:.2f}", datatype=xsd.decimal)
    yield ox.Quad(subject, dip.confidence, confidence)
    instant = ox.Literal(recorded, datatype=xsd.dateTime)
    yield ox.Quad(subject, dip.recordedAt, instant)
    yield from _told_when(reading, frame, subject)
    yield from _grounds(reading, frame, subject)


def _time(reading: Reading, frame: Frame) -> TimeExpression | None:
    """The words that date a claim."""
    phrase = frame.window.phrase if frame.window else None
    return next((time for time in reading.times if time.span == phrase), None)


def _told_when(reading: Reading, frame: Frame, claim: ox.NamedNode) -> Quads:
    """The words that date a claim, how they were read, and from which day."""
    time = _time(reading, frame)
    if time is None:
        return
    yield ox.Quad(claim, dip.timePhrase, thing(passage_key(reading.article.id, time.span)))
    yield ox.Quad(claim, dip.timeRule, ox.Literal(time.rule))
    if time.anchor:
        yield ox.Quad(claim, dip.timeAnchor, day(time.anchor))
        yield ox.Quad(claim, dip.timeAnchorBasis, ox.Literal(time.basis or ""))
    if time.anchor_last:
        yield ox.Quad(claim, dip.timeAnchorLast, day(time.anchor_last))
    if time.note:
        yield ox.Quad(claim, dip.timeNote, ox.Literal(time.note))


def _grounds(reading: Reading, frame: Frame, claim: ox.NamedNode) -> Quads:
    """The rule that made a claim, and the words for its arguments and its cues."""
    if frame.grounds is None:
        return
    yield ox.Quad(claim, dip.rule, ox.Literal(str(frame.grounds.rule)))
    for _, _, span in frame.grounds.arguments:
        yield ox.Quad(claim, dip.argument, thing(passage_key(reading.article.id, span)))
    for kind, span in frame.grounds.cues:
        yield ox.Quad(claim, dip[f"{kind}Cue"], thing(passage_key(reading.article.id, span)))


def content(frame: Frame, event: str) -> Quads:
    """What a claim says of its event."""
    subject = thing(event)
    class_ = vocabulary()["facts"][frame.type]
    if is_series(event):
        class_ = "RoundSeries"
    yield ox.Quad(subject, TYPE, dip[class_])
    for argument in frame.participants:
        if argument.key == event:
            continue
        role = vocabulary()["roles"][argument.role]
        invoked = frame.type == "ResolutionCited" and role == "topic"
        yield ox.Quad(subject, dip.invokes if invoked else dip[role], thing(argument.key))
    if frame.place:
        yield ox.Quad(subject, dip.place, thing(frame.place))
    for key in frame.about:
        if key != event:
            yield ox.Quad(subject, dip.about, thing(key))
    if frame.window:
        yield from when(subject, frame.window)


def when(subject: ox.NamedNode, window: Window) -> Quads:
    """The four corners that are known, the day when there is one, and the EDTF."""
    for name, property_ in CORNERS.items():
        corner = getattr(window, name)
        if corner is not None:
            yield ox.Quad(subject, property_, day(corner))
    if window.on is not None:
        yield ox.Quad(subject, dip.on, day(window.on))
    written = honest_edtf(window)
    if written:
        yield ox.Quad(subject, dip.edtf, ox.Literal(written, datatype=edtf.EDTF))


def honest_edtf(window: Window) -> str | None:
    """EDTF that says no more than the corners: an end alone is written ``../2017-07-14``."""
    begin, end = window.earliest_begin, window.latest_end
    if begin is None and end is not None:
        return f"../{end.isoformat()}"
    if end is None and begin is not None:
        return f"{begin.isoformat()}/.."
    return window.edtf
