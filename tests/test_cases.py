"""Right values of what users meet, as data: ``tests/data/cases/KIND.toml``, read by its README."""

from __future__ import annotations

import gzip
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg import cli
from kg.ask import sparql
from kg.model.claims import Frame, Reading
from kg.pipeline import read_article
from kg.quads import store
from kg.text import articles

Case = dict[str, Any]
DATA = Path(__file__).parent / "data" / "cases"
REFERENCES = ("text", "standard", "promise")
_META = ("published", "language", "source", "title", "url")
_ARTICLES = """SELECT ?id ?key ?value WHERE { ?a a dip:Article ; dct:identifier ?id .
  { ?a dct:language ?value BIND("language" AS ?key) } UNION
  { ?a dct:issued ?value BIND("published" AS ?key) } UNION
  { ?a dct:title ?value BIND("title" AS ?key) } UNION
  { ?a dct:source ?value BIND("source" AS ?key) } UNION
  { ?a nif:isString ?value BIND("text" AS ?key) } }"""


def cases(kind: str) -> list[Any]:
    """The cases of a kind with ``file:name`` as their ids."""
    return [
        pytest.param(case, id=f"{path.stem}:{case['name']}")
        for path in sorted(DATA.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, ())
    ]


def test_each_case_says_where_its_value_comes_from() -> None:
    found = [param for kind in ("reading", "command") for param in cases(kind)]
    assert {param.values[0]["reference"] for param in found} <= set(REFERENCES)
    names = [param.id for param in found]
    assert len(names) == len(set(names))


# --- readings ------------------------------------------------------------------------


def shown(reading: Reading) -> Case:
    """A reading in words: English labels, EDTF, and the passages as they are stored."""
    labels = {e.key: e.label("en", reading.article.language) for e in reading.entities}
    return {
        "language": reading.article.language,
        "anchor": str(reading.anchor.day) if reading.anchor else "",
        "entities": sorted({f"{m.type} {labels[m.key]}" for m in reading.mentions}),
        "words": [
            m.span.of(reading.article.text) for m in sorted(reading.mentions, key=lambda m: m.span)
        ],
        "times": [t.edtf for t in reading.times if not t.window.vague],
        "time_words": [t.span.of(reading.article.text) for t in reading.times],
        "facts": [fact(happening.main, labels) for happening in reading.happenings],
    }


def fact(frame: Frame, labels: dict[str, str]) -> Case:
    """A fact in words: type, status, time, place, source, about, and each role's labels."""
    roles: Case = {}
    for argument in frame.participants:
        roles.setdefault(argument.role, []).append(labels[argument.key])
    return {
        "type": frame.type,
        "status": frame.status,
        "time": (frame.window.edtf or "") if frame.window else "",
        "place": labels.get(frame.place or "", ""),
        "source": labels.get(frame.source or "", ""),
        "about": sorted(labels[key] for key in frame.about),
        **{role: sorted(found) for role, found in roles.items()},
    }


def fits(found: Case, wanted: Case) -> bool:
    """Whether a fact has each of the values named."""
    return all(
        found.get(key, []) == (sorted(value) if isinstance(value, list) else value)
        for key, value in wanted.items()
    )


@pytest.mark.parametrize("case", cases("reading"))
def test_reading(case: Case) -> None:
    meta = {key: case[key] for key in _META if key in case}
    reading = read_article(articles.make_article("t", case["text"], meta))
    found = shown(reading)
    if "reads_as" in case:
        plain = articles.make_article("t", case["reads_as"], meta)
        other = shown(read_article(plain))
        for key in ("language", "anchor", "entities", "times", "facts"):
            assert found[key] == other[key]
    expect = case.get("expect", {})
    for key in ("language", "anchor", "times", "time_words", "words"):
        if key in expect:
            assert found[key] == expect[key]
    for key in ("entities", "words"):
        for wanted in expect.get(f"has_{key}", ()):
            assert wanted in found[key], found[key]
        for wrong in expect.get(f"no_{key}", ()):
            assert wrong not in found[key]
    for wanted in expect.get("facts", ()):
        assert any(fits(one, wanted) for one in found["facts"]), found["facts"]
    for wrong in expect.get("no_facts", ()):
        assert not any(fits(one, wrong) for one in found["facts"]), found["facts"]


# --- commands ------------------------------------------------------------------------


def write(folder: Path, name: str, content: Any) -> None:
    """A file of a case: a text, or a table; what is named .gz is packed."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        data = content.encode()
    elif "hex" in content:
        data = bytes.fromhex(content["hex"])
    elif "parts" in content:
        data = "".join(text * times for text, times in content["parts"]).encode()
    else:
        data = content["text"].encode(content.get("encoding", "utf-8"))
    written = bytearray(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    if isinstance(content, dict) and "flip" in content:
        written[content["flip"]] ^= 0xFF
    path.write_bytes(written)


def stored(folder: Path) -> dict[str, dict[str, str]]:
    """What a store says of each of its articles."""
    rows = sparql.run(store.open_any(str(folder), read_only=True), sparql.find(_ARTICLES)).rows
    found: dict[str, dict[str, str]] = {}
    for id_, key, value in rows:
        found.setdefault(id_, {})[key] = value
    return found


@pytest.mark.parametrize("case", cases("command"))
def test_command(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for step in case["steps"]:
        for name, content in step.get("files", {}).items():
            write(tmp_path, name, content)
        for name in step.get("remove", ()):
            (tmp_path / name).unlink()
        stdin = io.TextIOWrapper(io.BytesIO(step.get("input", "").encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stdin)
        code = cli.main(step["run"])
        out, err = capsys.readouterr()
        assert code == step.get("exit", 0), err
        assert "Traceback" not in err
        for text, said in ((out, "out"), (err, "err")):
            for wanted in step.get(said, ()):
                assert wanted in text
            for wrong in step.get(f"no_{said}", ()):
                assert wrong not in text
        for name, wanted in step.get("begins", {}).items():
            assert (tmp_path / name).read_text(encoding="utf-8").startswith(wanted)
        if "articles" in step:
            found = stored(tmp_path / "out")
            assert sorted(found) == sorted(step["articles"])
            for id_, wanted in step["articles"].items():
                assert {key: found[id_].get(key, "") for key in wanted} == wanted
