"""Whoever may only read can neither stop the server nor keep others out."""

import http.client
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import RECORDED
from servers import heartbeat, kg_serve

from kg.ask.guard import refuse_outward
from kg.errors import UsageError
from kg.model.claims import Reading
from kg.quads import store

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
LUCKY = f"SELECT (COUNT(*) AS ?n) {{ FILTER(0.05<RAND()&&1>0) {CROSS} }}"
"""Quick one time in twenty; else it runs until it is stopped."""
CHEAP = LUCKY.replace("0.05", "0.95")
"""The other way round."""
AWKWARD = [
    *("-", ".", "a.", "-a", "<a", "'", '"', ":", "a:", "a:%4", "@a-", "?", "<", "SERVICE", "#\n"),
    *(r"<\u0041", r"'''\'", r'"""a\"', r'"\"', "PREFIX", "a\\", "\u0640", "<<(", "{|", "'''\n\\"),
]


@pytest.fixture(scope="module")
def folder(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("attacked")
    store.add(store.open_store(made / "store"), seed, recorded=RECORDED)
    return made


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with kg_serve(folder, "--seconds", "0.5", "--patience", "1") as at:
        yield at


def sent(url: str, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes]:
    """(status, body) of an answer on a connection of its own."""
    link = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
    try:
        link.request(method, path, body or None, headers)
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def asked(url: str, query: str) -> tuple[int, bytes]:
    """(status, body) of the answer to a query sent as a form."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return sent(url, "POST", "/query", urllib.parse.urlencode({"query": query}), **kind)


@pytest.mark.parametrize("piece", AWKWARD)
def test_the_guard_reads_every_character_a_few_times(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        with suppress(UsageError):
            refuse_outward(text, graphs=True)
        return time.process_time() - start

    assert min(seconds(100_000) for _ in range(3)) < 1


def test_a_query_that_is_quick_by_luck_stops_nobody(url: str) -> None:
    with heartbeat(url) as longest:
        for turn in range(30):
            asked(url, LUCKY if turn > 10 else CHEAP)
        assert longest() < 1


def test_a_long_query_holds_up_nobody(url: str) -> None:
    with heartbeat(url) as longest:
        for piece in ("-", "a.", "%"):
            assert asked(url, piece * 300_000)[0] in (400, 413, 504)
            assert asked(url, f"ASK {{ {piece * 80_000} }}")[0] in (400, 413, 504)
        assert sent(url, "GET", "/query?query=" + "-" * 50_000)[0] == 400
        assert longest() < 1


def test_named_queries_have_processes_of_their_own(url: str) -> None:
    def keep_asking(number: int) -> None:
        for turn in range(6):
            asked(url, f"{LUCKY} # {number} {turn % 2}")

    pool = [threading.Thread(target=keep_asking, args=(number,)) for number in range(10)]
    for one in pool:
        one.start()
    slowest = 0.0
    while any(one.is_alive() for one in pool):
        start = time.monotonic()
        named = sent(url, "GET", "/queries/timeline?format=csv", **{"X-N": str(start)})
        assert named[0] == 200
        slowest = max(slowest, time.monotonic() - start)
        time.sleep(0.05)
    assert slowest < 1.5
