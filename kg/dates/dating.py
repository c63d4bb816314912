"""Dating an article that names no day of its own: a ranked answer with its uncertainty.

Each clue (`kg.dates.clues`) multiplies what a day is worth by how often such a clue is seen at
that distance; a weight per kind of clue, fitted on dated articles, allows for clues that repeat
one another. The result is a share for every day of the range (a log-linear model; dating to the
day with background knowledge is ours, year-level models are in Chambers 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kg.background.known import Knowledge
from kg.dates.clues import Clue
from kg.rulefiles import files

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Form = Literal["weekday", "month", "day", "gap", "months", "years", "thing", "career"]
_CAREERS = ("person", "holder", "former")


@dataclass(frozen=True)
class Table:
    """How one kind of clue is compared with a day, and what each distance is worth."""

    form: Form
    edges: tuple[int, ...]
    """Lower bounds of the distances that are told apart; empty: each by itself."""
    worth: Floats
    """Natural logarithms, one per distance; constant terms do not matter."""
    weight: float = 1.0


@dataclass(frozen=True)
class Ranking:
    """A share for every day of the range."""

    first: date
    shares: Floats
    gains: Mapping[Clue, float]
    """Clue -> how many times likelier it makes the best day than the average day."""

    @property
    def best(self) -> tuple[date, float]:
        """The likeliest day and its share."""
        place = int(self.shares.argmax())
        return self._day(place), float(self.shares[place])

    def top(self, count: int) -> list[tuple[date, float]]:
        """The likeliest days with their shares; equal shares in the order of the days."""
        order = np.argsort(-self.shares, kind="stable")[:count]
        return [(self._day(int(n)), float(self.shares[n])) for n in order]

    def credible(self, share: float) -> list[date]:
        """The fewest days that hold the share together, in their order."""
        order = np.argsort(-self.shares, kind="stable")
        held = np.cumsum(self.shares[order])
        count = int(np.searchsorted(held, share)) + 1
        return [self._day(int(n)) for n in np.sort(order[:count])]

    def interval(self, share: float) -> tuple[date, date]:
        """The shortest stretch of days that holds the share; the earliest of several."""
        held = np.concatenate(([0.0], np.cumsum(self.shares)))
        ends = np.searchsorted(held, held[:-1] + share - 1e-12)
        lengths = np.where(ends < len(held), ends - np.arange(len(ends)), len(held))
        first = int(lengths.argmin())
        return self._day(first), self._day(first + int(lengths[first]) - 1)

    def _day(self, place: int) -> date:
        return self.first + timedelta(days=place)


class Calendar:
    """The days of the range as arrays, and the distance of each from a clue."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.ordinals: Ints = np.array([d.toordinal() for d in days])
        self.weekdays: Ints = np.array([d.weekday() for d in days])
        self.months: Ints = np.array([d.year * 12 + d.month - 1 for d in days])

    def distances(self, form: Form, clue: Clue, known: Knowledge) -> Ints:
        """How far each day lies from what the clue tells, in the unit of the form."""
        value = clue.value
        if form in ("thing", "career"):
            return since_spans(self.ordinals, spans_of(clue, known))
        number = int(value[0])
        if form == "weekday":
            return (self.weekdays - number) % 7
        if form == "month":
            return (self.months - (number - 1)) % 12
        if form == "months":
            return self.months - number
        if form == "years":
            return self.months // 12 - number
        if form == "gap":
            return self.ordinals - number
        return self._since_last(number, int(value[1]))

    def _since_last(self, month: int, day: int) -> Ints:
        """Days since a day of the year came round last."""
        first, last = int(self.months[0]) // 12 - 1, int(self.months[-1]) // 12
        came = [_valid(year, month, day).toordinal() for year in range(first, last + 1)]
        places = np.searchsorted(np.array(came), self.ordinals, side="right") - 1
        since: Ints = self.ordinals - np.array(came)[places]
        return since


