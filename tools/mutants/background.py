"""Faults of knowledge, of names in two scripts, and of how texts and scores are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tools.mutants import mutant

KNOWLEDGE = ("tests/test_knowledge.py",)
NAMES = ("tests/test_nameindex.py",)
CANDIDATE = ("tests/test_arabic_names.py::test_a_name_that_only_sounds_nearly_so_is_a_candidate",)
SAME = ("tests/test_samename.py",)
ARTICLES = ("tests/test_articles.py",)
SCORE = ("tests/test_score.py",)
CHARACTERS = ("tests/test_cases.py",)


@mutant("kg.background.known:Tenure.holds", KNOWLEDGE)
def an_office_is_held_for_ever(*_: Any) -> bool:
    return True


@mutant("kg.background.known:Tenure.certainly", KNOWLEDGE)
def an_open_end_is_certain(_: Any, tenure: Any, day: Any) -> bool:
    return bool(tenure.holds(day))


@mutant("kg.background.known:_not_followed", KNOWLEDGE)
def a_follower_ends_nothing(_: Any, possible: Any) -> Any:
    return possible


@mutant("kg.background.known:Knowledge.resolution", KNOWLEDGE)
def the_year_of_a_resolution_unread(
    original: Any, known: Any, number: Any, year: int | None = None
) -> Any:
    return original(known, number)


@mutant("kg.background.known:Knowledge.state_of_capital", KNOWLEDGE)
def capitals_of_no_state(*_: Any) -> None:
    return None


@mutant("kg.background.nameindex:NameIndex._initials_agree", NAMES)
def initials_do_not_matter(*_: Any) -> bool:
    return True


@mutant("kg.background.nameindex:NameIndex.candidates", CANDIDATE)
def nobody_is_a_candidate(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.background.candidates:with_candidates", CANDIDATE)
def candidates_unsaid(_: Any, entities: Any) -> Any:
    return entities


@mutant("kg.background.plausible:_share_days", KNOWLEDGE)
def two_at_once_are_plausible(*_: Any) -> bool:
    return False


@mutant("kg.spelling.samename:verdict", SAME)
def candidates_are_the_same(original: Any, one: str, other: str) -> str:
    return "same" if original(one, other) != "different" else "different"


@mutant("kg.spelling.samename:likeness", SAME)
def names_are_alike_to_the_letter(_: Any, one: str, other: str) -> float:
    return float(one == other)


@mutant("kg.text.sidecars:make_article", ARTICLES)
def the_digest_is_of_the_text_alone(original: Any, id_: str, text: str, meta: Any) -> Any:
    return replace(original(id_, text, meta), digest=original(id_, text, {}).digest)


@mutant("kg.text.sidecars:_date", ARTICLES)
def the_day_of_a_sidecar_unread(*_: Any) -> None:
    return None


@mutant("kg.text.language:guess_language", ARTICLES)
def everything_is_arabic(*_: Any) -> str:
    return "ar"


@mutant("kg.text.plain:Plain.stored", CHARACTERS)
def offsets_of_the_plain_text_stored(_: Any, __: Any, span: Any) -> Any:
    return span


@mutant("kg.evaluation.matching:same_time", SCORE)
def every_time_is_right(*_: Any) -> bool:
    return True


@mutant("kg.evaluation.matching:overlap", SCORE)
def spans_that_touch_overlap(original: Any, a: Any, b: Any) -> int:
    return int(original((a[0], a[1] + 1), b))


@mutant("kg.evaluation.score:Scores.extra_event_rate", SCORE)
def no_event_is_one_too_many(*_: Any) -> float:
    return 0.0


@mutant("kg.evaluation.matching:FactPairs.strict", SCORE)
def strict_is_lenient(_: Any, pairs: Any, g: Any, p: Any) -> bool:
    return bool(pairs.lenient(g, p))
