"""How Arabic tells events: every construction, with the exact facts of its sentence."""

import pytest
from facts import Case, cases, facts, read


@pytest.mark.parametrize("case", cases("ar"), ids=lambda case: str(case.name))
def test_a_construction_is_read(case: Case) -> None:
    assert facts(case.text, case.language) == list(case.facts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "وقال سيرغي لافروف، خلال لقائه مع جون كيري في جنيف، إن موسكو تدعم الحل.",
            ["قال", "لقائه"],
        ),
        ("وقعت إثيوبيا وإريتريا في جدة اتفاق سلام في أيلول 2018.", ["وقعت"]),
    ],
)
def test_the_words_that_tell_it(text: str, words: list[str]) -> None:
    assert [h.main.trigger.of(text) for h in read(text, "ar").happenings] == words
