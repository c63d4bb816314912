"""Background knowledge: plausible, and looked up by name, number and day."""

import csv
from datetime import date
from pathlib import Path

from kg import knowledge
from kg.gazetteer import gazetteer

DAY = date(2017, 10, 19)


def test_lookups() -> None:
    known = knowledge.load()
    assert known.resolution(2254) == "resolution/S-RES-2254-2015"
    assert known.resolution(2254, 2014) is None
    assert known.resolution(999_999) is None
    office = "office/russia-minister-of-foreign-affairs"
    assert [t.person for t in known.holders(office, DAY)] == ["person/sergey-lavrov"]
    held = {t.office for t in known.offices_of("person/staffan-de-mistura", DAY)}
    assert held == {"office/un-syria-special-envoy-for-syria"}
    seventh = known.round("process/geneva-talks-on-syria", 7)
    assert seventh is not None
    assert seventh.window.latest_end == date(2017, 7, 14)
    assert known.round("process/geneva-talks-on-syria", 77) is None
    assert known.state_of_capital("place/moscow") == "state/russia"
    assert known.state_of_capital("place/geneva") is None


def test_adjectives_of_nationality() -> None:
    adjectives = gazetteer("ar").demonyms
    for form in ("روسي", "الروسي", "الروسيه", "الروسيين", "روسيه"):
        assert adjectives[form] == "state/russia"
    assert adjectives["الاممي"] == "organization/united-nations"
    assert "الجديد" not in adjectives


def test_tenures_and_rounds_end_after_they_begin() -> None:
    known = knowledge.load()
    for dated in (*known.tenures, *known.rounds):
        begin, end = dated.window.earliest_begin, dated.window.latest_end
        assert begin is None or end is None or begin <= end, dated


def test_resolution_days_never_run_backwards() -> None:
    adopted = {
        int(facts["number"]): facts["adopted"]
        for key, entity in knowledge.load().entities.items()
        if key.startswith("resolution/") and "adopted" in (facts := dict(entity.facts))
    }
    days = [adopted[number] for number in sorted(adopted)]
    assert len(days) > 2700
    assert days == sorted(days)


def test_all_verified_rows_are_there(shared: Path) -> None:
    known = knowledge.load()
    with (shared / "data/knowledge/resolutions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["status"] == "verified":
            assert known.resolution(int(row["number"]), int(row["year"])), row["symbol"]


def test_every_thing_says_where_it_comes_from() -> None:
    for key, entity in knowledge.load().entities.items():
        assert dict(entity.facts).get("knowledgeStatus") in ("verified", "memory"), key
