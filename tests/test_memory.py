"""A command that asks for too much, or whose store is damaged, ends in one line."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import RECORDED

from kg.errors import UsageError
from kg.model.claims import Reading
from kg.quads import remote, store

ALL = "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def folder(seed: Reading, tmp_path: Path) -> Path:
    store.add(store.open_store(tmp_path / "store"), seed, recorded=RECORDED)
    return tmp_path


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_query_has_a_limit_of_memory(folder: Path) -> None:
    done = kg("query", ALL, "--store", str(folder), "--memory", "700M")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "needs more than 0.7 GB of memory" in done.stderr
    small = kg("query", "ASK {}", "--store", str(folder), "--memory", "700M")
    assert (small.returncode, small.stderr) == (0, "")
    assert "true" in small.stdout
    wrong = kg("query", "ASK {", "--store", str(folder))
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("kg: the query is not SPARQL")


@pytest.mark.parametrize("command", [["export", "nquads"], ["validate"], ["query", "timeline"]])
def test_a_damaged_store_is_said_to_be_damaged(folder: Path, command: list[str]) -> None:
    for path in (folder / "store").glob("*.sst"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + bytes(200) + data[len(data) // 2 + 200 :])
    done = kg(*command, "--store", str(folder))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert "damaged" in done.stderr or "build" in done.stderr


def test_a_command_that_is_killed_leaves_nobody(folder: Path) -> None:
    arguments = ["query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"]
    command = [sys.executable, "-m", "kg.cli", *arguments, "--store", str(folder)]
    process = subprocess.Popen(command)
    seen = psutil.Process(process.pid)
    end = time.monotonic() + 20
    while not (children := seen.children()) and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(1)
    process.terminate()
    process.wait()
    assert children
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_what_is_no_server_is_no_folder() -> None:
    assert remote.is_url("HTTP://example.org/query")
    assert not remote.is_url("out/http")
    with pytest.raises(UsageError, match="http://"):
        remote.is_url("ftp://example.org/store")
    at = remote.addresses("http://example.org:8890/sparql")
    assert (at.query, at.update) == ("http://example.org:8890/sparql",) * 2
