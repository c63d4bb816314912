"""The words that readings are made of, each a type of its own.

A status, role, fact type or entity type that does not exist is an error of types. What the
ontology calls them is data (``ontology/annotation.toml``, read by kg.rulefiles.guidelines), which
has to name every word of these lists, and no other.
"""

from __future__ import annotations

from typing import Final, Literal, TypeGuard, get_args

EntityType = Literal[
    "Person",
    "Organization",
    "State",
    "Place",
    "Office",
    "TalksProcess",
    "TalksRound",
    "Resolution",
    "Agreement",
]
ThingType = EntityType | Literal["Role", "Term", "Vote"]
"""What the background knowledge tells of: also kinds of offices, terms and vetoes."""
FactType = Literal[
    "HoldsOffice",
    "Membership",
    "Appointment",
    "Meeting",
    "Visit",
    "TalksRound",
    "Negotiation",
    "Mediation",
    "Statement",
    "Demand",
    "Vote",
    "ResolutionAdopted",
    "ResolutionCited",
    "Agreement",
    "Ceremony",
    "ViolentEvent",
    "Siege",
    "Sanction",
]
Status = Literal[
    "occurred",
    "ongoing",
    "planned",
    "possible",
    "called_for",
    "cancelled",
    "denied",
    "unconfirmed",
]
Role = Literal[
    "attendee",
    "host",
    "mediator",
    "speaker",
    "addressee",
    "target",
    "holder",
    "office",
    "topic",
    "signatory",
    "perpetrator",
    "victim",
]
Part = Role | Literal["place", "about", "source", "medium"]
"""What words of a sentence may be to its event: a role, or one of the things every event has."""
Relation = Literal["at", "since", "until"]
"""How an event told with an expression of time relates to its window."""
TimeType = Literal["date", "interval", "duration", "time", "set", "ref"]
Basis = Literal["told", "dateline", "publication", "inferred"]
"""How the day of an article is known."""
Cue = Literal["modality", "attribution"]
Roles = list[tuple[Role, str]]
"""Roles with the keys of who has them, in the order of the text."""

ENTITY_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)
_BESIDE: Final = ("Role", "Term", "Vote")
FACT_TYPES: Final[tuple[FactType, ...]] = get_args(FactType)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
ROLES: Final[tuple[Role, ...]] = get_args(Role)


def is_thing_type(word: str) -> TypeGuard[ThingType]:
    """Whether a word of a file names a type of things."""
    return word in ENTITY_TYPES or word in _BESIDE
