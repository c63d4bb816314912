"""What may stand in ``[dates]`` of a language file: words of dates, and forms made of slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.rulefiles.compact import rows, word_lists
from kg.rulefiles.entries import (
    Entry,
    Fault,
    Form,
    Forms,
    Name,
    Path,
    Text,
    Vocabulary,
    Words,
    nearest,
    told,
)
from kg.rulefiles.tables import Each, Records, Table
from kg.rulefiles.values import Number, Numbers, Truth

UNITS: Final = (
    *("second", "minute", "hour", "day", "week", "fortnight", "weekend"),
    *("month", "quarter", "year", "decade", "century"),
)
"""Units of calendar periods."""
_MOVES: Final = ("past", "next", "current")
_DAYPARTS: Final = ("MO", "AF", "EV", "NI", "AM", "PM")

RULES: Final[Mapping[str, str]] = {
    name: says
    for name, _needed, says in rows("""
ago: so long before or after a day
bare_year: a number that is a year
before_christ: a year before Christ
century: a century
clock: a time of day
date: a day of a month
dates: from a day to a day of a month
decade: ten years
deixis: a day counted from the article's: «أمس»
duration: so long
feast: a feast or day of memory of feasts.toml
fraction: a quarter or half of a year
from_day: so long from today, tomorrow, yesterday
genericseason: a season of any year
hijri: a day or month of the Hijri calendar
hijri_only_year: a year of the Hijri calendar
later: so long after the day told last
month: a month
monthday: a day of a month that is not named
month_day: a day of the month meant: “on the 18th”
months: from a month to a month
nth_weekday: the second Monday of a month
nextday: the day, or the next one, as the text tells it
numeric: day, month and year in figures
numeric_day: day and month in figures
numeric_month: month and year in figures
reference: now, once, some day
relative: the unit before or after the one told last
season: a season of a year
set: again and again: every week
several_units: so long ago in several units
some: the last or next few of a unit
two_years: a year and another
timeofday: a time of the day told last
unit: this, the last or the next unit
units: the last or next so many units
units_long: so long in several units
week_day: a day of last or next week
week_with: the week of a day
week_of: a week of a month
weekday: a day of the week
year: a year with a word that says so
years: from a year to a year
""")
}
"""What a form may mean: each is a method of kg.dates.resolve.Resolver."""
SLOTS: Final = (
    *("month", "weekday", "deixis", "ordinal", "season", "decade", "fraction", "daypart", "ref"),
    *("hijri", "modifier", "part", "unit", "dual", "shift"),
    *("day", "number", "year", "century_number", "roman", "singulars"),
    *("numeric", "numeric_day", "weekday_then"),
    *("year_modifier", "worded_year", "units", "feast", "feast_shift"),
)
"""Slots of every language; a word list of [dates] is a slot besides."""
GROUPS: Final = (
    *("m", "m2", "wd", "dx", "o", "s", "dec", "q", "tod", "tod2", "ref", "hm", "mod", "part", "u"),
    *("dual", "shift", "day", "day2", "n", "y", "y_", "y2", "c", "rom", "bc", "pair", "cue"),
    *("last", "told", "hh", "mm", "num", "n1", "n2", "n3", "sep", "hmark", "hmark_"),
    *("month_number", "yw", "ymod", "feast", "fs", "way", "qn", "qn_"),
)
"""Named groups that the rules read."""

_SLOT: Final = re.compile(r"\{([a-z_]*[a-z_][a-z_0-9]*?)(2?)\}")
_GROUP: Final = re.compile(r"\(\?P<(\w+)>")
_LISTS: Final = word_lists("""
publication?: words behind which a date is that of the text itself
year_words?: words before a year
month_words?: words before a month
month_cues?: words behind which the name of a month alone is one
year_cues?: words behind which a number alone is a year
of?: words between a day and its month
between: words that open “between … and …”
from: words that open “from … to …”
to: words in the middle of it
since: words behind which a date is a beginning
until: words behind which a date is an end
at?: words between a day and its time
ago?: words of so long before
nearly?: words that make a number about
before_that?: so long before the day told last
after_that?: so long after it
singulars?: units of a duration of one
lasting?: words that open a duration
generic?: words behind which a number alone is a year, «اليوم» today
this?: words for the current unit
day_word?: the word “day” before a date
week_words?: the word “week” before its number
due?: words behind which a date is a time limit
hour_words?: words before a time
zones?: time zones behind a time
hijri_marks?: marks behind a Hijri year
common_months?: months that are other words too: only beside a day, a pair or a year
capital?: words that are dates only when written large
whole?: words that lose no proclitic
not_after?: a number or name behind one of these is no date
not_before?: a number before one of these is no date
today_after?: behind one of these «اليوم» belongs to a name
names_after?: a day without year behind one of these is a name: «قوى 14 آذار»
names_before?: a day without year before one of these is a name: “the Sept. 11 attacks”
counted_after: a bare number behind one of these counts things
""")
_EDGES: Final[Mapping[str, Entry]] = {
    "open": Form("what stands before a phrase"),
    "clitics": Form("letters that may be joined to its first word"),
    "blank": Form("what stands between its words"),
    "day": Form("a day in figures"),
    "and": Form("what joins two dates"),
    "and_number": Form("what joins tens and ones"),
    "and_units": Form("what joins two units of one duration"),
    "and_worded": Form("what joins the words of a year in words"),
    "year_starts": Form("how a year in words begins"),
    "weekday_then": Form("what stands between a weekday and its date"),
}
_OPTIONS: Final[Mapping[str, Entry]] = {
    "future_first": Truth("whether a word that looks forward always wins", needed=False),
    "before": Number("how many letters before a phrase may look forward", least=0),
    "after": Number("how many letters behind it", least=0),
    "date_order": Name("how numeric dates are written", ("dmy", "mdy", "ymd"), needed=False),
    "bare_units": Truth("whether one of several units needs no number", needed=False),
    "hijri_unmarked": Truth("whether a Hijri year in figures needs no mark", needed=False),
    "vague_days": Each("unit → days that “recent” units span", UNITS, Number("", least=0)),
    "determiners": Each(
        "rule → articles that join a phrase", tuple(RULES), Words(""), needed=False
    ),
}
_PART: Final = Table(
    "",
    entries={
        "words": Words("words for it"),
        "days": Numbers("first and last day of a month", count=2, rising=True),
        "months": Numbers("first and last month of a year", count=2, rising=True),
    },
)
_CUES: Final[Mapping[str, Entry]] = {
    "future": Words("words that make a phrase look forward"),
    "future_patterns": Forms("the same as regular expressions", needed=False),
    "not_future": Words("beginnings of words that only look like a future", needed=False),
    "past_patterns": Forms("what makes a phrase look back", needed=False),
    "clauses": Words("words that open a clause, whose tense is its own", needed=False),
    "headline": Form("how a headline of what is to come begins", needed=False),
    "opening": Words("verbs that open a sentence about what is due", needed=False),
}
_PATTERN: Final[Mapping[str, Entry]] = {
    "rule": Name("what the form means", of=tuple(RULES)),
    "form": Text("a regular expression with slots", empty=False),
    "bare": Truth("whether the form takes care of its own edges", needed=False),
    "inner": Name("the group that is the phrase, the rest only around it", GROUPS, needed=False),
    "unit": Name("unit of a form that names none", UNITS, needed=False),
    "n": Number("number of a form that names none", needed=False),
    "part": Text("time of day of a form that names none", needed=False),
    "as": Name("what it is rather", ("duration",), needed=False),
    "from": Name("from where it counts", ("last",), needed=False),
    "approximate": Truth("whether it is about then", needed=False),
    "half": Truth("whether half a unit more", needed=False),
    "adjective": Truth("whether the duration only describes", needed=False),
    "timex": Truth("whether only TIMEX3 marks it", needed=False),
    "vague": Truth("whether the number is unknown", needed=False),
}


@dataclass(frozen=True)
class _Move(Entry):
    """``past``, ``next``, ``current`` or a number of units."""

    @property
    def kind(self) -> str:
        """What to write, for people."""
        return f"{', '.join(_MOVES)} or a number"

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Anything else."""
        if isinstance(value, str):
            yield from Name("", of=_MOVES).faults(value, path, known)
        else:
            yield from Number("").faults(value, path, known)


