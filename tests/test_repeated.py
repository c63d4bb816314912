"""Requests that come again are answered from memory: which may be, and that nobody can tell."""

import socket
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import RECORDED
from servers import kg_serve

from kg import pipeline
from kg.ask.sparql import prefixed
from kg.endpoint.evaluation import fixed
from kg.model.claims import Reading
from kg.quads import opening, store
from kg.text import articles

MEETINGS = prefixed("SELECT ?s WHERE { ?s a dip:Meeting } ORDER BY ?s")


@pytest.fixture
def folder(seed: Reading, tmp_path: Path) -> Path:
    store.add(opening.open_store(tmp_path / "store"), seed, recorded=RECORDED)
    return tmp_path


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 5", True),
        ("SELECT DISTINCT * { ?s ?p ?o FILTER(?o != 'RAND()') } # NOW()", True),
        ("SELECT * { ?s <p:known>* ?o ; <http://e.org/now> ?rand }", True),
        ("SELECT * { ?s ?p ?o FILTER(rand() > 0.5) }", False),
        ("SELECT * { ?s ?p ?o FILTER(0.05<RAND()&&1>0) }", False),
        ("SELECT * { ?s ?p ?o FILTER(1-RAND()>0) }", False),
        ("SELECT * { ?s ?p ?o FILTER(NOW() > ?o) }", False),
        ("SELECT (STRUUID() AS ?u) {}", False),
        ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", False),
    ],
)
def test_which_queries_have_the_same_answer_each_time(query: str, same: bool) -> None:
    assert fixed(query) is same


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    with kg_serve(folder) as url:
        yield int(url.rsplit(":", 1)[1])


def request(port: int, query: str = MEETINGS, *extra: str, host: str = "127.0.0.1") -> bytes:
    form = urllib.parse.urlencode({"query": query}).encode()
    lines = ["POST /query HTTP/1.1", f"Host: {host}:{port}", "Accept: text/csv", *extra]
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + form


def answers(link: socket.socket, count: int) -> list[tuple[str, dict[str, str], bytes]]:
    """(status line, headers, body) of so many answers on one connection."""
    found, came = [], link.makefile("rb")
    for _ in range(count):
        status = came.readline().decode().strip()
        headers = {}
        while line := came.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        found.append((status, headers, came.read(int(headers["content-length"]))))
    return found


def connected(port: int) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", port), timeout=30)
    link.settimeout(30)
    return link


def test_a_repeated_request_gets_the_same_answer(port: int) -> None:
    with connected(port) as link:
        seen = []
        for _ in range(4):
            link.sendall(request(port))
            ((status, headers, body),) = answers(link, 1)
            headers.pop("date")
            seen.append((status, headers, body))
    assert seen[0][0] == "HTTP/1.1 200 OK"
    assert b"meeting-sergey-lavrov" in seen[0][2]
    assert all(one == seen[0] for one in seen)
    assert seen[0][1]["x-content-type-options"] == "nosniff"


def test_requests_one_after_the_other_without_waiting(port: int) -> None:
    texts = [MEETINGS, "ASK {", MEETINGS, prefixed("SELECT ?s { ?s a dip:Person } ORDER BY ?s")] * 3
    with connected(port) as link:
        link.sendall(b"".join(request(port, text) for text in texts))
        found = answers(link, len(texts))
    assert [status.split()[1] for status, _, _ in found] == ["200", "400", "200", "200"] * 3
    assert len({body for _, _, body in found}) == 3


def test_a_body_in_pieces_and_one_that_waits_for_leave(port: int) -> None:
    with connected(port) as link:
        whole = request(port)
        for turn in range(3):
            for piece in (whole[:30], whole[30:-50], whole[-50:-1], whole[-1:]):
                link.sendall(piece)
                time.sleep(0.02)
            assert answers(link, 1)[0][0] == "HTTP/1.1 200 OK", turn
        head, _, body = request(port, MEETINGS, "Expect: 100-continue").partition(b"\r\n\r\n")
        link.sendall(head + b"\r\n\r\n")
        assert link.recv(100).startswith(b"HTTP/1.1 100 ")
        link.sendall(body)
        assert answers(link, 1)[0][0] == "HTTP/1.1 200 OK"


def test_a_connection_ends_when_it_was_asked_to(port: int) -> None:
    for _ in range(3):
        with connected(port) as link:
            link.sendall(request(port, MEETINGS, "Connection: close"))
            ((status, headers, _),) = answers(link, 1)
            assert (status, headers["connection"]) == ("HTTP/1.1 200 OK", "close")
            assert link.recv(10) == b""


def test_the_gate_holds_for_repeated_requests(port: int) -> None:
    with connected(port) as link:
        for _ in range(3):
            link.sendall(request(port) + request(port, host="evil.example"))
            assert [a[0].split()[1] for a in answers(link, 2)] == ["200", "421"]


def test_a_repeated_request_sees_what_was_built_since(port: int, folder: Path) -> None:
    with connected(port) as link:
        for _ in range(3):
            link.sendall(request(port))
            before = answers(link, 1)[0][2]
        text = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره الإيراني في موسكو الثلاثاء."
        article = articles.make_article("later", text, {"published": "2018-03-14"})
        opened = opening.open_store(folder / "store")
        store.add(opened, pipeline.read_article(article), recorded=RECORDED)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            link.sendall(request(port))
            after = answers(link, 1)[0][2]
            if after != before:
                break
            time.sleep(0.2)
    assert after.count(b"\n") == before.count(b"\n") + 1


def test_chance_is_asked_anew(port: int) -> None:
    with connected(port) as link:
        seen = set()
        for _ in range(4):
            link.sendall(request(port, "SELECT (STRUUID() AS ?u) {}"))
            seen.add(answers(link, 1)[0][2])
    assert len(seen) == 4
