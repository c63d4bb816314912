"""The date tables of a language as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.letters import fold
from kg.lexicon import read_tables


@dataclass(frozen=True)
class DateRules:
    """The date tables of a language, folded, with the patterns made from them."""

    words: Mapping[str, Mapping[str, int]]
    modifiers: Mapping[str, str]
    parts: Mapping[str, tuple[tuple[int, int], tuple[int, int]]]
    units: Mapping[str, str]
    duals: Mapping[str, str]
    common_months: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    between: re.Pattern[str]
    from_to: tuple[re.Pattern[str], re.Pattern[str]]
    future: re.Pattern[str]
    veto_before: re.Pattern[str]
    veto_after: re.Pattern[str]
    generic: frozenset[str]


def _values(table: Mapping[str, Any]) -> dict[str, int]:
    """word -> number, from either number -> words or word -> number."""
    values: dict[str, int] = {}
    for key, value in table.items():
        if isinstance(value, list):
            values.update((fold(word), int(key)) for word in value)
        else:
            values[fold(key)] = int(value)
    return values


def _any(words: Any) -> str:
    return "|".join(sorted(map(re.escape, {fold(w) for w in words}), key=lambda w: (-len(w), w)))


@cache
def load_rules(language: str) -> DateRules:
    """The date rules of ``ontology/<language>.toml``, built once per process."""
    table = read_tables(language)["dates"]
    words = {
        name: _values(table[name])
        for name in ("months", "weekdays", "deixis", "numbers", "ordinals")
    }
    words["quarters"] = _values(table["quarters"]["words"])
    modifiers = {fold(w): kind for kind, listed in table["modifiers"].items() for w in listed}
    parts = {
        fold(word): (tuple(part["days"]), tuple(part["months"]))
        for part in table["parts"].values()
        for word in part["words"]
    }
    units = {fold(w): unit for unit, listed in table["units"].items() for w in listed}
    duals = {fold(w): unit for unit, listed in table["duals"].items() for w in listed}
    cues = table["cues"]
    possible = rf"(?:{_any(cues['possible'])}) [يتن]\w+"
    future = rf"(?<!\w)(?:{_any(cues['future'])}|{cues['future_verb']}|{possible})"
    return DateRules(
        words=words,
        modifiers=modifiers,
        parts=parts,
        units=units,
        duals=duals,
        common_months=frozenset(map(fold, table["common"]["months"])),
        patterns=tuple(_patterns(table, words, modifiers, parts, units, duals)),
        between=re.compile(rf"(?<!\w)(?:{_any(table['between'])}) ?$"),
        from_to=(
            re.compile(rf"(?<!\w)(?:{_any(table['from'])}) ?$"),
            re.compile(rf"^ (?:{_any(table['to'])}) ?$"),
        ),
        future=re.compile(future),
        veto_before=re.compile(rf"(?<!\w)[وفبلك]?(?:{_any(table['not_after'])}) ?[«\"”(]?$"),
        veto_after=re.compile(rf"^ ?(?:{_any(table['not_before'])})(?!\w)"),
        generic=frozenset(map(fold, table["before_years"])),
    )


def _patterns(
    table: Mapping[str, Any],
    words: Mapping[str, Mapping[str, int]],
    modifiers: Any,
    parts: Any,
    units: Any,
    duals: Any,
) -> Iterator[tuple[str, re.Pattern[str]]]:
    open_ = r"(?:(?<!\w)(?:[وفبلك]{1,2})?|(?<=[^\W\d_])(?=\d))"
    shut = r"(?!\w)"
    month = rf"(?P<m>{_any(words['months'])})(?P<pair> ?[/(] ?(?:{_any(words['months'])})\)?)?"
    year = (
        rf"(?: ?(?:{_any(table['of'])} )?(?:(?:{_any(table['year_words'])}) )?(?P<y>\d{{4}})(?!\d))"
    )
    modifier = rf"(?: (?P<mod>{_any(modifiers)}))"
    tail = rf"(?:{year}|{modifier})?"
    weekday = rf"(?P<wd>{_any(words['weekdays'])})"
    ordinal = _any(words["ordinals"])
    of = rf"(?: ?(?:{_any(table['of'])}) | )?(?:(?:{_any(table['month_words'])}) )?"
    day = rf"(?P<day>(?:ال ?)?\d{{1,2}}(?!\d)|{ordinal})"
    part = rf"(?P<part>{_any(parts)}) "
    tod = rf"(?:{_any(table['times_of_day']['words'])}) "
    day_word = rf"(?:{_any(table['day_word'])}) "
    unit = rf"(?P<u>{_any(units)})"
    dual = rf"(?P<dual>{_any(duals)})"
    number = rf"(?P<n>\d{{1,3}}|{_any(words['numbers'])})"
    before_year = rf"(?<!\w)[وف]?(?:{_any(table['before_years'])}) ?"
    years = _any(table["year_words"])
    weeks = _any(word for word in units if units[word] == "week")
    lasting, singulars = _any(table["lasting"]), _any(table["singulars"])
    made = {
        "day": rf"{open_}(?:{day_word})?(?:{weekday}[،,]? )?{day}{of}{month}{tail}{shut}",
        "week_of": rf"{open_}(?:{weeks}) (?P<o>{ordinal}) من {month}{tail}{shut}",
        "month": rf"{open_}(?:{part})?(?:(?:{_any(table['month_words'])}) )?{month}{tail}{shut}",
        "deixis": rf"{open_}(?:{tod})?(?P<dx>{_any(words['deixis'])})(?: \(?{weekday}\)?)?{shut}",
        "weekday": rf"{open_}(?:{day_word}|{tod})?{weekday}{modifier}?{shut}",
        "unit": rf"{open_}(?:{part})?(?:(?P<day>(?:ال ?)?\d{{1,2}}) من )?{unit}{modifier}{shut}",
        "this": rf"{open_}(?:{_any(table['this'])}) {unit}{shut}",
        "units": rf"{open_}(?P<u>{_any(units)}) {number}{modifier}{shut}",
        "dual": rf"{open_}(?P<u>{_any(duals)}){modifier}{shut}",
        "ago": rf"{open_}(?:{_any(table['ago'])}) (?:{number} {unit}|{dual}){shut}",
        "duration": rf"{open_}(?:{number}\s+{unit}|{dual}){shut}",
        "single": rf"(?<!\w)و?(?:{lasting}) (?P<u>{singulars}){shut}(?! (?:{_any(modifiers)}|\d))",
        "quarter": rf"{open_}(?P<q>{_any(words['quarters'])}) (?P<o>{ordinal}) من (?:(?:{years}) )?"
        rf"(?P<y>\d{{4}}){shut}",
        "year": rf"{open_}(?:{_any(table['year_words'])}) (?P<y>(?:19|20)\d\d){shut}",
        "years": r"(?<![\d/.-])(?P<y>(?:19|20)\d\d) ?[-–] ?(?P<y2>(?:19|20)\d\d)(?![\d/.-])",
        "bare_year": rf"(?:{before_year}|(?<= و)|(?<=\())(?P<y>(?:19|20)\d\d)"
        r"(?!\d|[.,]\d|[%/-])",
        "numeric": r"(?<![\d/.-])(?P<d>\d{1,2})[/.-](?P<mo>\d{1,2})[/.-](?P<y>\d{4})(?!\d)",
    }
    for name, pattern in made.items():
        yield name, re.compile(pattern)
