"""The mutants of ``tools/mutants`` still have their targets, and the exact facts notice some.

``make mutants`` runs all of them against the tests that must notice them.
"""

import pytest
from conftest import ROOT
from facts import cases, facts

from tools import mutants

EVERY = mutants.everything()
TAKING_PART = {
    "a-bogus-attendee-of-a-meeting": "Meeting",
    "a-bogus-target-of-a-demand": "Demand",
    "a-bogus-perpetrator-of-a-violentevent": "ViolentEvent",
    "the-last-participant-lost": "Agreement",
    "host-for-attendee": "Meeting",
    "speaker-for-target": "Demand",
}
"""A mutant of who takes part, and the type of the facts that it spoils."""


@pytest.mark.parametrize("name", EVERY)
def test_a_mutant_has_its_target_and_its_tests(name: str) -> None:
    assert mutants.function_of(EVERY[name].target)
    for test in EVERY[name].tests:
        path, _, function = test.partition("::")
        assert f"def {function}" in (ROOT / path).read_text(encoding="utf-8"), test


def test_a_target_that_is_gone_is_an_error() -> None:
    for target in ("kg.reading.setting:Setting.gone", "kg.gone:all", "kg.model.terms:CORNERS"):
        with pytest.raises(mutants.StaleMutantError, match=target):
            mutants.function_of(target)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", TAKING_PART)
def test_exact_facts_notice_who_takes_part(name: str, language: str) -> None:
    told = [c for c in cases(language) if any(TAKING_PART[name] in fact for fact in c.facts)]
    sound = [c for c in told if facts(c.text, language) == list(c.facts)]
    assert sound
    with mutants.applied(EVERY[f"{name}-{language}"]):
        assert any(facts(c.text, language) != list(c.facts) for c in sound)
