"""What may stand in a rule file: kinds of entries, each with one line that says what it is.

A declaration is a tree of these. ``faults`` compares a value with one and tells, for each
thing that is wrong, where it stands and what would be right.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Path = tuple[str | int, ...]
"""Where a value stands: names of tables and keys, numbers in lists (from 0)."""
Allowed = str | tuple[str, ...] | range | None
"""Which names may stand somewhere: those of a vocabulary, these, these numbers, any word."""

_FEW = 12
_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    path: Path
    message: str


class Vocabulary(Protocol):
    """The names that exist elsewhere: frames, roles, keys of the knowledge …"""

    def names(self, kind: str) -> Collection[str] | None:
        """The names of a kind; None when they cannot be asked for here."""


@dataclass(frozen=True)
class Entry:
    """Anything that may stand under a key."""

    says: str
    """What it is, in one line."""
    needed: bool = field(default=True, kw_only=True)
    """Whether a file without it is wrong."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        raise NotImplementedError

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with a value that stands at ``path``."""
        raise NotImplementedError


def told(value: Any) -> str:
    """A value as a message shows it, cut when it is long."""
    text = value if isinstance(value, str) else repr(value)
    return f"“{text[:40]}…”" if len(text) > 41 else f"“{text}”"


def nearest(name: str, names: Iterable[str]) -> str:
    """What to write in the place of an unknown name."""
    listed = sorted(map(str, names))
    if "/" in name:  # a key of the knowledge: there are many, and few of a kind
        kind = name[: name.index("/") + 1]
        listed = [other for other in listed if other.startswith(kind)]
    near = difflib.get_close_matches(name, listed, n=1)
    if near:
        return f"did you mean “{near[0]}”?"
    if 0 < len(listed) <= _FEW:
        return f"known are {', '.join(listed)}"
    return "see docs/languages.md"


def unknown(name: Any, allowed: Allowed, path: Path, known: Vocabulary) -> Iterator[Fault]:
    """A fault when a name is none of the allowed ones."""
    if not isinstance(name, str) or not name.strip():
        yield Fault(path, f"{told(name)} is no word; write one in quotes")
    elif allowed is not None:
        names = known.names(allowed) if isinstance(allowed, str) else tuple(map(str, allowed))
        if names is not None and name not in names:
            what = allowed if isinstance(allowed, str) else "name"
            what = "number" if isinstance(allowed, range) else what
            yield Fault(path, f"there is no {what} {told(name)}; {nearest(name, names)}")


def no_list(value: Any, path: Path) -> Iterator[Fault]:
    """A fault when a value is no list."""
    if not isinstance(value, list):
        yield Fault(path, f'{told(value)} is no list; write ["…", "…"]')


@dataclass(frozen=True)
class Words(Entry):
    """A list of words or phrases."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "words"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything that is no list of words."""
        yield from no_list(value, path)
        for number, word in enumerate(value if isinstance(value, list) else ()):
            yield from self.wrong(word, (*path, number), known)

    def wrong(self, word: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with one of the words."""
        yield from unknown(word, None, path, known)


@dataclass(frozen=True)
class Names(Words):
    """A list of names that exist elsewhere."""

    of: Allowed = None

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"list: {allowed_text(self.of)}"

    def wrong(self, word: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """A name that does not exist."""
        yield from unknown(word, self.of, path, known)


@dataclass(frozen=True)
class Verbs(Words):
    """Arabic verbs, each with its imperfect."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "verbs, “perfect imperfect”"

    def wrong(self, word: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """A verb without imperfect."""
        yield from unknown(word, None, path, known)
        if isinstance(word, str) and len(word.split()) != 2:
            cure = "write “perfect imperfect”, as «قال يقول»"
            yield Fault(path, f"{told(word)} is no verb with its imperfect; {cure}")


@dataclass(frozen=True)
class Lists(Entry):
    """A list of lists of words."""

    of: Allowed = None

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "list of lists of words"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything that is no list of lists of words."""
        yield from no_list(value, path)
        for number, words in enumerate(value if isinstance(value, list) else ()):
            yield from Names("", of=self.of).faults(words, (*path, number), known)


@dataclass(frozen=True)
class Name(Entry):
    """One name that exists elsewhere, or one of a few."""

    of: Allowed = None

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return allowed_text(self.of)

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """A name that does not exist."""
        yield from unknown(value, self.of, path, known)


@dataclass(frozen=True)
class Text(Entry):
    """Any text."""

    empty: bool = True

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "text"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything that is no text."""
        if not isinstance(value, str) or not (value or self.empty):
            yield Fault(path, f"{told(value)} is no text; write it in quotes")


@dataclass(frozen=True)
class Template(Text):
    """A text in which ``{name}`` stands for something."""

    of: Allowed = ()

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"text with {{…}}: {allowed_text(self.of)}"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """A name in braces that stands for nothing."""
        yield from super().faults(value, path, known)
        for name in _PLACE.findall(value) if isinstance(value, str) else ():
            for fault in unknown(name, self.of, path, known):
                yield Fault(path, f"{{{name}}} stands for nothing: {fault.message}")


@dataclass(frozen=True)
class Form(Text):
    """A regular expression."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "regular expression"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What Python says of an expression that it cannot read."""
        yield from super().faults(value, path, known)
        try:
            re.compile(value if isinstance(value, str) else "")
        except re.error as error:
            yield Fault(path, f"{told(value)} is no regular expression: {error}")


@dataclass(frozen=True)
class Forms(Words):
    """A list of regular expressions."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return "regular expressions"

    def wrong(self, word: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """An expression that cannot be read."""
        yield from Form("").faults(word, path, known)


def allowed_text(of: Allowed) -> str:
    """The names that may stand somewhere, for people."""
    if of is None:
        return "word"
    if isinstance(of, str):
        return of
    return f"{of[0]} to {of[-1]}" if isinstance(of, range) else ", ".join(of)


@dataclass(frozen=True)
class Tree(Entry):
    """Anything with keys below it."""

    @staticmethod
    def pairs(value: Any, path: Path) -> tuple[Mapping[str, Any], tuple[Fault, ...]]:
        """The keys with their values; none, and a fault, for what is no table."""
        if isinstance(value, dict):
            return value, ()
        return {}, (Fault(path, f"{told(value)} is no table; write [{dotted(path)}]"),)


def dotted(path: Path) -> str:
    """A place as TOML names it: ``triggers.say.verbs``; numbers in lists from 1."""
    made = ""
    for part in path:
        made += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if made else part
    return made
