"""What the grammar of a sentence speaks of: groups of actors, and verbs with their subjects."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.verbs import VerbForm


@dataclass(frozen=True)
class Group:
    """One or more actors in one noun phrase, titles and honorifics included."""

    start: int
    end: int
    keys: tuple[str, ...]
    medium: bool = False


@dataclass(frozen=True)
class Clause:
    """A verb with its subject and the reach of what it governs."""

    verb: int
    form: VerbForm
    subject: Group | None
    content: int
    """Token where the reported content begins; the sentence's end when there is none."""
    stop: int
    """Where the sentence ends."""
    negated: bool
    possible: bool
    planned: bool
    earlier: bool
    conditional: bool = False
    """Whether «إذا» or «هل» stands before it: not told to be so."""
    implied: bool = False
    """Whether the subject is carried over from an earlier clause."""
    governed: bool = False
    """Whether the verb stands inside another verb's content."""

    @property
    def after(self) -> int:
        """Where the words behind both the verb and its subject begin."""
        return max(self.verb + 1, self.subject.end if self.subject else 0)

    @property
    def tense(self) -> str:
        """``past``, ``present`` or ``future``."""
        return self.form.tense
