"""``kg serve`` under load: many clients, named queries and killers, on loopback.

``python benchmarks/load.py FOLDER [--clients 64] [--seconds 60]``: first the same clients with
good queries alone (quiet), then a mix with the three killers. Prints how often each status
came, whether every good answer was the right one, p50 and p95 of good answers, their ratio,
and the memory of server and workers at its highest.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

import psutil

from kg.sparql import named_queries

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
KILLERS = (
    (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", "application/sparql-results+json"),
    (f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i", "application/sparql-results+json"),
    (f"SELECT * {{ {CROSS} }}", "text/csv"),
)
KILLERS_SHARE = 0.1


class Run:
    """One stretch of load."""

    def __init__(self, port: int, clients: int, seconds: float, *, killers: bool) -> None:
        self.port, self.killers = port, killers
        self.good: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.wrong = 0
        self.right = {
            query.name: self.ask(f"/queries/{query.name}")[1] for query in named_queries()
        }
        self.end = time.monotonic() + seconds
        threads = [threading.Thread(target=self.client, args=(n,)) for n in range(clients)]
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

    def client(self, number: int) -> None:
        dice = random.Random(number)
        names = sorted(self.right)
        while time.monotonic() < self.end:
            if self.killers and dice.random() < KILLERS_SHARE:
                query, kind = dice.choice(KILLERS)
                status, _ = self.ask("/query?" + urlencode({"query": query}), kind)
                self.statuses[f"killer {status}"] += 1
                continue
            name = dice.choice(names)
            start = time.perf_counter()
            status, body = self.ask(f"/queries/{name}")
            self.statuses[f"good {status}"] += 1
            if status == 200:
                self.good.append(time.perf_counter() - start)
                self.wrong += body != self.right[name]

    def report(self, title: str) -> float:
        cuts = quantiles(self.good, n=100)
        print(
            f"{title}: {dict(sorted(self.statuses.items()))}, wrong {self.wrong}; good answers "
            f"p50 {1000 * cuts[49]:.0f} ms, p95 {1000 * cuts[94]:.0f} ms; "
            f"memory at most {self.memory / 1e6:.0f} MB",
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
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(options.folder)]
    process = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "--seconds", "5"])
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        quiet = Run(port, options.clients, options.seconds / 2, killers=False).report("quiet")
        mixed = Run(port, options.clients, options.seconds, killers=True).report("with killers")
        print(f"p95 with killers is {mixed / quiet:.2f} times the quiet one")
        return int(process.poll() is not None)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
