"""A server by URL: addresses, batches, retries, who we are, and refusals in one clear line."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
from conftest import SEED_ID
from servers import oxigraph

from kg import cli
from kg.ask import sparql
from kg.errors import StoreError, UsageError
from kg.quads import remote, sending
from kg.resources import SEEDS

QUERY = "SELECT ?o WHERE { <http://e.org/s> <http://e.org/p> ?o } ORDER BY ?o"
SEED = str(SEEDS / f"{SEED_ID}.txt")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph() as url:
        remote.RemoteStore(url).update(
            'INSERT DATA { <http://e.org/s> <http://e.org/p> "جنيف" , "b" }'
        )
        yield f"{url}/query"


def test_rows_booleans_and_graphs(server: str) -> None:
    opened = remote.RemoteStore(server)
    assert sparql.run(opened, QUERY).rows == (("b",), ("جنيف",))
    assert sparql.run(opened, "ASK { ?s ?p ?o }").rows == (("true",),)
    graph = sparql.run(opened, "CONSTRUCT WHERE { ?s <http://e.org/p> ?o }").graph
    assert graph is not None
    assert graph.count("<http://e.org/s>") == 2


def test_the_command_line_takes_a_url(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", QUERY, "--store", server, "--format", "csv"]) == cli.DONE
    assert capsys.readouterr().out == "o\nb\nجنيف\n"


def test_a_build_goes_into_a_server_and_is_read_from_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert cli.main(["build", SEED, "--into", str(tmp_path / "here")]) == cli.DONE
    with oxigraph() as url:
        assert cli.main(["build", SEED, "--into", url]) == cli.DONE
        assert "1 articles read" in capsys.readouterr().out
        assert cli.main(["build", SEED, "--into", url]) == cli.DONE
        assert "1 unchanged" in capsys.readouterr().out
        out = tmp_path / "there.trig"
        assert cli.main(["export", "trig", "--store", url, "--out", str(out)]) == cli.DONE
        assert cli.main(["show", "--store", url, "--out", str(tmp_path / "page")]) == cli.DONE
    assert out.read_bytes() == (tmp_path / "here" / "graph.trig").read_bytes()
    page = (tmp_path / "page" / "graph.html").read_bytes()
    assert page == (tmp_path / "here" / "graph.html").read_bytes()


def test_many_quads_go_in_batches(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_BATCH", 7)
    opened = remote.RemoteStore(server)
    g, p = ox.NamedNode("http://e.org/g"), ox.NamedNode("http://e.org/number")
    quads = {ox.Quad(g, p, ox.Literal(str(n)), g) for n in range(20)}
    opened.load(quads)
    assert set(opened.quads_for_pattern(None, p, None, g)) == quads
    assert set(opened.graph(g)) == quads
    plain = remote.RemoteStore(server)
    plain.at = remote.Addresses(plain.at.query, plain.at.update, plain.at.data, quads=False)
    more = {ox.Quad(g, p, ox.Literal(f"x{n}")) for n in range(9)}
    plain.load(more)
    assert more <= set(plain)


@pytest.mark.parametrize(
    ("url", "update", "data"),
    [
        ("http://h:1/query", "http://h:1/update", "http://h:1/store"),
        ("http://h:1", "http://h:1/update", "http://h:1/store"),
        ("http://h/ds/sparql", "http://h/ds/update", "http://h/ds/data"),
        (
            "https://h/repositories/x",
            "https://h/repositories/x/statements",
            "https://h/repositories/x/rdf-graphs/service",
        ),
    ],
)
def test_the_addresses_of_known_servers(url: str, update: str, data: str) -> None:
    at = remote.addresses(url)
    assert (at.update, at.data) == (update, data)


def test_addresses_that_are_none_or_hold_a_password() -> None:
    for url in ("http://", "http://me:secret@h/query", "http://h/query#x"):
        with pytest.raises(UsageError, match="not the address"):
            remote.addresses(url)


class Moody(BaseHTTPRequestHandler):
    """Answers with the codes it is given, then with one row; remembers who asked."""

    codes: ClassVar[list[int]] = []
    seen: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        Moody.seen.append(self.headers.get("Authorization"))
        code = Moody.codes.pop(0) if Moody.codes else 200
        body = (
            b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"x"}}]}}'
        )
        if code == 999:
            code, body = 200, body[:-20]
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def moody() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), Moody)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    Moody.codes, Moody.seen = [], []
    yield f"http://127.0.0.1:{made.server_port}/query"
    made.shutdown()
    made.server_close()


def test_a_busy_server_is_asked_again(moody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_WAIT", 0.01)
    Moody.codes = [503, 429]
    assert sparql.run(remote.RemoteStore(moody), QUERY).rows == (("x",),)
    assert len(Moody.seen) == 3
    Moody.codes = [503] * 9
    with pytest.raises(StoreError, match="503"):
        sparql.run(remote.RemoteStore(moody), QUERY)


def test_who_we_are_comes_from_the_environment(moody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = remote.RemoteStore(moody)
    sparql.run(opened, QUERY)
    monkeypatch.setenv("DTKG_STORE_USER", "me")
    monkeypatch.setenv("DTKG_STORE_PASSWORD", "secret")
    sparql.run(opened, QUERY)
    monkeypatch.setenv("DTKG_STORE_TOKEN", "t")
    sparql.run(opened, QUERY)
    assert Moody.seen == [None, "Basic bWU6c2VjcmV0", "Bearer t"]


@pytest.mark.parametrize(
    ("code", "said"), [(401, "DTKG_STORE_TOKEN"), (302, "give that address"), (999, "cut off")]
)
def test_refusals_are_one_clear_line(moody: str, code: int, said: str) -> None:
    Moody.codes = [code]
    with pytest.raises(StoreError, match=said):
        sparql.run(remote.RemoteStore(moody), QUERY)


def test_a_bad_query_and_an_absent_server(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_WAIT", 0.01)
    with pytest.raises(StoreError, match="refused the query"):
        sparql.run(remote.RemoteStore(server), "SELECT ?x WHERE { ?x")
    with pytest.raises(StoreError, match="not reached"):
        sparql.run(remote.RemoteStore("http://127.0.0.1:9/query"), QUERY)
