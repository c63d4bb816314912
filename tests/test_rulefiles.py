"""Rule files answer back: what is misspelt, missing or read by nobody, with its line."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg import cli, resources
from kg.background import knowledge
from kg.dates import rules
from kg.dates.resolve import Resolver
from kg.errors import RuleFileError
from kg.resources import ONTOLOGY, SEEDS, TEMPLATES
from kg.rulefiles import dates, files
from kg.rulefiles.entries import Entry
from kg.rulefiles.lines import lines_of
from kg.rulefiles.tables import Each, Records, Table
from kg.rulefiles.triggerlists import LISTS
from kg.text import lexicon
from tools import rulereaders

FILES = [
    *sorted(ONTOLOGY.glob("*.toml")),
    *(
        SEEDS / "judgements.toml",
        SEEDS / "knowledge/cities.toml",
        SEEDS / "knowledge/plausible.toml",
    ),
]

WRONG = [
    (
        "ar.toml",
        "\nnegation = [",
        "\nnegatoin = [",
        "particles.negatoin: nobody reads “negatoin”; did you mean “negation”?",
    ),
    (
        "en.toml",
        'frame = "Meeting"',
        'frame = "Meetting"',
        "triggers.meet.frame: there is no frame “Meetting”; did you mean “Meeting”?",
    ),
    (
        "events.toml",
        'required = ["attendee"]',
        'required = ["atendee"]',
        "Meeting.required[1]: there is no argument “atendee”; did you mean “attendee”?",
    ),
    (
        "events.toml",
        "[Visit]",
        "[Visits]",
        "Visits: there is no frame “Visits”; did you mean “Visit”?",
    ),
    (
        "labels.toml",
        "Meeting: {who}",
        "Meeting: {whom}",
        (
            "Meeting.en: {whom} stands for nothing: there is no place of a label "
            "“whom”; did you mean “who”?"
        ),
    ),
    (
        "ar.toml",
        '"state/morocco", "state/jordan", "state/b',
        '"state/marocco", "state/jordan", "state/b',
        (
            "places.monarchies[2]: there is no key of the knowledge "
            "“state/marocco”; did you mean “state/morocco”?"
        ),
    ),
    (
        "fr.toml",
        "\n[documents]",
        "\n[document]",
        "document: nobody reads “document”; did you mean “documents”?",
    ),
    (
        "ar.toml",
        '"قال يقول"',
        '"قال"',
        (
            "triggers.say.verbs[1]: “قال” is no verb with its imperfect; write "
            "“perfect imperfect”, as «قال يقول»"
        ),
    ),
    (
        "fr.toml",
        'rule = "date"\n',
        'rule = "dat"\n',
        "dates.patterns[1].rule: there is no name “dat”; did you mean “date”?",
    ),
    (
        "en.toml",
        "(?:{part}[ -]?)?{month}",
        "(?:{prat}[ -]?)?{month}",
        (
            "dates.patterns[6].form: {prat} is neither a slot nor a list of "
            "[dates]; did you mean “part”?"
        ),
    ),
    (
        "ar.toml",
        "[triggers.comprise]",
        "[triggers.comprises]",
        "triggers.comprises: nobody reads “comprises”; did you mean “comprise”?",
    ),
    (
        "en.toml",
        '\nsubject = "attendee"\nobject',
        '\nsubject = "atendee"\nobject',
        "triggers.meet.roles.subject: there is no role “atendee”; did you mean “attendee”?",
    ),
    (
        "en.toml",
        '\nbetween = "attendee"\namong',
        '\nbetwen = "attendee"\namong',
        (
            "triggers.meet.roles.betwen: “betwen” is no preposition of [words] "
            "prepositions; did you mean “between”?"
        ),
    ),
    (
        "en.toml",
        '\n"lash*" = ',
        '\n"larsh*" = ',
        (
            "triggers.say.needing.larsh*: “larsh*” is in no list of this trigger "
            "(verbs, light, nouns); did you mean “lash*”?"
        ),
    ),
    (
        "annotation.toml",
        '\ncalled_for = "calledFor"',
        '\ncalled for = "calledFor"',
        "not TOML: Expected '=' after a key in a key/value pair",
    ),
    (
        "annotation.toml",
        'denied = "denied"',
        'denied = "deneid"',
        "status.denied: there is no modality “deneid”; did you mean “denied”?",
    ),
    (
        "en.toml",
        "form = '(?:(?:the )?{daypart}",
        "form = '(?:(?:the ?{daypart}",
        (
            "dates.patterns[1].form: no regular expression: missing ), "
            "unterminated subpattern at position 0"
        ),
    ),
    (
        "page.toml",
        'classes = ["Person"]',
        'classes = ["Perso"]',
        "kinds[1].classes[1]: there is no class “Perso”; did you mean “Person”?",
    ),
    (
        "servers.toml",
        '"{base}/update"',
        '"{bsae}/update"',
        (
            "server[1].update: {bsae} stands for nothing: there is no name “bsae”; "
            "did you mean “base”?"
        ),
    ),
    (
        "dating.toml",
        "last = 2026-12-31",
        'last = "2026-12-31"',
        "range.last: “2026-12-31” is no day; write it as 2017-10-19, without quotes",
    ),
    (
        "judgements.toml",
        "# What people",
        (
            '[[judgement]]\na = "event/x"\nb = "event/y"\nverdict = "some"\nby = '
            '"me"\non = "2026-11-24"\n# What people'
        ),
        "judgement[1].verdict: there is no name “some”; did you mean “same”?",
    ),
]


@pytest.mark.parametrize(("name", "right", "wrong", "told"), WRONG, ids=lambda value: value[:30])
def test_what_is_wrong_is_told_with_its_line(name: str, right: str, wrong: str, told: str) -> None:
    path = next(path for path in FILES if path.name == name)
    text = path.read_text(encoding="utf-8")
    at = text.index(right)
    changed = next(i for i, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b)
    line = text.count("\n", 0, at + changed) + 1
    if "verdict" in wrong:
        line += 3
    found = files.remarks(path, text.replace(right, wrong, 1), knowledge.load().entities)
    assert (line, told) in [(remark.line, remark.message) for remark in found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_file_is_declared_and_sound(path: Path) -> None:
    assert path.name in files.DECLARED, "declare what may stand in it in kg/rulefiles/files.py"
    assert files.proofread(path, knowledge.load().entities) == []


def test_a_missing_key_is_told_with_what_it_is(tmp_path: Path) -> None:
    text = (ONTOLOGY / "ar.toml").read_text(encoding="utf-8")
    less = re.sub(r"\nnegation = .*", "", text)
    found = files.remarks(ONTOLOGY / "ar.toml", less)
    line = less[: less.index("\n[particles]")].count("\n") + 2
    says = "particles: “negation” is missing: words that deny what follows"
    assert [(remark.line, remark.message) for remark in found] == [(line, says)]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The rule files in a folder of their own, read by everything."""
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    monkeypatch.setattr(files, "ONTOLOGY", folder)
    places = {path.stem: path for path in folder.glob("??.toml")}
    monkeypatch.setattr(resources, "_elsewhere", places)
    caches = (lexicon.read_tables, lexicon.load, rules.load_rules)
    for cache in caches:
        cache.cache_clear()
    yield folder
    for cache in caches:
        cache.cache_clear()


