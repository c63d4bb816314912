"""Why a fact stands in the graph: its sentence, the words that were read, the rule, the day.

An account is made from a reading just done or from a store of any kind; both tell the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDFS

from kg.errors import UsageError
from kg.graph.identity import identify
from kg.graph.rdf import claim_key, honest_edtf
from kg.model.claims import Frame, Reading, Span, TimeExpression
from kg.model.terms import DIP, ID, NIF, PREFIXES, node, thing, value_of
from kg.quads.quadstore import DEFAULT, QuadStore, about
from kg.rulefiles.guidelines import vocabulary

_FEW: Final = 6
_ASIDE: Final = ("source", "medium")
_LABEL: Final = node(RDFS.label)


@dataclass(frozen=True)
class Mark:
    """Words of the article that were read as something."""

    span: Span
    what: str
    """``trigger``, ``time``, ``modality``, ``attribution``, or a role of the claim."""
    name: str = ""
    """Who or what the words stand for."""


@dataclass(frozen=True)
class Account:
    """What one claim says, and why it was read so."""

    claim: str
    event: str
    label: str
    status: str
    rule: str
    confidence: float
    article: str
    language: str
    origin: str
    """Where the article appeared, and when."""
    text: str
    evidence: Span
    marks: tuple[Mark, ...]
    when: str = ""
    why: str = ""
    """How the time was read."""
    source: str = ""
    medium: str = ""
    retired: str = ""


def of_reading(reading: Reading) -> list[list[Account]]:
    """The accounts of a reading: for each of its facts those of its claims."""
    labels = {entity.key: entity.label("en") for entity in reading.entities}
    return [
        [_of_frame(reading, frame, event, labels) for frame in happening.frames]
        for happening, event in identify(reading).events
    ]


def _of_frame(reading: Reading, frame: Frame, event: str, labels: Mapping[str, str]) -> Account:
    article, grounds = reading.article, frame.grounds
    phrase = frame.window.phrase if frame.window else None
    marks = [Mark(frame.trigger, "trigger")]
    if grounds:
        marks += [Mark(span, kind) for kind, span in grounds.cues]
        marks += [Mark(span, role, labels.get(key, key)) for role, key, span in grounds.arguments]
    if phrase:
        marks.append(Mark(phrase, "time"))
    time = next((t for t in reading.times if t.span == phrase), None)
    return Account(
        claim=claim_key(article.id, frame, event),
        event=event,
        label=vocabulary()["facts"][frame.type],
        status=frame.status,
        rule=str(grounds.rule) if grounds else "",
        confidence=frame.confidence,
        article=article.id,
        language=article.language,
        origin=_joined(article.source, article.published),
        text=article.text,
        evidence=frame.evidence,
        marks=tuple(dict.fromkeys(marks)),
        when=(honest_edtf(frame.window) or "") if frame.window else "",
        why=_read_time(time) if time else "",
        source=labels.get(frame.source or "", ""),
        medium=labels.get(frame.medium or "", ""),
    )


def _read_time(time: TimeExpression) -> str:
    return _why(time.rule, str(time.anchor or ""), time.basis or "", time.note)


def _why(rule: str, anchor: str, basis: str, note: str) -> str:
    counted = f", counted from {anchor} ({basis})" if anchor else ""
    return f"rule {rule}{counted}{f'; {note}' if note else ''}"


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


# --- from a store ------------------------------------------------------------------------


def find(store: QuadStore, asked: str) -> list[str]:
    """The claims that a fact's IRI, key, beginning of a key or label stands for, in order.

    Raises UsageError when nothing or more than one event or claim fits.
    """
    key = _key(asked)
    claims = _claims(store, key)
    if claims:
        return claims
    fits = sorted({*_beginning(store, key), *_labelled(store, asked.strip())})
    if not fits:
        raise UsageError(f"{asked}: no such fact; name a claim/…, an event/…, or its label")
    if len(fits) > 1:
        more = f" and {len(fits) - _FEW} more" if len(fits) > _FEW else ""
        raise UsageError(f"{asked}: {len(fits)} facts fit: {', '.join(fits[:_FEW])}{more}")
    return _claims(store, fits[0])


def _key(asked: str) -> str:
    """``<IRI>``, IRI, ``claim:…`` or ``claim/…`` as a key; letters as in the IRI."""
    name = asked.strip().strip("<>")
    for prefix, base in PREFIXES.items():
        if name.startswith(f"{prefix}:") and base.startswith(str(ID)):
            name = base + name.removeprefix(f"{prefix}:")
    return unquote(name.removeprefix(str(ID)))


def _claims(store: QuadStore, key: str) -> list[str]:
    subject = thing(key)
    if any(store.quads_for_pattern(subject, node(DIP.claimArticle), None, DEFAULT)):
        return [key]
    told = store.quads_for_pattern(subject, node(DIP.statedBy), None, DEFAULT)
    return sorted(_key(value_of(quad.object)) for quad in told)


def _beginning(store: QuadStore, key: str) -> Iterator[str]:
    """Events and claims whose key begins so; the kind may be left out."""
    kinds = [""] if "/" in key else ["event/", "claim/", "round/"]
    starts = [ox.Literal(f"{ID}{kind}{key}") for kind in kinds]
    tests = " || ".join(f"STRSTARTS(STR(?x), {start})" for start in starts)
    yield from _asked(
        store,
        f"{{ ?x <{DIP.claimArticle}> ?a }} UNION {{ ?x <{DIP.statedBy}> ?c }} FILTER({tests})",
    )


def _labelled(store: QuadStore, label: str) -> Iterator[str]:
    text = ox.Literal(label)
    yield from _asked(store, f"?x <{DIP.statedBy}> ?c ; <{RDFS.label}> ?l FILTER(STR(?l) = {text})")


def _asked(store: QuadStore, pattern: str) -> Iterator[str]:
    answer = store.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }} LIMIT 200")
    assert isinstance(answer, ox.QuerySolutions)
    for solution in answer:
        yield _key(value_of(solution["x"]))


def of_store(store: QuadStore, claims: Iterable[str]) -> list[Account]:
    """The accounts of some claims of a store."""
    lookup = _Lookup(store)
    return [_of_claim(lookup, claim) for claim in claims]


class _Lookup:
    """Subjects of a store with their values by predicate, asked for in batches."""

    def __init__(self, store: QuadStore) -> None:
        self.store = store
        self.found: dict[str, dict[str, list[str]]] = {}
        self.labels: dict[str, dict[str, str]] = {}

    def fetch(self, iris: Iterable[str]) -> None:
        """Look up what is not known yet."""
        missing = sorted(set(iris) - self.found.keys() - {""})
        self.found |= {iri: {} for iri in missing}
        for quad in about(self.store, map(node, missing)):
            if quad.graph_name == DEFAULT:
                values = self.found[value_of(quad.subject)]
                values.setdefault(value_of(quad.predicate), []).append(value_of(quad.object))
                if quad.predicate == _LABEL and isinstance(quad.object, ox.Literal):
                    named = self.labels.setdefault(value_of(quad.subject), {})
                    named[quad.object.language or ""] = quad.object.value

    def all(self, iri: str, property_: object) -> list[str]:
        """The values of a property, sorted."""
        return sorted(self.found.get(iri, {}).get(str(property_), []))

    def one(self, iri: str, property_: object) -> str:
        """The first value of a property, empty when there is none."""
        return next(iter(self.all(iri, property_)), "")

    def name(self, iri: str) -> str:
        """What a thing is called, in English if it has an English name."""
        labels = self.labels.get(iri, {})
        return next((labels[lang] for lang in ("en", "ar", "fr") if lang in labels), _key(iri))

    def span(self, passage: str) -> Span:
        """The characters of a passage."""
        begin, end = (int(self.one(passage, p)) for p in (NIF.beginIndex, NIF.endIndex))
        return Span(begin, end)


def _of_claim(lookup: _Lookup, claim: str) -> Account:
    iri = value_of(thing(claim))
    lookup.fetch([iri])
    content = [
        (value_of(q.subject), value_of(q.predicate), value_of(q.object))
        for q in lookup.store.quads_for_pattern(None, None, None, thing(claim))
    ]
    words = {
        what: lookup.all(iri, property_)
        for what, property_ in (
            ("evidence", PROV.wasDerivedFrom),
            ("trigger", DIP.trigger),
            ("modality", DIP.modalityCue),
            ("attribution", DIP.attributionCue),
            ("time", DIP.timePhrase),
            ("argument", DIP.argument),
        )
    }
    lookup.fetch(passage for passages in words.values() for passage in passages)
    event = content[0][0]
    said_by, carried = lookup.one(iri, PROV.wasAttributedTo), lookup.one(iri, DIP.reportedBy)
    texts = {lookup.one(p, NIF.referenceContext) for p in words["evidence"]}
    lookup.fetch([*(o for _, _, o in content if o.startswith(str(ID))), event, said_by, carried])
    lookup.fetch([*texts, lookup.one(iri, DIP.claimArticle)])
    article, context = lookup.one(iri, DIP.claimArticle), next(iter(texts))
    marks = [
        Mark(lookup.span(passage), what)
        for what in ("trigger", "modality", "attribution", "time")
        for passage in words[what]
    ]
    marks += _arguments(lookup, words["argument"], content, (said_by, carried))
    said = {p.rpartition("#")[2]: o for _, p, o in content}
    return Account(
        claim=claim,
        event=_key(event),
        label=lookup.name(event),
        status=lookup.one(iri, DIP.modality).removeprefix(str(DIP)),
        rule=lookup.one(iri, DIP.rule),
        confidence=float(lookup.one(iri, DIP.confidence) or 0),
        article=lookup.one(article, DCTERMS.identifier),
        language=lookup.one(context, DCTERMS.language),
        origin=_joined(lookup.one(article, DCTERMS.source), lookup.one(article, DCTERMS.issued)),
        text=lookup.one(context, NIF.isString),
        evidence=lookup.span(words["evidence"][0]),
        marks=tuple(dict.fromkeys(marks)),
        when=said.get("edtf", ""),
        why=_why(
            lookup.one(iri, DIP.timeRule),
            lookup.one(iri, DIP.timeAnchor),
            lookup.one(iri, DIP.timeAnchorBasis),
            lookup.one(iri, DIP.timeNote),
        )
        if words["time"]
        else "",
        source=lookup.name(said_by) if said_by else "",
        medium=lookup.name(carried) if carried else "",
        retired=lookup.one(iri, DIP.retiredAt),
    )


def _arguments(
    lookup: _Lookup,
    passages: Iterable[str],
    content: Iterable[tuple[str, str, str]],
    told: tuple[str, str],
) -> Iterator[Mark]:
    """The words of the arguments with their roles: what they name tells which."""
    listed = list(content)
    events = {event: "topic" for event, _, _ in listed}
    roles = events | {o: p.rpartition("#")[2] for _, p, o in reversed(listed)}
    aside = zip(_ASIDE, told, strict=True)
    roles |= {who: what for what, who in aside if who and who not in roles}
    named = {passage: lookup.one(passage, DIP.names) for passage in passages}
    for passage, whom in named.items():
        # an office that stands for its holder: the one role without words of its own
        rest = [k for k in roles if k.startswith(str(ID)) and k not in {*named.values(), *events}]
        key = whom if whom in roles else rest[0] if len(rest) == 1 else ""
        yield Mark(lookup.span(passage), roles.get(key, "argument"), lookup.name(key or whom))
