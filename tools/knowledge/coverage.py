"""How much of the world's leaders is known: ``python -m tools.knowledge.coverage DATA``.

DATA is the folder in which ``reign`` lies. Each month in which REIGN has a leader of a state
counts once for each leader; it is known when a tenure of that state, of a president,
monarch, head of government or leader, reaches the month and its holder bears the name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

from kg.background import knowledge
from kg.background.known import Knowledge, Tenure
from tools.knowledge.reign import PLACE, ReignError, Spell, spells

PERIODS = ((1990, 2009), (2010, 2021))
_LAST = (2021, 3)
_LEADING = ("president", "monarch", "prime-minister", "leader")
_ALIKE = 0.8
_SHORT = 4
_BEFORE = {"CD": "zaire", "RU": "soviet-union", "RS": "serbia-and-montenegro", "YE": "north-yemen"}
"""Former states whose leaders REIGN lists under the state that followed."""


def months(spell: Spell) -> Iterator[tuple[int, int]]:
    """(year, month) of a spell from 1990 on."""
    last = (int(spell["eyear"]), int(spell["emonth"])) if spell["eyear"] else _LAST
    year, month = int(spell["syear"]), int(spell["smonth"])
    while (year, month) <= min(last, _LAST):
        if year >= PERIODS[0][0]:
            yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def coverage(known: Knowledge, rows: Iterable[Spell]) -> dict[tuple[int, int], tuple[int, int]]:
    """(first year, last year) -> (months known, months)."""
    held = _by_state(known)
    found = dict.fromkeys(PERIODS, (0, 0))
    for spell in rows:
        states = _states(known, spell["stateabb"])
        tenures = [
            tenure
            for state in states
            for tenure in held.get(state, ())
            if _bears(known, tenure.person, spell["leader"])
        ]
        for year, month in months(spell):
            period = next(p for p in PERIODS if p[0] <= year <= p[1])
            hit, total = found[period]
            reached = any(_reaches(tenure, year, month) for tenure in tenures)
            found[period] = (hit + reached, total + 1)
    return found


def _by_state(known: Knowledge) -> Mapping[str, list[Tenure]]:
    table: dict[str, list[Tenure]] = {}
    for tenure in known.tenures:
        facts = dict(known.entities[tenure.office].facts)
        if facts.get("kind") in _LEADING and "state" in facts:
            table.setdefault(facts["state"], []).append(tenure)
    return table


def _states(known: Knowledge, code: str) -> list[str]:
    """The states that REIGN's code means: by the list of codes beside the leaders."""
    state = CODES[code]
    iso = {dict(e.facts).get("iso"): key for key, e in known.entities.items() if e.type == "State"}
    keys = [iso.get(state, f"state/{state}")]
    return [*keys, f"state/{_BEFORE[state]}"] if state in _BEFORE else keys


def _reaches(tenure: Tenure, year: int, month: int) -> bool:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    begin, end = tenure.window.earliest_begin, tenure.window.latest_end
    return begin is not None and begin <= last and (end is None or end >= first)


def _bears(known: Knowledge, person: str, leader: str) -> bool:
    """Whether a person's name has a word of the leader's, as REIGN writes it."""
    wanted = _words(leader)
    for _, label in known.entities[person].labels:
        for word in _words(label):
            if any(_same(word, other) for other in wanted):
                return True
    return False


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    alike = SequenceMatcher(None, one, other).ratio() >= _ALIKE
    return min(len(one), len(other)) >= _SHORT and alike


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o"))
    ascii_ = plain.encode("ascii", "ignore").decode().lower()
    return [word for word in re.split(r"[^a-z]+", ascii_) if len(word) > 2]


def _codes() -> dict[str, str]:
    text = (Path(__file__).parent / "reign-states.txt").read_text(encoding="utf-8")
    return dict(line.split() for line in text.splitlines() if line and not line.startswith("#"))


CODES = _codes()


def main() -> int:
    """Print the coverage of each period."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        found = coverage(knowledge.load(), spells(Path(sys.argv[1]) / PLACE))
    except ReignError as error:
        print(error, file=sys.stderr)
        return 1
    for (first, last), (hit, total) in found.items():
        print(f"{first}-{last}: {hit} of {total} months of leaders known, {hit / total:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
