"""The cache: warm is what cold was; corrupt, stale or unwritable is passed over."""

from pathlib import Path

import pytest

from kg import cache
from kg.background import knowledge
from kg.errors import InputError

TURTLE = """@prefix dip: <https://w3id.org/dtkg/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix person: <https://w3id.org/dtkg/id/person/> .
person:x a dip:Person ; rdfs:label "NAME"@en ; dip:knowledgeStatus "verified" .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DTKG_CACHE", str(tmp_path / "cache"))
    made = tmp_path / "knowledge"
    made.mkdir()
    (made / "people.ttl").write_text(TURTLE, encoding="utf-8")
    settings = (knowledge.FOLDER / "cities.toml").read_bytes()
    (made / "cities.toml").write_bytes(settings)
    return made


def load(folder: Path) -> knowledge.Knowledge:
    knowledge.load.cache_clear()
    try:
        return knowledge.load(folder)
    finally:
        knowledge.load.cache_clear()


def test_warm_is_cold(folder: Path) -> None:
    cold = load(folder)
    (file,) = cache.folder().glob("*.bin")
    assert load(folder) == cold
    assert list(cache.folder().iterdir()) == [file]


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "other"])
def test_a_corrupt_cache_is_made_anew(folder: Path, spoil: str) -> None:
    cold = load(folder)
    (file,) = cache.folder().glob("*.bin")
    data = bytearray(file.read_bytes())
    data[-3] ^= 1
    broken = {"cut": bytes(data[:-9]), "flip": bytes(data), "empty": b"", "other": b"x" * 99}
    file.write_bytes(broken[spoil])
    assert load(folder) == cold
    assert file.read_bytes() != broken[spoil]


def test_a_changed_file_is_read_again(folder: Path) -> None:
    assert load(folder).entities["person/x"].label("en") == "NAME"
    (folder / "people.ttl").write_text(TURTLE.replace("NAME", "Other"), encoding="utf-8")
    assert load(folder).entities["person/x"].label("en") == "Other"


def test_a_cache_that_cannot_be_written_is_no_error(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("DTKG_CACHE", str(tmp_path / "file" / "below"))
    assert "person/x" in load(folder).entities


def test_additions_of_a_user_are_read_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(TURTLE.replace("person:x", "person:y"), encoding="utf-8")
    monkeypatch.setenv("DTKG_KNOWLEDGE", str(own))
    assert {"person/x", "person/y"} <= load(folder).entities.keys()
    monkeypatch.setenv("DTKG_KNOWLEDGE", str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="DTKG_KNOWLEDGE"):
        load(folder)


def test_a_broken_file_is_named_with_its_line(folder: Path) -> None:
    (folder / "broken.ttl").write_text(TURTLE + "person:y a dip:Person ;;; x", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.ttl.*line 5"):
        load(folder)
