"""Background knowledge from tables to Turtle: ``python -m tools.knowledge TABLES seeds/knowledge``.

TABLES holds resolutions.tsv, vetoes.tsv, talks.tsv, agreements.tsv, offices.tsv, bodies.tsv
and aliases.tsv; REIGN lies beside it (reign.PLACE). Every row brings its source and status,
which go with it. Doubtful rows, and those from memory that a verified one speaks against, are
written to a folder of their own and not used. Output is the same bytes for the same input.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tools.knowledge import bodies, documents, leaders, people, places, reign, talks
from tools.knowledge.offices import Offices
from tools.knowledge.tables import TableError, Tables
from tools.knowledge.tenures import Tenures
from tools.knowledge.turtle import Thing, document


def main() -> int:
    """Write all files; say what they hold and which rows spoke against each other."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return _make(Path(sys.argv[1]), Path(sys.argv[2]))
    except (TableError, reign.ReignError) as error:
        print(error, file=sys.stderr)
        return 1


def _make(folder: Path, out: Path) -> int:
    tables = Tables(folder, out)
    tables.leaders = [*leaders.by_hand(tables), *leaders.rows(tables, folder.parent / reign.PLACE)]
    persons = people.People(tables)
    offices = Offices(tables)
    tenures = Tenures(tables, persons, offices)
    doubtful: list[Thing] = []

    def split(pairs: Iterable[tuple[Thing, bool]]) -> list[Thing]:
        found = list(pairs)
        doubtful.extend(thing for thing, doubt in found if doubt)
        return [thing for thing, doubt in found if not doubt]

    files = {
        "states": ("States", [*places.states(tables), *places.former_states(tables)]),
        "places": ("Places", list(places.places(tables))),
        "bodies": ("Bodies, media and parties to talks", list(bodies.bodies(tables))),
        "offices": ("Offices and roles", list(offices.offices())),
        "people": ("People", list(persons.persons())),
        "tenures": ("Who held which office when", split(tenures.tenures())),
        "talks": ("Talks processes and rounds", split(talks.talks(tables))),
        "documents": ("Agreements and terms", split(documents.documents(tables))),
        "vetoes": ("Vetoes in the UN Security Council", split(documents.vetoes(tables))),
        "resolutions": (
            "Resolutions of the UN Security Council",
            split(documents.resolutions(tables)),
        ),
        "spellings": (
            "How Arabic spellings were come by",
            split(people.spellings(tables, persons.keys)),
        ),
    }
    files["doubtful/doubtful"] = ("Doubtful rows, not used", doubtful)
    files["sources"] = ("Sources and their licences", list(tables.sources.things()))
    (out / "doubtful").mkdir(exist_ok=True)
    for name, (title, things) in files.items():
        text, count = document(title, things)
        (out / f"{name}.ttl").write_text(text, encoding="utf-8")
        print(f"{name}: {count}")
    for one, other in tenures.contradicted:
        print(f"from memory, spoken against: {one.key} by {other.key}")
    for one, other in tenures.unexplained:
        print(f"overlap without a reason: {one.key} and {other.key}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
