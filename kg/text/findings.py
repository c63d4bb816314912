"""What patterns find in a text, and what they learn of it: a dataclass for each kind of finding.

``Found`` is a stretch of tokens that names something. Of a kind of finding that it is not, it
holds an empty dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model.vocabulary import EntityType


@dataclass
class PaperFacts:
    """What a pattern learns of a resolution or an agreement."""

    number: int | None = None
    year: int | None = None
    body: str | None = None
    """Key of whose resolution it is, where that has one."""
    owned: bool = False
    """Whether the words say whose it is."""
    names: tuple[str | None, ...] = ()
    """Keys of what is named in the name of an agreement."""
    draft: bool = False
    definite: bool = True
    bare: bool = False
    """Only pointed at: «القرار», «the agreement»."""
    plural: bool = False
    described: bool = False
    """Told whose it is, but not which."""
    parties: bool = False
    """Named by its parties: «اتفاق بين الكوريتين»."""
    local: bool = False
    """Without a name that another article would use."""

    @property
    def told(self) -> bool:
        """Whether anything is known of it."""
        return self != PaperFacts()


@dataclass
class TalksFacts:
    """What a pattern learns of a talks process."""

    names: list[str | None] = field(default_factory=list)
    """Keys of the places, states and bodies that its name has."""
    described: str | None = None
    """The kind that an adjective says: «peace», «six-party»."""
    state: str | None = None
    place: Found | None = None
    venue_names: bool = False
    """Whether the place names it («محادثات جنيف»), rather than telling where it is."""
    pointed: bool = False


@dataclass
class RoundFacts:
    """What a pattern learns of a round of talks."""

    number: int | None = None
    count: int | None = None
    """How many rounds are told of as one thing."""
    position: str | None = None
    """``next``, ``last``, ``current`` or ``counted``."""
    process: Found | None = None
    venue: Found | None = None
    series: str | None = None
    """The short name that its number stands behind: «COP28»."""
    event: str | None = None
    """The noun of a conference that stands alone."""
    last_of: int | None = None
    """Where the counted rounds begin of which it is the last."""

    @property
    def which(self) -> bool:
        """Whether it is told which round it is, or how many."""
        told = (self.number, self.count, self.position)
        return any(value is not None for value in told)


@dataclass
class NameFacts:
    """What a pattern learns of a name."""

    keys: tuple[str, ...] = ()
    """All that the name may stand for, the likeliest first."""
    full: int | None = None
    """Where the full name begins that this is a short form of."""
    state: str | None = None
    capital: str | None = None
    """Key of the town that stands for its state."""
    ministry: str | None = None
    """The domain of a ministry told without its head: «الخارجية الروسية»."""
    medium: bool = False
    alone: bool = False
    """A head noun by itself: «المجلس»."""
    named: bool = False
    """Whether a name completes the head."""
    noun: bool = False
    """Whether a plain noun completes it."""
    weak: bool = False
    """One word that only the name model takes for a name."""
    certain: bool = False
    """Whether the words around it say that it is a place."""
    surname: bool = False


@dataclass
class OfficeFacts:
    """What a pattern learns of an office; an owner is a key, or a find that gets one later."""

    kind: str = ""
    domain: str | None = None
    state: str | Found | None = None
    body: str | Found | None = None
    area: str | Found | None = None
    """What the office is for: «إلى سوريا», «for Syria»."""
    of: str | None = None
    """The plain noun that completes it: «head of the delegation»."""
    former: bool = False
    elect: bool = False

    @property
    def owned(self) -> bool:
        """Whether a state or a body is told."""
        return self.state is not None or self.body is not None


@dataclass(frozen=True, order=True)
class Found:
    """Tokens ``[start, end)`` that name something."""

    start: int
    end: int
    type: EntityType
    key: str | None = field(default=None, compare=False)
    """The entity's key where a pattern or the knowledge gives one."""
    name: NameFacts = field(default_factory=NameFacts, compare=False, hash=False)
    """What the pattern learnt of it as a name."""
    paper: PaperFacts = field(default_factory=PaperFacts, compare=False, hash=False)
    """What it learnt of a resolution or agreement."""
    talks: TalksFacts = field(default_factory=TalksFacts, compare=False, hash=False)
    round: RoundFacts = field(default_factory=RoundFacts, compare=False, hash=False)
    office: OfficeFacts = field(default_factory=OfficeFacts, compare=False, hash=False)

    def covers(self, index: int) -> bool:
        """Whether the token lies within."""
        return self.start <= index < self.end

    def overlaps(self, other: Found) -> bool:
        """Whether the two share a token."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Holding:
    """A person named with an office."""

    person: Found
    office: Found


def longest(candidates: Iterable[Found]) -> list[Found]:
    """The longest of overlapping finds; the earlier candidate wins a tie."""
    ordered = sorted(enumerate(candidates), key=lambda pair: (pair[1].start - pair[1].end, pair[0]))
    taken: list[Found] = []
    used: set[int] = set()
    for _, found in ordered:
        tokens = range(found.start, found.end)
        if used.isdisjoint(tokens):
            used.update(tokens)
            taken.append(found)
    return sorted(taken)
