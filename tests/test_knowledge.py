"""Background knowledge: plausible, and looked up by name, number and day."""

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.background import knowledge, plausible, roster, seedfiles
from kg.background.known import Knowledge, Tenure
from kg.languages.arabic.gazetteer import gazetteer
from kg.letters import fold
from kg.model.claims import Window

DAY = date(2017, 10, 19)


def test_lookups() -> None:
    known = knowledge.load()
    assert known.resolution(2254) == "resolution/S-RES-2254-2015"
    assert known.resolution(2254, 2014) is None
    assert known.resolution(999_999) is None
    assert known.resolution("S/RES/2254 (2015)") == known.resolution(2254)
    office = known.office("foreign-minister", of="state/russia")
    assert office == "office/russia-foreign-minister"
    answer = known.holder(office, DAY)
    assert (answer.status, answer.person) == ("known", "person/sergey-lavrov")
    assert all(source.startswith("source/") for source in answer.tenures[0].sources)
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


def test_who_held_an_office_is_said_honestly() -> None:
    known = knowledge.load()

    def holder(state: str, day: date) -> knowledge.Answer:
        office = known.office("foreign-minister", of=f"state/{state}")
        assert office is not None
        return known.holder(office, day)

    april = date(2018, 4, 4)
    assert holder("turkey", april).person == "person/mevlut-cavusoglu"
    assert holder("iran", april).person == "person/mohammad-javad-zarif"
    yemen = holder("yemen", april)
    assert yemen.status == "ambiguous"
    assert yemen.person is None
    assert len({tenure.person for tenure in yemen.tenures}) == 2
    assert holder("russia", date(1901, 1, 1)) == knowledge.Answer("unknown")


def test_nothing_is_implausible_but_what_is_listed_with_a_reason() -> None:
    bounds = plausible.limits(knowledge.FOLDER)
    assert plausible.findings(knowledge.load(), bounds) == []
    assert all(reason.strip() for reason in bounds.exceptions.values())
    bare = plausible.Limits(bounds.career_years, {})
    found = {(f.key, f.rule) for f in plausible.findings(knowledge.load(), bare)}
    assert found == set(bounds.exceptions), "an exception that nothing needs"


def test_what_cannot_be_is_found() -> None:
    known = knowledge.load()
    bounds = plausible.limits(knowledge.FOLDER)
    lavrov = next(t for t in known.tenures if t.person == "person/sergey-lavrov")
    seventh = known.round("process/geneva-talks-on-syria", 7)
    assert seventh is not None
    early = Window(date(1999, 1, 1), date(1999, 1, 1))
    changed = replace(
        known,
        tenures=(*known.tenures, replace(lavrov, key="tenure/x", person="person/john-kerry")),
        rounds=(
            *(r for r in known.rounds if r is not seventh),
            replace(seventh, window=early),
            replace(seventh, key="round/lost", process="process/lost", number=None),
        ),
    )
    rules = {finding.rule for finding in plausible.findings(changed, bounds)}
    assert rules == {"one-holder", "process", "round-order"}
    years = plausible.Limits(40, {})
    assert "person/qaboos-bin-said" in {f.key for f in plausible.findings(known, years)}


