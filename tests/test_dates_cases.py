"""Kinds of dates that users met (issue 19, B): each right value, told on Wednesday 2018-04-04."""

from datetime import date

import pytest

from kg.dates.times import find_times

DAY = date(2018, 4, 4)


def read(text: str, language: str, order: str | None = None) -> list[tuple[str, str]]:
    found = find_times(text, language=language, anchor=DAY, date_order=order)
    return [(t.span.of(text), t.edtf) for t in found if not t.vague]


def days(text: str, language: str) -> list[str]:
    return [edtf for _, edtf in read(text, language)]


# --- a weekday and a date are one date ---------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "يوم الخميس 19/10/2017"),
        ("ar", "الخميس الموافق 19 أكتوبر 2017"),
        ("ar", "يوم الخميس، 19 أكتوبر 2017"),
        ("ar", "الخميس (19 تشرين الأول 2017)"),
        ("ar", "الخميس الموافق لـ19 أكتوبر 2017"),
        ("ar", "الخميس المصادف 19/10/2017"),
        ("ar", "يوم الخميس الموافق 29 محرم 1439 هـ"),
        ("en", "Thursday, 10/19/2017"),
        ("en", "Thursday (October 19, 2017)"),
        ("en", "Thursday 2017-10-19"),
        ("en", "Thursday the 19th of October 2017"),
        ("en", "Thursday (19 October 2017)"),
        ("fr", "jeudi (19 octobre 2017)"),
        ("fr", "jeudi 19/10/2017"),
        ("fr", "jeudi, le 19 octobre 2017"),
    ],
)
def test_a_weekday_and_a_date_are_one_date(language: str, text: str) -> None:
    assert read(text, language) == [(text, "2017-10-19")]


# --- the Hijri ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("ar", "29/1/1439هـ", "2017-10-19"),
        ("ar", "٢٩/١/١٤٣٩هـ", "2017-10-19"),
        ("ar", "29-1-1439 هـ", "2017-10-19"),
        ("ar", "29/01/1439", "2017-10-19"),
        ("ar", "1439/1/29هـ", "2017-10-19"),
        ("ar", "عام 1439 هـ", "2017-09-21/2018-09-10"),
        ("ar", "العام 1439هـ", "2017-09-21/2018-09-10"),
        ("ar", "عام 1439", "2017-09-21/2018-09-10"),
        ("ar", "شهر رمضان 1438هـ", "2017-05-27/2017-06-24"),
        ("ar", "رمضان 1438", "2017-05-27/2017-06-24"),
        ("ar", "5 ربيع ثان 1439", "2017-12-23"),
        ("ar", "الخامس من ربيع الآخر 1439", "2017-12-23"),
        ("en", "29 Muharram 1439", "2017-10-19"),
        ("en", "1439-01-29 AH", "2017-10-19"),
        ("en", "Muharram 29, 1439 AH", "2017-10-19"),
        ("en", "1439 AH", "2017-09-21/2018-09-10"),
        ("en", "Ramadan 1438", "2017-05-27/2017-06-24"),
        ("fr", "29 mouharram 1439", "2017-10-19"),
        ("fr", "29/1/1439 de l'hégire", "2017-10-19"),
        ("fr", "1439 de l'hégire", "2017-09-21/2018-09-10"),
        ("fr", "ramadan 1438", "2017-05-27/2017-06-24"),
    ],
)
def test_the_hijri(language: str, text: str, edtf: str) -> None:
    assert read(text, language) == [(text, edtf)]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "Byzantium fell in 1453.", "1453"),
        ("en", "on 29 May 1453", "1453-05-29"),
        ("fr", "en 1429, Jeanne", "1429"),
    ],
)
def test_a_year_of_the_middle_ages_is_none_of_the_hijri(
    language: str, text: str, edtf: str
) -> None:
    assert days(text, language) in ([edtf], [])


