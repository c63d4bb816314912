"""A SPARQL server under test: filled, changed and asked over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox

from kg.quads import remote
from tools.rdfresults import FailedError, graph_of

_NT = "application/n-triples"


@dataclass(frozen=True)
class Answer:
    """An answer over HTTP."""

    status: int
    kind: str
    location: str
    body: bytes


class Server:
    """The addresses of a server, and who we are there."""

    def __init__(self, url: str) -> None:
        self.at = remote.addresses(url)
        parts = urlsplit(self.at.query)
        self.root = f"{parts.scheme}://{parts.netloc}"
        token = os.environ.get("DTKG_STORE_TOKEN", "")
        self._identity = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """One request and its answer, whatever its status."""
        request = urllib.request.Request(
            url, data=body or None, headers={**self._identity, **headers}, method=method
        )
        if body and not any(name.lower() == "content-type" for name in headers):
            request.add_unredirected_header("Content-type", "")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return Answer(
                    answer.status,
                    answer.headers.get("Content-Type", ""),
                    answer.headers.get("Location", ""),
                    answer.read(),
                )
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.get("Content-Type", ""), "", error.read())

    def query(self, text: str, accept: str) -> bytes:
        """The body of an answer; raises FailedError."""
        kind = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self._good(self.ask("POST", self.at.query, kind, text.encode())).body

    def update(self, text: str) -> None:
        """Run an update; raises FailedError."""
        kind = {"Content-Type": "application/sparql-update"}
        self._good(self.ask("POST", self.at.update, kind, text.encode()))

    def fill(self, graph: str, path: Path, base: str) -> None:
        """Add a file to a graph, "" for the default graph."""
        quads = graph_of(path.read_bytes(), path.suffix, base)
        triples = ox.serialize(
            (ox.Triple(q.subject, q.predicate, q.object) for q in quads),
            format=ox.RdfFormat.N_TRIPLES,
        )
        where = urlencode({"graph": graph}) if graph else "default"
        url = f"{self.at.data}?{where}"
        self._good(self.ask("POST", url, {"Content-Type": _NT}, triples or b""))

    def everything(self) -> set[ox.Quad]:
        """All quads."""
        answer = self.ask("GET", self.at.data, {"Accept": "application/n-quads"}, b"")
        return graph_of(self._good(answer).body, ".nq", "")

    def mapped(self, text: str) -> str:
        """What a test says of its own server, said of this one."""
        return (
            text.replace("http://www.example/gsp", self.at.data)
            .replace("http%3A%2F%2Fwww.example%2Fgsp", quote(self.at.data, safe=""))
            .replace("$GRAPHSTORE$", urlsplit(self.at.data).path)
        )

    def sent(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """A request of a protocol test, to our address of the same purpose."""
        place, _, asked = path.partition("?")
        kinds = {name.lower(): value for name, value in headers.items()}
        if place.rstrip("/") in ("/sparql", ""):
            changes = "sparql-update" in kinds.get("content-type", "") or b"update=" in body
            changes = changes or asked.startswith("update=")
            url = self.at.update if changes else self.at.query
        else:
            data = urlsplit(self.at.data).path
            url = self.root + place.replace("/gsp", data, 1)
        if asked:
            url = f"{url}?{self.mapped(asked)}"
        mapped = self.mapped(body.decode("latin-1")).encode("latin-1")
        return self.ask(method, url, headers, mapped)

    @staticmethod
    def _good(answer: Answer) -> Answer:
        if answer.status >= 300:
            said = answer.body[:200].decode("utf-8", errors="replace").strip()
            raise FailedError(f"{answer.status}: {said}", answer.status)
        return answer


@contextmanager
def own() -> Iterator[str]:
    """An empty server of ours; yields its URL."""
    token = "a token for the tests"
    os.environ["DTKG_STORE_TOKEN"] = os.environ["DTKG_SERVE_TOKEN"] = token
    with tempfile.TemporaryDirectory() as folder:
        ox.Store(f"{folder}/store")
        port = 7879
        command = [sys.executable, "-m", "kg.cli", "serve", "--store", folder, "--writable"]
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL
        )
        try:
            end = time.monotonic() + 60
            while not remote.answers(f"http://127.0.0.1:{port}") and time.monotonic() < end:
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()
