"""The bench of links: names of known people and of others, each in its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import links


def test_names_link_to_the_right_person_or_to_nobody() -> None:
    found = links.score(links.rows())
    assert found.names >= 170
    assert found.precision >= links.PRECISION, found.wrong
    assert found.recall >= links.RECALL, found.wrong


def test_every_language_has_known_people_and_others() -> None:
    told = {(row.language, row.key is None) for row in links.rows()}
    assert told == {(language, nobody) for language in ("ar", "en", "fr") for nobody in (0, 1)}


def test_a_key_that_nobody_has_is_told_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "links.tsv"
    table.write_text("en\t2018-01-01\tX left.\tX\tperson/nobody-at-all\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"links.tsv:1: nobody known is"):
        links.rows(table)
