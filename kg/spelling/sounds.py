"""What is left of a name when scripts and habits of transliteration are taken away.

Consonants of Arabic and Latin script become classes of one alphabet, vowels go, doubled
letters become one: «غريفيث», «جريفيت» and "Griffith" share a skeleton. It says that two
spellings *may* be one name, never that they are (cf. Soundex, Russell 1918).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.letters import fold

_DIGRAPHS = (
    *(("tsch", "X"), ("tch", "X"), ("sch", "X"), ("sh", "X"), ("ch", "X"), ("تش", "X")),
    *(("kh", "H"), ("gh", "K"), ("dj", "K"), ("zh", "Z"), ("th", "T"), ("dh", "D"), ("ph", "F")),
    *(("qu", "K"), ("ck", "K"), ("ks", "KS"), ("x", "KS")),
)
_CLASSES = {
    **dict.fromkeys("جغقكgjkqc", "K"),
    **dict.fromkeys("تطثt", "T"),
    **dict.fromkeys("دضذd", "D"),
    **dict.fromkeys("سصsç", "S"),
    **dict.fromkeys("زظz", "Z"),
    **dict.fromkeys("شş", "X"),
    **dict.fromkeys("حهخh", "H"),
    **dict.fromkeys("فfv", "F"),
    **dict.fromkeys("بpbپ", "B"),
    **dict.fromkeys("لl", "L"),
    **dict.fromkeys("رr", "R"),
    **dict.fromkeys("مm", "M"),
    **dict.fromkeys("نn", "N"),
}
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLES = {"al", "el", "bin", "ibn", "ben", "بن", "ابن"}
_JOINED_ARTICLE = re.compile(r"^(?:al|el)-|^ال(?=..)")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonant classes of one word, without article, final h and doubled letters."""
    text = _JOINED_ARTICLE.sub("", fold(word))
    text = _SOFT_C.sub("s", text)
    for written, sound in _DIGRAPHS:
        text = text.replace(written, sound)
    kept = "".join(_CLASSES.get(char, char if char.isupper() else "") for char in text)
    kept = _DOUBLED.sub(r"\1", kept)
    return kept[:-1] if len(kept) > 2 and kept.endswith("H") else kept


def skeletons(name: str) -> tuple[str, ...]:
    """The skeletons of a name's words, in order, those of articles and lone vowels left out."""
    words = [word for word in re.split(r"[\s\-–'’]+", fold(name)) if word not in _ARTICLES]
    return tuple(part for part in map(skeleton, words) if part)
