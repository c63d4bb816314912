"""The date tables of a language as patterns over folded text.

A pattern of the language file is a regular expression with slots: ``{day} {month}`` takes
the words of the tables. A slot that carries a value is a named group; a list of words is
not. ``{month2}`` is the same slot a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.dates.needs import SLOT, Need, ends_in, hints, needs
from kg.letters import fold, fold_char
from kg.text.lexicon import read_tables

_VALUED = {
    "month": ("m", "months"),
    "weekday": ("wd", "weekdays"),
    "deixis": ("dx", "deixis"),
    "ordinal": ("o", "ordinals"),
    "season": ("s", "seasons"),
    "decade": ("dec", "decades"),
    "fraction": ("q", "quarters"),
    "daypart": ("tod", "dayparts"),
    "ref": ("ref", "refs"),
    "hijri": ("hm", "hijri"),
    "modifier": ("mod", "modifiers"),
    "part": ("part", "parts"),
    "unit": ("u", "units"),
    "dual": ("dual", "duals"),
    "shift": ("shift", "shifts"),
    "year_modifier": ("ymod", "modifiers"),
    "feast": ("feast", "feasts"),
    "feast_shift": ("fs", "feast_shifts"),
}
_NUMBERED = (
    "months",
    "weekdays",
    "deixis",
    "numbers",
    "ordinals",
    "seasons",
    "decades",
    "hijri",
    "feast_shifts",
)
_NAMED = ("modifiers", "units", "duals", "dayparts", "refs", "shifts", "feasts")
_TENS = 20
_LAST_DAY = 31
_ARTICLES = ("a", "an")
_NUMERIC = (
    r"(?<![\d/.-])(?P<n1>\d{4}|\d{1,2})(?P<sep> ?[/.-] ?)(?P<n2>\d{1,2})(?P=sep)"
    r"(?P<n3>\d{4}|\d{1,2})(?![\d/]|[.-]\d)"
)
"""Three numbers with the same mark between."""
_NUMERIC_DAY = r"(?<![\d/.-])(?P<n1>\d{1,2}) ?[/.-] ?(?P<n2>\d{1,2})(?![\d/]|[.-]\d)"
AGAIN = "_"
"""Ends the name of a group that a form has already."""


@dataclass(frozen=True)
class Pattern:
    """One way to say when."""

    rule: str
    regex: re.Pattern[str]
    options: Mapping[str, Any]
    needs: tuple[Need, ...] = ()
    """What a text has, each of them, wherever the pattern can match."""


@dataclass(frozen=True)
class DateRules:
    """The date tables of a language, folded, with the patterns made from them."""

    language: str
    words: Mapping[str, Mapping[str, int]]
    """Table -> folded word -> number."""
    names: Mapping[str, Mapping[str, str]]
    """Table -> folded word -> the name it stands for (unit, modifier, ``TEV`` …)."""
    parts: Mapping[str, tuple[str, tuple[int, int], tuple[int, int]]]
    """Word -> name of the part, its days of a month, its months of a year."""
    lists: Mapping[str, frozenset[str]]
    patterns: tuple[Pattern, ...]
    between: tuple[re.Pattern[str], re.Pattern[str]]
    from_to: tuple[re.Pattern[str], re.Pattern[str]]
    since: re.Pattern[str]
    until: re.Pattern[str]
    due: re.Pattern[str]
    """What stands right before a day that lies ahead: “by”, « d'ici »."""
    future: re.Pattern[str]
    past: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    """Verbs that open a sentence about what is due."""
    opener: re.Pattern[str] | None
    """Words that open a clause of its own: «إن», “that”, « que »."""
    today_after: re.Pattern[str] | None
    """Behind one of these «اليوم» belongs to a name."""
    headline: re.Pattern[str] | None
    """What tells of the future where the sentence has no verb: “Lavrov to visit Damascus”."""
    publication: re.Pattern[str] | None
    """Words behind which a date is that of the text itself: «نشر في»."""
    veto_before: re.Pattern[str]
    veto_after: re.Pattern[str]
    name_before: re.Pattern[str]
    """What makes a day without year that follows a name: «قوى 14 آذار»."""
    name_after: re.Pattern[str]
    counted: re.Pattern[str]
    """What stands before a bare number that counts things and is no year."""
    needed_ends: Callable[[str], tuple[tuple[int, str], ...]]
    """The ends of a word that patterns need, each with its offset; remembers what it saw."""
    options: Mapping[str, Any] = field(default_factory=dict)