def test_tenures_and_rounds_end_after_they_begin() -> None:
    known = knowledge.load()
    for window in (*(t.window for t in known.tenures), *(r.window for r in known.rounds)):
        begin, end = window.earliest_begin, window.latest_end
        assert begin is None or end is None or begin <= end, window


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
    with (shared / "data/knowledge-2026/resolutions.tsv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["status"] == "verified":
            assert known.resolution(int(row["number"]), int(row["year"])), row["symbol"]


def test_all_verified_tenures_bodies_rounds_and_spellings_are_there(shared: Path) -> None:
    """A row is there when its person, body or spelling is; rows of one tenure were joined.

    A row whose holder is only a Wikidata id names nobody and is left out.
    """
    known = knowledge.load()
    held = {dict(known.entities[t.person].facts).get("qid", t.person) for t in known.tenures}
    names = {name.norm for name in known.names}
    written = {"offices": "name_en", "bodies": "name_en", "aliases": "variant_ar"}
    for table, column in written.items():
        for row in _rows(shared, table):
            if row["status"] == "verified" and row.get("qid") not in held:
                named = not re.fullmatch(r"Q\d+", row[column])
                assert not named or fold(row[column]) in names, (table, row[column])
    numbers = Counter(r.process for r in known.rounds if r.status == "verified")
    rows = Counter(r["process"] for r in _rows(shared, "talks") if r["status"] == "verified")
    assert sum(numbers.values()) == sum(rows.values())


def test_vetoes_are_events_of_the_council_with_draft_day_and_members(shared: Path) -> None:
    known = knowledge.load()
    vetoes = {key: e for key, e in known.entities.items() if key.startswith("veto/")}
    assert len(vetoes) == len(_rows(shared, "vetoes"))
    veto = vetoes["veto/S-2023-970"]
    assert {v for n, v in veto.facts if n == "vetoedBy"} == {"state/united-states"}
    assert ("symbol", "S/2023/970") in veto.facts
    things = seedfiles.statements([knowledge.FOLDER / "vetoes.ttl"])["veto/S-2023-970"]
    begin = "http://semanticweb.cs.vu.nl/2009/11/sem/hasEarliestBeginTimeStamp"
    assert [value.value for value in things[begin]] == ["2023-12-08"]
    soviet = ("vetoedBy", "state/soviet-union")
    assert sum(soviet in veto.facts for veto in vetoes.values()) == 90


def test_agreements_have_day_parties_and_names_in_three_languages(shared: Path) -> None:
    known = knowledge.load()
    by_name = {n.surface: n.key for n in known.names if n.key.startswith("agreement/")}
    for row in _rows(shared, "agreements"):
        entity = known.entities[by_name[row["name_en"]]]
        assert {"ar", "en", "fr"} <= {language for language, _ in entity.labels}, row["name_en"]
        assert ("parties", row["parties"]) in entity.facts
        if len(row["date"]) == len("2024-05-16"):
            assert ("adopted", row["date"]) in entity.facts


def test_contradictions_are_settled_as_the_second_edition_tells(shared: Path) -> None:
    known = knowledge.load()
    kuleba = _begins_and_ends(known, "person/dmytro-kuleba", "office/ukraine-foreign-minister")
    assert kuleba == [("2020-03-04", "2024-09-04")]
    idris = _begins_and_ends(known, "person/kamil-idris", "office/sudan-prime-minister")
    assert idris[0][0] == "2025-05-19"
    assert dict(known.entities["resolution/S-RES-2784-2025"].facts)["adopted"] == "2025-07-02"
    prisoners = known.entities["round/yemen-peace-talks-prisoners-2023"]
    assert ("place", "place/geneva") in prisoners.facts
    listed = _rows(shared, "contradictions")
    assert {row["name"] for row in listed} >= {"Dmytro Kuleba", "Kamil Idris"}


def _begins_and_ends(known: knowledge.Knowledge, person: str, office: str) -> list[tuple[str, str]]:
    held = [t.window for t in known.offices_of(person, None) if t.office == office]
    return [(str(w.earliest_begin), str(w.latest_end)) for w in held]


def test_states_that_exist_no_more_have_their_time_and_successors() -> None:
    known = knowledge.load()
    union = known.entities["state/soviet-union"]
    assert ("followedBy", "state/russia") in union.facts
    assert union.label("fr") == "Union soviétique"
    assert known.entities["state/zaire"].label("ar") == "زائير"


def _rows(shared: Path, table: str) -> list[dict[str, str]]:
    path = shared / f"data/knowledge-2026/{table}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_thing_says_where_it_comes_from() -> None:
    for key, entity in knowledge.load().entities.items():
        assert dict(entity.facts).get("knowledgeStatus") in ("verified", "memory"), key
    derived = "http://www.w3.org/ns/prov#wasDerivedFrom"
    things = seedfiles.statements(knowledge.paths())
    for key, values in things.items():
        if seedfiles.type_of(values) != "Source":
            assert values.get(derived), key
            for source in values[derived]:
                assert seedfiles.short(source.value) in things, key


def test_no_holder_of_2025_is_staler_than_the_claim_about_them() -> None:
    """A snapshot speaks for its day: behind it nobody is called a present holder."""
    known, day = knowledge.load(), date(2025, 10, 1)
    rows = list(roster.roster(known, day))
    assert len({row.state for row in rows}) == 193
    for row in rows:
        window, status = row.tenure.window, row.answer.status
        told = (row.office, row.tenure.person, row.tenure.shown, row.tenure.sources)
        assert row.tenure.sources, told
        if status in ("known", "ambiguous") and row.tenure.certainly(day):
            assert (window.earliest_end or date.min) >= day, told
        elif status in ("likely", "ambiguous"):
            followed = window.latest_end is not None and window.latest_end >= day
            begun = window.latest_begin
            young = begun is not None and (day - begun).days <= 4 * 366
            assert followed or (young and window.earliest_end is None), told
        else:
            assert row.answer.since is not None, told
            assert row.answer.since < day, told
            assert row.answer.person is None, told


@pytest.mark.parametrize(
    ("office", "gone"),
    [
        ("office/brazil-president", "person/jair-bolsonaro"),
        ("office/nigeria-president", "person/muhammadu-buhari"),
        ("office/senegal-president", "person/macky-sall"),
        ("office/niger-president", "person/mohamed-bazoum"),
        ("office/gabon-president", "person/ali-bongo-ondimba"),
        ("office/mexico-president", "person/andres-manuel-lopez-obrador"),
        ("office/poland-president", "person/andrzej-duda"),
        ("office/czechia-president", "person/milos-zeman"),
    ],
)
def test_who_left_office_is_no_holder_of_2025(office: str, gone: str) -> None:
    known, day = knowledge.load(), date(2025, 10, 1)
    answer = known.holder(office, day)
    assert gone not in {t.person for t in (*answer.tenures, *answer.last)}
    assert office not in {t.office for t in known.offices_of(gone, day)}
    assert gone in {t.person for t in known.tenures_of(office)}


def test_behind_a_snapshot_the_answer_is_unknown_since_its_day() -> None:
    known = knowledge.load()
    before = known.holder("office/oman-foreign-minister", date(2022, 12, 1))
    assert (before.status, before.person) == ("known", _BUSAIDI)
    after = known.holder("office/oman-foreign-minister", date(2024, 6, 1))
    assert (after.status, after.person, after.since) == ("unknown", None, date(2023, 1, 10))
    assert after.lately == _BUSAIDI
    between = known.holder("office/brazil-president", date(2022, 11, 15))
    assert (between.status, between.person) == ("likely", "person/jair-bolsonaro")


_BUSAIDI = "person/badr-bin-hamad-bin-hamood-al-busaidi"


def test_a_follower_ends_an_open_tenure_and_a_rival_does_not() -> None:
    office = "office/x"

    def tenure(person: str, year: int, *, rival: bool = False) -> Tenure:
        begin = date(year, 1, 1)
        window = Window(begin, begin)
        return Tenure(person, person, office, window, "", "", "", (), rival=rival)

    def holder(*tenures: Tenure) -> str | None:
        known = Knowledge({}, (), tenures, ())
        return known.holder(office, date(2018, 6, 1)).person

    assert holder(tenure("person/a", 2017), tenure("person/b", 2018)) == "person/b"
    assert holder(tenure("person/a", 2017, rival=True), tenure("person/b", 2018)) is None
