"""What ``kg serve`` does with connections that wait, dribble or do not read."""

import asyncio
import http.client
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
import pytest
from conftest import RECORDED
from servers import kg_serve

from kg.endpoint.connections import Connections, Pace
from kg.model.claims import Reading
from kg.quads import store

MANY = "SELECT * WHERE { { ?s ?p ?o } { ?a ?b ?c } } LIMIT 20000"
DAY = 86_400.0


@pytest.fixture(scope="module")
def url(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("held")
    store.add(store.open_store(folder / "store"), seed, recorded=RECORDED)
    with kg_serve(folder) as at:
        yield at


def connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30)


def healthy(url: str) -> float:
    """Seconds that the health took."""
    start = time.monotonic()
    link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    link.request("GET", "/health")
    assert link.getresponse().status == 200
    link.close()
    return time.monotonic() - start


def test_idle_connections_keep_nobody_out(url: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8000), hard))
    try:
        with ExitStack() as held:
            for _ in range(2500):
                held.enter_context(connected(url))
            assert healthy(url) < 2
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_answers_that_nobody_reads_lie_on_disk(url: str) -> None:
    def memory() -> int:
        return int(max(process.memory_info().rss for process in psutil.Process().children()))

    before = memory()
    with ExitStack() as held:
        for _ in range(12):
            link = held.enter_context(connected(url))
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.sendall(
                f"GET /query?query={quote(MANY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
        time.sleep(4)
        assert healthy(url) < 1
        assert memory() - before < 40_000_000


def test_a_long_answer_comes_whole_and_zipped_when_asked(url: str) -> None:
    bodies = []
    for coding in ("identity", "gzip"):
        link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        link.request(
            "GET", f"/query?format=nt&query={quote(MANY)}", headers={"Accept-Encoding": coding}
        )
        answer = link.getresponse()
        body = answer.read()
        assert answer.status == 200
        assert answer.headers.get("Content-Encoding", "identity") == coding
        bodies.append(len(body))
        link.close()
    assert 0 < bodies[1] < bodies[0] / 5


@pytest.mark.parametrize(
    ("does", "seconds", "over"),
    [
        ("waits", 15, False),
        ("waits", 21, True),
        ("reads", 21, True),
        ("reads a megabyte", 110, False),
        ("reads a megabyte", 130, True),
        ("answers", DAY, False),
        ("writes a megabyte", 110, False),
        ("writes a megabyte", 130, True),
        ("stands still", 29, False),
        ("stands still", 31, True),
    ],
)
def test_how_long_a_connection_may_take(does: str, seconds: float, over: bool) -> None:
    pace = Pace()
    if does.startswith("reads"):
        pace.reads()
        pace.has_read(1_000_000 if "megabyte" in does else 0)
    elif does != "waits":
        pace.reads()
        pace.answers()
    if does.startswith("writes"):
        pace.writes(1_000_000)
    pace.stands(does == "stands still")
    assert pace.overdue(time.monotonic() + seconds) is over


def test_the_one_that_waited_longest_makes_room() -> None:
    class Link:
        def __init__(self) -> None:
            self.pace, self.ended = Pace(), False

        def abort(self) -> None:
            self.ended = True

    async def entered() -> list[bool]:
        all_, links = Connections(2), [Link() for _ in range(4)]
        links[0].pace.reads()
        return [all_.enter(link) for link in links[:3]] + [link.ended for link in links]

    assert asyncio.run(entered()) == [True, True, True, False, True, False, False]
