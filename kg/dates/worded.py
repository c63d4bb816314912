"""Years written in words: “nineteen ninety-six”, «ألفين وسبعة عشر», « deux mille dix-sept »."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HUNDRED, _THOUSAND = 100, 1000
_PAIR = range(10, 22)
"""“nineteen” before “ninety” is nineteen hundred."""
_YEARS = range(1000, 2200)
_SPLIT = re.compile(r"[\s-]+")


def year_in_words(text: str, numbers: Mapping[str, int]) -> int:
    """The year that folded words say; ValueError when they say none."""
    total = here = 0
    for word in _split(text, numbers):
        value = numbers[word]
        if value >= _THOUSAND:
            total, here = total + (max(here, 1) * value), 0
        elif value == _HUNDRED:
            here = max(here, 1) * value
        elif here in _PAIR and value >= _PAIR.start and not total:
            total, here = here * _HUNDRED, value
        else:
            here += value
    if total + here not in _YEARS:
        raise ValueError(text)
    return total + here


def _split(text: str, numbers: Mapping[str, int]) -> list[str]:
    """The number words of a text, those of two words whole; “and” and « et » left out."""
    words = [w for w in _SPLIT.split(text) if w]
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            some = words[place : place + length]
            named = next((n for n in _spellings(some) if n in numbers), None)
            if named:
                found.append(named)
                place += len(some)
                break
        else:
            place += 1
    return found


def _spellings(words: list[str]) -> tuple[str, ...]:
    """The word as it stands, with a hyphen, and without the «و» that joins it in Arabic."""
    plain = " ".join(words)
    return plain, "-".join(words), plain.removeprefix("و")
