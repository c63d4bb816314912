"""One name in two scripts: the pairs of tests/data, made from names that corpora spell."""

import csv
from pathlib import Path

import pytest

from kg.spelling.samename import CANDIDATE, SAME, given_names, likeness, verdict

PAIRS = Path(__file__).parent / "data" / "name-pairs.tsv"


def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_pairs_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = rows()
    assert len(pairs) >= 150
    said = [(verdict(p["one"], p["other"]) == "same", p["same"] == "yes") for p in pairs]
    right = sum(mine and theirs for mine, theirs in said)
    precision = right / sum(mine for mine, _ in said)
    recall = right / sum(theirs for _, theirs in said)
    with capsys.disabled():
        print(f"\n  name pairs: {len(pairs)}, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.975
    assert recall >= 0.91


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سيرغي شويغو", "Sergei Shoigu"),
        ("سيرغي شويغو", "Sergueï Choïgou"),
        ("Sergei Shoigu", "Sergueï Choïgou"),
        ("عبدالفتاح السيسي", "Abdel Fattah el-Sisi"),
        ("تميم بن حمد", "Tamim bin Hamad Al Thani"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert likeness(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بشار الأسد", "Hafez al-Assad"),
        ("محمد بن سلمان", "Mohammed bin Zayed"),
        ("حسن روحاني", "Hussein Rouhani"),
        ("كيم جونغ أون", "Kim Jong-il"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert likeness(one, other) < CANDIDATE


def test_likeness_is_symmetric() -> None:
    for pair in rows()[:40]:
        one, other = pair["one"], pair["other"]
        assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_no_given_name_is_listed_twice_by_mistake() -> None:
    """A spelling of two names is meant («Hassan» may be حسن or حسان), never of three."""
    assert all(len(numbers) <= 2 for numbers in given_names().values())
