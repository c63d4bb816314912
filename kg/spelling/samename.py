"""Whether two spellings may be one person's name, across Arabic and Latin script.

Both names become sounds (consonant classes and vowels); a weighted alignment (Needleman &
Wunsch 1970) charges little for what transliteration does all the time (short vowels that
Arabic leaves out, ``g`` as ج or غ, silent h) and much for what makes another name. Classes
and prices are ours, set on names that corpora spell in several ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.letters import fold
from kg.rulefiles import files

SAME, CANDIDATE = 0.80, 0.70
"""From which likeness two names are taken for one, or shown to a reader as perhaps one."""

_LATIN = (
    *(
        ("cqu", "K"),
        ("tsch", "X"),
        ("tch", "X"),
        ("sch", "X"),
        ("sh", "X"),
        ("ch", "X"),
        ("cz", "X"),
    ),
    *(("kh", "H"), ("gh", "G"), ("dj", "G"), ("zh", "J"), ("th", "T"), ("dh", "D"), ("ph", "F")),
    *(("qu", "K"), ("ck", "K"), ("ks", "KS"), ("x", "KS"), ("tz", "TS")),
    *(("eau", "Ō"), ("au", "Ō"), ("ou", "Ū"), ("oo", "Ū"), ("ee", "Ī"), ("ie", "Ī"), ("aa", "Ā")),
    *(("ei", "Ī"), ("ai", "Ī"), ("ay", "Ī"), ("ey", "Ī"), ("ow", "Ō"), ("aw", "Ō"), ("oe", "Ō")),
)
_ARABIC = (("تش", "X"), ("كس", "KS"), ("تس", "TS"), ("اي", "Ī"), ("او", "Ō"))
_LETTERS = {
    **dict.fromkeys("كقkq", "K"),
    **dict.fromkeys("جغg", "G"),
    **dict.fromkeys("تطt", "T"),
    **dict.fromkeys("دضd", "D"),
    **dict.fromkeys("سصs", "S"),
    **dict.fromkeys("زظz", "Z"),
    "ث": "Þ",
    "ذ": "Ð",
    "ش": "X",
    "خ": "H",
    "ح": "H",
    "ه": "H",
    "h": "H",
    "j": "J",
    "c": "K",
    "ف": "F",
    "f": "F",
    "v": "V",
    "ب": "B",
    "b": "B",
    "p": "B",
    "پ": "B",
    "ل": "L",
    "l": "L",
    "ر": "R",
    "r": "R",
    "م": "M",
    "m": "M",
    "ن": "N",
    "n": "N",
    "ç": "S",
    "ş": "X",
    "ا": "Ā",
    "و": "Ū",
    "ي": "Ī",
    "ء": "",
    "ع": "",
    "a": "a",
    "e": "e",
    "i": "i",
    "y": "i",
    "o": "o",
    "u": "u",
    "w": "Ū",
}
_SHORT, _LONG = "aeiou", "ĀĪŪŌ"
_NEAR = {
    frozenset(pair): price
    for pairs, price in (
        (
            (
                "KG",
                "GJ",
                "GH",
                "KH",
                "KX",
                "JZ",
                "JX",
                "GX",
                "FV",
                "FB",
                "VB",
                "ÞT",
                "ÞS",
                "ÐD",
                "ÐZ",
            ),
            0.2,
        ),
        (("SZ", "DZ", "TD", "TX", "ST", "VŪ", "JĪ", "MN", "TÐ"), 0.45),
        (("SX",), 0.6),
        (("aĀ", "eĀ", "iĪ", "eĪ", "oŌ", "uŪ", "oŪ", "ŌŪ", "uŌ", "ou", "ei", "ae", "aŌ"), 0.0),
        (("ai", "eu", "ao", "au", "ĀŌ", "eŪ", "iŪ", "oĀ", "io"), 0.35),
        (("ĀŪ", "ĪŪ", "aŪ", "uĀ", "oĪ", "iu", "iŌ", "eo", "eŌ", "ĀĪ", "aĪ", "iĀ", "uĪ"), 0.5),
    )
    for pair in pairs
}
_ARTICLES = {"al", "el", "ال", "bin", "ibn", "ben", "بن", "ابن", "de", "دي", "von", "van"}
_JOINED = re.compile(r"^(?:al|el|as|ar|ash|an|ad|az|at)-|^ال(?=..)")
_SPLIT = re.compile(r"[\s\-–'’.]+")
_SOFT_C = re.compile(r"c(?=[eiy])")
_GLIDE = re.compile(r"\by(?=[aeou])")
_DOUBLED = re.compile(r"(.)\1+")
_LEAST_WORD, _SURE_WORD = 0.6, 0.74
_TURKISH = str.maketrans({"ş": "sh", "Ş": "sh", "ğ": "gh", "ç": "ch", "Ç": "ch", "ı": "i"})
_FATHER = re.compile(r"\b(?:bin|ibn|ben|bint|ould|بن|ابن|ولد)\s+(\S+)")
_OULD = re.compile(r"\b(?:ould|ولد)\b")
_HOUSE = re.compile(r"^(\S+(?:\s+\S+)+?)\s+(?:Al|آل)\s\S+.*$")
_SERVANT = re.compile(r"\b(?:abd(?:[aeu]l)?|عبد)(?:[\s-]+(?:[aeu]l[\s-]+)?|(?=[^\W\d_]))(?:ال)?")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> str:
    """The sounds of one folded word: capitals for consonants and long vowels, small for short."""
    text = _GLIDE.sub("Ī", _SOFT_C.sub("s", word))
    for written, sound in _ARABIC if not text.isascii() else _LATIN:
        text = text.replace(written, sound)
    made = "".join(char if char.isupper() else _LETTERS.get(char, "") for char in text)
    return _DOUBLED.sub(r"\1", made)


def words(name: str) -> list[str]:
    """The words of a name without articles; «عبد الفتاح» and «عبدالفتاح» are one word each way."""
    name = name.translate(_TURKISH) if re.search("[şŞğı]", name) else name.replace("ç", "s")
    folded = _joined_articles(_SERVANT.sub("abd ", fold(name)))
    kept = [w for w in _SPLIT.split(folded) if w and w not in _ARTICLES]
    return kept or [folded]


def _joined_articles(name: str) -> str:
    """«al-Assad» keeps its hyphen away from the word."""
    return re.sub(r"\b(?:al|el|as|ar|ash|an|ad|az|at)-", " ", name)


def _price(one: str, other: str) -> float:
    if one == other:
        return 0.0
    near = _NEAR.get(frozenset((one, other)))
    if near is not None:
        return near
    vowels = _SHORT + _LONG
    return 0.6 if one in vowels and other in vowels else 1.0


def _omitted(sound: str) -> float:
    """The price of a sound that the other spelling does not have."""
    if sound in _SHORT:
        return 0.08
    if sound in _LONG:
        return 0.55
    return 0.35 if sound in "H" else 1.0


def _distance(one: str, other: str) -> float:
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _omitted(sound))
    for mine in one:
        above, row = row, [row[0] + _omitted(mine)]
        for column, theirs in enumerate(other, 1):
            row.append(
                min(
                    above[column] + _omitted(mine),
                    row[-1] + _omitted(theirs),
                    above[column - 1] + _price(mine, theirs),
                )
            )
    return row[-1]


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """How alike two words sound, from 0 to 1; an Arabic article may belong to the name."""
    listed = given_names()
    if one in listed and other in listed:
        return 1.0 if listed[one] & listed[other] else 0.0
    forms = [(a, b) for a in _forms(one) for b in _forms(other)]
    return max(_alike(sounds(a), sounds(b)) for a, b in forms)


@cache
def given_names() -> Mapping[str, frozenset[int]]:
    """Folded spelling -> the names of ontology/givennames.toml that it may be."""
    table = files.ontology("givennames.toml")
    found: dict[str, set[int]] = {}
    for number, spellings in enumerate(table["names"]):
        for spelling in spellings:
            found.setdefault(fold(spelling), set()).add(number)
    return {spelling: frozenset(numbers) for spelling, numbers in found.items()}


def _forms(word: str) -> tuple[str, ...]:
    bare = _JOINED.sub("", word)
    return (word,) if bare == word else (bare, word)


def _alike(mine: str, theirs: str) -> float:
    size = max(_weight(mine), _weight(theirs))
    return max(0.0, 1 - _distance(mine, theirs) / size) if size else 0.0


def _weight(sound: str) -> float:
    return sum(0.3 if s in _SHORT else 0.5 if s in _LONG else 1.0 for s in sound)


def likeness(one: str, other: str) -> float:
    """How likely two spellings are one person's name: 0 to 1, at least SAME for one name.

    Words are aligned in order; a word of the longer name may be left out (a patronymic, a
    second given name), the first and the last may not, and no word may be another one.
    """
    houseless = [_HOUSE.sub(r"\1", name) for name in (one, other)]
    if houseless != [one, other]:
        return max(_likeness(one, other), _likeness(*houseless))
    return _likeness(one, other)


def _likeness(one: str, other: str) -> float:
    fathers = [_FATHER.search(fold(name)) for name in (one, other)]
    if all(fathers) and alike(*(f[1] for f in fathers if f)) < _LEAST_WORD:
        return 0.0
    mine, theirs = words(one), words(other)
    sure = ("abd" in mine) == ("abd" in theirs)
    sure = sure and bool(_OULD.search(fold(one))) == bool(_OULD.search(fold(other)))
    score = _best(mine, theirs)
    return score if sure else min(score, SAME - 0.01)


def _best(mine: list[str], theirs: list[str]) -> float:
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    whole = alike("".join(mine), "".join(theirs)) if len(mine) != len(theirs) else 0.0
    if len(mine) == 1 and len(theirs) > 1:
        return whole
    return max(_aligned(mine, theirs), whole if whole >= SAME else 0.0)


def _aligned(mine: list[str], theirs: list[str]) -> float:
    """The mean of the words' likeness in the best order-keeping alignment."""
    if len(mine) == 1:
        return alike(mine[0], theirs[0])
    ends = min(alike(mine[0], theirs[0]), alike(mine[-1], theirs[-1]))
    if ends < _LEAST_WORD:
        return min(ends, _LEAST_WORD)
    inner = _inner(mine[1:-1], theirs[1:-1])
    scores = [alike(mine[0], theirs[0]), *inner, alike(mine[-1], theirs[-1])]
    left_out = len(theirs) - len(mine)
    worst = min(scores)
    mean = sum(scores) / len(scores) - 0.03 * left_out
    if worst < _LEAST_WORD:
        return min(mean, CANDIDATE - 0.01)
    return mean if worst >= _SURE_WORD else min(mean, SAME - 0.01)


def _inner(mine: list[str], theirs: list[str]) -> list[float]:
    scores: list[float] = []
    start = 0
    for word in mine:
        best = max(range(start, len(theirs)), key=lambda i: alike(word, theirs[i]), default=None)
        if best is None:
            return [*scores, 0.0]
        scores.append(alike(word, theirs[best]))
        start = best + 1
    return scores


def verdict(one: str, other: str) -> str:
    """``same``, ``candidate`` or ``different``."""
    score = likeness(one, other)
    return "same" if score >= SAME else "candidate" if score >= CANDIDATE else "different"
