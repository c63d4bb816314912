"""Whoever may only read can neither stop the server nor keep others out."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import RECORDED
from servers import free_port, heartbeat, kg_serve, wait_for

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


def asked(url: str, query: str, accept: str = "*/*") -> tuple[int, bytes]:
    """(status, body) of the answer to a query sent as a form."""
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
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


def test_a_page_shows_a_bounded_part(url: str) -> None:
    long = "CONCAT(" + ",".join(["STR(?o)"] * 30) + ")"
    for _ in range(3):
        long = f"CONCAT({long},{long},{long},{long})"
    query = f"SELECT ({long} AS ?x) {{ ?s ?p ?o . ?t ?q ?r }} LIMIT 5000"
    with heartbeat(url) as longest:
        status, body = asked(url, query, "text/html")
        assert status in (200, 504)
        assert len(body) < 3_000_000
        graph = f"CONSTRUCT {{ ?s ?p ?x }} {{ ?s ?p ?o BIND ({long} AS ?x) }}"
        status, body = asked(url, graph, "text/html")
        assert status in (422, 504), body
        rows = asked(url, "SELECT * { ?s ?p ?o . ?t ?q ?r } LIMIT 5000", "text/html")[1]
        assert b"<caption>the first " in rows
        triples = asked(url, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/html")[1]
        assert b"the first 1000 triples" in triples
        assert longest() < 1


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Host: localhost:7", 200),
        ("Host: LOCALHOST", 200),
        ("Host: [::1]:80", 200),
        ("Host: localhost:7@evil", 400),
        ("Host: localhost/x", 400),
        ("Host: localhost\r\nHost: localhost", 400),
        ("Host: evil.example", 421),
        ("X: y", 400),
    ],
)
def test_who_is_called(url: str, head: str, status: int) -> None:
    assert raw(url, f"GET /health HTTP/1.1\r\n{head}\r\n\r\n") == status


def test_what_comes_after_a_body_is_no_header(url: str) -> None:
    chunked = "Transfer-Encoding: chunked\r\nContent-Type: application/sparql-query"
    body = "6\r\nASK {}\r\n0\r\nHost: localhost\r\n\r\n"
    assert raw(url, f"POST /query HTTP/1.1\r\nHost: evil.example\r\n{chunked}\r\n\r\n{body}") == 421


def raw(url: str, request: str) -> int:
    """The status of an answer to some bytes."""
    parts = urllib.parse.urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as link:
        link.sendall(request.encode())
        return int(link.recv(1000).split()[1])


def test_only_whoever_prefers_it_gets_a_page(url: str) -> None:
    comunica = "application/sparql-results+json;q=0.8,text/turtle;q=0.9,text/html;q=0.2"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for path, other in (("/query", "text/turtle"), ("/find?q=a", "application/json")):
        for accept, kind in ((comunica, other), (browser, "text/html"), ("*/*", other)):
            accepted = accept if path == "/query" else accept.replace("text/turtle", other)
            link = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
            link.request("GET", path, headers={"Accept": accepted})
            assert (link.getresponse().headers.get("Content-Type") or "").startswith(kind)
            link.close()


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("ASK {}", "text/xml", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { ?s ?p 1 }", "text/xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p 1 }", "text/n3", "text/n3"),
        ("CONSTRUCT WHERE { ?s ?p 1 }", "application/n-quads", "application/n-quads"),
        ("# SELECT\nCONSTRUCT WHERE { ?s ?p 1 }", "*/*", "text/turtle"),
    ],
)
def test_names_of_old_are_known(url: str, query: str, accept: str, kind: str) -> None:
    link = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
    target = f"/query?query={urllib.parse.quote(query)}"
    link.request("GET", target, headers={"Accept": accept})
    answer = link.getresponse()
    assert answer.status == 200
    assert (answer.headers.get("Content-Type") or "").partition(";")[0] == kind
    link.close()


def test_any_site_may_ask_when_all_may(folder: Path) -> None:
    with kg_serve(folder, "--cors", "*") as at:
        kind = {"Content-Type": "application/sparql-query", "Origin": "https://any.example"}
        assert sent(at, "POST", "/query", "ASK {}", **kind)[0] == 200
    with kg_serve(folder) as at:
        assert sent(at, "POST", "/query", "ASK {}", **kind)[0] == 403


def test_a_folder_that_cannot_be_written_is_served(folder: Path, tmp_path: Path) -> None:
    """Where we may write anywhere all the same, the copies cannot be linked: the same holds."""
    shutil.copytree(folder / "store", tmp_path / "store")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "person-x.html").write_text("<!doctype html>x", encoding="utf-8")
    (tmp_path / "index.html").write_text("<!doctype html>i", encoding="utf-8")
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(tmp_path)]
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    dropped = "-dac_override,-dac_read_search,-fowner,-chown"
    bound = ["setpriv", f"--bounding-set={dropped}", "--inh-caps=-all"] if os.geteuid() == 0 else []
    port = free_port()
    process = subprocess.Popen([*bound, *command, "--bind", f"127.0.0.1:{port}"], stderr=-3)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/health", process)
        assert sent(url, "GET", "/queries/timeline?format=csv")[0] == 200
        for page, status in (
            ("/pages/person-x.html", 200),
            ("/pages/pages/person-x.html", 200),
            ("/index.html", 200),
            ("/pages/index.html", 200),
            ("/pages/none.html", 404),
            ("/pages/../store/CURRENT", 404),
            ("/pages/%2e%2e/%2e%2e/etc/passwd.html", 404),
        ):
            assert sent(url, "GET", page)[0] == status, page
    finally:
        process.terminate()
        process.wait()
        for path in (tmp_path, *tmp_path.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def test_what_a_killed_server_leaves_goes(folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder)]
    process = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], stderr=-3)
    wait_for(f"http://127.0.0.1:{port}/health", process)
    mine = set(folder.glob(".reading-*"))
    process.kill()
    process.wait()
    with kg_serve(folder) as at:
        assert sent(at, "GET", "/health")[0] == 200
        left = set(folder.glob(".reading-*"))
        assert len(mine) >= 1
        assert len(left & mine) == len(mine) - 1  # that of the other server of this test lives
