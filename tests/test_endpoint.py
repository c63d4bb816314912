"""A SPARQL server by URL: asked over the protocol, its refusals named."""

import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import cli, endpoint
from kg.errors import StoreError

QUERY = "SELECT ?o WHERE { <a:s> <a:p> ?o } ORDER BY ?o"


@pytest.fixture
def server() -> Iterator[str]:
    """A small SPARQL 1.1 protocol server on a free loopback port, with Oxigraph behind it."""
    store = ox.Store()
    store.update('INSERT DATA { <a:s> <a:p> "جنيف" , "b" }')

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = urllib.parse.parse_qs(body)["query"][0]
            try:
                result = store.query(query)
                graph = isinstance(result, ox.QueryTriples)
                if graph:
                    data = result.serialize(format=ox.RdfFormat.N_TRIPLES)
                else:
                    data = result.serialize(format=ox.QueryResultsFormat.JSON)
                kind = "application/n-triples" if graph else "application/sparql-results+json"
                self.send_response(200)
            except SyntaxError as error:
                data, kind = str(error).encode(), "text/plain"
                self.send_response(400)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silent."""

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}/query"
    made.shutdown()


def test_rows_booleans_and_graphs(server: str) -> None:
    assert endpoint.ask(server, QUERY).rows == (("b",), ("جنيف",))
    assert endpoint.ask(server, "ASK { ?s ?p ?o }").rows == (("true",),)
    graph = endpoint.ask(server, "CONSTRUCT WHERE { ?s ?p ?o }").graph
    assert graph is not None
    assert graph.count("<a:s>") == 2


def test_the_command_line_takes_a_url(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", QUERY, "--store", server, "--format", "csv"]) == cli.DONE
    assert capsys.readouterr().out == "o\nb\nجنيف\n"


def test_a_refusal_and_an_absent_server_are_one_clear_line(server: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="refused the query"):
        endpoint.ask(server, "SELECT ?x WHERE { ?x")
    with pytest.raises(StoreError, match="not reached"):
        endpoint.ask("http://127.0.0.1:9/query", QUERY)
