"""The W3C tests of SPARQL over HTTP: ``python -m tools.rdftests FOLDER [--url URL]``.

FOLDER is ``sparql`` of a copy of the suite (w3c/rdf-tests), or any folder in it with a
``manifest.ttl``. Without ``--url``, an empty ``kg serve --writable`` of our own is asked; a URL
names another server that may be emptied (its addresses as ``ontology/servers.toml`` has them, who
we are as in ``docs/endpoint.md``). Prints a line for each folder, and with ``--failed`` each test
that failed and why. A test that is refused with 403 is policy: SERVICE, LOAD, escapes.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

from tools.rdfresults import FailedError, graph_of, rows_of, same
from tools.rdfsent import Server, own

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_STATUS = {
    "OK": 200,
    "Created": 201,
    "NoContent": 204,
    "BadRequest": 400,
    "NotFound": 404,
    "MethodNotAllowed": 405,
    "NotAcceptable": 406,
    "Conflict": 409,
    "UnsupportedMediaType": 415,
}

Node = rdflib.term.Node


@dataclass(frozen=True)
class Test:
    """An entry of a manifest."""

    graph: rdflib.Graph
    node: Node
    folder: str

    def one(self, *path: Node) -> Node | None:
        """What stands at the end of a path of properties."""
        found: Node | None = self.node
        for step in path:
            found = self.graph.value(found, step) if found is not None else None
        return found

    @property
    def kinds(self) -> set[str]:
        """The local names of its types."""
        return {str(kind).rsplit("#", 1)[-1] for kind in self.graph.objects(self.node, RDF.type)}


def tests(manifest: Path) -> Iterator[Test]:
    """The tests of a manifest and of those it includes."""
    graph = rdflib.Graph().parse(manifest, publicID=manifest.as_uri())
    here = rdflib.URIRef(manifest.as_uri())
    for listed in graph.objects(here, MF.include):
        for other in Collection(graph, listed):
            yield from tests(_path(other))
    for listed in graph.objects(here, MF.entries):
        for node in Collection(graph, listed):
            yield Test(graph, node, manifest.parent.name)


def _path(iri: Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def _text(iri: Node | None, base: bool = True) -> str:
    text = _path(iri).read_text(encoding="utf-8")
    return f"BASE <{iri}>\n{text}" if base else text


# --- One test ------------------------------------------------------------------------------


def _loaded(test: Test, server: Server, at: Node | None, vocabulary: rdflib.Namespace) -> None:
    for data in test.graph.objects(at, vocabulary.data):
        server.fill("", _path(data), str(data))
    for named in test.graph.objects(at, vocabulary.graphData):
        file = test.graph.value(named, vocabulary.graph) or named
        server.fill(str(test.graph.value(named, RDFS.label) or file), _path(file), str(file))


def query_evaluation(test: Test, server: Server) -> None:
    """The rows or the graph are those of the result."""
    action = test.one(MF.action)
    text = _text(test.one(MF.action, QT.query))
    _loaded(test, server, action, QT)
    for data in [*test.graph.objects(action, QT.graphData), *_from(text, test)]:
        if (data, None, None) not in test.graph:
            server.fill(str(data), _path(data), str(data))
    result = _path(test.one(MF.result))
    graph = re.search(r"\b(CONSTRUCT|DESCRIBE)\b", text, re.IGNORECASE)
    if result.suffix in (".csv", ".tsv") and "CSVResultFormatTest" in test.kinds:
        got = server.query(text, "text/csv").decode()
        wanted = result.read_text(encoding="utf-8")
        if sorted(got.split()) != sorted(wanted.split()):
            raise FailedError(f"other CSV: {got[:200]!r}")
    elif graph and result.suffix in (".ttl", ".nt", ".rdf"):
        got_graph = graph_of(server.query(text, "application/n-triples"), ".nt", "")
        same(got_graph, graph_of(result.read_bytes(), result.suffix, result.as_uri()))
    else:
        answer = server.query(text, "application/sparql-results+json")
        same(
            rows_of(answer, ".srj", ""),
            rows_of(result.read_bytes(), result.suffix, result.as_uri()),
        )


def _from(text: str, test: Test) -> Iterator[rdflib.URIRef]:
    for found in _FROM.finditer(text):
        iri = rdflib.URIRef(found[1], base=str(test.one(MF.action, QT.query)))
        if _path(iri).is_file():
            yield iri


def update_evaluation(test: Test, server: Server) -> None:
    """The store is what the result says, graph by graph."""
    action, result = test.one(MF.action), test.one(MF.result)
    _loaded(test, server, action, UT)
    server.update(_text(test.one(MF.action, UT.request)))
    wanted: dict[str, set[ox.Quad]] = {}
    for data in test.graph.objects(result, UT.data):
        wanted.setdefault("", set()).update(
            graph_of(_path(data).read_bytes(), _path(data).suffix, str(data))
        )
    for named in test.graph.objects(result, UT.graphData):
        file = test.graph.value(named, UT.graph) or named
        name = str(test.graph.value(named, RDFS.label) or file)
        wanted[name] = set(graph_of(_path(file).read_bytes(), _path(file).suffix, str(file)))
    quads = {
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name) if name else ox.DefaultGraph())
        for name, found in wanted.items()
        for q in found
    }
    same(server.everything(), quads)


def _syntax(*, update: bool, good: bool) -> Callable[[Test, Server], None]:
    def run(test: Test, server: Server) -> None:
        text = _text(test.one(MF.action), base=good)
        try:
            if update:
                server.update(text)
            else:
                server.query(text, "*/*")
        except FailedError as failed:
            if failed.status == 403 or good:
                raise
            if failed.status != 400:
                raise FailedError(f"{failed.status} in the place of 400") from failed
            return
        if not good:
            raise FailedError("taken, though it is wrong")

    return run


def requests(test: Test, server: Server) -> None:
    """Each request of a protocol test has the answer that stands beside it."""
    _loaded(test, server, test.node, UT)
    listed = test.one(MF.action, HT.requests)
    place = ""
    for node in Collection(test.graph, listed or RDF.nil):
        place = _request(test, server, node, place)


def _request(test: Test, server: Server, node: Node, place: str) -> str:
    graph = test.graph
    headers = {
        str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
        for h in Collection(graph, graph.value(node, HT.headers) or RDF.nil)
    }
    body = graph.value(node, HT.body)
    chars = str(graph.value(body, CNT.chars) or "") if body is not None else ""
    coding = (
        str(graph.value(body, CNT.characterEncoding) or "utf-8") if body is not None else "utf-8"
    )
    path = str(graph.value(node, HT.absolutePath)).replace("$NEWPATH$", urlsplit(place).path)
    method = str(graph.value(node, HT.methodName))
    answer = server.sent(method, path, headers, chars.encode(coding))
    response = graph.value(node, HT.resp)
    wanted = [str(s).rsplit("#", 1)[-1] for s in graph.objects(response, MF.expectedStatus)]
    if wanted and not any(_fits(answer.status, name) for name in wanted):
        raise FailedError(f"{answer.status} in the place of {', '.join(wanted)}", answer.status)
    truth = graph.value(response, MF.expectedBoolean)
    if truth is not None and f'"boolean":{str(truth).lower()}' not in answer.body.decode():
        raise FailedError(f"not {truth}: {answer.body[:100]!r}")
    inside = graph.value(response, HT.body)
    if inside is not None and method == "GET" and "turtle" in answer.kind:
        base = f"{server.root}/"
        text = server.mapped(str(graph.value(inside, CNT.chars)))
        same(graph_of(answer.body, ".ttl", base), graph_of(text.encode(), ".ttl", base))
    return answer.location or place


def _fits(status: int, name: str) -> bool:
    if name.startswith("StatusCode"):
        return name[-3] == str(status)[0]
    return _STATUS.get(name) == status


KINDS: dict[str, Callable[[Test, Server], None]] = {
    "QueryEvaluationTest": query_evaluation,
    "CSVResultFormatTest": query_evaluation,
    "UpdateEvaluationTest": update_evaluation,
    **{f"Positive{v}": _syntax(update=False, good=True) for v in ("SyntaxTest", "SyntaxTest11")},
    **{f"Negative{v}": _syntax(update=False, good=False) for v in ("SyntaxTest", "SyntaxTest11")},
    **{
        f"Positive{v}": _syntax(update=True, good=True)
        for v in ("UpdateSyntaxTest11", "UpdateSyntaxTest")
    },
    **{
        f"Negative{v}": _syntax(update=True, good=False)
        for v in ("UpdateSyntaxTest11", "UpdateSyntaxTest")
    },
    "ProtocolTest": requests,
    "GraphStoreProtocolTest": requests,
}


def outcome(test: Test, server: Server) -> tuple[str, str]:
    """(passed, failed, policy or not run; why) of a test."""
    kind = next((kind for kind in KINDS if kind in test.kinds), None)
    if kind is None:
        return "not run", ", ".join(sorted(test.kinds))
    try:
        server.update("DROP ALL")
        KINDS[kind](test, server)
    except FailedError as failed:
        return ("policy" if failed.status == 403 else "failed"), str(failed)
    except (OSError, SyntaxError, ValueError, AttributeError, KeyError) as error:
        return "failed", f"{type(error).__name__}: {error}"
    return "passed", ""


def report(folder: Path, url: str, *, failed: bool) -> Counter[str]:
    """Run all tests; print a line for each folder. Returns how many had each outcome."""
    server = Server(url)
    counts: dict[str, Counter[str]] = {}
    for test in tests(folder / "manifest.ttl"):
        how, why = outcome(test, server)
        counts.setdefault(test.folder, Counter())[how] += 1
        if failed and how in ("failed", "policy"):
            print(f"{how}: {test.folder} {quote(str(test.node).rsplit('#', 1)[-1])}: {why[:300]}")
    for name, found in counts.items():
        told = ", ".join(f"{count} {how}" for how, count in sorted(found.items()))
        print(f"{name:24} {found['passed']}/{found.total()}  {told}")
    return sum(counts.values(), Counter())


def main() -> None:
    """Run the tests of a folder."""
    parser = argparse.ArgumentParser(description="W3C tests of SPARQL over HTTP")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="")
    parser.add_argument("--failed", action="store_true")
    options = parser.parse_args()
    if options.url:
        counts = report(options.folder.resolve(), options.url, failed=options.failed)
    else:
        with own() as url:
            counts = report(options.folder.resolve(), url, failed=options.failed)
    print(f"{'all':24} {counts['passed']}/{counts.total()}")


if __name__ == "__main__":
    main()
