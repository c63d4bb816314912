"""New people of several articles who may be one, tied without touching their IRIs."""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
from rdflib import SKOS

from kg import build
from kg.model.claims import Article
from kg.model.terms import node
from kg.quads import store
from kg.quads.namesakes import pairs, refresh

DAY = date(2018, 5, 2)
ARABIC = Article("ar", "التقى السفير ديفيد فريدمان الوزير في جنيف.", "ar", DAY, digest="1")
ENGLISH = Article("en", "Ambassador David Friedman met the minister.", "en", DAY, digest="2")


def ties(opened: ox.Store) -> set[tuple[str, str]]:
    said = opened.quads_for_pattern(None, node(SKOS.closeMatch), None, None)
    return {(str(q.subject), str(q.object)) for q in said if "/person/x-" in str(q.object)}


def test_spellings_in_two_scripts_and_of_one_script_are_pairs() -> None:
    people = {
        "a": ["ديفيد فريدمان"],
        "b": ["David Friedman"],
        "c": ["ديفيد فريدمن"],
        "d": ["David Freeman"],
        "e": ["Sergueï Skripal"],
        "f": ["سيرغي سكريبال"],
        "g": ["محمد العتيبي"],
        "h": ["منصور العتيبي"],
        "i": ["فريدمان"],
    }
    assert list(pairs(people)) == [("a", "b"), ("a", "c"), ("b", "c"), ("e", "f")]


def test_a_build_ties_new_people_whatever_the_order_and_moves_no_iri(tmp_path: Path) -> None:
    found = []
    for name, articles in (("one", [ARABIC, ENGLISH]), ("two", [ENGLISH, ARABIC])):
        build.build(articles, tmp_path / name)
        found.append(ties(store.open_store(tmp_path / name / "store")))
    assert found[0] == found[1]
    assert len(found[0]) == 2  # both ways
    build.build([ARABIC], tmp_path / "alone")
    alone = store.open_store(tmp_path / "alone" / "store")
    assert ties(alone) == set()
    people = {str(quad.subject) for quad in alone if "/person/x-" in str(quad.subject)}
    assert people & {one for one, _ in found[0]}


def test_a_tie_goes_when_a_name_goes(tmp_path: Path) -> None:
    build.build([ARABIC, ENGLISH], tmp_path)
    opened = store.open_store(tmp_path / "store")
    assert refresh(opened) == 1
    one, _ = sorted(ties(opened))[0]
    opened.update(f"DELETE WHERE {{ {one} a ?class }}")
    assert refresh(opened) == 0
    assert ties(opened) == set()
