"""Knowledge of one's own by one command; names of a build that nobody known bears."""

from pathlib import Path

import pytest

from kg import cli
from kg.background import adding, knowledge, proofread, seedfiles


def test_a_person_a_tenure_and_an_alias_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.ttl"
    base = ["knowledge", "add"]
    person = ["person", "--en", "Ingrid Solvang", "--ar", "إنغريد سولفانغ"]
    assert cli.main([*base, *person, "--to", str(mine)]) == cli.DONE
    tenure = ["tenure", "person/ingrid-solvang", "office/un-libya-special-envoy-for-libya"]
    assert cli.main([*base, *tenure, "--since", "2026-05-01", "--to", str(mine)]) == cli.DONE
    alias = ["alias", "person/ramtane-lamamra", "--fr", "Ramtane Lamamra (diplomate)"]
    assert cli.main([*base, *alias, "--to", str(mine)]) == cli.DONE
    body = ["body", "--en", "Lakes Mediation Forum", "--kind-of", "forum", "--to", str(mine)]
    assert cli.main([*base, *body]) == cli.DONE
    process = "process/libya-talks"
    talks = ["round", process, "99", "--en", "Libya talks 99", "--since", "2026-05-02"]
    assert cli.main([*base, *talks, "--place", "place/geneva", "--to", str(mine)]) == cli.DONE
    assert "person:ingrid-solvang a dip:Person" in capsys.readouterr().out
    assert proofread.proofread(mine) == []
    known = seedfiles.knowledge([*knowledge.paths(), mine])
    assert [t.office for t in known.offices_of("person/ingrid-solvang", None)] == [tenure[2]]
    added = known.round(process, 99)
    assert added is not None
    assert added.place == "place/geneva"


def test_what_is_wrong_is_explained_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.ttl"
    wrong = ["tenure", "person/sergey-lavrof", "office/russia-foreign-minister"]
    command = ["knowledge", "add", *wrong, "--since", "2026-05-01", "--to", str(mine)]
    assert cli.main(command) == 1
    assert "did you mean person/sergey-lavrov?" in capsys.readouterr().out
    assert not mine.exists()
    nameless = ["knowledge", "add", "person", "--to", str(mine)]
    assert cli.main(nameless) == cli.WRONG_USAGE
    assert "a name is needed" in capsys.readouterr().err


def test_a_key_of_an_arabic_name_is_made_of_its_sounds() -> None:
    assert adding.part({"ar": "إنغريد سولفانغ"}).isascii()
    assert adding.part({"en": "Işık Ünal", "ar": "إشيق أونال"}) == "isik-unal"


def test_unknown_names_of_a_build_with_sentence_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    text = "Ingrid Solvang met Sergei Lavrov in Geneva on Monday."
    for number in (1, 2):
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
        told = 'published = 2019-02-04\nlanguage = "en"\n'
        (news / f"{number}.toml").write_text(told, encoding="utf-8")
    out = tmp_path / "out"
    assert cli.main(["build", str(news), "--into", str(out)]) == cli.DONE
    capsys.readouterr()
    assert cli.main(["knowledge", "unknown", str(out)]) == cli.DONE
    shown = capsys.readouterr().out
    assert "2 articles  Ingrid Solvang  (person)" in shown
    assert text in shown
    assert 'person:ingrid-solvang a dip:Person ; rdfs:label "Ingrid Solvang"@en' in shown
    assert "Lavrov  (person)" not in shown
