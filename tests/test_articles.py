"""Input: every way in, and every bad input with one clear line."""

import gzip
import io
import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model.claims import Article
from kg.text.articles import Failure, read
from kg.text.language import guess_language

TEXT = "التقى الوزير نظيره في موسكو أمس، وقال إن المحادثات كانت جيدة."


def one(path: Path) -> Article | Failure:
    (found,) = read([str(path)])
    return found


def failure(path: Path) -> str:
    found = one(path)
    assert isinstance(found, Failure)
    assert "\n" not in found.reason
    return found.reason


def test_text_with_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{TEXT}\r\nسطر ثان".encode())
    (tmp_path / "a.toml").write_text('published = 2017-10-19\nsource = "x"\n', encoding="utf-8")
    found = one(tmp_path / "a.txt")
    assert isinstance(found, Article)
    assert (found.id, found.language, str(found.published), found.source) == (
        "a",
        "ar",
        "2017-10-19",
        "x",
    )
    assert found.text == f"{TEXT}\r\nسطر ثان"


def test_the_digest_follows_text_and_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    digests = {found.digest for found in read([str(path)]) if isinstance(found, Article)}
    (tmp_path / "a.toml").write_text('published = "2017-10-19"', encoding="utf-8")
    digests |= {found.digest for found in read([str(path)]) if isinstance(found, Article)}
    assert len(digests) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_encodings_of_the_arabic_press(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    found = one(tmp_path / "a.txt")
    assert isinstance(found, Article)
    assert found.text == TEXT


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(tmp_path: Path, packed: bool) -> None:
    lines = "\n".join(json.dumps({"id": str(n), "text": TEXT, "extra": 1}) for n in range(3))
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(lines.encode()) if packed else lines.encode())
    found = list(read([str(path)]))
    assert [a.id for a in found if isinstance(a, Article)] == ["0", "1", "2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    (found,) = read(["-"])
    assert isinstance(found, Article)
    assert found.text == TEXT


def test_defaults_stand_in_where_the_sidecar_is_silent(tmp_path: Path) -> None:
    from datetime import date

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (found,) = read([str(tmp_path / "a.txt")], published=date(2018, 1, 1), language="fr")
    assert isinstance(found, Article)
    assert (str(found.published), found.language) == ("2018-01-01", "fr")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b" \n")
    assert "empty" in failure(tmp_path / "a.txt")


def test_a_binary_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 4)
    assert "binary" in failure(tmp_path / "a.txt")


def test_an_unknown_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("déjà vu à l'été".encode("latin-1"))
    assert "UTF-8" in failure(tmp_path / "a.txt")


def test_a_line_of_ten_million_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * 10_000_001, encoding="utf-8")
    assert "no article" in failure(tmp_path / "a.txt")
    line = json.dumps({"id": "1", "text": "a" * 10_000_001})
    good = json.dumps({"id": "2", "text": TEXT})
    (tmp_path / "b.jsonl").write_text(f"{line}\n{good}\n", encoding="utf-8")
    found = list(read([str(tmp_path / "b.jsonl")]))
    assert isinstance(found[0], Failure)
    assert isinstance(found[1], Article)


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ('published = "19.10.2017"', "is no date"),
        ('publishd = "2017-10-19"', "did you mean “published”"),
        ("published = ", "not TOML"),
        ('language = "xx"', "is not read"),
    ],
)
def test_a_bad_sidecar(tmp_path: Path, sidecar: str, said: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.toml").write_text(sidecar, encoding="utf-8")
    assert said in failure(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "1"}', "“text” is missing"),
        ('{"text": "x"}', "“id”"),
    ],
)
def test_a_bad_json_line(tmp_path: Path, line: str, said: str) -> None:
    good = json.dumps({"id": "2", "text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{line}\n{good}\n", encoding="utf-8")
    bad, other = read([str(tmp_path / "a.jsonl")])
    assert isinstance(bad, Failure)
    assert said in bad.reason
    assert "line 1" in bad.where
    assert isinstance(other, Article)


def test_two_articles_of_one_id(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    _, second = read([str(tmp_path / "a.jsonl")])
    assert isinstance(second, Failure)
    assert "rename" in second.reason


def test_a_missing_path_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(read([str(tmp_path / "none")]))
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Failure)


def test_language_by_script_and_common_words() -> None:
    assert guess_language(TEXT) == "ar"
    assert guess_language("The envoy met the minister and said that talks go on") == "en"
    assert (
        guess_language("L'émissaire a rencontré le ministre et les parties dans la ville") == "fr"
    )
