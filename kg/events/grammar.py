"""What a language says of its sentences, so that events are built once for all of them.

A telling is a word that tells of an event: a verb («met»), a noun that a verb carries («held
talks», «عقد اجتماعا») or a noun alone («Kerry's visit to Cairo»). A language finds tellings and
who stands where around them; which place is which role its ``roles`` tables say; what makes a
fact of them the modules beside this one say. Words are token numbers throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from kg.model.claims import Frame
from kg.model.keys import kind_of
from kg.model.vocabulary import FactType, Role, Roles, Status
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import Trigger, is_form

Kind = Literal["verb", "carried", "noun"]


@dataclass(frozen=True)
class Actor:
    """Who stands in a place of a clause: the keys, and where."""

    keys: tuple[str, ...]
    token: int
    implied: bool = False
    """Whether a pronoun, a role noun or a possessive stands for them."""
    medium: bool = False
    unnamed: bool = False
    """Whether it is people of a body that the text does not name."""

    def among(self, *kinds: str) -> tuple[str, ...]:
        """The keys of some kinds (``person``, ``state`` …)."""
        return tuple(key for key in self.keys if kind_of(key) in kinds)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One word that tells of an event, and what the grammar puts around it."""

    trigger: Trigger
    token: int
    verb: int
    """The verb that carries it; the word itself when nothing does."""
    word: str
    """The word as lists of the language write it: folded, in Arabic the verb's perfect."""
    kind: Kind
    """``verb``, ``carried`` (a noun with its verb) or ``noun``."""
    status: Status
    agent: Actor | None = None
    patients: tuple[int, ...] = ()
    opened: tuple[tuple[str, int], ...] = ()
    """(preposition, noun) pairs that belong to the word or to its verb."""
    owner: Actor | None = None
    end: int = 0
    """Where a noun of several words ends; 0 for one word."""

    content: int | None = None
    """The word that what is said hangs on, where it is not the telling's own."""

    @property
    def anchors(self) -> tuple[int, ...]:
        """The words that its time and place may hang on."""
        return (self.token,) if self.verb == self.token else (self.token, self.verb)

    @property
    def nouns(self) -> tuple[int, ...]:
        """The nouns around it: to whom it is done, and what prepositions open."""
        return (*self.patients, *(noun for _, noun in self.opened))

    def behind(self, *openers: str) -> list[int]:
        """The nouns behind some prepositions."""
        return [noun for opener, noun in self.opened if opener in openers]

    def has(self, name: str) -> bool:
        """Whether the word stands in a list of its trigger (``hosting``, ``leaving`` …)."""
        return is_form(self.word, self.trigger.words.get(name, frozenset()))


@dataclass(frozen=True)
class Paper:
    """The document that a telling is about."""

    found: Found | None
    """None where it has no name («signed an agreement»)."""
    token: int | None = None
    """The word that stands for it; None where it was named before."""
    parties: tuple[tuple[Role, str], ...] = ()
    """(role, key) of whom its own noun names: «an accord between X and Y»."""
    consulted: frozenset[str] = frozenset()
    """Who was only asked: «in consultation with the United Nations»."""


@dataclass(frozen=True)
class Need:
    """That what is said must be so («said that Iran must …»)."""

    of: Actor | None = None
    """Of whom it is wanted, where that is told."""


class Grammar(Protocol):
    """What a language tells of one document."""

    @property
    def scene(self) -> Setting:
        """The names, times and keys of the document."""

    def tellings(self, trigger: Trigger) -> Iterable[Telling]:
        """The tellings of a trigger that has roles, in text order."""

    def actor(self, index: int) -> Actor | None:
        """Who stands on a word, those joined to it included."""

    def speaker(self, index: int) -> Actor | None:
        """Who says what a word stands in."""

    def untrue(self, index: int) -> bool:
        """Whether the text tells of a word as denied or false: «reports that … are false»."""

    def beside(self, telling: Telling, name: str) -> bool:
        """Whether a word of one of the trigger's lists stands beside a telling."""

    def frame(
        self,
        telling: Telling,
        type_: FactType,
        roles: Roles,
        *,
        status: Status | None = None,
        place: str | None = None,
        about: Iterable[str] | None = None,
        near: Sequence[int] = (),
    ) -> Frame:
        """The frame of a telling; its time may hang on the words ``near`` too."""

    # --- where -------------------------------------------------------------------

    def place(self, telling: Telling, type_: FactType, near: Sequence[int] = ()) -> str | None:
        """Where an event of a type was: key of a place or state."""

    def places(self, telling: Telling, type_: FactType) -> list[str]:
        """The same where one word tells of several: «in Algiers and in Nouakchott»."""

    def destinations(self, telling: Telling) -> list[tuple[str | None, Sequence[int]]]:
        """Where a way leads, with the words that say so; a key of None where none is told."""

    def struck(self, telling: Telling) -> str | None:
        """Where violence was, or what place it hit."""

    def besieged(self, telling: Telling) -> str | None:
        """What place is under siege."""

    # --- documents ---------------------------------------------------------------

    def agreement(self, telling: Telling) -> Paper:
        """The agreement that a telling is about; without name and word where none is told."""

    def resolution(self, telling: Telling) -> Paper | None:
        """The resolution that a telling is about."""

    def sponsors(self, paper: Found) -> tuple[str, ...]:
        """Keys of who is said beside a document's name to have brought it in."""

    def chamber(self, telling: Telling) -> str | None:
        """Key of the council that votes where nobody is said to."""

    # --- what is said ------------------------------------------------------------

    def asserts(self, telling: Telling, actor: Actor) -> bool:
        """Whether a telling of speech is somebody's own saying, neither an aside nor a deed."""

    def need(self, telling: Telling) -> Need | None:
        """Whether what is said is what must be, and of whom."""

    def addressees(self, telling: Telling) -> list[Actor]:
        """Whom it is said to."""

    def occasions(self, telling: Telling) -> tuple[int, ...]:
        """What the time of saying may hang on: «in a statement issued Thursday»."""

    def reports(self) -> Iterable[Telling]:
        """What is told on somebody's word: «according to the ministry», «نقلت … عن مصدر»."""
