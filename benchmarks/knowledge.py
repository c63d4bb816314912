"""Loading the background knowledge, cold and warm, beside rdflib's parser on the same files.

``python benchmarks/knowledge.py [RUNS]``: each figure is the median of as many fresh processes
(3 unless told), seconds and MB of memory at most, and ratios; no judgement. *Cold* reads
Turtle and cities with an empty cache, *warm* reads the cache that the run before left.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

_MEASURE = """
import resource, time
start = time.perf_counter()
{work}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_OURS = "from kg.background import knowledge; knowledge.load()"
_INDEX = "from kg.background import nameindex; nameindex.index().find('لافروف')"
_PEER = """
import rdflib
from kg.background import knowledge
graph = rdflib.Graph()
for path in knowledge.paths():
    graph.parse(path)
"""


def measure(work: str, cache: Path) -> tuple[float, float]:
    """(seconds, MB) of a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE.format(work=work)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def middle(work: str, runs: int, *, warm: bool) -> tuple[float, float]:
    """Medians over several processes, each with an empty cache unless warm."""
    found = []
    with tempfile.TemporaryDirectory() as shared:
        for number in range(runs):
            cache = Path(shared) / ("warm" if warm else str(number))
            if warm and number == 0:
                measure(work, cache)
            found.append(measure(work, cache))
    seconds, memory = zip(*found, strict=True)
    return median(seconds), median(memory)


def main() -> int:
    """Measure and print a table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    peer = middle(_PEER, runs, warm=False)
    rows = (
        ("cold: Turtle and cities", middle(_OURS, runs, warm=False)),
        ("warm: from the cache", middle(_OURS, runs, warm=True)),
        ("warm, with the name index", middle(_INDEX, runs, warm=True)),
        ("rdflib: parse the Turtle", peer),
    )
    for name, (seconds, memory) in rows:
        ratio = seconds / peer[0]
        print(f"{name:28}{seconds:8.2f} s {memory:6.0f} MB   {ratio:6.3f} of rdflib's time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
