"""Which language a text is in, or that nobody can tell (``und``).

The script decides, and within a script the words: how common they are in each of its
languages (frequency lists of wordfreq, Speer 2022; ontology/languages.toml says which).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kg.resources import language_codes
from kg.rulefiles import files

UNKNOWN = "und"
"""ISO 639-2 for a language that was not determined."""
LETTER = re.compile(r"[^\W\d_]")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOOKED_AT = 6_000
"""Characters; the language of a text shows in its first thousand words."""
_COMMON = 6_000
"""Words that are kept of a language that nobody reads."""
_UNSEEN = 2.0
"""Zipf value of a word that a list has not; its last ones are above 3.5."""
_LONG = 12
_KNOWN_LONG, _KNOWN_SHORT = 1.7, 0.6
"""What a word of English or French is worth on average: above 2.2 in the first hundred letters
of 56 articles, below 1.3 in languages that no list covers; names in a short text have nothing."""
_SHORT = 4
_SIGN, _MOST = 3.5, 5.5
"""What a beginning or an end is worth; more than so much tells nothing («in», «met», «die»)."""
_SURE, _STRANGE = 0.5, 3.0
"""By so much (Zipf values added up) must one of ours, or another language, be ahead of the next."""
_ARABIC_SHARE, _OWN_LETTERS = 0.4, 0.03


@cache
def _tables() -> Mapping[str, Any]:
    return files.ontology("languages.toml")


def name_of(language: str) -> str:
    """The English name of a language code, the code itself where nobody named it."""
    return str(_tables()["names"].get(language, language))


def guess_language(text: str) -> str:
    """The ISO 639 code of a text's language, ``und`` when it cannot be told.

    What is invisible or written in presentation forms has to be made plain before
    (``kg.text.plain``).
    """
    part = text[:_LOOKED_AT]
    scripts = Counter(filter(None, map(_script, part)))
    if not scripts:
        return UNKNOWN
    letters = scripts.total()
    script = max(sorted(scripts), key=scripts.__getitem__)
    if scripts["ARABIC"] > _ARABIC_SHARE * letters:
        script = "ARABIC"
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > _OWN_LETTERS * letters:
        script = "HIRAGANA"
    if script not in _tables()["compared"]:
        return str(_tables()["scripts"].get(script, UNKNOWN))
    own = Counter(c for c in part.casefold() if LETTER.match(c))
    for language, alphabet in _tables()["letters"].items():
        shown = sum(own[letter] for letter in alphabet)
        if shown > _OWN_LETTERS * letters and _script(alphabet[0]) == script:
            return str(language)
    return _likeliest(_words(part), _tables()["compared"][script])


@cache
def _script(char: str) -> str:
    """The script of a letter, as its Unicode name begins; empty for what is no letter."""
    return unicodedata.name(char, "").split(" ")[0] if LETTER.match(char) else ""


def _words(text: str) -> list[str]:
    bare = "".join(c for c in text if unicodedata.category(c) != "Mn" and c != "ـ")
    return [word.replace("’", "'") for word in _WORD.findall(bare.casefold())]


def _likeliest(words: Sequence[str], languages: Sequence[str]) -> str:
    if len(set(words)) < 2 and "en" in languages:
        return UNKNOWN  # «Paris», «Minister»: a word of many languages
    ranked = sorted((-_score(words, name), name) for name in languages)
    (best, language), (next_, _) = ranked[0], ranked[1]
    ahead = _SURE if language in language_codes() else _STRANGE
    if next_ - best < ahead:
        return UNKNOWN
    known = -best / max(len(words), 1)
    enough = _KNOWN_LONG if len(words) >= _LONG else _KNOWN_SHORT
    strange = language in language_codes() and "en" in languages and known < enough
    return UNKNOWN if strange else language


def _score(words: Sequence[str], language: str) -> float:
    """The Zipf values of all words added up, above that of a word never seen."""
    table, signs = common_words(language), _tables()["signs"].get(language, {})
    begin, end = tuple(signs.get("begin", ())), tuple(signs.get("end", ()))
    score = 0.0
    for word in words:
        found = [table[part] for part in _parts(word, language) if part in table]
        value = max(found, default=_UNSEEN)
        long = len(word) > _SHORT
        if long and ((begin and word.startswith(begin)) or (end and word.endswith(end))):
            value = max(value, _SIGN)
        score += min(value, _MOST) - _UNSEEN
    return score


_PERSIAN, _ARABIC = str.maketrans("يك", "یک"), str.maketrans("یک", "يك")


def _parts(word: str, language: str) -> tuple[str, ...]:
    """A word as a list may have it: «l'accord» as «accord», Persian letters for Arabic ones."""
    if language == "ar":
        return (word.translate(_ARABIC),)
    if language in ("fa", "ur"):
        return (word.translate(_PERSIAN),)
    return (word, *word.split("'")[1:], *word.split("'")[:1])


@cache
def common_words(language: str) -> Mapping[str, float]:
    """The commonest words of a language with their Zipf values."""
    import wordfreq

    table: dict[str, float] = {}
    # get_frequency_dict would keep the whole list for good.
    for centibels, words in enumerate(wordfreq.get_frequency_list(language, "small")):
        zipf = wordfreq.freq_to_zipf(wordfreq.cB_to_freq(-centibels)) if words else 0.0
        table.update((word, zipf) for word in words)
        if len(table) >= _COMMON and language not in language_codes():
            break
    wordfreq.get_frequency_list.cache_clear()
    return table
