"""What may stand in ``[triggers]`` of a language file: how a language tells of an event.

A trigger that a builder asks for by name must be there. Any other needs no Python as long as
it says which frame it makes and uses the lists that are declared here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.letters import fold
from kg.rulefiles.compact import rows
from kg.rulefiles.entries import (
    Entry,
    Fault,
    Name,
    Names,
    Path,
    Verbs,
    Vocabulary,
    Words,
    nearest,
    told,
)
from kg.rulefiles.tables import Each, Table
from kg.rulefiles.triggerlists import LISTS
from kg.rulefiles.values import Number

KEY: Final = "key of the knowledge"

_ARABIC: Final = """
say: who said something | verbs nouns light participles words_said addressee owned acts objects
saying: the same by a noun whose owner speaks | nouns
belie: who calls reports untrue | verbs of_reports
said_by: a carrier, and the speaker behind it | verbs from
demand: who asked for something | verbs nouns participles to praising necessity
meet: who met | verbs nouns light summits needs_partner receiving from
receive?: one is host to the other | verbs
visit: who went where | verbs nouns light who parties direct to
round: rounds of talks | verbs nouns ends begins
kill: deaths | verbs nouns reported cites weapons deadly
attack: attacks | verbs nouns light objects on spared
clash?: fights with two sides | nouns spared
break_out: makes no frame; its verbs part one clause from another | verbs
call_off: makes no frame; what it governs is called off | verbs nouns forms ambiguous pronouns idle
siege: sieges | verbs nouns light on led
sign: agreements | verbs subjectless with beside
accord?: two or more who agree, whatever on | verbs agreeing beside
adopt: resolutions adopted | verbs free
vote: votes | verbs light objects passed councils naming chambers
comprise: who is a member, told of the whole | verbs
join: memberships | verbs leaves to from member many inside
negotiate: negotiations | verbs nouns light only_light paired
mediate: mediations | verbs nouns paired
appoint: appointments | verbs nouns
sanction: sanctions | verbs nouns with_noun lifted
resign: who leaves an office | verbs
ceremony: ceremonies | nouns when
"""
_PARSED: Final = """
say: who said something | verbs nouns light opens telling addressee texts quoting hearsay?
demand: who asked for something | verbs nouns opens target wishing refusing asserting \
    facts? offering?