def _valid(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1) if month < 12 else date(year, 12, 31)


def since_spans(ordinals: Ints, spans: Sequence[tuple[int, int]]) -> Ints:
    """Days since the end or until the begin (negative) of the nearest span, 0 within."""
    every = [np.where(ordinals < a, ordinals - a, np.maximum(ordinals - b, 0)) for a, b in spans]
    stacked = np.stack(every)
    nearest = np.abs(stacked).argmin(axis=0)
    found: Ints = np.take_along_axis(stacked, nearest[None, :], axis=0)[0]
    return found


def spans_of(clue: Clue, known: Knowledge) -> list[tuple[int, int]]:
    """Begin and end, as ordinals, of what a clue names; empty when nothing is known."""
    key = str(clue.value[0])
    if clue.kind == "resolution":
        adopted = date.fromisoformat(dict(known.entities[key].facts)["adopted"]).toordinal()
        return [(adopted, adopted)]
    if clue.kind in _CAREERS:
        tenures = known.offices_of(key, None)
        wanted = [t for t in tenures if clue.kind == "person" or t.office == clue.value[1]]
        windows = [t.window for t in wanted]
    else:
        windows = [r.window for r in known.rounds if r.key == key]
    spans = []
    for window in windows:
        begin = window.earliest_begin or window.latest_begin
        end = window.latest_end or window.earliest_end
        if begin:
            open_end = date.max if clue.kind in _CAREERS else begin
            spans.append((begin.toordinal(), (end or open_end).toordinal()))
    return spans


@dataclass(frozen=True)
class Model:
    """The tables of all kinds, and the range of days."""

    calendar: Calendar
    tables: Mapping[str, Table]
    answer: Mapping[str, float]
    """``share``, ``day`` and ``widest`` of ``ontology/dating.toml``."""

    def rank(self, clues: Iterable[Clue], known: Knowledge) -> Ranking:
        """The shares of all days given the clues."""
        total = np.zeros(len(self.calendar.ordinals))
        worths: dict[Clue, Floats] = {}
        for clue in clues:
            worth = self.worth(clue, known)
            if worth is not None:
                worths[clue] = worth
                total += worth
        shares = np.exp(total - total.max())
        shares /= shares.sum()
        place = int(shares.argmax())
        gains = {clue: float(np.exp(w[place]) / np.exp(w).mean()) for clue, w in worths.items()}
        return Ranking(self.calendar.first, shares, gains)

    def worth(self, clue: Clue, known: Knowledge) -> Floats | None:
        """What a clue adds to the logarithm of each day's share; None for unknown things."""
        table = self.tables.get(clue.kind)
        if table is None:
            return None
        if table.form in ("thing", "career") and not spans_of(clue, known):
            return None
        distances = self.calendar.distances(table.form, clue, known)
        return table.weight * table.worth[bins(distances, table.edges)]


def bins(distances: Ints, edges: Sequence[int]) -> Ints:
    """The number of the stretch in which each distance lies."""
    if not edges:
        return distances
    return np.searchsorted(np.array(edges), distances, side="right") - 1


def settings() -> Mapping[str, Any]:
    """``ontology/dating.toml``."""
    return files.ontology("dating.toml")


def forms_of(settings: Mapping[str, Any]) -> dict[str, Form]:
    """Kind of clue -> how it is compared with a day."""
    return {kind: form for form, table in settings["forms"].items() for kind in table["kinds"]}


@cache
def load_model() -> Model:
    """The model of ``ontology/dating.toml`` and ``dating-weights.toml``."""
    made = settings()
    forms = forms_of(made)
    fitted = files.ontology("dating-weights.toml")
    tables = {
        kind: Table(forms[kind], tuple(table["edges"]), np.array(table["worth"]), table["weight"])
        for kind, table in fitted["kinds"].items()
    }
    return Model(Calendar(made["range"]["first"], made["range"]["last"]), tables, made["answer"])
