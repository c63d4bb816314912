"""From a matched date phrase to its value: one method for each rule of the language files.

The anchor is the day of the article. A text that tells its own sequence (``narrative``)
and words such as «في اليوم التالي», “a year later” are read from the date told last.
"""

from __future__ import annotations

from kg.dates.calendar import CalendarRules
from kg.dates.context import Match, NoYearError, filled_groups
from kg.dates.feasts import FeastRules
from kg.dates.nested import NestedRules
from kg.dates.numeric import NumericRules
from kg.dates.relative import RelativeRules
from kg.dates.rules import Pattern
from kg.dates.values import Value
from kg.dates.worded import year_in_words


class Resolver(CalendarRules, FeastRules, NestedRules, NumericRules, RelativeRules):
    """Resolves the phrases of one text in their order."""

    def resolve(self, pattern: Pattern, match: Match) -> Value | None:
        """The value of a phrase, None when it has none here."""
        method = getattr(self, f"_{pattern.rule}")
        groups = filled_groups(match)
        try:
            if "yw" in groups:
                groups["y"] = str(year_in_words(groups["yw"], self.rules.words["numbers"]))
            value: Value | None = method(groups, match, pattern.options)
        except (ValueError, OverflowError, NoYearError):
            return None
        return value
