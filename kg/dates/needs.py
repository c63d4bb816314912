"""Words that every match of a date pattern contains: the pattern is tried only near them.

Read off the form itself: the slots and words that every match fills, and how far before them
a match may begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

SLOT = re.compile(r"\{([a-z_]+)(2?)\}")
"""A slot of a form: the name of its table, and ``2`` the second time."""
_CLITICS = 2
_REMEMBERED = 50_000
_FAR = 90
"""Letters before a word that a pattern needs where its form sets no bound."""
DIGIT = r"\d"
"""The word part that any number stands for."""
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNS_ON = "\0"
_WHOLE = re.compile(r"[^\W\d_]+(?![^\W\d_]|\0)")
_GROUP = re.compile(r"\((\?(?:P<\w+>|[:!=]|<[!=]))?([^()]*)\)([?*]|\{0)?")
_CHOICE = "{{#{}}}"


@dataclass(frozen=True)
class Need:
    """Parts of words of which a pattern cannot do without one."""

    words: frozenset[str]
    reach: int
    """How many letters at most lie between the beginning of a match and that part."""


def needs(
    form: str, hints: Mapping[str, frozenset[str]], slots: Mapping[str, tuple[str, str]]
) -> tuple[Need, ...]:
    """What a folded form needs; ``slots`` are slot -> (group, alternation of its words)."""
    names, words = required(form)
    found = [Need(hints[name], _reach(form, name, slots)) for name in names if name in hints]
    found += [Need(choice, _reach(form, "", slots)) for choice in words]
    return tuple(found)


def required(form: str) -> tuple[list[str], list[frozenset[str]]]:
    """What every match of a form has: names of slots, and sets of words, one of each.

    A digit is the slot ``year``. What is optional or stands beside other choices is not
    required; a group of nothing but words, ``(?:past|last)``, is.
    """
    form = re.sub(r"\[[^]]*\]", "", form).replace(r"\d", "0")
    form = re.sub(r"\\.", "", form)
    choices: list[frozenset[str]] = []
    while match := _GROUP.search(form):
        kept = match[2]
        dropped = " " if kept.startswith(" ") else _RUNS_ON
        if (match[1] or "").endswith("!"):
            kept = ""
        elif match[3]:
            kept = dropped
        elif "|" in kept:
            named, kept = kept.split("|"), dropped
            if all(map(_WORDS.fullmatch, named)):
                choices.append(frozenset(max(_LETTERS.findall(w), key=len) for w in named))
                kept = _CHOICE.format(len(choices) - 1)
        form = form[: match.start()] + kept + form[match.end() :]
    if "|" in form:
        return [], []
    slots: list[str] = [name for name, _ in SLOT.findall(form)]
    words: list[frozenset[str]] = [choices[int(n)] for n in re.findall(r"\{#(\d+)\}", form)]
    # A word is looked up by its end: one that runs on into a slot or an optional part is none.
    plain = re.sub(r"\{[^}]*\}|\w[?*]", _RUNS_ON, form)
    words += [frozenset((word,)) for word in _WHOLE.findall(plain)]
    if re.search(r"\d", plain):
        slots.append("year")
    return slots, words


def _reach(form: str, slot: str, slots: Mapping[str, tuple[str, str]]) -> int:
    """A bound of the letters of a form up to the end of a slot; of all of it for no slot."""
    place = re.search(rf"\{{{slot}2?\}}" + (r"|\\d" if slot == "year" else ""), form)
    before = form[: place.end()] if place and slot else form
    if re.search(r"[*+]|,\}", SLOT.sub("", before)):
        return _FAR
    widths = (max(map(len, slots[m[1]][1].split("|"))) for m in SLOT.finditer(before))
    return _CLITICS + len(before) + sum(widths)


def hints(words_of: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Slot -> the longest part of each of its words, without blanks and apostrophes."""
    found = {
        slot: frozenset(max(_LETTERS.findall(word), key=len) for word in words)
        for slot, words in words_of.items()
        if all(map(_LETTERS.search, words))
    }
    return {**found, **dict.fromkeys(("year", "numeric", "numeric_day"), frozenset((DIGIT,)))}


def ends_in(needed: Set[str]) -> Callable[[str], tuple[tuple[int, str], ...]]:
    """A function from a word to its ends that are needed, each with its offset; it remembers."""

    @lru_cache(maxsize=_REMEMBERED)
    def ends(word: str) -> tuple[tuple[int, str], ...]:
        if word[0].isdigit():
            return ((0, DIGIT),)
        first = max(0, len(word) - longest)
        return tuple((n, word[n:]) for n in range(first, len(word)) if word[n:] in needed)

    longest = max(map(len, needed))
    return ends
