"""Letters made comparable: one folding for Arabic and Latin script.

Folding levels hamza carriers, alef maqsura, ta marbuta, diacritics, tatweel and
Arabic-Indic digits; case and accents in Latin script.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "ک": "ك",
    "گ": "ك",
    "ـ": "",
}
_QUOTES = frozenset("\"”“„«»‟″'‘’‹›")


@cache
def fold_char(char: str) -> str:
    """The comparable form of one character: zero, one or more characters."""
    if char in _LETTERS:
        return _LETTERS[char]
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) in ("Mn", "Cf"):
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", char)
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    return "".join(_LETTERS.get(c, c) for c in kept.casefold())


def fold(text: str) -> str:
    """The comparable form of a text, without the way back."""
    return "".join(map(fold_char, text))


def is_quote(char: str) -> bool:
    """Whether a character opens or closes a quotation; Arabic news mixes the kinds freely."""
    return char in _QUOTES
