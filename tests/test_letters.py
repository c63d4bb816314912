"""Folding, offsets and proclitics."""

import pytest

from kg.languages.arabic.gazetteer import gazetteer
from kg.letters import fold
from kg.text.offsets import fold_with_offsets


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أستانا", "استانا"),
        ("إلى", "الي"),
        ("رسمياً", "رسميا"),
        ("الـ15", "ال15"),
        ("٢٠١٧", "2017"),
        ("سورية", "سوريه"),
        ("مسؤول", "مسوول"),
        ("Émissaire", "emissaire"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folded_offsets_lead_back_to_the_stored_text() -> None:
    text = "قُتِل العقيدُ في الـ15"
    folded = fold_with_offsets(text)
    start = folded.text.index("العقيد")
    span = folded.span(start, start + len("العقيد"))
    assert span.of(text) == "العقيدُ"
    start = folded.text.index("ال15")
    assert folded.span(start, start + 4).of(text) == "الـ15"


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("وقال", ["و", "قال"]),
        ("وأضاف", ["و", "اضاف"]),
        ("بجنيف", ["ب", "جنيف"]),
        ("وسيرغي", ["و", "سيرغي"]),
        ("للأمم", ["ل", "الامم"]),
        ("بدير", ["ب", "دير"]),
        ("وزير", ["وزير"]),
        ("بيروت", ["بيروت"]),
        ("لافروف", ["لافروف"]),
        ("كازاخستان", ["كازاخستان"]),
        ("فرنسا", ["فرنسا"]),
        ("وفد", ["وفد"]),
        ("بوتين", ["بوتين"]),
    ],
)
def test_proclitics(word: str, pieces: list[str]) -> None:
    doc = gazetteer("ar").nlp.make_doc(word)
    assert [token.norm_ for token in doc] == pieces


def test_tokens_cover_the_text_exactly() -> None:
    text = " *دمشق ..استشهاد  قائد\n\n“قال”\tوللأمم "
    assert gazetteer("ar").nlp.make_doc(text).text == text