rule: what a resolution asks | verbs target
invoke: who appealed to a resolution | verbs cues with
meet: who met | verbs nouns light opens attached where?
discuss: two who talk something over | verbs
receive: one is host to the other | verbs
visit: who went where | verbs nouns light direct attached to figurative
depart?: a way that begins | nouns attached to
travel: who is on the way | verbs opens to figurative ahead direct?
send: an envoy sent somewhere | verbs to
negotiate: negotiations | verbs nouns light bodies?
mediate: mediations | verbs nouns light initiatives
round: rounds of talks | verbs nouns hosting off of
sign: agreements | verbs nouns agreeing entering beside telling arranging? of
adopt: resolutions adopted | verbs nouns voting unanimous of
vote: votes | verbs nouns light of
veto: vetoes | nouns light of
propose: drafts brought in | verbs naming by of
appoint: appointments | verbs nouns as of post
assume: taking, having or leaving an office | verbs opens leaving as post
belong: memberships | verbs nouns light leaving opens of
celebrate: ceremonies | verbs nouns light
sanction: sanctions | verbs nouns light
kill: deaths | verbs nouns deadly
attack: attacks | verbs nouns on
clash: fights with two sides | verbs nouns
besiege: sieges | verbs nouns light of
"""
_PLACES: Final = ("subject", "object", "owner", "deciding", "ب", "ل")
"""Places of the grammar, and prepositions that are written as one word with their noun."""


def _entry(name: str, *, arabic: bool, needed: bool = True) -> Entry:
    if name == "councils":
        return Names(LISTS[name], of=KEY, needed=needed)
    verbs = arabic and name in ("verbs", "light")
    return (Verbs if verbs else Words)(LISTS[name], needed=needed)


_STATUS: Final = Name("", "status")
_LIMITS: Final[Mapping[str, Entry]] = {
    "required": Names(
        "arguments without which its words tell of nothing", "argument", needed=False
    ),
    "any": Names("roles of which one must be filled", "role", needed=False),
    "least": Number("how many must take part", 0, needed=False),
    "kinds": Each("role → kinds of key in it", "role", Names("", "kind of key"), needed=False),
    "statuses": Names("in which status alone its words tell of it", "status", needed=False),
    "never": Names("in which status its words tell of nothing", "status", needed=False),
    "apart": Words("«object» when each who stands there takes part by himself", needed=False),
    "becomes": Each("status → what it is for this event", "status", _STATUS, needed=False),
}


def _common(*, arabic: bool) -> dict[str, Entry]:
    """What any trigger may have."""
    some: dict[str, Entry] = {
        "frame": Name("the type of fact that it makes", of="frame"),
        "roles": Each(
            "subject, object, owner or preposition → role", None, Name("", of="role"), needed=False
        ),
    }
    some |= _LIMITS
    if not arabic:
        for name, says in (
            ("needing", "verb → what must stand beside it, one of them"),
            ("described", "noun → what must describe it, one of them"),
            ("carrying", "noun → the verbs with which alone it tells of the event"),
        ):
            some[name] = Each(says, None, Words(""), needed=False)
    for name in ("verbs", "nouns", "light", *(() if arabic else ("occasion", "opens", "attached"))):
        some[name] = _entry(name, arabic=arabic, needed=False)
    return some


def _named(text: str, *, arabic: bool) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, needed, line in rows(text):
        says, lists = line.split(" | ")
        entries = _common(arabic=arabic)
        for one in lists.split():
            key = one.removesuffix("?")
            entries[key] = _entry(key, arabic=arabic, needed=not one.endswith("?"))
        found[name] = Table(says, entries, needed=needed)
    return found


def _any(*, arabic: bool) -> Table:
    entries = {name: _entry(name, arabic=arabic, needed=False) for name in LISTS}
    return Table("a trigger of one's own", entries={**entries, **_common(arabic=arabic)})


@dataclass(frozen=True)
class Triggers(Table):
    """The triggers of a language, their lists compared with one another."""

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with each; words of one list that another one lacks."""
        yield from super().faults(value, path, known)
        tables, _wrong = self.pairs(value, path)
        torn = [
            name
            for name, table in tables.items()
            if isinstance(table, dict) and "frame" not in table
        ]
        for name, table in tables.items():
            near = difflib.get_close_matches(name, torn, n=1)
            if name not in self.entries and near:
                message = f"{told(name)} stands beside parts of “{near[0]}”; is it the same?"
                yield Fault((*path, name), message)
            if isinstance(table, dict):
                yield from _crossed(table, (*path, name))


def _crossed(table: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for key, lists in (
        ("needing", ("verbs", "light", "nouns")),
        ("described", ("nouns",)),
        ("carrying", ("nouns",)),
    ):
        below = table.get(key)
        if not isinstance(below, dict):
            continue
        told_by = [fold(word) for name in lists for word in _texts(table.get(name))]
        for form in below:
            if not any(_meet(fold(form), word) for word in told_by):
                message = f"{told(form)} is in no list of this trigger ({', '.join(lists)})"
                yield Fault((*path, key, form), f"{message}; {nearest(form, told_by)}")


def _texts(value: Any) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _meet(one: str, other: str) -> bool:
    """Whether two forms, a star for any ending, can be the same word."""
    starred = one.endswith("*"), other.endswith("*")
    one, other = one.rstrip("*"), other.rstrip("*")
    if all(starred):
        return one.startswith(other) or other.startswith(one)
    if any(starred):
        return other.startswith(one) if starred[0] else one.startswith(other)
    return one == other


def role_faults(triggers: Any, openers: frozenset[str]) -> Iterator[Fault]:
    """Places of ``roles`` that are neither of the grammar nor a preposition of the language."""
    for name, table in triggers.items() if isinstance(triggers, dict) else ():
        roles = table.get("roles") if isinstance(table, dict) else None
        for place in roles if isinstance(roles, dict) else ():
            if place not in openers and place not in _PLACES:
                hint = nearest(place, (*_PLACES, *openers))
                message = f"{told(place)} is no preposition of [words] prepositions; {hint}"
                yield Fault(("triggers", name, "roles", place), message)


ARABIC: Final = Triggers(
    "How the language tells of events", _named(_ARABIC, arabic=True), _any(arabic=True)
)
PARSED: Final = Triggers(
    "How the language tells of events", _named(_PARSED, arabic=False), _any(arabic=False)
)
