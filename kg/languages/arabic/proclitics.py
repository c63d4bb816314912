"""The proclitics و ف ب ل ك of written Arabic words, split off where evidence allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.letters import fold


@dataclass(frozen=True)
class Piece:
    """One part of a written word: a proclitic or the rest."""

    start: int
    """Offset of its first letter within the word."""
    norm: str
    """Its folded form, with the alef that «لل» hides restored."""


Known = Callable[[str], bool]
Frequency = Callable[[str], float]

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_SHORTEST_STEM = 3
_CONJUNCTION_MARGIN = 0.9
_PREPOSITION_MARGIN = 0.3
_SEEN = 2.0
_RARE = 3.0


def split_proclitics(
    word: str, *, known: Known, keep: Known, frequency: Frequency
) -> tuple[Piece, ...]:
    """Split the proclitics off one written Arabic word.

    ``known`` tells whether a folded form is in the lexicon, ``keep`` whether it must
    stay whole, ``frequency`` gives the Zipf frequency of a folded form (0 when
    unseen). A split needs evidence: a known rest, the article, or a rest that is
    used more than the joined form; «وزير» and «بيروت» stay whole.
    """
    pieces: list[Piece] = []
    form = fold(word)
    start = 0
    for letters, margin in ((_CONJUNCTIONS, _CONJUNCTION_MARGIN), (_PREPOSITIONS, 0.0)):
        if form[:1] not in tuple(letters) or keep(form) or len(form) <= _SHORTEST_STEM - 1:
            continue
        rest = _rest(form, letters)
        if not _splits(form, rest, letters, known, frequency, margin):
            continue
        pieces.append(Piece(start, form[0]))
        start += 1
        form = rest
    return (*pieces, Piece(start, form))


def _rest(form: str, letters: str) -> str:
    """What stays when the first letter goes; «لل» gets its hidden alef back."""
    if letters is _PREPOSITIONS and form.startswith("لل"):
        return "ال" + form[2:]
    return form[1:]


def _splits(
    form: str, rest: str, letters: str, known: Known, frequency: Frequency, margin: float
) -> bool:
    if len(rest) < _SHORTEST_STEM or known(form):
        return False
    if rest.startswith("ال") and len(rest) > _SHORTEST_STEM + 1:
        return frequency(form) < frequency(rest) + 1.0 or known(rest)
    if known(rest):
        margin = 1.5 if letters is _CONJUNCTIONS and len(rest) > _SHORTEST_STEM else 1.0
        return frequency(form) < max(_RARE, frequency(rest) + margin)
    if form[0] == "ف":
        return False
    if letters is _CONJUNCTIONS:
        inner = _rest(rest, _PREPOSITIONS) if rest[0] in _PREPOSITIONS else ""
        if len(inner) >= _SHORTEST_STEM and known(inner) and not frequency(rest) > _SEEN:
            return True
        return frequency(rest) > _SEEN and frequency(rest) > frequency(form) - margin
    return frequency(rest) > _SEEN and frequency(rest) > frequency(form) + _PREPOSITION_MARGIN
