"""Which way a day looks: the tense and the words around it decide. Told on Wednesday 2018-04-04."""

from datetime import date

import pytest

from kg.dates.times import find_times

DAY = date(2018, 4, 4)
LAST_FRIDAY, NEXT_FRIDAY = "2018-03-30", "2018-04-06"


def days(text: str, language: str) -> list[str]:
    found = find_times(text, language=language, anchor=DAY)
    return [t.edtf for t in found if not t.vague]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The agreement was signed by Egypt on Monday.", "2018-04-02"),
        ("Zarif was received by Lavrov in Moscow on Tuesday.", "2018-04-03"),
        ("Rebels were attacked by Russia in Idlib on Monday.", "2018-04-02"),
        ("Monday's attack by Russia killed ten.", "2018-04-02"),
        ("The attack by Israel in February killed ten.", "2018-02"),
        ("The plan was rejected by Egypt on 20 December.", "2017-12-20"),
        ("The treaty, signed by Egypt on June 12, is dead.", "2017-06-12"),
        ("A statement by the minister on Sunday was short.", "2018-04-01"),
        ("The hostages were freed by the army on Saturday.", "2018-03-31"),
        ("The strike by the coalition on Friday hit a school.", LAST_FRIDAY),
    ],
)
def test_by_turns_no_day_forward(text: str, edtf: str) -> None:
    assert days(text, "en") == [edtf]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Troops must leave by Friday."),
        ("en", "The answer is due by Friday."),
        ("fr", "Il doit répondre d'ici vendredi."),
        ("ar", "على القوات أن تغادر بحلول الجمعة."),
    ],
)
def test_a_deadline_lies_ahead(language: str, text: str) -> None:
    assert days(text, language) == [NEXT_FRIDAY]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قال سامح شكري يوم الجمعة إنه سيزور دمشق."),
        ("ar", "أعلن الوزير الجمعة أن المحادثات ستستأنف."),
        ("ar", "أكدت الوزارة الجمعة أنها ستدرس الطلب."),
        ("ar", "التقى الوزير الجمعة وليد المعلم الذي سيزور القاهرة."),
        ("ar", "وصل الوفد الجمعة إلى جنيف حيث سيلتقي المبعوث."),
        ("ar", "وقال مكتبه مساء الجمعة بأنه سوف يستقيل."),
        ("en", "The minister said on Friday that he will visit Damascus."),
        ("en", "Cairo announced Friday it would host the talks."),
        ("en", "He met on Friday Walid Muallem, who will visit Cairo."),
        ("fr", "Le ministre a dit vendredi qu'il se rendra à Damas."),
        ("fr", "Il a rencontré vendredi Walid Mouallem, qui se rendra au Caire."),
        ("fr", "Paris a annoncé vendredi que les pourparlers reprendront."),
    ],
)
def test_a_future_inside_what_is_said_does_not_move_the_saying(language: str, text: str) -> None:
    assert days(text, language) == [LAST_FRIDAY]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "لن يزور سامح شكري دمشق يوم الجمعة."),
        ("ar", "قال سامح شكري إنه لن يزور دمشق يوم الجمعة."),
        ("ar", "من المنتظر وصول الوزير إلى دمشق الجمعة."),
        ("ar", "من المتوقع وصول الوزير إلى دمشق الجمعة."),
        ("ar", "دعا سامح شكري إلى عقد اجتماع الجمعة."),
        ("ar", "روسيا تدعو لاجتماع لمجلس الأمن الجمعة"),
        ("ar", "يزور الوزير دمشق الجمعة."),
        ("ar", "القمة المقررة الجمعة في الرياض."),
        ("ar", "أرجأ المجلس الجلسة إلى الجمعة."),
        ("ar", "قال إنه سيصل الجمعة."),
        ("en", "Sameh Shoukry won't visit Damascus on Friday."),
        ("en", "Sameh Shoukry to visit Damascus on Friday."),
        ("en", "Shoukry called for a meeting on Friday."),
        ("en", "The two agreed to meet again on Friday."),
        ("en", "Egypt's Shoukry visits Damascus on Friday."),
        ("en", "The council postponed the vote until Friday."),
        ("en", "He said he will arrive on Friday."),
        ("fr", "Sameh Choukri ne se rendra pas à Damas vendredi."),
        ("fr", "Il pourra venir vendredi."),
        ("fr", "Il a dit qu'il viendrait vendredi."),
        ("fr", "La France a appelé à une réunion vendredi."),
        ("fr", "Le ministre est attendu à Damas vendredi."),
    ],
)
def test_what_is_planned_lies_ahead(language: str, text: str) -> None:
    assert days(text, language) == [NEXT_FRIDAY]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وكان الوزير قد تعرض للخطف الجمعة."),
        ("ar", "لم يعقد أي اجتماع حتى الآن، قال المبعوث الجمعة، إن الأمر صعب."),
        ("ar", "دعا الرئيس الجمعة إلى عقد اجتماع."),
        ("en", "He flew to Moscow on Friday."),
        ("en", "He called on Friday for a meeting."),
        ("fr", "Il a appelé vendredi à une réunion."),
    ],
)
def test_what_is_past_lies_behind(language: str, text: str) -> None:
    assert days(text, language) == [LAST_FRIDAY]
