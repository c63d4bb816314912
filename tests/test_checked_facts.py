"""Facts of unlabelled articles that a person judged: the right ones are still read."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import read

from kg.errors import UsageError
from tools import checked, sample
from tools.corpus import readings

CORPUS = "data/corpus/ant-2018-diplomacy.jsonl.gz"
KEPT = 0.95
"""So many of the facts judged right are still read."""
TEXT = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره الأميركي ريكس تيلرسون في موسكو أمس."


def test_facts_judged_right_are_still_read(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = checked.read()
    if not rows:
        pytest.skip("no fact has been judged yet")
    texts = {r.article.id: r for r in readings(shared / CORPUS, only={row.article for row in rows})}
    judged: Counter[str] = Counter()
    still: Counter[str] = Counter()
    for row in rows:
        reading = texts[row.article]
        assert checked.digest(reading.article.text) == row.digest, f"{row.article}: another text"
        judged[row.verdict] += 1
        still[row.verdict] += checked.found(row, reading) is not None
    with capsys.disabled():
        print("\n" + "\n".join(sample.report(rows, sample.counts())))
        print({verdict: f"{still[verdict]} of {judged[verdict]} still read" for verdict in judged})
    assert still["right"] >= KEPT * judged["right"]


def test_a_fact_is_found_again_by_its_offsets_alone() -> None:
    reading = read(TEXT)
    row = next(r for r in sample.rows_of(reading) if r.type == "Meeting")
    assert checked.found(row, reading) is not None
    assert TEXT not in str(row)
    assert checked.found(row._replace(type="Visit"), reading) is None
    elsewhere = TEXT.index("التقى"), TEXT.index("وزير")
    wrong = row._replace(roles=f"attendee={elsewhere[0]}-{elsewhere[1]}")
    assert checked.found(wrong, reading) is None


def test_verdicts_are_kept_when_the_sample_is_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sample.rows_of(read(TEXT))
    kept, todo = tmp_path / "checked.tsv", tmp_path / "todo.tsv"
    monkeypatch.setattr(checked, "FILE", kept)
    checked.write([row._replace(verdict="right") for row in rows[:1]] + rows[1:], todo)
    assert sample.take(todo) == 1
    checked.write([row._replace(verdict="wrong", note="a host") for row in rows[1:2]], todo)
    assert sample.take(todo) == 1
    assert sorted(row.verdict for row in checked.read(kept)) == ["right", "wrong"]
    checked.write([rows[0]._replace(verdict="maybe")], todo)
    with pytest.raises(UsageError, match="no verdict"):
        sample.take(todo)


def test_rare_types_are_drawn_more_often_than_their_share() -> None:
    wanted = sample.shares({"Statement": 10_000, "Visit": 100, "Siege": 3}, 100)
    assert wanted["Siege"] == 3
    assert wanted["Visit"] >= 8
    assert wanted["Statement"] < 90
