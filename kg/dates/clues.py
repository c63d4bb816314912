"""What an article without a date says of its own day: weekdays, months, days, rounds, holders.

A clue is something that is likelier on some days than on others. Clues are read from the
text alone, before any date phrase can be resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.background.known import Knowledge
from kg.dates.context import DateContext
from kg.dates.phrases import Phrase, find_phrases
from kg.dates.rules import DateRules, load_rules
from kg.dates.times import find_times
from kg.model.claims import Frame, Reading, Span
from kg.text.offsets import fold_with_offsets

AHEAD = ("planned", "possible", "called_for")


@dataclass(frozen=True)
class Clue:
    """One thing that speaks for some days."""

    kind: str
    """A table of ``ontology/dating-weights.toml``."""
    value: tuple[int | str, ...]
    """Weekday (0 Monday) and days between; month, and day or 0; an ordinal; keys."""
    span: Span | None = None
    """The words that gave it."""


def find_clues(reading: Reading, known: Knowledge) -> tuple[Clue, ...]:
    """The clues of an article that was read without a day, each kind of thing once."""
    article = reading.article
    rules = load_rules(article.language)
    phrases = find_phrases(article.text, article.language)
    context = DateContext(fold_with_offsets(article.text).text, rules, None)
    found = [
        *_of_weekdays(phrases, context),
        *_of_months(phrases, context),
        *_of_full_dates(reading),
        *_of_things(reading, known),
    ]
    once: dict[tuple[str, tuple[int | str, ...]], Clue] = {}
    for clue in found:
        once.setdefault((clue.kind, clue.value), clue)
    return tuple(once.values())


# --- date phrases ------------------------------------------------------------------


def _of_weekdays(phrases: tuple[Phrase, ...], context: DateContext) -> Iterator[Clue]:
    rules = context.rules
    for phrase in phrases:
        groups = phrase.groups
        if "wd" not in groups or phrase.rule not in ("weekday", "deixis"):
            continue
        weekday = rules.words["weekdays"][groups["wd"]]
        if phrase.rule == "deixis":
            # The weekday of the article's own day: «أمس الأربعاء» is told on a Thursday.
            told = (weekday - rules.words["deixis"][groups["dx"]]) % 7
            yield Clue("weekday-deixis", (told,), phrase.span)
        else:
            yield Clue(f"weekday{_kind(phrase, context)}", (weekday,), phrase.span)


def _of_months(phrases: tuple[Phrase, ...], context: DateContext) -> Iterator[Clue]:
    """Months and days that name no year."""
    rules = context.rules
    for phrase in phrases:
        groups = phrase.groups
        if phrase.rule not in ("date", "month", "dates") or "y" in groups or "m" not in groups:
            continue
        month, kind = rules.words["months"][groups["m"]], _kind(phrase, context)
        day = _number(groups.get("day", ""), rules)
        if day:
            yield Clue(f"day{kind}", (month, day), phrase.span)
            yield Clue(f"day-month{kind}", (month,), phrase.span)
        else:
            yield Clue(f"month{kind}", (month,), phrase.span)


def _kind(phrase: Phrase, context: DateContext) -> str:
    """``-past``, ``-next``, ``-current`` by its own word, ``-ahead`` by the words around it."""
    kind = context.kind(phrase.groups)
    if kind:
        return f"-{kind}"
    return "-ahead" if context.forward(phrase.match) else ""


def _number(text: str, rules: DateRules) -> int:
    digits = "".join(c for c in text if c.isdigit())
    number = int(digits) if digits else rules.words["ordinals"].get(text, 0)
    return number if 1 <= number <= 31 else 0


def _of_full_dates(reading: Reading) -> Iterator[Clue]:
    """Days, months and years that carry their own year, and each year that is named."""
    article = reading.article
    for time in find_times(
        article.text, language=article.language, anchor=None, date_order=article.date_order
    ):
        begin = time.window.earliest_begin
        if time.vague or not begin:
            continue
        if time.window.on:
            yield Clue("date", (begin.toordinal(),), time.span)
        elif time.rule == "month":
            yield Clue("month-of-year", (begin.year * 12 + begin.month - 1,), time.span)
        yield Clue("year", (begin.year,), time.span)


# --- things whose days are known ------------------------------------------------------


def _of_things(reading: Reading, known: Knowledge) -> Iterator[Clue]:
    spans = {mention.key: mention.span for mention in reversed(reading.mentions)}
    frames = [frame for happening in reading.happenings for frame in happening.frames]
    ahead = {key for f in frames if f.status in AHEAD for key in _topics(f)}
    rounds = {r.key: r for r in known.rounds}
    for key, span in spans.items():
        entity = known.entities.get(key)
        facts = dict(entity.facts) if entity else {}
        if key in rounds and rounds[key].window.known:
            yield Clue("round-ahead" if key in ahead else "round", (key,), span)
        elif key.startswith("resolution/") and "adopted" in facts:
            yield Clue("resolution", (key,), span)
        elif key.startswith("person/") and known.offices_of(key, None):
            yield Clue("person", (key,), span)
    for frame in frames:
        if frame.type == "HoldsOffice":
            roles = {argument.role: argument.key for argument in frame.participants}
            kind = "holder" if frame.status == "ongoing" else "former"
            yield Clue(kind, (roles["holder"], roles["office"]), frame.trigger)


def _topics(frame: Frame) -> tuple[str, ...]:
    roles = tuple(a.key for a in frame.participants if a.role == "topic")
    return (*roles, *frame.about) if frame.type == "TalksRound" else roles
