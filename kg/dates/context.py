"""What every rule of dates needs: numbers, the year that is meant, which way the words look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kg.dates.rules import AGAIN, DateRules
from kg.dates.windows import WEEK

Match = re.Match[str]
Groups = Mapping[str, Any]
SIGNS = {"past": -1, "next": 1, "current": 0}
_TWO_DIGITS = 100
_SOON = 120
"""A day without year or cue lies ahead when it is so near; else it is the last such day."""
_FRESH = 60
"""A day so short ago is meant before the one a year later, whatever the verb."""
_CLOSE = 15
"""So near a day is meant although its weekday is wrong: who writes one mistakes the weekday."""
_LAST_YEAR = 2_200
_BEFORE = 16
_SENTENCE = 150
"""How far before a phrase, in letters, its clause may begin."""
_SENTENCE_END = re.compile(r"[\n.!?؟;؛*:،,]\s*")


class NoYearError(LookupError):
    """Nothing tells the year of a day or month."""


class DateContext:
    """A text, its day, and the date told last."""

    def __init__(
        self,
        text: str,
        rules: DateRules,
        anchor: date | None,
        *,
        narrative: bool = False,
        date_order: str | None = None,
    ) -> None:
        self.text = text
        self.date_order = date_order
        self.rules = rules
        self.day = anchor
        self.narrative = narrative
        self.last: date | None = None
        """First day of the date told last."""
        self.whole_year = False
        """Whether the date told last was only a year."""
        self.year_ahead: tuple[int, int] | None = None
        """Year and month of the date that follows at once: «آب وأيلول 2014»."""
        self.kind_ahead: str | None = None
        """Modifier of the weekday that follows at once: «الجمعة والسبت المقبلين»."""
        self.weekday_before: date | None = None
        """The day of the weekday that stands at once before: «مساء الجمعة وصباح السبت»."""
        self.date_before: date | None = None
        """The day to which a day without year is joined: «في 6 آب و4 تشرين الثاني»."""

    @property
    def anchor(self) -> date | None:
        """The day that relative words count from."""
        return self.last or self.day if self.narrative else self.day

    def number(self, text: str, table: str = "numbers") -> int:
        """The number that digits or words say; raises ValueError for none."""
        digits = re.sub(r"\D", "", text)
        if digits:
            return int(digits)
        words = {**self.rules.words["numbers"], **self.rules.words[table]}
        if text in words:
            return words[text]
        told = [words[w] for w in re.split(r"[\s-]+و?", text) if w in words]
        if not told:
            raise ValueError(text)
        return sum(told)

    def kind(self, groups: Groups) -> str | None:
        """``past``, ``next``, ``current`` or None."""
        return self.rules.names["modifiers"].get(groups.get("mod") or "")

    def forward(self, match: Match) -> bool:
        """Whether the words around a phrase look forward."""
        cue = self.cue(match)
        if cue is None and self._due(match):
            return True
        return bool(cue) or self._agenda(match)

    def _due(self, match: Match) -> bool:
        """Whether words without a verb look forward: “by Friday”, “Lavrov to visit Damascus”."""
        before = self.text[max(0, match.start() - _SENTENCE) : match.start()]
        near = before[-_BEFORE:]
        if self.rules.until.search(near) or self.rules.due.search(near):
            return True
        headline = self.rules.headline
        return bool(headline and headline.search(re.split(r"[\n.!?;]", before)[-1]))

    def _agenda(self, match: Match) -> bool:
        """Whether a verb of the day's agenda opens the clause: «يعقد المجلس، الثلاثاء»."""
        if self.rules.opening is None:
            return False
        first = max(0, match.start() - _SENTENCE)
        clauses = _SENTENCE_END.split(self.text[first : match.start()])
        if first:
            clauses = clauses[1:]
        told_of = clauses and self.rules.opener and self.rules.opener.match(clauses[-1])
        return any(map(self.rules.opening.match, clauses[-1 if told_of else -2 :]))

    def cue(self, match: Match) -> bool | None:
        """Whether the nearest cue looks forward (True) or back (False); None without any."""
        before = self.text[max(0, match.start() - self.rules.options["before"]) : match.start()]
        after = self.text[match.end() : match.end() + self.rules.options["after"]]
        near = re.split(r"[\n.!?؟;]", before)[-1], self._own_clause(after)
        if self.rules.past is None:
            return any(self.rules.future.search(side) for side in near) or None
        last = near[0].rstrip().rsplit(" ", 1)[-1]
        if self.rules.past.fullmatch(last) and not self.rules.future.fullmatch(last):
            return False
        if self.rules.options.get("future_first"):
            if any(self.rules.future.search(side) for side in near):
                return True
            return False if any(self.rules.past.search(side) for side in near) else None
        cues = [(len(near[0]) - m.end(), 0) for m in self.rules.future.finditer(near[0])]
        cues += [(len(near[0]) - m.end(), 1) for m in self.rules.past.finditer(near[0])]
        if not cues:
            cues += [(m.start(), 0) for m in self.rules.future.finditer(near[1])]
            cues += [(m.start(), 1) for m in self.rules.past.finditer(near[1])]
        return min(cues)[1] == 0 if cues else None

    def _own_clause(self, after: str) -> str:
        """What follows a phrase up to a mark, or a word that opens what is said or told of."""
        own = re.split(r"[\n.!?؟،,;:]", after)[0]
        opened = self.rules.opener.search(own) if self.rules.opener else None
        return own[: opened.start()] if opened else own

    def year_of(self, groups: Groups, match: Match, month: int, day: int = 0) -> int:
        """The year that text, modifier or tense give a month (and day); NoYearError if nothing."""
        if groups.get("y"):
            return self.full_year(groups["y"])
        if groups.get("ymod") and self.anchor:
            return self.anchor.year + SIGNS[self.rules.names["modifiers"][groups["ymod"]]]
        if self.year_ahead and not groups.get("mod"):
            return self.year_ahead[0] - (month > self.year_ahead[1])
        anchor = self.anchor
        if anchor is None:
            raise NoYearError
        kind = self.kind(groups)
        if self.date_before and kind is None:
            return nearest_year(self.date_before, month, day or 15)
        if self.narrative and kind is None:
            return anchor.year if self.whole_year else nearest_year(anchor, month, day or 15)
        if day and kind is None and groups.get("wd"):
            weekday = self.rules.words["weekdays"][groups["wd"]]
            fitting = year_of_weekday(anchor, month, day, weekday)
            told = self._year_by_direction(match, kind, month, day)
            near = abs((date(told, month, day) - anchor).days) <= _CLOSE
            return fitting if fitting and not near else told
        return self._year_by_direction(match, kind, month, day)

    def _year_by_direction(self, match: Match, kind: str | None, month: int, day: int) -> int:
        """The year that modifier or tense choose around the anchor."""
        anchor = self.anchor
        assert anchor is not None
        here = (anchor.month, anchor.day)
        there = (month, day or (anchor.day if month == anchor.month else 1))
        if kind == "current":
            return anchor.year
        if kind == "next" or (kind is None and self.forward(match)):
            later = (
                there >= here if kind is None else (month, day) > (here if day else (*here[:1], 0))
            )
            if kind == "next" and not day:
                later = month > anchor.month
            if kind is None and day and 0 < (anchor - date(anchor.year, month, day)).days < _FRESH:
                return anchor.year
            return anchor.year if later else anchor.year + 1
        if kind == "past" and not day:
            return anchor.year if month < anchor.month else anchor.year - 1
        if kind == "past":
            return anchor.year if there < here else anchor.year - 1
        if there > here and 0 < (date(anchor.year, month, day or 1) - anchor).days <= _SOON:
            return anchor.year if self.cue(match) is None else anchor.year - 1
        return anchor.year if there <= here else anchor.year - 1

    def full_year(self, text: str) -> int:
        """A year of four digits, or of two as people shorten it."""
        digits = int(re.sub(r"\D", "", text))
        if digits >= _TWO_DIGITS:
            if digits > _LAST_YEAR:
                raise ValueError(text)
            return digits
        here = self.anchor.year if self.anchor else 2000
        near = here // 100 * 100 + digits
        return near if near <= here + 10 else near - 100

    def daypart(self, groups: Groups) -> str:
        """What TIMEX3 writes behind a day for its part: ``TEV``; empty for none."""
        name = self.rules.names["dayparts"].get(groups.get("tod") or groups.get("tod2") or "", "")
        return f"T{name}" if name else ""

    def nearest(self, weekday: int, *, forward: bool) -> date:
        """The next day of that name, or the last one (the anchor itself counts)."""
        if self.anchor is None:
            raise ValueError("no anchor")
        back = (self.anchor.weekday() - weekday) % WEEK
        if forward and back:
            return self.anchor + timedelta(days=WEEK - back)
        return self.anchor - timedelta(days=back)


def following(day: date, weekday: int) -> date:
    """The first day of that name after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % WEEK + 1)


def nearest_year(anchor: date, month: int, day: int) -> int:
    """The year in which a day lies nearest to another day."""
    day = min(day, 28)
    return min(
        (anchor.year + n for n in (0, 1, -1)),
        key=lambda year: abs((date(year, month, day) - anchor).days),
    )


def year_of_weekday(anchor: date, month: int, day: int, weekday: int) -> int | None:
    """The year nearest to the anchor in which the day has that weekday, None if none is near."""
    fitting: list[tuple[int, int]] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found.weekday() == weekday:
            fitting.append((abs((found - anchor).days), year))
    return min(fitting)[1] if fitting else None


def filled_groups(match: Match) -> dict[str, str]:
    """The words in the slots as the tables have them; a slot that a form has twice, once."""
    found: dict[str, str] = {}
    for name, text in match.groupdict().items():
        if text is not None:
            found.setdefault(name.rstrip(AGAIN), _as_listed(text))
    return found


def _as_listed(text: str) -> str:
    """A word as the tables write it: « aujourd’hui », or two words with a line break between."""
    return " ".join(re.sub("[’‘]", "'", text).split())