def any_of(words: Iterable[str], blank: str = " ") -> str:
    """An alternation of folded words, the longest first; apostrophes of both kinds."""
    escaped = sorted({fold(w) for w in words}, key=lambda w: (-len(w), w))
    made = "|".join(re.escape(w) for w in escaped) or r"(?!)"
    return made.replace(r"\ ", blank).replace("'", "['’‘]")


def folded_form(form: str) -> str:
    """A regular expression with its letters beyond ASCII folded as the texts are."""
    return "".join(c if c.isascii() else fold_char(c) for c in form)


def _values(table: Mapping[str, Any]) -> dict[str, int]:
    """word -> number, from either number -> words or word -> number."""
    values: dict[str, int] = {}
    for key, value in table.items():
        if isinstance(value, list):
            values.update((fold(word), int(key)) for word in value)
        else:
            values[fold(key)] = int(value)
    return values


@cache
def load_rules(language: str) -> DateRules:
    """The date rules of ``ontology/<language>.toml``, built once per process."""
    table = read_tables(language)["dates"]
    words = {name: _values(table.get(name, {})) for name in _NUMBERED}
    words["quarters"] = _values(table.get("quarters", {}).get("words", {}))
    names = {
        name: {fold(w): kind for kind, listed in table.get(name, {}).items() for w in listed}
        for name in _NAMED
    }
    parts = {
        fold(word): (name, tuple(part["days"]), tuple(part["months"]))
        for name, part in table.get("parts", {}).items()
        for word in part["words"]
    }
    lists = {name: frozenset(map(fold, v)) for name, v in table.items() if isinstance(v, list)}
    lists.pop("patterns", None)
    lists = {"names_after": frozenset(), "names_before": frozenset(), **lists}
    slots = _slots(table, words, names, parts)
    tables = {**words, **names, "parts": parts}
    hinted = hints({**lists, **{slot: tables[name] for slot, (_, name) in _VALUED.items()}})
    hinted["units"] = hinted.get("unit", frozenset()) | hinted.get("dual", frozenset())
    edges = table["edges"]
    blank = edges["blank"]

    def behind(name: str, then: str = "") -> re.Pattern[str]:
        words = any_of(lists[name], blank)
        return re.compile(rf"(?<!\w){edges['clitics']}(?:{words}){then}\s?$")

    patterns = tuple(_compiled(p, slots, edges, hinted) for p in table["patterns"])
    cues = table["cues"]
    future = [any_of(cues["future"], blank), *map(folded_form, cues.get("future_patterns", ()))]
    past = [folded_form(p) for p in cues.get("past_patterns", ())]
    return DateRules(
        language=language,
        words=words,
        names=names,
        parts=parts,
        lists=lists,
        patterns=patterns,
        needed_ends=ends_in({word for p in patterns for need in p.needs for word in need.words}),
        between=(behind("between"), re.compile(rf"\s*(?:{edges['and']})\s?")),
        from_to=(behind("from"), re.compile(rf"\s+(?:{any_of(lists['to'], blank)})\s?")),
        since=behind("since"),
        until=behind("until"),
        due=behind("due"),
        future=re.compile(
            rf"(?<!\w){'[وف]?' if edges['clitics'] else ''}"
            rf"(?!(?:{any_of(cues.get('not_future', ()))}))(?:{'|'.join(future)})"
        ),
        past=re.compile(rf"(?<!\w)(?:{'|'.join(past)})(?!\w)") if past else None,
        opening=re.compile(rf"[وف]?(?:{any_of(cues['opening'], blank)})(?!\w)")
        if "opening" in cues
        else None,
        opener=re.compile(rf"(?<!\w)(?:{any_of(cues['clauses'], blank)})")
        if "clauses" in cues
        else None,
        today_after=behind("today_after") if "today_after" in lists else None,
        headline=re.compile(rf"(?<!\w){cues['headline']}") if "headline" in cues else None,
        publication=re.compile(rf"\W*(?:{any_of(lists['publication'], blank)})\W*")
        if "publication" in lists
        else None,
        veto_before=re.compile(
            rf"(?<!\w){edges['clitics']}(?:{any_of(lists['not_after'], blank)})"
            r"(?:\s?\d{1,4})?\s?[«\"”(]?$"
        ),
        counted=behind("counted_after"),
        name_before=behind("names_after", r"(?:\s?\d{1,2})?"),
        name_after=re.compile(rf"\s?(?:{any_of(lists['names_before'], blank)})(?!\w)"),
        veto_after=re.compile(rf"\s?(?:{any_of(lists['not_before'], blank)})(?!\w)"),
        options=table.get("options", {}),
    )


