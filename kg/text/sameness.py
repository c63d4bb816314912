"""Whether two texts under one id are versions of one article, or two articles."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.text.plain import plain_text

_WORD = re.compile(r"\w+")
_SHARED = 0.2
"""Corrections keep most pairs of words that follow one another; other news share a few."""


def one_article(one: str, two: str) -> bool:
    """Whether one text is likely a correction of the other."""
    mine, theirs = _pairs(one), _pairs(two)
    if not mine or not theirs:
        return True
    return len(mine & theirs) >= _SHARED * min(len(mine), len(theirs))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(plain_text(text).casefold())
    return set(pairwise(words))
