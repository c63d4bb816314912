"""kg knowledge: every mistake in a file is named with its line and the cure."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from kg import cli
from kg.background import knowledge, proofread, seedfiles

HEAD = """@prefix dip: <https://w3id.org/dtkg/ns#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix person: <https://w3id.org/dtkg/id/person/> .
@prefix office: <https://w3id.org/dtkg/id/office/> .
@prefix tenure: <https://w3id.org/dtkg/id/tenure/> .
@prefix source: <https://w3id.org/dtkg/id/source/> .

"""
SOUND = """source:my-notes a dip:Source ;
    rdfs:label "UN press release"@en .

person:new-envoy a dip:Person ;
    rdfs:label "مبعوث جديد تماما"@ar ;
    rdfs:label "Newly Namedenvoy"@en ;
    dip:knowledgeStatus "verified" ;
    prov:wasDerivedFrom source:my-notes .

tenure:new-envoy-yemen a dip:Tenure ;
    dip:holder person:new-envoy ;
    dip:office office:un-yemen-special-envoy-for-yemen ;
    sem:hasEarliestBeginTimeStamp "2031-01-01"^^xsd:date ;
    sem:hasLatestBeginTimeStamp "2031-01-01"^^xsd:date ;
    dip:knowledgeStatus "verified" ;
    prov:wasDerivedFrom source:my-notes .
"""


def remarks(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "own.ttl"
    path.write_text(HEAD + body, encoding="utf-8")
    first = HEAD.count("\n")
    return [f"{r.line - first}: {r.message}" for r in proofread.proofread(path)]


def test_a_sound_file_has_no_remarks(tmp_path: Path) -> None:
    assert remarks(tmp_path, SOUND) == []


_ENVOY = "office:un-yemen-special-envoy-for-yem"
_NEAR = "office/un-yemen-special-envoy-for-yemen"
MISTAKES = [
    ("dip:holdr person", "dip:holder person", "11: there is no dip:holdr; did you mean dip:holder"),
    ("a dip:Persn", "a dip:Person", "4: there is no class dip:Persn; did you mean dip:Person"),
    (_ENVOY, _ENVOY + "en", f"12: nobody knows {_NEAR[:-2]}; did you mean {_NEAR}"),
    ('"31 May"^^xsd:date', '"2031-01-01"^^xsd:date', "13: “31 May” is no day"),
    ('"2031-01-01" ;', '"2031-01-01"^^xsd:date ;', "13: “2031-01-01” is no day"),
    ('"verifyed"', '"verified"', "7: “verifyed” is no status; did you mean verified"),
    ('"Bare" ;', '"مبعوث جديد تماما"@ar ;', "5: “Bare” needs its language"),
    ('"Sergey Lavrov"@en', '"Newly Namedenvoy"@en', "6: “Sergey Lavrov” also names person/sergey"),
    (
        "dip:holder person:a person:b ;",
        "dip:holder person:new-envoy ;",
        "11: not Turtle: Parser error",
    ),
]


@pytest.mark.parametrize(("wrong", "right", "remark"), MISTAKES)
def test_every_mistake_is_named(tmp_path: Path, wrong: str, right: str, remark: str) -> None:
    assert right in SOUND
    found = remarks(tmp_path, SOUND.replace(right, wrong, 1))
    assert any(remark in line for line in found), found


def test_what_is_not_plausible_is_named(tmp_path: Path) -> None:
    ended = 'sem:hasEarliestEndTimeStamp "2020-01-01"^^xsd:date ;\n    dip:knowledgeStatus'
    head, tenure = SOUND.replace("2031", "2019").split("tenure:", 1)
    body = head + "tenure:" + tenure.replace("dip:knowledgeStatus", ended, 1)
    assert any("10: " in line and "overlap" in line for line in remarks(tmp_path, body))


def test_missing_parts_are_named(tmp_path: Path) -> None:
    found = remarks(tmp_path, "tenure:x a dip:Tenure .\nperson:q a dip:Person .\n")
    for part in (
        "dip:holder",
        "dip:office",
        "a day",
        "a name",
        "knowledgeStatus",
        "wasDerivedFrom",
    ):
        assert any(part in line for line in found), part


def test_a_second_label_should_be_an_alias(tmp_path: Path) -> None:
    found = remarks(tmp_path, 'person:sergey-lavrov rdfs:label "لفروف الوزير"@ar .\n')
    assert found == ["1: person/sergey-lavrov has a label in “ar” already: write skos:altLabel"]
    assert remarks(tmp_path, 'person:sergey-lavrov skos:altLabel "لفروف الوزير"@ar .\n') == []


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(HEAD + SOUND, encoding="utf-8")
    assert cli.main(["knowledge", "check", str(path)]) == 0
    assert "nothing wrong" in capsys.readouterr().out
    path.write_text(HEAD + "person:q a dip:Person .", encoding="utf-8")
    assert cli.main(["knowledge", "check", str(path)]) == 1
    assert f"{path}:{HEAD.count(chr(10)) + 1}: " in capsys.readouterr().out
    assert cli.main(["knowledge", "check", str(tmp_path / "none.ttl")]) == cli.WRONG_USAGE
    assert cli.main(["knowledge", "check"]) == 0
    assert cli.main(["knowledge", "stats"]) == 0
    assert "Resolution" in capsys.readouterr().out
    assert cli.main(["knowledge", "find", "لافروف", "--on", "2017-10-19"]) == 0
    out = capsys.readouterr().out
    assert "person/sergey-lavrov" in out
    assert "2004-03-09" in out
    assert cli.main(["knowledge", "find", "زقزوقستان"]) == 1


def test_the_file_of_the_documentation_is_sound_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "docs" / "own-knowledge.ttl"
    assert proofread.proofread(path) == []
    monkeypatch.setenv("DTKG_KNOWLEDGE", str(path))
    known = seedfiles.knowledge(knowledge.paths())
    office = "office/eu-special-representative-for-central-asia"
    assert known.holder(office, date(2024, 3, 1)).person == "person/terhi-hakala"
    first = known.round("process/istanbul-process", 1)
    assert first is not None
    assert first.window.latest_end is None
    body = path.read_text(encoding="utf-8")
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    for shown in page.split("```turtle\n")[1:]:
        assert shown.split("\n```")[0] in body