# --- names of months ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("ar", "5 تشرين 1 2017", "2017-10-05"),
        ("ar", "5 تشرين ٢ 2017", "2017-11-05"),
        ("ar", "5 كانون1 2017", "2017-12-05"),
        ("ar", "5 كانون ٢ 2017", "2017-01-05"),
        ("ar", "5 مايس 2017", "2017-05-05"),
        ("ar", "5 ت2 2017", "2017-11-05"),
        ("ar", "5 جوان 2017", "2017-06-05"),
        ("ar", "5 جويلية 2017", "2017-07-05"),
        ("ar", "5 أوت 2017", "2017-08-05"),
        ("ar", "5 اغشت 2017", "2017-08-05"),
        ("ar", "5 شتنبر 2017", "2017-09-05"),
        ("ar", "5 دجنبر 2017", "2017-12-05"),
        ("ar", "5 شباط - فبراير 2017", "2017-02-05"),
        ("ar", "5 شباط-فبراير 2017", "2017-02-05"),
        ("ar", "5 أيار (مايو) 2017", "2017-05-05"),
        ("ar", "5 (مايو) أيار 2017", "2017-05-05"),
        ("ar", "5 مايو أيار 2017", "2017-05-05"),
        ("ar", "الثاني والعشرون من يونيو 2017", "2017-06-22"),
        ("ar", "الحادية والعشرين من يونيو 2017", "2017-06-21"),
        ("ar", "19-أكتوبر-2017", "2017-10-19"),
        ("ar", "أكتوبر 19، 2017", "2017-10-19"),
        ("en", "19-Oct-2017", "2017-10-19"),
        ("en", "Oct. 19, 2017", "2017-10-19"),
        ("en", "twenty-second of June 2017", "2017-06-22"),
        ("en", "twenty second of June 2017", "2017-06-22"),
        ("fr", "5 févr. 2017", "2017-02-05"),
        ("fr", "5 fév 2017", "2017-02-05"),
        ("fr", "5 juill. 2017", "2017-07-05"),
        ("fr", "5 juil 2017", "2017-07-05"),
        ("fr", "5 sept 2017", "2017-09-05"),
        ("fr", "5 sept. 2017", "2017-09-05"),
        ("fr", "onze novembre 2017", "2017-11-11"),
        ("fr", "vingt et un mars 2017", "2017-03-21"),
        ("fr", "19-oct.-2017", "2017-10-19"),
    ],
)
def test_a_month_under_each_of_its_names(language: str, text: str, edtf: str) -> None:
    assert read(text, language) == [(text, edtf)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "مارس ضغوطا على الحكومة"),
        ("fr", "sept personnes et dix soldats"),
        ("en", "one may ask"),
        ("en", "They march on."),
    ],
)
def test_a_word_like_a_month_is_none(language: str, text: str) -> None:
    assert read(text, language) == []


# --- dates in numbers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "19/10/17"),
        ("ar", "19 / 10 / 2017"),
        ("ar", "19-10-2017"),
        ("ar", "19.10.2017"),
        ("ar", "2017/10/19"),
        ("ar", "١٩/١٠/٢٠١٧"),
        ("en", "19/10/2017"),
        ("en", "10/19/2017"),
        ("en", "19.10.2017"),
        ("en", "10-19-2017"),
        ("en", "2017-10-19"),
        ("fr", "19-10-2017"),
        ("fr", "19.10.17"),
        ("fr", "19 / 10 / 2017"),
    ],
)
def test_a_date_in_numbers(language: str, text: str) -> None:
    assert read(text, language) == [(text, "2017-10-19")]


@pytest.mark.parametrize(
    ("language", "order", "text", "edtf"),
    [
        ("ar", None, "4/5/2017", "2017-05-04"),
        ("fr", None, "4/5/2017", "2017-05-04"),
        ("ar", "mdy", "4/5/2017", "2017-04-05"),
        ("en", "mdy", "4/5/2017", "2017-04-05"),
        ("en", "dmy", "4/5/2017", "2017-05-04"),
        ("en", "dmy", "4-5-17", "2017-05-04"),
        ("en", "ymd", "17-05-04", "2017-05-04"),
        ("en", "dmy", "10/19/2017", "2017-10-19"),  # there is no month 19
        ("en", None, "4/5/2017", "2017-04-05/2017-05-04"),  # never silently American
        ("en", None, "4/4/2017", "2017-04-04"),
        ("en", None, "Wednesday 4/5/2017", "2017-04-05"),
        ("en", None, "Thursday, 4/5/2017", "2017-05-04"),
    ],
)
def test_the_order_of_day_and_month(language: str, order: str | None, text: str, edtf: str) -> None:
    assert read(text, language, order) == [(text, edtf)]