@dataclass(frozen=True)
class Dates(Table):
    """The tables of dates; slots and groups of the forms are looked up in them."""

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """What is wrong with the tables, then with each form."""
        yield from super().faults(value, path, known)
        if not isinstance(value, dict) or not isinstance(value.get("patterns"), list):
            return
        lists = [name for name, listed in value.items() if isinstance(listed, list)]
        slots = {*SLOTS, *lists} - {"patterns"}
        for number, pattern in enumerate(value["patterns"]):
            form = pattern.get("form") if isinstance(pattern, dict) else None
            if isinstance(form, str):
                where = (*path, "patterns", number, "form")
                yield from _of_form(form, pattern.get("inner"), slots, where)


def _of_form(form: str, inner: object, slots: set[str], path: Path) -> Iterator[Fault]:
    for name, _again in _SLOT.findall(form):
        if name not in slots:
            hint = nearest(name, slots)
            yield Fault(path, f"{{{name}}} is neither a slot nor a list of [dates]; {hint}")
    for name in _GROUP.findall(form):
        if name not in GROUPS:
            yield Fault(path, f"no rule reads the group {told(name)}; {nearest(name, GROUPS)}")
    try:
        re.compile(_SLOT.sub("(?:x)", form))
    except re.error as error:
        yield Fault(path, f"no regular expression: {error}")
    if isinstance(inner, str) and f"(?P<{inner}>" not in form and "{" not in form:
        yield Fault((*path[:-1], "inner"), f"the form has no group {told(inner)}")


