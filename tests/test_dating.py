"""Dating an article that names no day: clues, ranking, and what is done with the answer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kg.background import knowledge
from kg.cli import main
from kg.dates import anchoring
from kg.dates.clues import Clue, find_clues
from kg.dates.dating import Calendar, Ranking, load_model
from kg.model.claims import Anchor, Article, Reading
from kg.pipeline import read_article, read_from
from kg.resources import SEEDS
from kg.text import articles

SEED_DAY = date(2017, 10, 19)


@pytest.fixture(scope="module")
def undated() -> Article:
    (seed,) = articles.read([str(SEEDS / "000_3243e6dd9e279ec2.txt")])
    assert isinstance(seed, Article)
    return replace(seed, published=None)


@pytest.fixture(scope="module")
def reading(undated: Article) -> Reading:
    return read_from(undated, None)


def article(text: str, language: str = "ar") -> Article:
    return Article("x", text, language)


def test_the_seed_gives_weekday_months_rounds_and_holders(reading: Reading) -> None:
    clues = find_clues(reading, knowledge.load())
    values = {(clue.kind, clue.value) for clue in clues}
    assert ("weekday-deixis", (3,)) in values  # yesterday was a Wednesday
    assert ("day-past", (7, 14)) in values
    assert ("round", ("round/astana-process-syria-6",)) in values
    assert ("round-ahead", ("round/geneva-talks-on-syria-8",)) in values
    assert any(kind == "holder" for kind, _ in values)


def test_the_seed_without_its_sidecar_is_dated_honestly(reading: Reading) -> None:
    _, ranking = anchoring.ranked(reading)
    days = ranking.credible(0.9)
    assert SEED_DAY in days
    assert [day for day, _ in ranking.top(8)].index(SEED_DAY) < 8
    assert all(day.strftime("%A") == "Thursday" for day, _ in ranking.top(4))
    assert abs(sum(share for _, share in ranking.top(20_000)) - 1) < 1e-6


def test_an_inferred_day_reaches_over_its_range_and_is_marked(undated: Article) -> None:
    anchor = Anchor(date(2017, 10, 5), date(2017, 10, 26), "inferred")
    found = {t.span.of(undated.text): t for t in anchoring.times(undated, anchor)}
    yesterday = found["امس الأربعاء"]
    assert (yesterday.window.earliest_begin, yesterday.window.latest_end) == (
        date(2017, 10, 4),
        date(2017, 10, 25),
    )
    assert yesterday.window.vague
    july = found["الرابع عشر من تموز الماضي"]
    assert july.window.on == date(2017, 7, 14)
    assert not july.window.vague
    assert {t.basis for t in found.values()} == {"inferred"}


def test_a_wide_answer_is_no_day(reading: Reading) -> None:
    some = read_article(article("وصل الوزير يوم الثلاثاء."))
    assert some.anchor is None
    assert not any(time.window.known for time in some.times)


def test_many_clues_narrow_the_answer_down() -> None:
    known, model = knowledge.load(), load_model()
    clues = [
        Clue("weekday-deixis", (3,)),
        Clue("date", (date(2017, 10, 18).toordinal(),)),
        Clue("year", (2017,)),
        Clue("round", ("round/astana-process-syria-6",)),
    ]
    widths = [len(model.rank(clues[:n], known).credible(0.9)) for n in range(1, 5)]
    assert widths == sorted(widths, reverse=True)
    assert model.rank(clues, known).best[0] == SEED_DAY


@pytest.mark.parametrize(
    ("text", "language", "basis"),
    [
        ("جنيف - 19 تشرين الأول 2017\nقال الوزير أمس إنه سيصل.", "ar", "dateline"),
        ("خبر\nنشر في: 19 أكتوبر 2017\nقال الوزير إنه سيصل.", "ar", "publication"),
        ("Publié le 19 octobre 2017\nLe ministre est arrivé hier.", "fr", "publication"),
        ("Last updated: 19 October 2017\nThe minister came on Monday.", "en", "publication"),
    ],
)
def test_a_text_may_tell_its_own_day(text: str, language: str, basis: str) -> None:
    anchor = anchoring.told(article(text, language))
    assert anchor is not None
    assert (anchor.day, anchor.basis) == (SEED_DAY, basis)


@pytest.mark.parametrize(
    "text",
    [
        "14 آذار 2015\nبدأت الأزمة.\n3 أيار 2016\nانتهت الأزمة.",  # a chronology
        "وكان التقرير الذي نشر في 3 أيار 2016 قد أكد الخبر الذي أوردته الصحف.",
        "في 3 أيار 2016 التقى الوزير نظيره في جنيف وبحثا في استئناف المحادثات.",
    ],
)
def test_a_date_of_something_else_is_not_the_texts_own(text: str) -> None:
    assert anchoring.told(article(text)) is None


def test_a_sidecar_comes_first() -> None:
    told = replace(article("نشر في: 19 أكتوبر 2017\nقال"), published=date(2018, 1, 1))
    anchor = anchoring.told(told)
    assert anchor is not None
    assert (anchor.day, anchor.basis) == (date(2018, 1, 1), "told")


def test_leap_days_and_ranges_of_the_calendar() -> None:
    calendar = Calendar(date(2015, 1, 1), date(2017, 12, 31))
    since = calendar.distances("day", Clue("day", (2, 29)), knowledge.load())
    assert since.min() == 0
    assert since.max() <= 366


def test_the_command_prints_ranking_and_clues(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["date", str(SEEDS / "000_3243e6dd9e279ec2.txt")]) == 0
    assert "2017-10-19 (told)" in capsys.readouterr().out
    assert main(["date", "--hide", str(SEEDS / "000_3243e6dd9e279ec2.txt")]) == 0
    out = capsys.readouterr().out
    assert "امس الأربعاء" in out
    assert "90% in" in out
    (tmp_path / "a.txt").write_bytes(b"\x80\x81\x82")
    assert main(["date", str(tmp_path)]) == 1
    assert "a.txt" in capsys.readouterr().err


def test_the_shortest_stretch_that_holds_a_share() -> None:
    shares = np.array([0.1, 0.2, 0.3, 0.25, 0.15])
    ranking = Ranking(date(2018, 1, 1), shares, {})
    assert ranking.best == (date(2018, 1, 3), 0.3)
    assert ranking.interval(0.5) == (date(2018, 1, 2), date(2018, 1, 3))  # the earlier of two
    assert ranking.interval(0.55) == (date(2018, 1, 3), date(2018, 1, 4))
    assert ranking.interval(1.0) == (date(2018, 1, 1), date(2018, 1, 5))
