"""Date phrases: spans, values and what must not be read as a date."""

from datetime import date
from pathlib import Path

import pytest

from kg import resources
from kg.dates.context import nearest_year
from kg.dates.needs import required
from kg.dates.rules import load_rules
from kg.dates.times import find_times
from kg.dates.windows import moved_years, parse_edtf, third_of_month
from kg.model.claims import Window
from kg.resources import ONTOLOGY
from kg.text import lexicon

ANCHOR = date(2017, 10, 19)


def times(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str]]:
    found = find_times(text, language="ar", anchor=anchor)
    return [(t.span.of(text), t.edtf) for t in found if not t.vague]


@pytest.mark.parametrize(
    ("text", "phrase", "edtf"),
    [
        ("انتهت في الرابع عشر من تموز الماضي", "الرابع عشر من تموز الماضي", "2017-07-14"),
        ("في الـ15 من أيلول الماضي", "الـ15 من أيلول الماضي", "2017-09-15"),
        ("وذكرت صحف امس الأربعاء", "امس الأربعاء", "2017-10-18"),
        ("أعلن أمس الأول", "أمس الأول", "2017-10-17"),
        ("يصل بعد غد السبت", "بعد غد السبت", "2017-10-21"),
        ("يصل الأحد المقبل", "الأحد المقبل", "2017-10-22"),
        ("وصل الثلاثاء", "الثلاثاء", "2017-10-17"),
        ("قد تبدأ في تشرين الثاني", "تشرين الثاني", "2017-11"),
        ("بدأت في آذار 2011", "آذار 2011", "2011-03"),
        ("في 14 جانفي 2011", "14 جانفي 2011", "2011-01-14"),
        ("في18 شباط/فبراير 2018", "18 شباط/فبراير 2018", "2018-02-18"),
        ("في نيسان/أبريل2015", "نيسان/أبريل2015", "2015-04"),
        ("منذ عام 2013", "عام 2013", "2013"),
        ("مطلع الشهر الجاري", "مطلع الشهر الجاري", "2017-10-01/2017-10-10"),
        ("منتصف أيلول الماضي", "منتصف أيلول الماضي", "2017-09-11/2017-09-20"),
        ("نهاية العام الجاري", "نهاية العام الجاري", "2017-09/2017-12"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2017-10-16"),
        ("الأسبوع الماضي", "الأسبوع الماضي", "2017-10-09/2017-10-15"),
        ("بتاريخ 12/7/2017", "12/7/2017", "2017-07-12"),
        ("لمدة 30 يوما", "30 يوما", "P30D"),
        ("منذ عامين", "عامين", "P2Y"),
        ("الربع الأول من عام 2018", "الربع الأول من عام 2018", "2018-33"),
        (
            "بين نهاية تشرين الأول وبداية تشرين الثاني",
            "نهاية تشرين الأول وبداية تشرين الثاني",
            "2017-10-21/2017-11-10",
        ),
    ],
)
def test_phrase(text: str, phrase: str, edtf: str) -> None:
    assert times(text) == [(phrase, edtf)]


@pytest.mark.parametrize(
    "text",
    [
        "وفقا لقرار مجلس الأمن الدولي 2254",
        "القرار 2118",
        "وفق قناة روسيا اليوم",
        "صحيفة المصري اليوم",
        "قتل 2013 شخصا",
        "في الأيام الماضية",
        "منذ أسابيع",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert times(text) == []


def test_an_undated_article_resolves_only_full_dates() -> None:
    assert times("أمس وفي 5 كانون الثاني 2016", None) == [("5 كانون الثاني 2016", "2016-01-05")]


def test_a_day_fixes_all_corners_and_a_month_none_of_its_days() -> None:
    (found,) = find_times("في 14 تموز 2017", language="ar", anchor=None)
    assert found.window.on == date(2017, 7, 14)
    (found,) = find_times("في تموز 2017", language="ar", anchor=None)
    assert found.window.on is None
    assert (found.window.earliest_begin, found.window.latest_end) == (
        date(2017, 7, 1),
        date(2017, 7, 31),
    )


def test_a_month_name_is_added_in_the_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (ONTOLOGY / "ar.toml").read_text(encoding="utf-8")
    data = data.replace('3 = ["آذار", ', '3 = ["آذار", "الشهر الثالث", ')
    (tmp_path / "ar.toml").write_text(data, encoding="utf-8")
    monkeypatch.setattr(resources, "_elsewhere", {"ar": tmp_path / "ar.toml"})
    load_rules.cache_clear()
    lexicon.read_tables.cache_clear()
    try:
        assert times("في 5 الشهر الثالث 2016") == [("5 الشهر الثالث 2016", "2016-03-05")]
    finally:
        monkeypatch.undo()
        load_rules.cache_clear()
        lexicon.read_tables.cache_clear()


def test_an_inverted_window_is_refused() -> None:
    with pytest.raises(ValueError, match="inverted"):
        Window(earliest_begin=date(2017, 2, 1), latest_end=date(2017, 1, 1))


@pytest.mark.parametrize(
    ("edtf", "begin", "end"),
    [
        ("2017-07-14", date(2017, 7, 14), date(2017, 7, 14)),
        ("../2017-07-14", None, date(2017, 7, 14)),
        ("2015-11/..", date(2015, 11, 1), None),
        ("1996-22", date(1996, 6, 1), date(1996, 8, 31)),
        ("1996-24", date(1996, 12, 1), date(1997, 2, 28)),
        ("2018-01/2018-03", date(2018, 1, 1), date(2018, 3, 31)),
    ],
)
def test_edtf(edtf: str, begin: date | None, end: date | None) -> None:
    window = parse_edtf(edtf)
    assert window is not None
    assert (window.earliest_begin, window.latest_end) == (begin, end)


@pytest.mark.parametrize("text", ["P2D", "2017-13", "2017-02-30", "x", "2018/2017"])
def test_what_is_no_edtf_date(text: str) -> None:
    assert parse_edtf(text) is None


def test_the_end_of_february_and_leap_days() -> None:
    assert third_of_month(2016, 2, (21, 31)).edtf == "2016-02-21/2016-02-29"
    leap = moved_years(Window.day(date(2016, 2, 29)), 1)
    assert leap.latest_end == date(2017, 2, 28)


@pytest.mark.parametrize(
    ("text", "anchor", "days"),
    [
        # joined weekdays and days follow one another
        ("بعد المحادثات مساء الجمعة وصباح السبت", date(2018, 7, 6), ["2018-07-06", "2018-07-07"]),
        ("على دفعتين في 6 أغسطس و4 نوفمبر", date(2018, 7, 31), ["2018-08-06", "2018-11-04"]),
        # the day's agenda, a verb right before, a word that only looks like a future
        ("يعقد مجلس الجامعة، الثلاثاء، دورته", date(2018, 9, 10), ["2018-09-11"]),
        ("وكان من المقرر أن تنتهي المباحثات التي بدأت الخميس", date(2018, 3, 17), ["2018-03-15"]),
        ("ونقل إلى وسط المدينة الأحد في سيارة فارهة", date(2018, 6, 11), ["2018-06-10"]),
        ("سيتوجه إلى سنغافورة مطلع الأسبوع", date(2018, 5, 26), ["2018-05-26/2018-05-27"]),
        (
            "في كانون الثاني 2018. وقبلها بشهر تركت منصبها",
            date(2018, 6, 30),
            ["2018-01", "2017-12"],
        ),
        # no dates
        ("وهو في الخمسينيات من عمره", date(2018, 7, 17), []),
        ("وسيخصص اليوم الأول من المؤتمر للمساعدات", date(2018, 4, 24), []),
        ("في ذات اليوم الذي أطلق فيه النار", date(2018, 3, 3), []),
        ("قال نواب قوى 14 آذار", date(2018, 3, 20), []),
        ("منذ ثورة 25 يناير 2011", date(2018, 3, 20), ["2011-01-25"]),
        ("بدأ قبل نحو شهرين", date(2018, 3, 20), ["2018-01~"]),
    ],
)
def test_what_the_words_around_decide(text: str, anchor: date, days: list[str]) -> None:
    assert [edtf for _, edtf in times(text, anchor)] == days


def test_a_contradicting_weekday_is_told_and_widens_the_window() -> None:
    """A copy of yesterday's report: the day and the weekday cannot both be right."""
    (found,) = find_times("وأعلن أمس الاثنين", language="ar", anchor=date(2018, 8, 15))
    assert found.window.earliest_begin == date(2018, 8, 13)
    assert found.window.latest_end == date(2018, 8, 14)
    assert found.confidence < 1
    assert "2018-08-13" in found.note


def test_without_a_day_nothing_crashes() -> None:
    """A range without a year and a day without an anchor once raised LookupError."""
    for text in ("من 4 إلى 6 أيار", "في 3 رمضان", "أيار وحزيران", "الأسبوع الثاني من أيار"):
        found = find_times(text, language="ar", anchor=None)
        assert not any(time.window.known for time in found)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("à l'instar du dernier le 28 septembre, qui aidera la région", "2017-09-28"),
        ("lors des élections législatives du 5 octobre, il succédera au président", "2017-10-05"),
    ],
)
def test_a_day_just_gone_is_meant_whatever_the_verb(text: str, edtf: str) -> None:
    found = find_times(text, language="fr", anchor=date(2017, 10, 12))
    assert [time.edtf for time in found if not time.vague] == [edtf]


def test_what_a_form_needs() -> None:
    """Only whole words: a pattern was once tried nowhere, for want of a word «ب»."""
    slots, words = required("(?:the )?{month} of (?:past|last) years? {year}")
    assert slots == ["month", "year"]
    assert words == [frozenset({"past", "last"}), frozenset({"of"})]
    assert required("(?P<told>{ago}) ب(?:{number} {unit}|{dual})") == (["ago"], [])
    assert required("{month}|{weekday}") == ([], [])
    assert required(r"(?<!x)(?:\d{1,2} )?(?P<y>\d{4})(?!y)") == (["year"], [])


@pytest.mark.parametrize(
    ("text", "language", "anchor", "edtf", "role"),
    [
        ("في 30 كانون الأول", "ar", date(2018, 1, 3), "2017-12-30", "at"),
        ("on 30 December", "en", date(2018, 1, 3), "2017-12-30", "at"),
        ("14/07/98", "fr", date(2018, 1, 3), "1998-07-14", "at"),
        (
            "last week",
            "en",
            date(2018, 9, 9),
            "2018-08-27/2018-09-02",
            "at",
        ),  # a Sunday ends a week
        ("منذ عام 2013", "ar", date(2018, 1, 3), "2013", "since"),
        ("since Monday", "en", date(2018, 1, 3), "2018-01-01", "since"),
        ("حتى 2019", "ar", date(2018, 1, 3), "2019", "until"),
    ],
)
def test_years_left_out_and_how_the_time_relates(
    text: str, language: str, anchor: date, edtf: str, role: str
) -> None:
    (found,) = find_times(text, language=language, anchor=anchor)
    assert (found.edtf, found.role) == (edtf, role)


def test_a_day_is_of_the_year_in_which_it_lies_nearest() -> None:
    assert nearest_year(date(2018, 1, 3), 12, 30) == 2017
    assert nearest_year(date(2018, 12, 30), 1, 3) == 2019
    assert nearest_year(date(2018, 6, 15), 2, 29) == 2018
