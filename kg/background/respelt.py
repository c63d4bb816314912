"""Whether one full name is another spelling of another: «دونالد ترمب», «دونالد ترامب», "Trump".

Stricter than kg.background.samename, which says how alike two names sound: here nobody looks at the
answer before two people become one.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from kg.background.samename import SAME, alike, likeness, words
from kg.background.sounds import skeletons
from kg.letters import fold

_SAME_LETTERS = 0.75
"""How like two spellings in one script must look: «جوزيف» and «يوسف» only sound alike."""
_SAME_ACROSS = 0.86
_SAME_WORD = 0.8
_LEAST_LETTERS = 8


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
    """Whether the first words of two names sound alike, and the last ones."""
    mine, theirs = words(one), words(other)
    ends = ((mine[0], theirs[0]), (mine[-1], theirs[-1]))
    return all(alike(*pair) >= _SAME_WORD for pair in ends)
