"""The list of leaders of REIGN: one row for each spell of a leader, by surname."""

from __future__ import annotations

import csv
from pathlib import Path

Spell = dict[str, str]
PLACE = Path("reign") / "data_sets" / "leaderlist_3_21.csv"
"""Where the file lies, beside the folder of the tables."""
_SINCE = 1990


class ReignError(ValueError):
    """The file of REIGN cannot be read; says where it should lie."""


def spells(path: Path) -> list[Spell]:
    """The rows of REIGN of leaders in office in 1990 or later; raises ReignError."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["syear"]]
    except OSError as error:
        raise ReignError(f"{path}: cannot be read ({error}); put REIGN there") from error
    return [row for row in rows if int(row["eyear"] or _SINCE) >= _SINCE]
