"""An exception in a reader costs its findings in a sentence, never the article or the batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SEED_ID

from kg import cli
from kg.dates import anchoring
from kg.events import building
from kg.languages.arabic.names import NameFinder
from kg.model.claims import Article, Reading
from kg.pipeline import read_article
from kg.resources import SEEDS
from kg.text.articles import make_article

TEXT = (
    "قال لافروف إن المحادثات مهمة. التقى لافروف تيلرسون في موسكو في 19 آذار 2018. زار ماتيس بغداد."
)


def article() -> Article:
    return make_article("a", TEXT, {"language": "ar", "published": "2018-03-20"})


def types(reading: Reading) -> list[str]:
    return [happening.main.type for happening in reading.happenings]


def test_dates_that_fail_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = anchoring.times

    def failing(article: Article, anchor: Any) -> Any:
        if "بغداد" in article.text:
            raise IndexError("string index out of range")
        return whole(article, anchor)

    before = read_article(article())
    monkeypatch.setattr("kg.pipeline.anchoring.times", failing)
    after = read_article(article())
    assert types(after) == types(before)
    assert [t.edtf for t in after.times] == ["2018-03-19"]
    (fault,) = after.faults
    assert fault.startswith("dates could not be read in «زار ماتيس بغداد.» (IndexError: string")


def test_an_event_reader_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> Iterator[Any]:
        raise KeyError("x")
        yield

    before = read_article(article())
    monkeypatch.setattr(building, "_BUILDERS", {**building._BUILDERS, "Visit": failing})
    after = read_article(article())
    assert types(after) == [type_ for type_ in types(before) if type_ != "Visit"]
    assert after.mentions == before.mentions
    assert [fault[:24] for fault in after.faults] == ["events could not be read"]


def test_names_that_fail_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = NameFinder.find

    def failing(self: Any) -> Any:
        if "بغداد" in self.words.doc.text:
            raise RecursionError("too deep")
        return whole(self)

    monkeypatch.setattr(NameFinder, "find", failing)
    after = read_article(article())
    assert "Meeting" in types(after)
    assert after.article.text == TEXT
    assert all(m.span.of(TEXT) != "بغداد" for m in after.mentions)
    assert len(after.faults) == 1


def test_build_and_date_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise IndexError("x")

    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("kg.pipeline.find_times", failing, raising=False)
    monkeypatch.setattr("kg.dates.anchoring.find_times", failing)
    assert cli.main(["date", str(tmp_path)]) == cli.SOME_FAILED
    out, err = capsys.readouterr()
    assert out.startswith("a: ")
    assert "\nb: " in out
    assert "Traceback" not in err
    assert cli.main(["build", str(tmp_path), "--into", str(tmp_path / "out")]) == cli.SOME_FAILED
    out, err = capsys.readouterr()
    assert "2 articles read, 0 unchanged, 0 failed" in out
    assert {line.split(": ")[1] for line in err.splitlines() if "could not" in line} == {"a", "b"}


def test_the_seed_has_no_faults(seed: Reading) -> None:
    assert seed.article.id == SEED_ID
    assert (SEEDS / f"{SEED_ID}.txt").is_file()
    assert not seed.faults