def test_the_first_command_that_reads_a_file_says_so(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied / "fr.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('rule = "date"', 'rule = "dat"', 1), encoding="utf-8")
    line = text[: text.index('rule = "date"')].count("\n") + 1
    article = copied / "article.txt"
    article.write_text("Le ministre est arrivé le 3 mai 2017 à Genève pour une visite.", "utf-8")
    assert cli.main(["date", str(article)]) == 2
    assert capsys.readouterr().err == (
        f"kg: {path}:{line}: dates.patterns[1].rule: there is no name “dat”; did you mean “date”?\n"
    )


def test_kg_knowledge_check_takes_rule_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.toml"
    text = (ONTOLOGY / "events.toml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert cli.main(["knowledge", "check", str(path)]) == 0
    path.write_text(text.replace("least = 2", "laest = 2", 1), encoding="utf-8")
    line = text[: text.index("least = 2")].count("\n") + 1
    capsys.readouterr()
    assert cli.main(["knowledge", "check", str(path)]) == 2
    told = capsys.readouterr().out
    assert told.startswith(f"{path}:{line}: Meeting.laest: nobody reads “laest”; ")
    assert told.count("\n") == 1
    assert cli.main(["knowledge", "check", str(tmp_path / "none.toml")]) == 2


def test_a_file_of_another_name_is_known_by_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for name in ("ar.toml", "en.toml", "page.toml", "events.toml", "servers.toml"):
        text = (ONTOLOGY / name).read_text(encoding="utf-8")
        assert files.remarks(path, text) == [], name


def test_a_file_that_is_no_rule_file_is_told_to_be_none() -> None:
    path = SEEDS / "knowledge" / "roles.toml"
    (remark,) = files.remarks(path, path.read_text(encoding="utf-8"))
    assert remark.message.startswith("its tables are of no rule file; known are ar.toml, en.toml")


def test_a_broken_file_is_told_once_and_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ar.toml"
    text = (ONTOLOGY / "ar.toml").read_text(encoding="utf-8")
    path.write_text(re.sub(r"^(\w+)( = \[)", r"x\1\2", text, flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(RuleFileError) as told:
        files.read(path)
    assert "\n" not in str(told.value)
    assert re.search(r"ar\.toml:\d+: .* \(and \d+ more: kg knowledge check .*\)$", str(told.value))


def test_the_check_is_fast() -> None:
    for name in ("ar.toml", "en.toml", "fr.toml"):
        path = ONTOLOGY / name
        text = path.read_text(encoding="utf-8")
        files.remarks(path, text)
        began = time.process_time()
        files.remarks(path, text)
        assert time.process_time() - began < 0.25, name  # 0.05 s on an idle machine


def test_importing_the_package_reads_no_rule_file() -> None:
    code = "import sys, kg; print('kg.rulefiles' in sys.modules, 'tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


# --- what Python asks for ------------------------------------------------------------


def test_every_rule_of_dates_has_a_method() -> None:
    for rule in dates.RULES:
        assert callable(getattr(Resolver, f"_{rule}", None)), rule


def test_slots_and_groups_are_those_of_the_forms() -> None:
    for language in ("ar", "en", "fr"):
        tables = lexicon.read_tables(language)["dates"]
        made = rules.load_rules(language)
        used = {group for p in made.patterns for group in p.regex.groupindex}
        assert {group.rstrip("_2") for group in used} <= {g.rstrip("_2") for g in dates.GROUPS}
        lists = {name for name, value in tables.items() if isinstance(value, list)}
        known = rules._slots(tables, made.words, made.names, made.parts)
        assert known.keys() == {*dates.SLOTS, *lists} - {"patterns"}


def test_an_undeclared_list_is_a_mistake_of_the_code() -> None:
    arabic = lexicon.load("ar")
    with pytest.raises(LookupError, match=r"particles\.negatoin is not declared for ar"):
        arabic.words("particles", "negatoin")
    with pytest.raises(LookupError, match=r"particles\.wished is not declared for ar"):
        arabic.words("particles", "wished")
    assert arabic.any_words("particles", "wished") == frozenset()
    with pytest.raises(LookupError, match="no trigger has a list “hoost”"):
        arabic.triggers["meet"].has("hoost", "x")


def test_every_look_up_in_the_code_is_of_a_declared_list() -> None:
    found = list(rulereaders.looked_up())
    assert len(found) > 200
    for module, line, method, table, name in found:
        room = module.split("/")[1] if module.startswith("languages/") else ""
        for file in {"arabic": ("ar.toml",), "parsed": ("en.toml", "fr.toml")}.get(
            room, ("ar.toml", "en.toml", "fr.toml")
        ):
            known = files.has(file, (*table.split("."), name))
            assert known or method == "any_words", f"kg/{module}.py:{line}: {table}.{name}"


def test_every_list_of_a_trigger_in_the_code_is_declared() -> None:
    found = list(rulereaders.of_triggers())
    assert len(found) > 40
    for module, line, name in found:
        assert name in LISTS, f"kg/{module}.py:{line}: {name}"


@pytest.mark.parametrize(
    ("language", "schema"), [("ar", files.ARABIC), ("en", files.PARSED)], ids=["ar", "parsed"]
)
def test_somebody_reads_every_declared_list(language: str, schema: Table) -> None:
    for name, section in schema.entries.items():
        assert isinstance(section, Table)
        if name == "triggers":
            named = [t for t in section.entries.values() if isinstance(t, Table)]
            lists = {key for trigger in named for key in trigger.entries}
            assert rulereaders.unread(lists, "triggers", language) == []
        else:
            assert rulereaders.unread(section.entries, name, language) == [], name


def test_every_word_of_the_page_is_asked_for() -> None:
    scripts = "".join(
        path.read_text(encoding="utf-8")
        for folder in (TEMPLATES, TEMPLATES.parent)
        for path in folder.rglob("*")
        if path.suffix in (".js", ".html", ".py", ".css")
    )
    for name in files.ontology("page.toml")["words"]["en"]:
        assert re.search(rf"\b{name}\b", scripts), name


# --- every key, misspelt -------------------------------------------------------------

KEY = re.compile(r'^(?P<key>[\w-]+|"[^"\n]*") *=', re.MULTILINE)
HEADER = re.compile(r"^\[{1,2}(?:[^\]\n]*\.)?(?P<key>[\w-]+)\]{1,2}", re.MULTILINE)
INLINE = re.compile(r'(?:\{|,) (?P<key>[\w-]+|"[^"\n]*") = ')
BATCHES = 12
Hit = tuple[int, tuple[int, int], str]
"""Line, where the key stands, the key misspelt."""


def _swapped(key: str) -> str | None:
    """The key with two letters swapped; None when it has no two that differ."""
    if key.isdigit():
        return f"{key}x"  # 13 and 31 are both days
    for at in range(len(key) - 1, 0, -1):
        if key[at] != key[at - 1] and '"' not in key[at - 1 : at + 1]:
            return key[: at - 1] + key[at] + key[at - 1] + key[at + 1 :]
    return None


def _free(entry: Entry, place: tuple[str | int, ...]) -> bool:
    """Whether any word may be the key: then nobody can say that it is misspelt."""
    for part in place[:-1]:
        if isinstance(entry, Table):
            entry = entry.entries.get(str(part)) or entry.others or Table("")
        elif isinstance(entry, Each):
            entry = entry.value
        elif isinstance(entry, Records):
            entry = entry.record
    return isinstance(entry, Each) and entry.key is None


def _batches(hits: list[Hit], places: Mapping[int, tuple[str | int, ...]]) -> list[list[Hit]]:
    """Misspellings that do not hide one another; of a list of tables the first, and the last."""
    made: list[list[Hit]] = [[] for _ in range(BATCHES)]
    alone = []
    last = {hit[2]: hit for hit in hits}
    for number, hit in enumerate(hits):
        place = places[hit[0]]
        if isinstance(place[-1], int):
            if place[-1] == 0 or last[hit[2]] is hit:
                alone.append([hit])
        elif any(places[other[0]][: len(place)] == place for other in hits if other is not hit):
            alone.append([hit])
        else:
            made[number % BATCHES].append(hit)
    return [*made, *alone]


@pytest.mark.parametrize("kind", [KEY, HEADER, INLINE], ids=["keys", "tables", "inline"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_misspelt_key_is_told_with_its_line(path: Path, kind: re.Pattern[str]) -> None:
    """Two letters swapped in each key: a batch at a time, so that each line is told."""
    text = path.read_text(encoding="utf-8")
    entry, keys = files.DECLARED[path.name], knowledge.load().entities
    stand = lines_of(text)
    places = {line: place for place, line in reversed([*stand.items()]) if place}
    named = {(line, str(place[-1])): place for place, line in stand.items() if place}
    hits = []
    for hit in kind.finditer(text):
        line = text.count("\n", 0, hit.start("key")) + 1
        wrong = _swapped(hit["key"])
        if kind is INLINE:
            inner = named.get((line, hit["key"].strip('"')))
            if inner is None:
                continue  # in a text
            places[line] = inner
        if wrong is not None and not _free(entry, places[line]):
            hits.append((line, hit.span("key"), wrong))
    for batch in _batches(hits, places):
        made, told = text, set()
        for line, (start, end), wrong in reversed(batch):
            made = made[:start] + wrong + made[end:]
            told.add(line)
        try:
            found = {remark.line for remark in files.remarks(path, made, keys)}
        except Exception as error:  # a mutation may never end in a traceback
            raise AssertionError(f"{path.name}: {sorted(told)}") from error
        assert told <= found, sorted(told - found)
