"""What holds for any text: windows in order, years that shift, digits that agree, no blow-up."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates.rules import load_rules
from kg.dates.times import find_times
from kg.model.claims import TimeExpression, Window

LANGUAGES = ("ar", "en", "fr")
YEARS = st.integers(1960, 2025)
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _words(language: str) -> list[str]:
    """Words that dates are made of, and some that are not."""
    rules = load_rules(language)
    tables = [*rules.words.values(), *rules.names.values(), rules.parts]
    listed = [word for table in tables for word in table]
    listed += [word for words in rules.lists.values() for word in words]
    return sorted({*listed, "2254", "2017", "14", "١٥", "7/8/2016", "-", "،", "\n", "القرار", "to"})


@st.composite
def date_texts(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(LANGUAGES))
    words = draw(st.lists(st.sampled_from(_words(language)), max_size=25))
    return language, draw(st.sampled_from([" ", "  ", ""])).join(words)


def ordered(window: Window) -> bool:
    """earliestBegin <= latestBegin, earliestEnd <= latestEnd, begin <= end."""
    pairs = [
        (window.earliest_begin, window.latest_begin),
        (window.earliest_end, window.latest_end),
        (window.earliest_begin, window.earliest_end),
        (window.latest_begin, window.latest_end),
        (window.earliest_begin, window.latest_end),
    ]
    return all(a <= b for a, b in pairs if a and b)


@settings(max_examples=400, deadline=None)
@given(date_texts(), st.none() | DAYS, st.booleans())
def test_windows_are_in_order_and_nothing_crashes(
    text: tuple[str, str], anchor: date | None, narrative: bool
) -> None:
    language, words = text
    for found in find_times(words, language=language, anchor=anchor, narrative=narrative):
        assert ordered(found.window), found
        assert 0 <= found.span.start < found.span.end <= len(words)
        assert ordered(found.stretch), found


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    for timex in (False, True):
        find_times(text, language=language, anchor=date(2018, 3, 1), timex=timex)


@settings(max_examples=300, deadline=None)
@given(date_texts(), DAYS)
def test_arabic_indic_digits_agree(text: tuple[str, str], anchor: date) -> None:
    language, words = text
    ascii_digits = words.translate({ord("٠") + n: str(n) for n in range(10)})
    one = find_times(ascii_digits, language=language, anchor=anchor)
    two = find_times(ascii_digits.translate(ARABIC_DIGITS), language=language, anchor=anchor)
    assert [(t.span, t.edtf, t.window) for t in one] == [(t.span, t.edtf, t.window) for t in two]


_SHIFTED = [
    ("ar", "في {y}/7/14 وفي 3 أيلول {y} ومنذ عام {y} وفي آذار {y}"),
    ("ar", "مطلع تموز الماضي ثم 18 تشرين الأول المقبل ثم أيلول الجاري ونهاية العام الجاري"),
    ("en", "on 14 July {y}, in early March {y}, since {y}, last May, next October, this year"),
    ("fr", "le 14 juillet {y}, début mars {y}, depuis {y}, mai dernier, octobre prochain"),
]


@pytest.mark.parametrize(("language", "text"), _SHIFTED)
@settings(max_examples=60, deadline=None)
@given(year=YEARS, shift=st.integers(-15, 15), month=st.integers(1, 12), day=st.integers(1, 28))
def test_whole_years_shift_the_result(
    language: str, text: str, year: int, shift: int, month: int, day: int
) -> None:
    """Weekdays move with the calendar, so only phrases without them are compared."""

    def read(years: int) -> tuple[TimeExpression, ...]:
        anchor = date(year + years, month, day)
        return find_times(text.format(y=year + years), language=language, anchor=anchor)

    here, there = read(0), read(shift)
    assert [t.rule for t in here] == [t.rule for t in there]
    for one, two in zip(here, there, strict=True):
        for name in ("earliest_begin", "latest_begin", "earliest_end", "latest_end"):
            a, b = getattr(one.window, name), getattr(two.window, name)
            assert (a is None) == (b is None)
            if a and b:
                moved = date(a.year + shift, a.month, min(a.day, 28))
                assert abs(b - moved) <= timedelta(days=3), (one, two)
                assert b.year == a.year + shift


_PATHOLOGICAL = [
    "1" * 100_000,
    "1/2/" * 25_000,
    "في " * 33_000,
    "ال" * 50_000,
    "من 1 إلى " * 11_000,
    "14 تموز/" * 12_500,
    "a1" * 50_000,
    "from Monday to " * 6_700,
    "الثلاثاء و" * 10_000,
    "le 1er " * 14_000,
    "2017-" * 20_000,
    " " * 100_000,
]


@pytest.mark.parametrize("text", _PATHOLOGICAL, ids=lambda text: repr(text[:8]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_time_grows_with_the_text_alone(text: str, language: str) -> None:
    """Four times the text takes far less than the sixteen times of quadratic growth."""

    def seconds(piece: str) -> float:
        start = time.process_time()
        find_times(piece, language=language, anchor=date(2018, 3, 1))
        return time.process_time() - start

    short = max(min(seconds(text[: len(text) // 4]) for _ in range(2)), 0.02)
    assert seconds(text) < 9 * short


def test_the_property_texts_hold_dates() -> None:
    """The generator is no use when it makes nothing that is read."""
    found = [
        find_times(f"{month} 2017", language="ar", anchor=None)
        for month in load_rules("ar").words["months"]
    ]
    assert all(found)
    assert re.fullmatch(r"2017-\d\d", found[0][0].edtf)
