"""An article taken out: gone as if it had never been read, or retracted and kept on record."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import RECORDED, read

from kg import cli, removal
from kg.ask import sparql
from kg.model.claims import Reading
from kg.quads import store
from kg.quads.draft import Draft
from kg.quads.quadstore import QuadStore

ONE = (
    "التقى وزير الخارجية الروسي سيرغي لافروف نظيره الأميركي ريكس تيلرسون في موسكو في 19 آذار 2018."
)
OTHER = "التقى لافروف تيلرسون في موسكو في 19 آذار 2018. وعين رولان فنسان سفيرا في روما."
THIRD = "زار ستافان دي ميستورا أستانا الاثنين 12 آذار 2018 لحضور الجولة الثامنة من محادثات أستانا."


def made(*readings: Reading) -> QuadStore:
    opened = ox.Store()
    for reading in readings:
        store.add(opened, reading, recorded=RECORDED)
    return opened


def quads(opened: QuadStore) -> set[str]:
    return {str(quad) for quad in opened}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {id_: read(text, id_=id_) for id_, text in zip("abc", (ONE, OTHER, THIRD), strict=True)}


@pytest.mark.parametrize("gone", [["a"], ["b"], ["c"], ["a", "b"], ["a", "b", "c"]])
def test_gone_is_as_never_read(readings: dict[str, Reading], gone: list[str]) -> None:
    opened = made(*readings.values())
    assert removal.take_out(opened, gone) == gone
    kept = made(*(reading for id_, reading in readings.items() if id_ not in gone))
    assert quads(opened) - quads(kept) == set()
    missing = quads(kept) - quads(opened)
    assert missing == set()


def test_gone_with_its_earlier_version(readings: dict[str, Reading]) -> None:
    opened = made(readings["c"], read(ONE, id_="a"), read(OTHER, id_="a"))
    assert removal.take_out(opened, ["a", "unknown"]) == ["a"]
    assert quads(opened) == quads(made(readings["c"]))


def test_retracted_is_kept_on_record(
    readings: dict[str, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    opened = made(*readings.values())
    every = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a dip:Claim "
    claims = every + "FILTER NOT EXISTS { ?c dip:retiredAt ?t } }"
    whole = sparql.run(opened, sparql.find(every + "}")).rows
    assert removal.take_out(opened, ["a"], retract=True) == ["a"]
    assert removal.take_out(opened, ["a"], retract=True) == []
    assert store.articles(opened) == ["b", "c"]
    assert sparql.run(opened, sparql.find(every + "}")).rows == whole
    live = made(readings["b"], readings["c"])
    assert (
        sparql.run(opened, sparql.find(claims)).rows == sparql.run(live, sparql.find(claims)).rows
    )
    timeline = sparql.find("timeline")
    assert sparql.run(opened, timeline).rows == sparql.run(live, timeline).rows
    draft = Draft(opened)
    assert draft.add(readings["a"], recorded=RECORDED)
    draft.commit()
    both = made(*readings.values())
    assert sparql.run(opened, timeline).rows == sparql.run(both, timeline).rows


def test_the_command_and_a_folder_that_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    Path("in").mkdir()
    for name, text in (("a", ONE), ("b", OTHER), ("c", THIRD)):
        Path(f"in/{name}.txt").write_text(text, encoding="utf-8")
    assert cli.main(["build", "in", "--into", "out"]) == cli.DONE
    assert cli.main(["remove", "a", "article/b", "d", "--store", "out/store"]) == cli.SOME_FAILED
    out, err = capsys.readouterr()
    assert out.endswith("a: removed\nb: removed\n")
    assert err == "kg: d: no article of this id is stored\n"
    Path("in/a.txt").unlink()
    Path("in/b.txt").unlink()
    assert cli.main(["build", "in", "--into", "fresh"]) == cli.DONE
    for path in Path("fresh").rglob("*"):
        if path.is_file() and "store" not in path.parts:
            assert Path("out", *path.parts[1:]).read_bytes() == path.read_bytes(), path
    assert sorted(Path("out/pages").iterdir()) == [
        Path("out/pages", page.name) for page in sorted(Path("fresh/pages").iterdir())
    ]
    Path("in/d.txt").write_text(ONE, encoding="utf-8")
    Path("in/c.txt").unlink()
    capsys.readouterr()
    assert cli.main(["build", "in", "--into", "out", "--sync"]) == cli.DONE
    assert "1 articles read, 0 unchanged, 0 failed, 1 removed" in capsys.readouterr().out
    assert [path.name for path in Path("out/annotations").iterdir()] == ["d.json"]
    Path("in/d.txt").write_bytes(b"\x00\x01\x02")
    Path("in/e.jsonl").write_text("{\n", encoding="utf-8")
    assert cli.main(["build", "in", "--into", "out", "--sync"]) == cli.SOME_FAILED
    assert "--sync: nothing was removed" in capsys.readouterr().err
    assert [path.name for path in Path("out/annotations").iterdir()] == ["d.json"]
