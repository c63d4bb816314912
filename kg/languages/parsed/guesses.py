"""Names that only the statistical model sees: bodies and places, cleaned and made consistent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.languages.parsed.names import LatinNames
from kg.languages.parsed.words import LatinWords
from kg.model.vocabulary import EntityType
from kg.text.findings import Found

_TYPES: Final[Mapping[str, EntityType]] = {
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}
_LONGEST = 7


def guesses(
    words: LatinWords, names: LatinNames, strong: Iterable[Found], people: Iterable[Found]
) -> list[Found]:
    """Bodies and places of the model where no rule, name or person stands already."""
    taken = {i for f in (*strong, *people) for i in range(f.start, f.end)}
    for index in range(len(words)):
        demonym = names.gazetteer.demonym_at(words, index)
        taken.update(range(index, demonym[0]) if demonym else ())
    person_words = {words.norms[i] for p in people for i in range(p.start, p.end)}
    found = []
    for entity in words.doc.ents:
        kind = _TYPES.get(entity.label_)
        start, end = _trimmed(words, entity.start, entity.end)
        if kind is None or end <= start or end - start > _LONGEST:
            continue
        if not taken.isdisjoint(range(start, end)) or not _sound(words, names, start, end):
            continue
        if end - start == 1 and words.norms[start] in person_words:
            continue
        taken.update(range(start, end))
        found.append(Found(start, end, kind, names.key(kind, start, end)))
    return _consistent(words, names, found, taken)


def _trimmed(words: LatinWords, start: int, end: int) -> tuple[int, int]:
    """Without articles, possessive endings and small words at the edges."""
    while start < end and not words.capital(start):
        start += 1
    while start < end and words.norms[start] in words.articles:
        start += 1
    while end > start and not words.capital(end - 1):
        end -= 1
    return start, end


def _sound(words: LatinWords, names: LatinNames, start: int, end: int) -> bool:
    """Whether the words look like a name and not like a sentence's beginning."""
    if any(words.dated[i] or "\n" in words.doc[i].text for i in range(start, end)):
        return False
    if not words.is_word(start) or words.closed(start) or len(words.norms[start]) < 2:
        return False
    if words.match(words.phrases("titles", "heads"), end - 1):
        return False
    if names.gazetteer.demonym_at(words, start) and end - start == 1:
        return False
    if any(words.norms[i] in ("(", ")", ":", "–", "—") for i in range(start, end)):
        return False
    if words.match(words.phrases("words", "never"), start):
        return False
    agreement = words.phrases("documents", "agreement")
    if words.match_back(agreement, end) or words.match(agreement, start):
        return False
    if end - start > 1:
        return True
    everyday = names.gazetteer.common(words.norms[start])
    small = words.doc[start].text.isupper() and len(words.norms[start]) < 3
    return not everyday and not small


def _consistent(
    words: LatinWords, names: LatinNames, found: list[Found], taken: set[int]
) -> list[Found]:
    """One type for one spelling, the likeliest of the article, wherever it is written."""
    votes: dict[tuple[str, ...], dict[EntityType, int]] = {}
    for guess in found:
        written = tuple(words.norms[guess.start : guess.end])
        kinds = votes.setdefault(written, {})
        kinds[guess.type] = kinds.get(guess.type, 0) + 1
    made = []
    places = {(guess.start, guess.end) for guess in found}
    for start in range(len(words)):
        for length in range(_LONGEST, 0, -1):
            written = tuple(words.norms[start : start + length])
            kinds = votes.get(written, {})
            here = (start, start + length) in places
            free = words.capital(start) and taken.isdisjoint(range(start, start + length))
            if not kinds or not (here or free):
                continue
            kind = max(sorted(kinds), key=lambda k: kinds[k])
            key = names.key(kind, start, start + length)
            made.append(Found(start, start + length, kind, key))
            taken.update(range(start, start + length))
            break
    return made
