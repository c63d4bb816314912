"""``kg serve`` under load: many clients, named queries and killers, on loopback.

``python benchmarks/load.py FOLDER [--clients 64] [--seconds 60]``, or ``--quads 200k`` in the
place of a folder for generated facts. Seven of eight clients ask named queries, one after the
other without a pause; first alone (quiet), then while the eighth part does nothing but send the
three killers. Prints how often each status came, whether every good answer was that of the store
itself, p50 and p95 of good answers, their ratio, and the memory of server and workers at its
highest.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

import psutil
import pyoxigraph as ox
from store import ingest, made, size_of

from kg.ask.sparql import named_queries

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
KILLERS = (
    (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "application/sparql-results+json"),
    (f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i", "application/sparql-results+json"),
    (f"SELECT * {{ {CROSS} }}", "text/csv"),
)
LIMIT = 5
"""Seconds that a query may run: the server's option in this benchmark."""
Rows = frozenset[str]


def rows(body: bytes) -> Rows:
    """The rows of an answer; their order among equals is no one's promise."""
    found = json.loads(body)["results"]["bindings"]
    return frozenset(json.dumps(row, sort_keys=True) for row in found)


def right_answers(folder: Path) -> dict[str, Rows]:
    store = ox.Store.read_only(str(folder / "store"))
    return {
        query.name: rows(
            store.query(query.text).serialize(format=ox.QueryResultsFormat.JSON) or b""
        )
        for query in named_queries()
    }


class Run:
    """One stretch of load: so many clients ask good queries, so many send killers."""

    def __init__(
        self, port: int, right: dict[str, Rows], good: int, killers: int, seconds: float
    ) -> None:
        self.port, self.right = port, right
        self.good: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.end = time.monotonic() + seconds
        threads = [threading.Thread(target=self.ask_well, args=(n,)) for n in range(good)]
        threads += [threading.Thread(target=self.kill, args=(n,)) for n in range(killers)]
        for thread in threads:
            thread.start()
        self.memory = 0
        while any(thread.is_alive() for thread in threads):
            self.memory = max(self.memory, resident(port))
            time.sleep(0.5)

    def ask(self, path: str, kind: str = "application/json") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", path, headers={"Accept": kind})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ask_well(self, number: int) -> None:
        dice = random.Random(number)
        names = sorted(self.right)
        known: dict[str, bytes] = {}
        while time.monotonic() < self.end:
            name = dice.choice(names)
            start = time.perf_counter()
            status, body = self.ask(f"/queries/{name}")
            taken = time.perf_counter() - start
            self.statuses[f"good {status}"] += 1
            if status == 200:
                self.good.append(taken)
                if body != known.get(name):
                    self.wrong[name] += rows(body) != self.right[name]
                    known[name] = body

    def kill(self, number: int) -> None:
        dice = random.Random(f"killer {number}")
        while time.monotonic() < self.end:
            query, kind = dice.choice(KILLERS)
            status, _ = self.ask("/query?" + urlencode({"query": query}), kind)
            self.statuses[f"killer {status}"] += 1

    def report(self, title: str) -> float:
        cuts = quantiles(self.good, n=100)
        print(
            f"{title}: {dict(sorted(self.statuses.items()))}, "
            f"wrong {dict(+self.wrong)}; good answers p50 {1000 * cuts[49]:.0f} ms, "
            f"p95 {1000 * cuts[94]:.0f} ms; memory at most {self.memory / 1e6:.0f} MB",
            flush=True,
        )
        return cuts[94]


def resident(port: int) -> int:
    """Bytes of the server and its workers."""
    found = 0
    for process in psutil.process_iter(["cmdline"]):
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.info["cmdline"] or ())
            if f"127.0.0.1:{port}" in line and "serve" in line:
                found += sum(
                    p.memory_info().rss for p in (process, *process.children(recursive=True))
                )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--quads", type=size_of, default=200_000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    if options.folder:
        return under_load(options.folder, options.clients, options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        ingest(made(options.quads), Path(folder))
        return under_load(Path(folder), options.clients, options.seconds)


def under_load(folder: Path, clients: int, seconds: float) -> int:
    right = right_answers(folder)
    killers = max(clients // 8, 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder)]
    process = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "--seconds", str(LIMIT)])
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        good = clients - killers
        quiet = Run(port, right, good, 0, seconds / 2).report(f"{good} clients, quiet")
        mixed = Run(port, right, good, killers, seconds).report(f"and {killers} with killers")
        print(f"p95 with killers is {mixed / quiet:.2f} times the quiet one")
        return int(process.poll() is not None)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
