"""The frozen dataclasses that every other module speaks in.

Offsets are Python string indexes (code points) into the stored, unnormalised
text, half-open ``[start, end)``. A *frame* is what one passage says about one
event, a *happening* is all frames of one article that tell of the same event.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from kg.model.vocabulary import (
    Basis,
    Cue,
    EntityType,
    FactType,
    Part,
    Relation,
    Role,
    Status,
    ThingType,
    TimeType,
)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of an article's text, half-open, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies within this span (or equals it)."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Window:
    """When something happened, as the four corners of the Simple Event Model.

    An unknown corner is ``None``, never a guess. ``edtf`` is for people and is
    never compared (EDTF level 1, Library of Congress; ISO 8601-2:2019).
    """

    earliest_begin: date | None = None
    latest_begin: date | None = None
    earliest_end: date | None = None
    latest_end: date | None = None
    edtf: str | None = None
    phrase: Span | None = field(default=None, compare=False)
    """The words of the article that told it."""
    vague: bool = field(default=False, compare=False)
    """Whether they, or the article's day, were vague: such a window is queried, never annotated."""

    def __post_init__(self) -> None:
        pairs = (
            (self.earliest_begin, self.latest_begin),
            (self.earliest_end, self.latest_end),
            (self.earliest_begin, self.latest_end),
        )
        if any(a and b and a > b for a, b in pairs):
            raise ValueError(f"inverted window: {self}")

    @classmethod
    def day(cls, day: date) -> Window:
        """A window of exactly one day."""
        return cls(day, day, day, day, day.isoformat())

    @classmethod
    def within(cls, first: date, last: date, edtf: str) -> Window:
        """Something that happened at some time between two days, both included."""
        return cls(first, last, first, last, edtf)

    @property
    def on(self) -> date | None:
        """The day, when all four corners are that day."""
        corners = {self.earliest_begin, self.latest_begin, self.earliest_end, self.latest_end}
        return self.earliest_begin if len(corners) == 1 else None

    @property
    def known(self) -> bool:
        """Whether any corner is known."""
        return any((self.earliest_begin, self.latest_begin, self.earliest_end, self.latest_end))


@dataclass(frozen=True)
class Article:
    """One document as stored: its text is never changed."""

    id: str
    text: str
    language: str
    published: date | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    date_order: str | None = None
    """How its numeric dates are written: ``dmy``, ``mdy`` or ``ymd``; None where nobody says."""
    digest: str = ""
    """SHA-256 of text and sidecar, hexadecimal: the same digest means nothing to read again."""


@dataclass(frozen=True)
class Anchor:
    """The day of an article, or the first and last of those that it may be."""

    first: date
    last: date
    basis: Basis
    """How it is known: ``told`` is by the sidecar."""
    span: Span | None = None
    """The words of the text that tell it."""

    @property
    def day(self) -> date | None:
        """The day, when there is one."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True)
class Entity:
    """A person, body, office, place, process … under the key that names it in the graph.

    ``key`` is the path below ``…/id/``, such as ``person/staffan-de-mistura``.
    """

    key: str
    type: ThingType
    labels: tuple[tuple[str, str], ...] = ()
    """(language, label) pairs; the first of a language is the preferred one."""
    facts: tuple[tuple[str, str], ...] = ()
    """(property, value) pairs known of it: ``process``, ``number``, ``state``, ``body`` …

    A value with a slash is another entity's key; anything else is a literal.
    """

    def label(self, *languages: str) -> str:
        """The label in the first of the languages that has one, else any, else the key."""
        known = dict(reversed(self.labels))
        for language in languages:
            if language in known:
                return known[language]
        return self.labels[0][1] if self.labels else self.key


@dataclass(frozen=True)
class Mention:
    """Where the text names an entity."""

    span: Span
    type: EntityType
    key: str


@dataclass(frozen=True)
class TimeExpression:
    """A phrase of the text that says when, with the window it stands for."""

    span: Span
    edtf: str
    type: TimeType
    window: Window
    role: Relation = "at"
    """How an event told with this phrase relates to the window."""
    timex: str = ""
    """The value of TIMEX3 (TimeML 1.2.1)."""
    mod: str = ""
    """The ``mod`` of TIMEX3: START, MID, END."""
    rule: str = ""
    """The rule of the language file that fired."""
    anchor: date | None = None
    """The day from which it was resolved."""
    anchor_last: date | None = None
    """The last of the days from which it was resolved, when the article's day is a range."""
    basis: Basis | None = None
    """How that day is known."""
    vague: bool = False
    """Whether the words give no bound of their own; such phrases are not annotated."""
    confidence: float = 1.0
    note: str = ""
    """What speaks against it, such as a weekday of another day."""

    @property
    def stretch(self) -> Window:
        """The window of what goes on since or until then: one end only."""
        window = self.window
        if self.role == "since":
            edtf = f"{self.edtf}/.."
            return Window(window.earliest_begin, window.latest_begin, edtf=edtf)
        if self.role == "until":
            edtf = f"../{self.edtf}"
            return Window(None, None, window.earliest_end, window.latest_end, edtf)
        return window


@dataclass(frozen=True, order=True)
class Argument:
    """An entity in a role of a frame."""

    role: Role
    key: str


@dataclass(frozen=True)
class Rule:
    """Which rule made a frame: the frame, how its parts stand to one another, its trigger."""

    language: str
    type: FactType
    construction: str
    """How the trigger and its first argument stand, e.g. ``verb-subject``, ``noun``, ``title``."""
    lemma: str
    """The trigger as the dictionary has it: the perfect of a verb, a noun without article."""

    def __str__(self) -> str:
        return f"{self.language}.{self.type}.{self.construction}.{self.lemma}"


@dataclass(frozen=True)
class Grounds:
    """Why a frame was read as it was: the rule, and the words behind its parts."""

    rule: Rule
    arguments: tuple[tuple[Part, str, Span], ...] = ()
    """(role, key, words): the participants, ``place``, ``about``, ``source`` and ``medium``."""
    cues: tuple[tuple[Cue, Span], ...] = ()
    doubted: bool = False
    """Whether the reader that made the frame was not sure of it."""


@dataclass(frozen=True)
class Frame:
    """What one passage says about one event: the content of one claim."""

    type: FactType
    trigger: Span
    evidence: Span
    status: Status
    participants: tuple[Argument, ...] = ()
    place: str | None = None
    window: Window | None = None
    about: tuple[str, ...] = ()
    source: str | None = None
    """Key of who says so, when the text attributes it."""
    medium: str | None = None
    """Key of the outlet that carried it, when the text names one."""
    confidence: float = 0.9
    earlier: bool = False
    """Whether the passage sets the event before the occasion it reports («في وقت سابق»)."""
    construction: str = field(default="", compare=False)
    """What a reader calls its construction; else kg.reading.grounds names it."""
    grounds: Grounds | None = field(default=None, compare=False)

    def with_(self, **changes: object) -> Frame:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Happening:
    """One event as one article tells it: one or more frames, the one that tells most first."""

    frames: tuple[Frame, ...]

    @property
    def main(self) -> Frame:
        """The frame that tells most."""
        return self.frames[0]


@dataclass(frozen=True)
class Reading:
    """Everything read in one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    happenings: tuple[Happening, ...] = field(default=())
    anchor: Anchor | None = None
    """The day from which its words of time were counted."""
    faults: tuple[str, ...] = ()
    """What could not be read because a reader failed, a line each."""
