"""A build that is killed, stopped or out of disk goes on where it was, to the same bytes.

A few times on short articles in every run of the tests; for the long run on real articles
set ``DTKG_KILLS=50 DTKG_KILL_CORPUS=FILE.jsonl.gz DTKG_KILL_ARTICLES=80``.
"""

import contextlib
import gzip
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT

from kg.quads import exports, opening, store

KILLS = int(os.environ.get("DTKG_KILLS", "2"))
CORPUS = os.environ.get("DTKG_KILL_CORPUS", "")
COUNT = int(os.environ.get("DTKG_KILL_ARTICLES", "80"))
PEOPLE = ("لافروف", "تيلرسون", "غوتيريش", "شويغو", "دي ميستورا")
PLACES = ("موسكو", "جنيف", "فيينا", "سوتشي")


@dataclass(frozen=True)
class Case:
    articles: Path
    finished: Path
    seconds: float


def command(articles: Path, into: Path, workers: int = 1, together: int = 3) -> list[str]:
    code = f"import sys; from kg import build, cli; build._TOGETHER = {together}"
    code += "; sys.exit(cli.main())"
    arguments = ["build", str(articles), "--into", str(into), "--workers", str(workers)]
    return [sys.executable, "-c", code, *arguments]


ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT)}


def run(articles: Path, into: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(articles, into), env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("interrupted")
    articles = folder / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        for line in itertools.islice(corpus(), COUNT):
            file.write(line)
    start = time.monotonic()
    done = run(articles, folder / "finished")
    assert done.returncode in (0, 1), done.stderr
    return Case(articles, folder / "finished", time.monotonic() - start)


def corpus() -> Iterator[str]:
    if CORPUS:
        with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
            yield from file
        return
    dice = random.Random(7)
    for number in range(14):
        one, other = dice.sample(PEOPLE, 2)
        day = f"{dice.randint(1, 28)} آذار 2018"
        text = f"التقى {one} {other} في {dice.choice(PLACES)} في {day}. سيلتقي {other} {one} لاحقا."
        meta = {"id": f"n{number:02}", "language": "ar", "published": "2018-03-29", "text": text}
        yield json.dumps(meta, ensure_ascii=False) + "\n"


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a build but the store and the search index, which are compared by content."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "store" not in path.relative_to(folder).parts
    }
    found.pop("find.sqlite", None)
    return found


def same(case: Case, into: Path) -> None:
    opened = opening.open_store(into / "store", read_only=True)
    assert exports.to_trig(opened) == (case.finished / "graph.trig").read_text(encoding="utf-8")
    ids = store.articles(opened)
    assert len(ids) == len(set(ids)) > 10
    assert contents(into) == contents(case.finished)


@pytest.mark.parametrize("turn", range(KILLS))
def test_a_killed_build_ends_in_the_same_bytes(case: Case, turn: int, tmp_path: Path) -> None:
    dice = random.Random(turn)
    into = tmp_path / "out"
    process = subprocess.Popen(
        command(case.articles, into, workers=1 + turn % 2, together=(3, 3, 25)[turn % 3]),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(dice.uniform(0.2, 1.1) * case.seconds)
    process.send_signal(signal.SIGINT if turn % 10 == 9 else signal.SIGKILL)
    process.wait()
    end = time.monotonic() + 60
    while (done := run(case.articles, into)).returncode == 2 and "another process" in done.stderr:
        assert time.monotonic() < end, "the workers of a killed build keep the store"
        time.sleep(0.2)
    assert done.returncode in (0, 1), done.stderr
    same(case, into)


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: float) -> Iterator[None]:
    folder.mkdir()
    size = f"size={int(megabytes * 1024)}k"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount a tmpfs")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_loses_nothing(case: Case, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    finished = sum(p.stat().st_size for p in case.finished.rglob("*") if p.is_file()) / 1e6
    with small_disk(disk, finished / 8):
        into = disk / "out"
        for share in (8, 3, 1.5):
            remount = ["mount", "-o", f"remount,size={int(finished / share * 1024)}k", str(disk)]
            subprocess.run(remount, check=True)
            done = run(case.articles, into)
            assert "Traceback" not in done.stderr
            if done.returncode in (0, 1):
                break
            (line,) = done.stderr.strip().splitlines()
            assert "Traceback" not in line
            assert any(word in line for word in ("disk is full", "No space left")), line
        else:
            subprocess.run(["mount", "-o", "remount,size=1g", str(disk)], check=True)
            done = run(case.articles, into)
        assert done.returncode in (0, 1), done.stderr
        same(case, into)


def test_a_second_build_into_the_same_folder_is_told_so(case: Case, tmp_path: Path) -> None:
    into = tmp_path / "out"
    into.mkdir()
    held = opening.open_store(into / "store")
    done = run(case.articles, into)
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert "another process is using this store" in line
    del held
