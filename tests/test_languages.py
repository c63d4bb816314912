"""A language is a folder of its own: nothing else names one, and one more can come from outside."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import resources
from kg.languages import registry
from kg.pipeline import read_article
from kg.resources import ONTOLOGY
from kg.text.articles import make_article

ROOT = Path(kg.__file__).parent
LABELLED = ("ask", "background", "endpoint", "evaluation", "html", "quads", "rulefiles")
"""Rooms that name languages of labels: what people read, not what the readers read."""
BESIDE = {
    *("commands/explain.py", "commands/knowledge.py", "commands/knowledgeadding.py"),
    *("text/decoding.py", "text/language.py"),
}
"""Directions of writing, labels, what encodings were made for, and how little English tells."""

TOY = '''
"""A toy: two words are people, and one word says that they meet."""

from pathlib import Path

import spacy

from kg.languages.registry import Language
from kg.reading.document import Names
from kg.reading.linking import Linker
from kg.reading.setting import Setting
from kg.text.lexicon import load
from kg.text.offsets import plain_marks
from kg.text.findings import Found
from kg.text.words import Words


def names(doc, document):
    words = Words(doc, load("xx"), offsets=document.offsets)
    linker = Linker(words, document.day, document.article.id)
    people = [Found(t.i, t.i + 1, "Person") for t in doc if t.text in ("Alph", "Bet")]
    linker.people(people, [])
    return Names(words, linker, tuple(sorted(linker.keys)), ())


def events(document, names, whose):
    setting = Setting(
        words=names.words, linker=names.linker, found=list(names.found), times=document.dated
    )
    keys = [("attendee", setting.key(f)) for f in names.found]
    met = [i for i, norm in enumerate(names.words.norms) if norm == "metto"]
    return setting, [setting.frame("Meeting", i, "occurred", keys) for i in met]


LANGUAGES = (
    Language(
        code="xx",
        shown=plain_marks,
        tokens=lambda: spacy.blank("xx"),
        names=names,
        events=events,
        rules=Path(__file__).with_name("xx.toml"),
    ),
)
'''


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "toylanguage.py").write_text(TOY, encoding="utf-8")
    rules = (ONTOLOGY / "en.toml").read_text(encoding="utf-8")
    (tmp_path / "xx.toml").write_text(rules, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(registry, "_registered", {})
    monkeypatch.setattr(resources, "_elsewhere", {})
    for language in importlib.import_module("toylanguage").LANGUAGES:
        registry.register(language)
    yield
    sys.modules.pop("toylanguage", None)


@pytest.mark.usefixtures("toy")
def test_a_language_from_a_folder_of_ones_own_is_read() -> None:
    text = "Alph metto Bet."
    reading = read_article(make_article("t", text, {"language": "xx", "published": "2018-04-19"}))
    (meeting,) = [h.main for h in reading.happenings]
    assert (meeting.type, meeting.status, meeting.trigger.of(text)) == (
        "Meeting",
        "occurred",
        "metto",
    )
    names = {entity.key: entity.label("xx") for entity in reading.entities}
    assert [names[a.key] for a in meeting.participants] == ["Alph", "Bet"]


def test_a_language_that_nobody_reads_has_no_reader() -> None:
    assert registry.language("xx") is None
    assert [code for code in resources.language_codes() if registry.language(code) is None] == []


def test_no_other_file_names_a_language_that_is_read() -> None:
    named = re.compile(r"""["'](?:ar|en|fr)["']""")
    for path in sorted(ROOT.rglob("*.py")):
        inside = path.relative_to(ROOT)
        apart = inside.parts[0] in LABELLED or inside.parts[:2] in (
            ("languages", "arabic"),
            ("languages", "parsed"),
        )
        if not apart and inside.as_posix() not in BESIDE:
            assert not named.search(path.read_text(encoding="utf-8")), inside
