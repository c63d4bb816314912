"""Whether one full name is another spelling of another: «دونالد ترمب», «دونالد ترامب», "Trump".

Stricter than kg.spelling.samename, which says how alike two names sound: here nobody looks at the
answer before two people become one.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from kg.letters import fold
from kg.spelling.samename import SAME, alike, likeness, sounds, words
from kg.spelling.sounds import skeletons

_SAME_LETTERS = 0.75
"""How like two spellings in one script must look: «جوزيف» and «يوسف» only sound alike."""
_SAME_ACROSS = 0.86
_SAME_WORD = 0.8
_LEAST_LETTERS = 8
_SYLLABLE = 2
_VOWELS = "aeiouĀĪŪŌ"
_LINKED = re.compile(r"(?<=\w\w)(?<!\b[AaEe][lrsndz])(?<!\b[Aa]sh)-(?=\w+$)")
"""The hyphen in the last word of a name, but for an article."""


def family(name: str) -> str:
    """The consonants of the last word of a full name, in any script; empty for a single word."""
    norm = _norm(name)
    sounds = skeletons(norm) if " " in norm and len(norm) >= _LEAST_LETTERS else ()
    return sounds[-1] if sounds else ""


def respelt(one: str, other: str) -> float:
    """How alike two full names sound when they are taken for spellings of one, else 0."""
    mine, theirs = _norm(one), _norm(other)
    one_script = mine.isascii() == theirs.isascii()
    if one_script and SequenceMatcher(None, mine, theirs).ratio() < _SAME_LETTERS:
        return 0.0
    score = likeness(mine, other)
    least = SAME if one_script else _SAME_ACROSS
    return score if score >= least and _same_ends(mine, other) else 0.0


def _norm(name: str) -> str:
    return fold(" ".join(name.replace("#", "").split()))


def _same_ends(one: str, other: str) -> bool:
    """Whether the first words of two names sound alike, and the last ones.

    Syllables that a hyphen joins are one name: «كيم جونغ» is not "Kim Dae-jung".
    """
    mine = words(one)
    for written in {other, _LINKED.sub("", other)}:
        theirs = words(written)
        if _LINKED.search(other) and len(mine) != len(theirs):
            continue
        ends = ((mine[0], theirs[0]), (mine[-1], theirs[-1]))
        if all(alike(*pair) >= _SAME_WORD and _same_start(*pair) for pair in ends):
            return True
    return False


def _same_start(one: str, other: str) -> bool:
    """Whether words of one syllable begin alike: «غو» and "Cho" do not."""
    mine, theirs = sounds(one), sounds(other)
    consonants = mine[:1] not in _VOWELS and theirs[:1] not in _VOWELS
    short = min(len(mine), len(theirs)) <= _SYLLABLE and consonants
    return not short or mine[0].replace("J", "G") == theirs[0].replace("J", "G")
