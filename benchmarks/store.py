"""Stores side by side on the same generated facts: loading and eight typical queries.

``python benchmarks/store.py [QUADS …] [--rdflib-up-to N] [--without-servers]``: sizes such as
``10k 100k 1M``. Medians of five warm runs in milliseconds of wall time (the work of both
sides, serialising to JSON included), loading in quads a second; ratios to raw pyoxigraph, and
the exponent by which each grows from the smallest to the largest size. No judgement.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import geometric_mean, median

import pyoxigraph as ox
import rdflib
from synthetic import readings

from kg import identity, opening, rdf, rdflibview, validate
from kg.claims import Reading
from kg.draft import Draft
from kg.sparql import prefixed

RECORDED = "2026-11-24T00:00:00Z"
PER_ARTICLE = 300
RUNS = 5
PERSON = "<https://w3id.org/dtkg/id/person/g-3>"
QUERIES = {
    "person": f"""SELECT ?e ?d WHERE {{ ?e dip:participant {PERSON} .
        OPTIONAL {{ ?e dip:edtf ?d }} }}""",
    "window": """SELECT ?e WHERE {
        ?e sem:hasEarliestBeginTimeStamp ?b ; sem:hasLatestEndTimeStamp ?d .
        FILTER (?b >= "2015-03-01"^^xsd:date && ?d < "2015-04-01"^^xsd:date) }""",
    "met": """SELECT ?a ?b (COUNT(?e) AS ?n) WHERE { ?e a dip:Meeting ; dip:participant ?a , ?b .
        FILTER (STR(?a) < STR(?b)) } GROUP BY ?a ?b ORDER BY DESC(?n) LIMIT 20""",
    "rounds": """SELECT ?r ?n WHERE { ?r dip:partOf <https://w3id.org/dtkg/id/process/g-1> ;
        dip:round ?n } ORDER BY ?n""",
    "cites": """SELECT ?who WHERE { ?e dip:invokes <https://w3id.org/dtkg/id/resolution/g-2> ;
        dip:speaker ?who }""",
    "evidence": f"""SELECT ?w WHERE {{ ?e dip:speaker {PERSON} ; dip:statedBy ?c .
        ?c prov:wasDerivedFrom ?p . ?p nif:anchorOf ?w }}""",
    "month": """SELECT ?k (COUNT(?e) AS ?n) WHERE { ?e dip:month "2015-03"^^xsd:gYearMonth ; a ?k }
        GROUP BY ?k ORDER BY ?k""",
    "status": """SELECT ?s (COUNT(?e) AS ?n) WHERE { ?e a dip:Statement ; dip:status ?s }
        GROUP BY ?s ORDER BY ?s""",
}


@dataclass
class Measured:
    """What one engine did at one size."""

    load: float = 0.0
    queries: dict[str, float] = field(default_factory=dict)


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def loaded(store: ox.Store, quads: list[ox.Quad]) -> float:
    """Seconds to load in bulk, safe on disk."""
    start = time.perf_counter()
    store.bulk_extend(quads)
    store.flush()
    return time.perf_counter() - start


def warm(ask: Callable[[str], bytes]) -> tuple[dict[str, float], dict[str, int]]:
    """(milliseconds, rows) of each query."""
    found, rows = {}, {}
    for name, text in QUERIES.items():
        query = prefixed(text)
        body = ask(query)
        rows[name] = body.count(b"},{")
        found[name] = 1000 * median(clock(lambda query=query: ask(query)) for _ in range(RUNS))
    return found, rows


def asked(store: ox.Store) -> Callable[[str], bytes]:
    def ask(query: str) -> bytes:
        answer = store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        return answer.serialize(format=ox.QueryResultsFormat.JSON) or b""

    return ask


def over_http(url: str) -> Callable[[str], bytes]:
    def ask(query: str) -> bytes:
        request = urllib.request.Request(
            url,
            urllib.parse.urlencode({"query": query}).encode(),
            {"Accept": "application/sparql-results+json"},
        )
        with urllib.request.urlopen(request, timeout=600) as answer:
            return bytes(answer.read())

    return ask


@contextlib.contextmanager
def served(command: list[str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [*command, "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                over_http(f"http://{address}/query")("ASK {}")
                break
            time.sleep(0.1)
        yield f"http://{address}/query"
    finally:
        process.terminate()
        process.wait()


def made(quads: int) -> list[tuple[Reading, set[ox.Quad]]]:
    return [
        (reading, set(rdf.quads(reading, identity.identify(reading), RECORDED)))
        for reading in readings(max(quads // PER_ARTICLE, 2))
    ]


def ingest(given: list[tuple[Reading, set[ox.Quad]]], folder: Path) -> dict[str, float]:
    """Seconds that our store takes: claims alone, the view apart, validation apart."""
    spent = {"claims": 0.0, "view": 0.0}
    opened = opening.open_store(folder / "store")
    rest = list(given)
    while rest:
        draft = Draft(opened)
        start = time.perf_counter()
        while rest and draft.claims < 60_000:
            reading, quads = rest.pop(0)
            draft.take(reading, quads, RECORDED)
        spent["claims"] += time.perf_counter() - start
        spent["view"] += clock(draft._rebuild)
        draft._touched.clear()
        seconds, (_, came) = 0.0, (0, 1)
        start = time.perf_counter()
        _, came = draft.commit()
        opened.flush()
        seconds = time.perf_counter() - start
        share = min(draft.claims / max(came, 1), 1)
        spent["claims"] += seconds * share
        spent["view"] += seconds * (1 - share)
    spent["validation"] = clock(lambda: [validate.check_fast(quads) for _, quads in given])
    return spent


def measure(quads: int, folder: Path, rdflib_up_to: int, servers: bool) -> dict[str, Measured]:
    given = made(quads)
    claims = [quad for _, found in given for quad in sorted(found, key=str)]
    results: dict[str, Measured] = {}

    seconds = loaded(ox.Store(str(folder / "raw")), claims)
    results["raw bulk load of the claims"] = Measured(len(claims) / seconds)
    spent = ingest(given, folder)
    results["ours: ingest of the claims"] = Measured(len(claims) / spent["claims"])
    print(
        f"  claims {len(claims)} quads: raw bulk load {seconds:.2f} s, "
        f"ours {spent['claims']:.2f} s (ratio {spent['claims'] / seconds:.2f}); "
        f"view {spent['view']:.2f} s and validation {spent['validation']:.2f} s apart",
        flush=True,
    )
    store = opening.open_store(folder / "store", read_only=True)
    everything = list(store)
    print(f"  whole store: {len(everything)} quads", flush=True)

    memory = ox.Store()
    load = len(everything) / loaded(memory, everything)
    found, rows = warm(asked(memory))
    results["pyoxigraph memory"] = Measured(load, found)
    disk = ox.Store(str(folder / "disk"))
    load = len(everything) / loaded(disk, everything)
    results["pyoxigraph disk"] = Measured(load, warm(asked(disk))[0])
    del disk
    ours, again = warm(asked(store))
    assert again == rows, "two stores, two answers"
    results["our store, disk"] = Measured(0, ours)
    view = rdflibview.dataset(memory)
    results["oxrdflib memory"] = Measured(
        0, warm(lambda query: view.query(query).serialize(format="json") or b"")[0]
    )
    if len(everything) <= rdflib_up_to:
        plain = rdflib.Dataset()
        lines = "".join(f"{quad} .\n" for quad in everything)
        load = len(everything) / clock(lambda: plain.parse(data=lines, format="nquads"))
        results["rdflib memory"] = Measured(
            load, warm(lambda query: plain.query(query).serialize(format="json") or b"")[0]
        )
    if servers:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        location = ["--location", str(folder / "disk")]
        with served([program, "serve-read-only", *location]) as url:
            results["oxigraph serve"] = Measured(0, warm(over_http(url))[0])
        with served([sys.executable, "-m", "kg.cli", "serve", "--store", str(folder)]) as url:
            results["kg serve"] = Measured(0, warm(over_http(url))[0])
    return results


def report(results: dict[str, Measured]) -> None:
    base = {"our store, disk": "pyoxigraph disk", "kg serve": "oxigraph serve"}
    print(f"  {'':28}{'quads/s':>9}" + "".join(f"{name:>10}" for name in QUERIES) + "   ratio")
    for name, measured in results.items():
        if not measured.queries:
            continue
        peer = results.get(base.get(name, "pyoxigraph memory"))
        ratio = ""
        if peer and peer.queries:
            mean = geometric_mean(measured.queries[q] / peer.queries[q] for q in QUERIES)
            ratio = f"   {mean:.2f} of {base.get(name, 'pyoxigraph memory')}"
        load = f"{measured.load:9.0f}" if measured.load else f"{'':9}"
        times = "".join(f"{measured.queries[q]:10.2f}" for q in QUERIES)
        print(f"  {name:28}{load}{times}{ratio}", flush=True)


def growth(all_: dict[int, dict[str, Measured]]) -> None:
    small, large = min(all_), max(all_)
    if small == large:
        return
    print(f"\nGrowth exponents from {small} to {large} quads (1 is linear)")
    for name, last in all_[large].items():
        first = all_[small].get(name)
        if first and first.queries and last.queries:
            scale = math.log(large / small)
            values = (math.log(last.queries[q] / first.queries[q]) / scale for q in QUERIES)
            print(f"  {name:28}{'':9}" + "".join(f"{value:10.2f}" for value in values))


def size_of(text: str) -> int:
    unit = {"k": 1000, "m": 1_000_000}.get(text[-1].lower(), 1)
    return int(text.rstrip("kKmM")) * unit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=size_of, default=[10_000, 100_000])
    parser.add_argument("--rdflib-up-to", type=size_of, default=200_000, metavar="QUADS")
    parser.add_argument("--without-servers", action="store_true")
    options = parser.parse_args()
    all_ = {}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for size in options.sizes:
        print(f"\nabout {size} quads", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            all_[size] = measure(
                size, Path(folder), options.rdflib_up_to, not options.without_servers
            )
        report(all_[size])
    growth(all_)
    return 0


if __name__ == "__main__":
    sys.exit(main())
