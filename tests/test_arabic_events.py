"""How Arabic tells events: every construction, with the exact facts of its sentence."""

import pytest
from facts import Case, cases, facts


@pytest.mark.parametrize("case", cases("ar"), ids=lambda case: str(case.name))
def test_a_construction_is_read(case: Case) -> None:
    assert facts(case.text, case.language) == list(case.facts)
