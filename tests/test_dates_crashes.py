"""Words of time that once ended the reading of a whole article."""

from datetime import date

import pytest

from kg.dates.times import find_times
from kg.model.claims import Article
from kg.pipeline import read_article

DAY = date(2018, 4, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "phrase", "timex"),
    [
        ("fr", "Il arrive aujourd’hui à Paris.", "aujourd’hui", "2018-04-04"),
        ("fr", "Il arrive aujourd‘hui à Paris.", "aujourd‘hui", "2018-04-04"),
        ("fr", "Cela changera à l’avenir.", "à l’avenir", "FUTURE_REF"),
        ("fr", "Rien de neuf pour l’instant.", "pour l’instant", "PRESENT_REF"),
        ("fr", "À l’heure actuelle, rien.", "À l’heure actuelle", "PRESENT_REF"),
        ("fr", "Ils sortent tous les week-ends.", "tous les week-ends", "XXXX-WXX-WE"),
        ("fr", "Ce fut fait pour\nle moment.", "pour\nle moment", "PRESENT_REF"),
        ("en", "This is today’s news.", "today", "2018-04-04"),
        ("en", "In today’s world.", "today’s world", "PRESENT_REF"),
        ("en", "It rains every weekend.", "every weekend", "XXXX-WXX-WE"),
        ("en", "They meet every fortnight.", "every fortnight", "P2W"),
        ("en", "Peace will come in the  future.", "the  future", "FUTURE_REF"),
        ("ar", "وصل في  وقت  سابق", "في  وقت  سابق", "PAST_REF"),
        ("ar", "يصل بعد  غد", "بعد  غد", "2018-04-06"),
    ],
)
def test_an_apostrophe_or_a_wide_space_is_read(
    language: str, text: str, phrase: str, timex: str
) -> None:
    found = find_times(text, language=language, anchor=DAY)
    assert [(t.span.of(text), t.timex) for t in found] == [(phrase, timex)]


def test_weekends_that_last_are_no_date() -> None:
    assert find_times("It lasts three weekends.", language="en", anchor=DAY) == ()


@pytest.mark.parametrize("text", ["The treaty ends in a fortnight.", "In the past fortnight."])
def test_a_fortnight_is_two_weeks(text: str) -> None:
    (found,) = find_times(text, language="en", anchor=DAY)
    assert found.timex in ("P2W", "2018-04-18")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_ends_of_the_calendar_are_no_end_of_the_reading(day: date, language: str) -> None:
    text = {
        "ar": "أمس الاثنين وغدا الأحد، قبل ثلاثة أسابيع، الشهر المقبل، العام الماضي",
        "en": "yesterday, Monday 3 May, three weeks ago, next month, last year, next weekend",
        "fr": "hier lundi, demain dimanche, il y a trois semaines, le mois prochain, l'an dernier",
    }[language]
    find_times(text, language=language, anchor=day)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_article_goes_on(language: str) -> None:
    text = {
        "en": "Today’s talks are the last. Sergei Lavrov visited Damascus on Monday.",
        "fr": "Aujourd’hui, rien. Sergueï Lavrov s’est rendu à Damas lundi.",
    }[language]
    read = read_article(Article("x", text, language, DAY))
    assert any(frame.type == "Visit" for h in read.happenings for frame in h.frames)


def test_a_text_that_ends_behind_a_name_is_read() -> None:
    """A counterpart at the end of the text once had no word behind it to look at."""
    read_article(Article("x", "Il a appelé, à Paris, son homologue rwandais, Paul", "fr", DAY))
    read_article(Article("x", "Homologue Rwandais, Paul", "fr", DAY))
