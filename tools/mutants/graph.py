"""Faults of identity, of what the graph says, of the store and of its view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from kg.model.claims import Span
from kg.model.terms import nif, number
from tools.mutants import mutant

STORE = ("tests/test_store.py",)
CONTRACT = ("tests/test_contract.py",)
SHAPES = ("tests/test_shapes.py",)
QUERIES = ("tests/test_queries.py",)


@mutant("kg.graph.identity:event_key", STORE)
def events_of_every_day_are_one(original: Any, happening: Any, _: str) -> str:
    frames = tuple(replace(f, window=None) for f in happening.frames)
    return str(original(replace(happening, frames=frames), ""))


@mutant("kg.graph.identity:event_key", STORE)
def no_event_is_told_by_two_articles(original: Any, happening: Any, article: str) -> str:
    return f"{original(happening, article)}-{article}"


@mutant("kg.graph.identity:_natural", QUERIES)
def rounds_have_no_event_of_their_own(*_: Any) -> None:
    return None


@mutant("kg.graph.identity:identify", STORE)
def judgements_unread(original: Any, reading: Any, _: Any = ()) -> Any:
    return original(reading)


@mutant("kg.graph.rdf:when", STORE)
def two_corners_change_places(original: Any, subject: Any, window: Any) -> Any:
    corners = {"latest_begin": window.earliest_end, "earliest_end": window.latest_begin}
    return original(subject, replace(window, **corners))


@mutant("kg.graph.rdf:when", STORE)
def a_corner_is_lost(original: Any, subject: Any, window: Any) -> Any:
    return original(subject, replace(window, earliest_end=None))


@mutant("kg.graph.rdf:honest_edtf", STORE)
def edtf_says_more_than_the_corners(_: Any, window: Any) -> Any:
    return window.edtf


@mutant("kg.graph.rdf:passage", SHAPES)
def passages_shifted_by_one(original: Any, reading: Any, span: Span) -> Any:
    for quad in original(reading, span):
        shifted = quad.predicate == nif.beginIndex
        yield ox.Quad(quad.subject, quad.predicate, number(span.start + 1)) if shifted else quad


@mutant("kg.graph.rdf:_claim", QUERIES)
def a_claim_is_nobodys(original: Any, reading: Any, frame: Any, *more: Any) -> Any:
    return original(reading, replace(frame, source=None, medium=None), *more)


@mutant("kg.graph.rdf:content", QUERIES)
def a_claim_without_its_place(original: Any, frame: Any, event: str) -> Any:
    return original(replace(frame, place=None), event)


@mutant("kg.graph.rdf:_mentions", STORE)
def mentions_unsaid(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.graph.rdf:told", QUERIES + STORE)
def the_last_claim_lost(original: Any, *args: Any) -> Any:
    made = original(*args)
    if made.claims:
        made.claims.popitem()
    return made


@mutant("kg.graph.view:_verdict", STORE)
def the_weakest_claim_gives_the_verdict(_: Any, claims: Any) -> Any:
    from kg.graph.view import _order

    found = {claim.modality for claim in claims}
    return [modality for modality in _order() if modality in found][-1]


@mutant("kg.graph.view:_excluding", STORE)
def nothing_is_disputed(*_: Any) -> bool:
    return False


@mutant("kg.graph.view:_differing", QUERIES)
def no_claims_differ(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.graph.view:_months", QUERIES + STORE)
def an_event_has_no_month(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.quads.draft:digest_of", STORE + CONTRACT)
def every_article_is_new(*_: Any) -> None:
    return None


@mutant("kg.quads.draft:_own", STORE)
def what_an_article_says_of_itself_lost(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.quads.replacing:_keep", CONTRACT)
def a_claim_made_again_is_recorded_anew(_: Any, part: Any, claim: Any, __: Any) -> None:
    part.known[claim] = set()
    part.claimed[claim] = set()


@mutant("kg.quads.replacing:_archive", CONTRACT)
def retired_claims_keep_their_passages(*_: Any) -> None:
    return None


@mutant("kg.quads.trig:term", STORE)
def trig_without_languages(original: Any, value: Any) -> str:
    bare = ox.Literal(value.value) if isinstance(value, ox.Literal) and value.language else value
    return str(original(bare))


@mutant("kg.quads.namesakes:pairs", ("tests/test_namesakes.py",))
def namesakes_untied(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.quads.validate:check_fast", SHAPES)
def everything_conforms(*_: Any) -> list[Any]:
    return []


@mutant("kg.quads.validate:refused", SHAPES)
def no_article_is_kept_out(*_: Any) -> None:
    return None