def _numbered(says: str, first: int, last: int, *, complete: bool = False) -> Each:
    return Each(says, range(first, last + 1), Words(""), complete)


SECTION: Final = Dates(
    "Dates: words, and the forms that they make",
    entries={
        **_LISTS,
        "edges": Table("How phrases begin and end in running text", entries=_EDGES),
        "options": Table("Settings", entries=_OPTIONS),
        "months": _numbered("number of the month → its names", 1, 12, complete=True),
        "hijri": _numbered("months of the Hijri calendar → their names", 1, 12),
        "weekdays": _numbered("day of the week, Monday 0 → its names", 0, 6, complete=True),
        "deixis": Each("word → days from the day of the article", None, Number("")),
        "dayparts": Each("part of the day, as TIMEX3 writes it → its words", _DAYPARTS, Words("")),
        "modifiers": Each("past, next, current → their words", _MOVES, Words(""), complete=True),
        "shifts": Each("the same from the date told last", _MOVES, Words("")),
        "parts": Each("part of a month or year", ("start", "middle", "end"), _PART, complete=True),
        "units": Each("unit of a calendar period → its words", UNITS, Words("")),
        "duals": Each("unit → words for two of it", UNITS, Words(""), needed=False),
        "numbers": _numbered("number → its words", 1, 2000),
        "ordinals": _numbered("which of a series → its words", 1, 31),
        "quarters": Table(
            "Parts of a year",
            entries={"words": Each("word → how many of it make a year", None, Number(""))},
        ),
        "seasons": _numbered("season, as EDTF numbers it → its words", 21, 24),
        "decades": _numbered("decade of a century → its words", 10, 90),
        "feasts": Each("feast of feasts.toml → its names", "feast", Words("")),
        "feast_shifts": _numbered("days after a feast (before: -1) → their words", -9, 9),
        "refs": Each(
            "indefinite time, as TIMEX3 writes it → its words",
            ("PRESENT_REF", "PAST_REF", "FUTURE_REF"),
            Words(""),
        ),
        "cues": Table("What makes a phrase without modifier look forward", entries=_CUES),
        "patterns": Records(
            "The forms: a rule, and a regular expression made of slots",
            record=Table("", {**_PATTERN, "move": _Move("where it points", needed=False)}),
        ),
    },
)
