"""From a matched date phrase to its value: one method for each rule of the language files.

The anchor is the day of the article. A text that tells its own sequence (``narrative``)
and words such as «في اليوم التالي», “a year later” are read from the date told last.
"""

from __future__ import annotations

from kg.dates.calendar import CalendarRules
from kg.dates.context import Match, NoYearError, filled_groups
from kg.dates.numeric import NumericRules
from kg.dates.relative import RelativeRules
from kg.dates.rules import Pattern
from kg.dates.values import Value


class Resolver(CalendarRules, NumericRules, RelativeRules):
    """Resolves the phrases of one text in their order."""

    def resolve(self, pattern: Pattern, match: Match) -> Value | None:
        """The value of a phrase, None when it has none here."""
        method = getattr(self, f"_{pattern.rule}")
        try:
            value: Value | None = method(filled_groups(match), match, pattern.options)
        except (ValueError, OverflowError, NoYearError):
            return None
        return value