def test_another_date_of_the_text_tells_the_order() -> None:
    assert days("From 4/5/2017 they met, last on 10/19/2017.", "en")[0] == "2017-04-05"
    assert days("On 4/5/2017 they met, last on 19/10/2017.", "en")[0] == "2017-05-04"
    both = days("On 4/5/2017, on 13/5/2017, on 5/13/2017.", "en")
    assert both[0] == "2017-04-05/2017-05-04"


def test_what_stays_open_is_doubted() -> None:
    (found,) = find_times("on 4/5/2017", language="en", anchor=DAY)
    assert found.note == "day and month may stand the other way round"
    assert found.confidence == 0.5


@pytest.mark.parametrize("text", ["version 3.2.11", "the score was 3-2-1", "call 12-34-56-78"])
def test_numbers_that_are_no_date(text: str) -> None:
    assert read(text, "fr") == []


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("fr", "vendredi 06/04", "2018-04-06"),
        ("ar", "يوم 22/4", "2018-04-22"),
        ("en", "Friday 4/6", "2018-04-06"),
    ],
)
def test_a_day_in_numbers_without_a_year(language: str, text: str, edtf: str) -> None:
    assert read(text, language) == [(text, edtf)]


# --- days by their place, feasts, years in words, quarters ----------------------------------


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "second Monday of next month", "2018-05-14"),
        ("en", "the last Friday of March 2018", "2018-03-30"),
        ("en", "the first Sunday in May 2017", "2017-05-07"),
        ("fr", "deuxième lundi du mois prochain", "2018-05-14"),
        ("fr", "dernier vendredi de mars 2018", "2018-03-30"),
        ("ar", "الاثنين الثاني من الشهر المقبل", "2018-05-14"),
        ("en", "Sunday of last week", "2018-04-01"),
        ("en", "Tuesday next week", "2018-04-10"),
        ("fr", "dimanche de la semaine dernière", "2018-04-01"),
        ("ar", "الأحد من الأسبوع الماضي", "2018-04-01"),
        ("ar", "الثلاثاء الأسبوع المقبل", "2018-04-10"),
        ("en", "the week of March 5", "2018-03-05/2018-03-11"),
        ("en", "Friday 6th", "2018-04-06"),
        ("ar", "الجمعة 6", "2018-04-06"),
        ("en", "three days from tomorrow", "2018-04-08"),
        ("en", "two days before yesterday", "2018-04-01"),
        ("ar", "قبل يوم أمس", "2018-04-02"),
        ("fr", "avant-hier", "2018-04-02"),
        ("en", "1 month and 21 days ago", "2018-02-11"),
        ("en", "2 years, 1 month ago", "2016-03"),
        ("fr", "il y a un an et trois mois", "2017-01"),
        ("ar", "قبل سنة وثلاثة أشهر", "2017-01"),
        ("ar", "23 الشهر المقبل", "2018-05-23"),
        ("en", "in [nineteen ninety-six]", "1996"),
        ("en", "in [two thousand and fifteen]", "2015"),
        ("en", "October two thousand", "2000-10"),
        ("en", "twenty-five January nineteen eighty-six", "1986-01-25"),
        ("fr", "le [onze novembre deux mille dix-sept]", "2017-11-11"),
        ("fr", "en [mil neuf cent quatre-vingt-seize]", "1996"),
        ("ar", "عام ألفين وسبعة عشر", "2017"),
        ("ar", "عام ألف وتسعمائة وتسعين", "1990"),
        ("en", "Q3 2017", "2017-35"),
        ("en", "2019-Q1", "2019-33"),
        ("en", "the third quarter of last year", "2017-35"),
        ("en", "the first quarter", "2018-33"),
        ("en", "March of last year", "2017-03"),
        ("en", "February 24 last year", "2017-02-24"),
        ("en", "September last year", "2017-09"),
        ("ar", "يناير من العام الماضي", "2017-01"),
        ("ar", "أوائل هذا الشهر", "2018-04-01/2018-04-10"),
        ("ar", "عامي 2019 و2020", "2019/2020"),
        ("en", "1914-1918", "1914/1918"),
        ("en", "Easter 2018", "2018-04-01"),
        ("en", "on [Christmas Eve]", "2017-12-24"),
        ("en", "Eid al-Fitr 2018", "2018-06-15/2018-06-17"),
        ("en", "the day after Christmas 2017", "2017-12-26"),
        ("fr", "Pâques 2018", "2018-04-01"),
        ("fr", "la veille de Noël 2017", "2017-12-24"),
        ("fr", "Tabaski 2018", "2018-08-21/2018-08-24"),
        ("ar", "عيد الأضحى 2018", "2018-08-21/2018-08-24"),
        ("ar", "أول أيام عيد الفطر 2018", "2018-06-15"),
        ("ar", "عيد الفصح 2018", "2018-04-01"),
    ],
)
def test_days_by_their_place(language: str, text: str, edtf: str) -> None:
    """The phrase stands in brackets where it is not the whole text."""
    phrase = text.partition("[")[2].partition("]")[0] or text
    assert read(text.replace("[", "").replace("]", ""), language) == [(phrase, edtf)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Easter Island and the Christmas truce"),
        ("fr", "Noël Mamère a parlé"),
        ("en", "two thousand people"),
        ("ar", "قتل ألف شخص"),
        ("ar", "اليوم الأخير من المهلة"),
    ],
)
def test_what_only_looks_like_a_day(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met a day after he left.", ""),
        ("The price rose this year after sanctions.", "2018"),
    ],
)
def test_after_something_else_is_no_day(text: str, edtf: str) -> None:
    assert days(text, "en") == ([edtf] if edtf else [])
    told = find_times(text, language="en", anchor=DAY, timex=True)
    assert [t.timex for t in told] == [edtf or "P1D"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "تبادلا التهنئة بعيد الفطر"), ("en", "He sent Christmas greetings."), ("fr", "Noël")],
)
def test_a_feast_alone_is_no_time(language: str, text: str) -> None:
    assert read(text, language) == []


