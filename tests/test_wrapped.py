"""Long lists of rule files over several lines: the same words, the comment before them."""

import tomllib
from pathlib import Path

import pytest

from kg.resources import ONTOLOGY
from tools import wrapped


def test_a_long_list_goes_over_several_lines() -> None:
    quoted = [f'"word{number:02}"' for number in range(15)]
    listed = ", ".join(quoted)
    text = f'[table]\nlong = [{listed}]   # why\nshort = ["a"]  # so\n'
    made = wrapped.wrapped(text)
    assert made == (
        "[table]\n# why\nlong = [\n"
        f"  {', '.join(quoted[:9])},\n"
        f"  {', '.join(quoted[9:])},\n"
        ']\nshort = ["a"]  # so\n'
    )
    assert tomllib.loads(made) == tomllib.loads(text)
    assert wrapped.wrapped(made) == made


@pytest.mark.parametrize("path", sorted(ONTOLOGY.glob("*.toml")), ids=lambda path: path.name)
def test_a_rule_file_says_the_same_when_wrapped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = wrapped.wrapped(text)
    assert tomllib.loads(made) == tomllib.loads(text)
    assert wrapped.wrapped(made) == made
