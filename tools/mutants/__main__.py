"""Runs every mutant against its tests, two at a time, and names those that no test notices.

``python -m tools.mutants [NAME …]``; exit 1 when a mutant survives or cannot run, or when tests
fail without any: these are named and left out. What is slow to load is loaded once; every mutant
then lives and dies in a process forked from this one.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg import pipeline
from kg.background import knowledge
from tools import mutants

ROOT = Path(__file__).parents[2]
SITE = Path(mutants.__file__).parent / "site"
AT_ONCE = 2
_LONGEST = 300
"""Seconds: a mutant that hangs its tests is noticed, too."""
_ALL = 1200
"""Seconds for the tests of all mutants, without any."""
_TESTS_FAILED = 1
"""The exit status of pytest when tests ran and one failed."""
_HANGS = -signal.SIGKILL


@dataclass
class Run:
    """A process that runs tests, with a mutant or (an empty name) without any."""

    name: str
    tests: Sequence[str]
    longest: int = _LONGEST
    begin: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._log, path = tempfile.mkstemp()
        Path(path).unlink()
        self._process = os.fork()
        if not self._process:
            os._exit(self._child())

    def _child(self) -> int:
        for stream in (1, 2):
            os.dup2(self._log, stream)
        paths = (str(SITE), os.environ.get("PYTHONPATH", ""))
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))  # servers have it too
        os.environ[mutants.VARIABLE] = self.name
        try:
            if self.name:
                mutants.apply(mutants.everything()[self.name])
            status = int(pytest.main(["-q", "-p", "no:cacheprovider", *self.tests]))
        except BaseException as error:
            print(f"{type(error).__name__}: {error}")
            status = 70
        sys.stdout.flush()
        return status

    def ended(self) -> int | None:
        """The exit status, None while it runs; one that takes too long is killed."""
        found, status = os.waitpid(self._process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() - self.begin > self.longest:
            os.kill(self._process, signal.SIGKILL)
        return None

    def said(self) -> list[str]:
        """What it printed."""
        text = os.pread(self._log, os.fstat(self._log).st_size, 0)
        return text.decode(errors="replace").strip().splitlines() or ["nothing"]


def outcome(run: Run, status: int) -> tuple[bool, str]:
    """Whether the tests of a run noticed its mutant, and the words for it."""
    lines = run.said()
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    said = (failed or lines)[-1]
    if status == _HANGS:
        return True, "its tests hang"
    if status not in (0, _TESTS_FAILED):
        return False, f"cannot run (exit {status}): {said}"
    return status == _TESTS_FAILED, said


def ended(waiting: Iterable[mutants.Mutant], without: Sequence[str]) -> Iterator[tuple[Run, int]]:
    """Run mutants, some at once; yields each with its exit status as it ends."""
    rest, going = iter(waiting), list[Run]()
    while True:
        while len(going) < AT_ONCE and (change := next(rest, None)):
            going.append(Run(change.name, ["-x", *without, *change.tests]))
        if not going:
            return
        for run in [*going]:
            status = run.ended()
            if status is not None:
                going.remove(run)
                yield run, status
        time.sleep(0.05)


def failing(tests: Sequence[str]) -> list[str]:
    """The tests that fail without a mutant. Raises RuntimeError when they cannot run."""
    run = Run("", tests, _ALL)
    while (status := run.ended()) is None:
        time.sleep(0.1)
    if status not in (0, _TESTS_FAILED):
        raise RuntimeError("\n".join(run.said()[-20:]))
    failed = (line for line in run.said() if line.startswith("FAILED "))
    return [line.removeprefix("FAILED ").split(" - ")[0] for line in failed]


def main() -> int:
    """Run the command."""
    every = mutants.everything()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help="these mutants alone")
    wanted = options.parse_args().names
    unknown = [name for name in wanted if name not in every]
    if unknown:
        print(f"no mutant is called {', '.join(unknown)}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    chosen = [every[name] for name in wanted or every]
    for change in chosen:
        mutants.function_of(change.target)
    knowledge.load()
    for language in ("ar", "en", "fr"):
        pipeline.pipeline(language)
    begin = time.monotonic()
    print(f"{len(chosen)} mutants; first their tests without any …", flush=True)
    broken = failing([*dict.fromkeys(t for m in chosen for t in m.tests)])
    for test in broken:
        print(f"fails without a mutant, left out: {test}", flush=True)
    alive = []
    for run, status in ended(chosen, [f"--deselect={test}" for test in broken]):
        noticed, said = outcome(run, status)
        seconds = time.monotonic() - run.begin
        mark = "dies    " if noticed else "SURVIVES"
        print(f"{mark} {run.name:45} {seconds:4.0f} s  {said}", flush=True)
        if not noticed:
            alive.append(run.name)
    minutes = (time.monotonic() - begin) / 60
    print(f"{len(chosen) - len(alive)} of {len(chosen)} mutants die, in {minutes:.1f} minutes")
    if alive:
        print("survivors: " + " ".join(alive))
    return 1 if alive or broken else 0


if __name__ == "__main__":
    sys.exit(main())
