"""Stores side by side on the same generated facts: loading and eight typical queries.

``python benchmarks/store.py [QUADS …] [--rdflib-up-to N] [--without-servers]``: sizes such as
``10k 100k 1M``. Medians of five warm runs (two where one takes seconds) in milliseconds of wall
time, the work of both sides and serialising to JSON included; loading in quads a second; ratios
to raw pyoxigraph, and the exponent by which each grows from the smallest to the largest size.
What is held against each other runs by turns: our store and a raw one, the two servers (once
with a new connection for every query, once with one that is kept), our ingest and a raw bulk
load. No judgement.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import http.client
import json
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
from functools import partial
from pathlib import Path
from statistics import geometric_mean, median

import pyoxigraph as ox
import rdflib
from synthetic import readings

from kg.ask.sparql import named_queries, prefixed
from kg.graph import identity, rdf
from kg.model.claims import Reading
from kg.quads import opening, rdflibview, validate
from kg.quads.draft import Draft
from kg.quads.excerpt import Remembered

RECORDED = "2026-11-24T00:00:00Z"
PER_ARTICLE = 300
RUNS = 5
_SLOW = 2.0
_TURNS = 15
_TIMES = 3
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


Ask = Callable[[str], bytes]


def rows_in(answer: bytes) -> int:
    """Rows of an answer in SPARQL's JSON."""
    return len(json.loads(answer)["results"]["bindings"])


def warm(*askers: Ask, runs: int = RUNS) -> tuple[list[dict[str, float]], dict[str, int]]:
    """(milliseconds of each query for each asker, rows of each query); they take turns."""
    found: list[dict[str, float]] = [{} for _ in askers]
    rows = {}
    for name, text in QUERIES.items():
        query = prefixed(text)
        answers = {rows_in(ask(query)) for ask in askers}
        assert len(answers) == 1, f"{name}: different answers"
        rows[name] = answers.pop()
        slow = clock(lambda query=query: askers[0](query)) > _SLOW
        turns = [
            [clock(lambda ask=ask, query=query: ask(query)) for ask in askers]
            for _ in range(2 if slow else runs)
        ]
        for times, one in zip(found, zip(*turns, strict=True), strict=True):
            times[name] = 1000 * median(one)
    return found, rows


def asked(store: ox.Store) -> Ask:
    def ask(query: str) -> bytes:
        answer = store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        return answer.serialize(format=ox.QueryResultsFormat.JSON) or b""

    return ask


def of_rdflib(data: rdflib.Dataset) -> Ask:
    return lambda query: data.query(query).serialize(format="json") or b""


def over_http(url: str) -> Ask:
    def ask(query: str) -> bytes:
        request = urllib.request.Request(
            url,
            urllib.parse.urlencode({"query": query}).encode(),
            {"Accept": "application/sparql-results+json"},
        )
        with urllib.request.urlopen(request, timeout=600) as answer:
            return bytes(answer.read())

    return ask


def over_kept(url: str) -> Ask:
    """One connection for all queries."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=600)

    def ask(query: str) -> bytes:
        connection.request(
            "POST",
            parts.path,
            urllib.parse.urlencode({"query": query}).encode(),
            {
                "Accept": "application/sparql-results+json",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        return connection.getresponse().read()

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


def made(quads: int) -> list[tuple[Reading, rdf.Told]]:
    return [
        (reading, rdf.told(reading, identity.identify(reading), RECORDED))
        for reading in readings(max(quads // PER_ARTICLE, 2))
    ]


def ingest(given: list[tuple[Reading, rdf.Told]], folder: Path) -> dict[str, float]:
    """Seconds that our store takes: claims alone, the view apart, validation apart."""
    spent = {"claims": 0.0, "view": 0.0}
    opened = opening.open_store(folder / "store")
    rest = list(given)
    remembered = Remembered()
    while rest:
        draft = Draft(opened, remembered)
        start = time.perf_counter()
        while rest and draft.claims < 60_000:
            draft.take(*rest.pop(0), RECORDED)
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
    spent["validation"] = clock(lambda: [validate.check_fast(told) for _, told in given])
    return spent


def measure(quads: int, folder: Path, rdflib_up_to: int, servers: bool) -> dict[str, Measured]:
    given = made(quads)
    claims = [quad for _, told in given for quad in sorted(told, key=str)]
    gc.freeze()  # what was prepared is no part of what is measured
    results: dict[str, Measured] = {}

    raw, ours = [], []
    for turn in range(_TIMES):
        raw.append(loaded(ox.Store(str(folder / f"raw-{turn}")), claims))
        place = folder if turn == _TIMES - 1 else folder / f"ours-{turn}"
        place.mkdir(exist_ok=True)
        ours.append(ingest(given, place))
    seconds = median(raw)
    spent = {part: median(one[part] for one in ours) for part in ours[0]}
    results["raw bulk load of the claims"] = Measured(len(claims) / seconds)
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
    (found,), rows = warm(asked(memory))
    results["pyoxigraph memory"] = Measured(load, found)
    disk = ox.Store(str(folder / "disk"))
    load = len(everything) / loaded(disk, everything)
    (raw_disk, our_disk), again = warm(asked(disk), asked(store))
    assert again == rows, "two stores, two answers"
    results["pyoxigraph disk"] = Measured(load, raw_disk)
    results["our store, disk"] = Measured(0, our_disk)
    named({"memory": memory, "disk": store})
    del disk
    view = rdflibview.dataset(memory)
    (found,), again = warm(of_rdflib(view))
    assert again == rows, "oxrdflib answers otherwise"
    results["oxrdflib memory"] = Measured(0, found)
    if len(everything) <= rdflib_up_to:
        plain = rdflib.Dataset()
        lines = "".join(f"{quad} .\n" for quad in everything)
        load = len(everything) / clock(lambda: plain.parse(data=lines, format="nquads"))
        (found,), again = warm(of_rdflib(plain))
        assert again == rows, "rdflib answers otherwise"
        results["rdflib memory"] = Measured(load, found)
    if servers:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        theirs = [program, "serve-read-only", "--location", str(folder / "disk")]
        kg = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder)]
        with served(theirs) as one, served(kg) as other:
            for way, connect in (("", over_http), (", kept", over_kept)):
                found, again = warm(connect(one), connect(other), runs=_TURNS)
                assert again == rows, "a server answers otherwise"
                oxigraph, ours_served = found
                results[f"oxigraph serve{way}"] = Measured(0, oxigraph)
                results[f"kg serve{way}"] = Measured(0, ours_served)
    return results


def named(stores: dict[str, ox.Store]) -> None:
    """Prints what each named query takes, median and warm, in milliseconds."""
    print(f"  {'named queries':28}{'rows':>9}" + "".join(f"{name:>10}" for name in stores))
    for query in named_queries():
        rows, times = 0, []
        for store in stores.values():
            ask = asked(store)
            rows = rows_in(ask(query.text))
            times.append(1000 * median(clock(partial(ask, query.text)) for _ in range(_TURNS)))
        print(f"  {query.name:28}{rows:9}" + "".join(f"{time_:10.1f}" for time_ in times))


def report(results: dict[str, Measured]) -> None:
    base = {
        "our store, disk": "pyoxigraph disk",
        "kg serve": "oxigraph serve",
        "kg serve, kept": "oxigraph serve, kept",
    }
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
