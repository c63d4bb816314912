"""Verb forms by pattern."""

import pytest

from kg.text.lexicon import load


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("سيلتقي", "التقي", "future"),
        ("التقت", "التقي", "past"),
        ("التقاه", "التقي", "past"),
        ("يلتقون", "التقي", "present"),
        ("يلتق", "التقي", "present"),
        ("سيعلن", "اعلن", "future"),
        ("قالت", "قال", "past"),
        ("يقولون", "قال", "present"),
        ("دعت", "دعا", "past"),
        ("تؤكد", "اكد", "present"),
        ("تبدا", "بدا", "present"),
    ],
)
def test_forms(form: str, lemma: str, tense: str) -> None:
    from kg.letters import fold

    readings = load("ar").verb(fold(form))
    assert (lemma, tense) in {(reading.lemma, reading.tense) for reading in readings}


@pytest.mark.parametrize("word", ["بين", "في", "كان", "وزير", "موسكو"])
def test_closed_words_and_names_are_no_verbs(word: str) -> None:
    assert load("ar").verb(word) == ()