def test_two_days_that_do_not_follow_one_another() -> None:
    assert days("le 16 et le 18 août 2017", "fr") == ["2017-08-16", "2017-08-18"]
    assert days("on 16 and 18 August 2017", "en") == ["2017-08-16", "2017-08-18"]
    assert days("في 16 و18 آب 2017", "ar") == ["2017-08-16", "2017-08-18"]
    assert days("في 16 و17 آب 2017", "ar") == ["2017-08-16/2017-08-17"]
    assert days("بين 16 و19 آب 2017", "ar") == ["2017-08-16/2017-08-19"]


def test_two_durations_are_not_one() -> None:
    assert days("ما بين أسبوعين وأربعة أسابيع", "ar") == ["P2W", "P4W"]
    assert days("لمدة سنة وثلاثة أشهر", "ar") == ["P1Y3M"]


def test_a_near_day_with_a_wrong_weekday_is_meant_and_doubted() -> None:
    (found,) = find_times("depuis mardi 2 avril", language="fr", anchor=DAY)
    assert found.edtf == "2018-04-02%"
    assert found.note == "the weekday is of 2018-04-03"


def test_parts_of_decades() -> None:
    assert days("في بداية ستينات القرن التاسع عشر", "ar") == ["1860/1863"]
    assert days("في تسعينيات القرن الماضي", "ar") == ["199X"]


def test_weeks_ago_are_a_week() -> None:
    assert days("قبل أسبوعين", "ar") == ["2018-03-19/2018-03-25"]
    assert days("two weeks ago", "en") == ["2018-03-19/2018-03-25"]
    assert days("il y a deux semaines", "fr") == ["2018-03-19/2018-03-25"]


def test_today_with_the_weekday_of_yesterday_was_written_yesterday() -> None:
    (found,) = find_times("أعلن اليوم (الثلاثاء)", language="ar", anchor=DAY)
    assert found.edtf == "2018-04-03%"
    assert str(found.window.latest_end) == "2018-04-04"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("بعد عقد من التوتر", ["P10Y"]),
        ("بعد عقد اجتماع", []),
        ("خلال شهر من بدء الهدنة", ["P1M"]),
        ("استمرت ثلاث ساعات وخمس عشرة دقيقة", ["PT3H15M"]),
        ("الطالب، 22 عاما، عاد", []),
        ("بعد 22 عاما من الحرب", ["P22Y"]),
    ],
)
def test_durations_in_arabic(text: str, edtf: list[str]) -> None:
    assert days(text, "ar") == edtf
