"""The tables of a language file as sets and indexes of folded words.

What a political scientist may change (titles, verbs, heads of bodies, cues) is in
``ontology/<language>.toml``; here it becomes sets and indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.letters import fold
from kg.model.vocabulary import FactType, Role, Status
from kg.resources import language_file
from kg.rulefiles import files
from kg.rulefiles.triggerlists import LISTS
from kg.text import verbs

Words = tuple[str, ...]


@cache
def _split(forms: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    whole = frozenset(form for form in forms if not form.endswith("*"))
    return whole, tuple(sorted(form[:-1] for form in forms if form.endswith("*")))


@cache
def is_form(norm: str, forms: frozenset[str]) -> bool:
    """Whether a folded word is one of the forms; a star stands for any ending."""
    whole, stems = _split(forms)
    return norm in whole or norm.startswith(stems)


@dataclass(frozen=True)
class Phrases:
    """Phrases of one or more folded words, each with a value; the longest match wins."""

    table: Mapping[Words, str]
    longest: int

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, str]]) -> Phrases:
        """From (phrase, value) pairs, the first value of a phrase being kept."""
        table: dict[Words, str] = {}
        for phrase, value in phrases:
            table.setdefault(tuple(fold(phrase).split()), value)
        return cls(table, max(map(len, table), default=0))

    def match(self, norms: Sequence[str], start: int) -> tuple[int, str] | None:
        """(number of words, value) of the longest phrase at ``start``, or None."""
        for length in range(min(self.longest, len(norms) - start), 0, -1):
            value = self.table.get(tuple(norms[start : start + length]))
            if value is not None:
                return length, value
        return None


@dataclass(frozen=True)
class Trigger:
    """How a language tells one kind of event: verbs, nouns and the words that open roles."""

    name: str
    frame: FactType
    verbs: frozenset[str]
    nouns: Phrases
    light: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """Any other list of the trigger: ``to``, ``with``, ``on`` …"""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """``subject``, ``object``, ``owner`` and prepositions -> the role of who stands there."""
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Role -> kinds of entity (``person``, ``state`` …) that may stand in it, where limited."""
    required: frozenset[str] = frozenset()
    """Roles without which the words tell of nothing («received» with a guest)."""
    any: frozenset[str] = frozenset()
    """Roles of which one must be filled; empty for none."""
    least: int = 0
    """How many must take part («discussed» with two)."""
    statuses: frozenset[str] = frozenset()
    """The statuses in which alone the words tell of the event; empty for all."""
    never: frozenset[str] = frozenset()
    """The statuses in which the words tell of nothing."""
    apart: frozenset[str] = frozenset()
    """Places whose people each take part by themselves, in an event of their own."""
    becomes: Mapping[Status, Status] = field(default_factory=dict)
    """Status -> what it is for this event: a draft that was brought in is to be voted on."""

    def has(self, kind: str, word: str) -> bool:
        """Whether the folded word stands in the list of that kind."""
        if kind not in LISTS:
            raise LookupError(f"no trigger has a list “{kind}” (kg/rulefiles/triggerlists.py)")
        return word in self.words.get(kind, frozenset())


@dataclass(frozen=True)
class Lexicon:
    """The tables of one language."""

    language: str
    tables: Mapping[str, Any]
    triggers: Mapping[str, Trigger]
    verb_forms: Mapping[str, tuple[verbs.VerbForm, ...]]

    def words(self, section: str, name: str) -> frozenset[str]:
        """A word list as a folded set; single words only."""
        return _words(self.language, section, name)

    def phrases(self, section: str, name: str) -> Phrases:
        """A word list as phrases, each with its own first spelling as value."""
        return _phrases(self.language, section, name)

    def any_words(self, section: str, name: str) -> frozenset[str]:
        """The same of a list that may be declared for other languages alone: then empty."""
        declared = files.has(f"{self.language}.toml", (section, name))
        return self.words(section, name) if declared else frozenset()

    def numbers(self, name: str) -> Mapping[str, int]:
        """A table of number words, folded."""
        return _numbers(self.language, name)

    def heads(self) -> Phrases:
        """Head nouns of offices with the kind of office they open."""
        return _heads(self.language)

    def verb(self, norm: str) -> tuple[verbs.VerbForm, ...]:
        """The readings of a folded form as one of the lexicon's verbs, perhaps none."""
        return self.verb_forms.get(norm, ())


def _listed(language: str, section: str, name: str) -> list[str]:
    value: Any = read_tables(language)
    path = (*section.split("."), name)
    if not files.has(f"{language}.toml", path):
        raise LookupError(f"{'.'.join(path)} is not declared for {language} (kg/rulefiles)")
    for part in path:
        value = value.get(part, {})
    return list(value)


@cache
def _words(language: str, section: str, name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _listed(language, section, name))


@cache
def _phrases(language: str, section: str, name: str) -> Phrases:
    listed = _listed(language, section, name)
    return Phrases.of((word, word) for word in listed)


@cache
def _numbers(language: str, name: str) -> Mapping[str, int]:
    table = read_tables(language)["numbers"][name]
    return {fold(word): number for word, number in table.items()}


@cache
def _heads(language: str) -> Phrases:
    kinds = read_tables(language)["titles"]["heads"]
    return Phrases.of((word, kind) for kind, words in kinds.items() for word in words)


@cache
def read_tables(language: str) -> Mapping[str, Any]:
    """The language file; raises RuleFileError with file and line when anything in it is wrong."""
    return files.read(language_file(language))


def _trigger(name: str, table: Mapping[str, Any]) -> Trigger:
    special = {"frame", "verbs", "nouns", "light", "roles", "kinds"}
    special |= {"required", "any", "least", "statuses", "never", "becomes", "apart"}
    listed = {key: value for key, value in table.items() if key not in special}
    roles = {fold(place): role for place, role in table.get("roles", {}).items()}
    return Trigger(
        name=name,
        frame=table["frame"],
        verbs=frozenset(fold(verb.split()[0]) for verb in table.get("verbs", ())),
        nouns=Phrases.of((noun, noun) for noun in table.get("nouns", ())),
        light=frozenset(fold(verb.split()[0]) for verb in table.get("light", ())),
        words={key: frozenset(map(fold, value)) for key, value in listed.items()},
        roles=roles,
        kinds={role: frozenset(kinds) for role, kinds in table.get("kinds", {}).items()},
        required=frozenset(table.get("required", ())),
        any=frozenset(table.get("any", ())),
        least=int(table.get("least", 0)),
        statuses=frozenset(table.get("statuses", ())),
        never=frozenset(table.get("never", ())),
        apart=frozenset(table.get("apart", ())),
        becomes=dict(table.get("becomes", {})),
    )


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language, read once per process."""
    tables = read_tables(language)
    triggers = {name: _trigger(name, table) for name, table in tables["triggers"].items()}
    written = [
        verb
        for table in tables["triggers"].values()
        for kind in ("verbs", "light")
        for verb in table.get(kind, ())
        if len(verb.split()) == 2
    ]
    never = _words(language, "words", "prepositions") | _words(language, "words", "stops")
    return Lexicon(language, tables, triggers, verbs.form_index(written, never=never))