def _slots(
    table: Mapping[str, Any],
    words: Mapping[str, Mapping[str, int]],
    names: Mapping[str, Mapping[str, str]],
    parts: Mapping[str, Any],
) -> dict[str, tuple[str, str]]:
    """Slot -> (group, alternation); a list of words has no group."""
    blank = table["edges"]["blank"]
    tables: dict[str, Iterable[str]] = {**words, **names, "parts": parts}
    slots = {slot: (group, any_of(tables[t], blank)) for slot, (group, t) in _VALUED.items()}
    ordinals = any_of(words["ordinals"], blank).replace(r"\-", "[ -]")
    edges = table["edges"]
    number = any_of(words["numbers"], blank)
    tens = any_of((w for w, n in words["numbers"].items() if n >= _TENS), blank)
    ones = any_of((w for w, n in words["numbers"].items() if n < _TENS and w not in _ARTICLES))
    joint = edges["and_number"]
    compound = rf"(?:{tens}){joint}(?:{ones})|(?:{ones}){joint}(?:{tens})"
    named = {w for w, n in words["numbers"].items() if n <= _LAST_DAY and w not in _ARTICLES}
    counted = rf"{compound}|{any_of(named, blank)}"
    slots["ordinal"] = ("o", ordinals)
    slots["day"] = ("day", rf"{edges['day']}(?!\d)|(?:{ordinals}|{counted})(?!\w)")
    slots["number"] = ("n", rf"\d{{1,3}}(?:[.,]\d)?|{compound}|{number}")
    slots["year"] = ("y", r"\d{4}(?!\d)")
    unit, dual = slots["unit"][1], slots["dual"][1]
    bare = "?" if table.get("options", {}).get("bare_units") else ""
    piece = rf"(?:(?:\d{{1,3}}|{compound}|{number}) ){bare}(?:{unit})(?!\w)|(?:{dual})(?!\w)"
    slots["units"] = ("told", rf"(?:{piece})(?:{edges['and_units']}(?:{piece})){{1,3}}")
    worded = any_of(words["numbers"], blank)
    slots["worded_year"] = (
        "yw",
        rf"{edges['year_starts']}(?:{edges['and_worded']}(?:{worded})(?!\w)){{0,5}}",
    )
    slots["numeric"] = ("num", _NUMERIC)
    slots["numeric_day"] = ("num", _NUMERIC_DAY)
    slots["weekday_then"] = ("", edges["weekday_then"])
    slots["century_number"] = ("c", rf"{edges['day']}|{ordinals}")
    slots["roman"] = ("rom", r"x{0,2}(?:ix|iv|v?i{0,3})")
    for name in ("singulars",):
        slots[name] = ("u", any_of(table.get(name, ()), blank))
    for name, value in table.items():
        if isinstance(value, list) and name not in slots and name != "patterns":
            slots[name] = ("", any_of(value, blank))
    return slots


def _compiled(
    entry: Mapping[str, Any],
    slots: Mapping[str, tuple[str, str]],
    edges: Mapping[str, str],
    hinted: Mapping[str, frozenset[str]],
) -> Pattern:
    used: set[str] = set(re.findall(r"\(\?P<(\w+)>", entry["form"]))

    def filled(match: re.Match[str]) -> str:
        group, alternation = slots[match[1]]
        if not group:
            return rf"(?:{alternation})"
        group += match[2]
        while group in used:
            group += AGAIN
        used.add(group)
        return rf"(?P<{group}>{alternation})"

    form = SLOT.sub(filled, folded_form(entry["form"]).replace(" ", edges["blank"]))
    open_ = "" if entry.get("bare") else edges["open"]
    shut = "" if entry.get("bare") else r"(?!\w)"
    options = {k: v for k, v in entry.items() if k not in ("rule", "form", "bare")}
    needed = needs(folded_form(entry["form"]), hinted, slots)
    return Pattern(entry["rule"], re.compile(open_ + form + shut), options, needed)
