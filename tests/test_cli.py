"""The command line as a contract: outputs, exit codes, one clear line for a mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SEED_ID

from kg import cli
from kg.quads import store
from kg.resources import SEEDS

SEED = str(SEEDS / f"{SEED_ID}.txt")
TEXT = "التقى لافروف تيلرسون في موسكو في 19 آذار 2018."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("out")
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    assert cli.main(["build", SEED, "--into", str(into)]) == cli.DONE
    return into


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.strip().splitlines()


def test_build_writes_what_it_promises(built: Path) -> None:
    assert (built / "store").is_dir()
    assert (built / "annotations" / f"{SEED_ID}.json").is_file()
    assert "dip:Meeting" in (built / "graph.trig").read_text(encoding="utf-8")
    assert "<!doctype html>" in (built / "graph.html").read_text(encoding="utf-8")


def test_build_says_what_to_do_next(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", SEED, "--into", str(built)]) == cli.DONE
    out = capsys.readouterr().out
    assert "1 unchanged" in out
    assert "index.html" in out
    assert "kg query who-met-whom" in out
    assert "2017-11-01/2017-11-10" in out


def test_the_same_bytes_elsewhere_with_other_workers_and_hash_seed(
    built: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for path in SEEDS.glob(f"{SEED_ID}.*"):
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1700000000",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "kg.cli", "build", str(tmp_path / "in")]
    command += ["--into", str(tmp_path / "out"), "--workers", "2"]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    for name in ("graph.trig", "graph.html", f"annotations/{SEED_ID}.json"):
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def test_annotate_and_score_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["annotate", SEED, "--out", str(tmp_path)]) == cli.DONE
    capsys.readouterr()
    assert cli.main(["score", str(SEEDS / "gold"), str(tmp_path), "--json"]) == cli.DONE
    from_files = json.loads(capsys.readouterr().out)
    assert cli.main(["score", str(SEEDS / "gold"), "--json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out) == from_files
    assert from_files["ar"]["layers"]["times value"]["f1"] == 1.0
    assert cli.main(["score", str(SEEDS / "gold"), str(tmp_path)]) == cli.DONE
    assert "extra-event rate" in capsys.readouterr().out


def test_query_list_and_formats(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", "--list"]) == cli.DONE
    assert "who-met-whom" in capsys.readouterr().out
    assert cli.main(["query", "rounds", "--store", str(built), "--format", "csv"]) == cli.DONE
    assert capsys.readouterr().out.startswith("process,number")
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?c a dip:Claim }"
    assert cli.main(["query", text, "--store", str(built), "--format", "json"]) == cli.DONE
    assert json.loads(capsys.readouterr().out) == [{"n": "30"}]


def test_validate_show_and_export(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", "--store", str(built)]) == cli.DONE
    assert "conforms" in capsys.readouterr().out
    assert cli.main(["show", "--store", str(built), "--out", str(tmp_path)]) == cli.DONE
    assert (tmp_path / "graph.html").read_bytes() == (built / "graph.html").read_bytes()
    for name in ("trig", "nquads", "turtle", "jsonld"):
        out = tmp_path / name
        assert cli.main(["export", name, "--store", str(built), "--out", str(out)]) == cli.DONE
        assert out.stat().st_size > 10_000
    assert (tmp_path / "trig").read_bytes() == (built / "graph.trig").read_bytes()


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert f"kg {command}" in capsys.readouterr().out.split("example:")[1]


def test_some_articles_fail_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    assert cli.main(["build", str(folder), "--into", str(tmp_path / "out")]) == cli.SOME_FAILED
    said = lines(capsys)
    assert len(said) == 2
    assert all(str(folder) in line for line in said)
    opened = store.open_store(tmp_path / "out" / "store", read_only=True)
    assert store.articles(opened) == ["good"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "no-such-folder"], "no such file"),
        (["query", "timelin", "--store", "OUT"], "did you mean “timeline”"),
        (["query", "SELECT ?x WHERE { ?x", "--store", "OUT"], "not SPARQL"),
        (["query", "timeline", "--store", "nowhere"], "run “kg build” first"),
        (["query"], "kg query --list"),
        (["export", "pdf", "--store", "OUT"], "known are trig"),
        (["score", "nowhere"], "no such folder"),
        (["validate", "--store", "nowhere"], "run “kg build” first"),
    ],
)
def test_a_mistake_is_one_clear_line(
    arguments: list[str], said: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(built) if a == "OUT" else a for a in arguments]
    assert cli.main(arguments) == cli.WRONG_USAGE
    (line,) = lines(capsys)
    assert said in line
    assert "Traceback" not in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "did you mean “build”"),
        (["build", "--published", "19.10.2017"], "is no date"),
        (["build", "--workers", "0"], "number of workers"),
    ],
)
def test_wrong_words_end_with_two(arguments: list[str], said: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == cli.WRONG_USAGE
    assert said in done.stderr


def test_an_unwritable_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert cli.main(["build", SEED, "--into", str(tmp_path / "file" / "out")]) == cli.WRONG_USAGE
    (line,) = lines(capsys)
    assert "cannot be written" in line


def test_a_failed_build_leaves_the_store_as_it_was(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (built / "graph.trig").read_bytes()
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    assert cli.main(["build", str(tmp_path / "bad.txt"), "--into", str(built)]) == cli.SOME_FAILED
    capsys.readouterr()
    assert (built / "graph.trig").read_bytes() == before
