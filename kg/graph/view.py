"""The current view: what the live claims of an event add up to.

One verdict on its status, one window, its roles, and the way back to the claims.
Claims that agree narrow one another's windows; claims that exclude one another give
the widest window and mark the event as disputed. ``ontology/rules/derive.rq`` says
the same in SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import pyoxigraph as ox

from kg.model.terms import CORNERS, TYPE, dip, edtf, rdfs, xsd
from kg.rulefiles import files
from kg.rulefiles.guidelines import vocabulary

_CORNERS = tuple(CORNERS.values())
_TIMES = frozenset({*_CORNERS, dip.on, dip.edtf})
_PARTICIPANT = dip.participant
_PLACE = dip.place
_TRUE = ox.Literal("true", datatype=xsd.boolean)
_MONTHS = 24
"""A window of more months is wide: it is found by its bounds, not by its months."""

_FIELDS = {"who": ("participant",), "what": ("invokes", "office", "topic"), "where": ("place",)}

Labels = Callable[[ox.NamedNode, str], str]
Said = Mapping[ox.NamedNode, Sequence[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True)
class LiveClaim:
    """A live claim of one event: its IRI, its modality and what it says."""

    iri: ox.NamedNode
    modality: ox.NamedNode
    says: Said


@cache
def _participant_roles() -> frozenset[ox.NamedNode]:
    roles = vocabulary()["roles"]
    return frozenset(dip[r] for r in roles.values() if r not in ("topic", "office"))


@cache
def _templates() -> Mapping[str, Mapping[str, str]]:
    return files.ontology("labels.toml")


def view(event: ox.NamedNode, claims: Sequence[LiveClaim], labels: Labels) -> Iterator[ox.Quad]:
    """The triples of the default graph that live claims give an event."""
    if not claims:
        return
    said: dict[ox.NamedNode, set[ox.NamedNode | ox.Literal]] = {}
    for claim in claims:
        for property_, values in claim.says.items():
            if property_ not in _TIMES:
                said.setdefault(property_, set()).update(values)
    for role in _participant_roles() & said.keys():
        said.setdefault(_PARTICIPANT, set()).update(said[role])
    for property_ in sorted(said, key=str):
        for value in sorted(said[property_], key=str):
            yield ox.Quad(event, property_, value)
    for claim in claims:
        yield ox.Quad(event, dip.statedBy, claim.iri)
    yield ox.Quad(event, dip.status, _verdict(claims))
    window, excluded = _window(claims)
    yield from _when(event, window, said.get(TYPE, ()))
    for property_ in _differing(claims):
        yield ox.Quad(event, dip.claimsDifferIn, property_)
    if excluded or _excluding(claims) or len(said.get(_PLACE, ())) > 1:
        yield ox.Quad(event, dip.disputed, _TRUE)
    if "/id/event/" in event.value:
        yield from _labels(event, said, labels)


@cache
def _order() -> tuple[ox.NamedNode, ...]:
    return tuple(dip[name] for name in vocabulary()["verdict"]["order"])


@cache
def _pairs() -> tuple[frozenset[ox.NamedNode], ...]:
    pairs = vocabulary()["verdict"]["excluding"]
    return tuple(frozenset(dip[name] for name in pair) for pair in pairs)


def _verdict(claims: Iterable[LiveClaim]) -> ox.NamedNode:
    """The first modality in the order; what some say took place and others deny is contested."""
    found = {claim.modality for claim in claims}
    if dip.denied in found and found & {dip.held, dip.ongoing}:
        return dip[vocabulary()["verdict"]["contested"]]
    return next(modality for modality in _order() if modality in found)


def _excluding(claims: Iterable[LiveClaim]) -> bool:
    found = {claim.modality for claim in claims}
    return any(pair <= found for pair in _pairs())


def _when(
    event: ox.NamedNode,
    window: Sequence[tuple[ox.NamedNode, ox.Literal]],
    classes: Iterable[ox.NamedNode | ox.Literal],
) -> Iterator[ox.Quad]:
    """The window, a day to sort by, and the months it touches."""
    yield from (ox.Quad(event, property_, value) for property_, value in window)
    known = [value for property_, value in window if property_ in _CORNERS]
    if not known:
        yield ox.Quad(event, dip.undated, _TRUE)
        return
    day = min(known, key=lambda day: str(day.value))
    yield ox.Quad(event, dip.orderDate, day)
    for class_ in classes:
        if class_ in _days():
            yield ox.Quad(event, _days()[class_], day)
    yield from _months(event, dict(window))


@cache
def _days() -> Mapping[object, ox.NamedNode]:
    """Class -> the property for the day that its events are sorted by."""
    days = cast("Mapping[str, str]", vocabulary()["view"]["days"])
    return {dip[class_]: dip[property_] for class_, property_ in days.items()}


def _months(event: ox.NamedNode, window: Mapping[ox.NamedNode, ox.Literal]) -> Iterator[ox.Quad]:
    """The months that a window touches, so that a month finds its events without a search."""
    begin, end = window.get(_CORNERS[0]), window.get(_CORNERS[3])
    if begin is None or end is None:
        yield ox.Quad(event, dip.wideWindow, _TRUE)
        return
    first, last = (int(d.value[:4]) * 12 + int(d.value[5:7]) - 1 for d in (begin, end))
    if last - first >= _MONTHS:
        yield ox.Quad(event, dip.wideWindow, _TRUE)
        return
    for number in range(first, last + 1):
        month = f"{number // 12:04}-{number % 12 + 1:02}"
        yield ox.Quad(event, dip.month, ox.Literal(month, datatype=xsd.gYearMonth))


def _differing(claims: Sequence[LiveClaim]) -> Iterator[ox.NamedNode]:
    """The properties in which live claims that give a value do not all give the same."""
    if len({claim.modality for claim in claims}) > 1:
        yield dip.modality
    for property_ in (_PLACE, dip.edtf):
        if len({frozenset(v) for claim in claims if (v := claim.says.get(property_))}) > 1:
            yield property_


def _window(
    claims: Iterable[LiveClaim],
) -> tuple[list[tuple[ox.NamedNode, ox.Literal]], bool]:
    """The reconciled corners with day and EDTF, and whether claims exclude one another."""
    by_corner = [
        sorted({v.value for claim in claims for v in claim.says.get(corner, ())})
        for corner in _CORNERS
    ]
    first, late_begin, early_end, last = by_corner
    narrow = [
        max(first, default=None),
        min(late_begin, default=None),
        max(early_end, default=None),
        min(last, default=None),
    ]
    excluded = any(
        a is not None and b is not None and a > b
        for a, b in ((narrow[0], narrow[1]), (narrow[2], narrow[3]), (narrow[0], narrow[3]))
    )
    if excluded:
        narrow = [min(first, default=None), None, None, max(last, default=None)]
    corners = [
        (property_, ox.Literal(value, datatype=xsd.date))
        for property_, value in zip(_CORNERS, narrow, strict=True)
        if value is not None
    ]
    days = set(narrow)
    if len(days) == 1 and None not in days:
        corners.append((dip.on, ox.Literal(str(narrow[0]), datatype=xsd.date)))
    written = _edtf(claims, narrow, excluded=excluded)
    if written:
        corners.append((dip.edtf, ox.Literal(written, datatype=edtf.EDTF)))
    return corners, excluded


def _edtf(
    claims: Iterable[LiveClaim], corners: Sequence[str | None], *, excluded: bool
) -> str | None:
    """One EDTF for people: the claims' own when they agree, else the outer bounds."""
    written = {v.value for claim in claims for v in claim.says.get(dip.edtf, ())}
    if len(written) == 1 and not excluded:
        return next(iter(written))
    begin, end = corners[0], corners[3]
    if begin and begin == end:
        return begin
    return f"{begin or '..'}/{end or '..'}" if begin or end else None


def _labels(
    event: ox.NamedNode, said: Mapping[ox.NamedNode, set[ox.NamedNode | ox.Literal]], labels: Labels
) -> Iterator[ox.Quad]:
    class_ = min(value.value for value in said[TYPE]).rsplit("#", 1)[-1]
    template = _templates().get(class_)
    if template is None:
        return
    for language, pattern in sorted(template.items()):
        fields = {}
        for field in re.findall(r"{(\w+)}", pattern):
            properties = _FIELDS.get(field, (field,))
            values = {v for p in properties for v in said.get(dip[p], ())}
            named = sorted(labels(v, language) for v in values if isinstance(v, ox.NamedNode))
            fields[field] = _templates()["separator"][language].join(named)
        text = " ".join(pattern.format(**fields).split())
        yield ox.Quad(event, rdfs.label, ox.Literal(text, language=language))
