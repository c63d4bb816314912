"""``kg serve`` over real HTTP, asked by curl and SPARQLWrapper; docs/endpoint.md lists it all."""

import contextlib
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import RECORDED, ROOT, SEED_ID
from servers import kg_serve
from SPARQLWrapper import CSV, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper
from test_queries import NAMES, expected

from kg import build
from kg.ask.sparql import named_queries, prefixed
from kg.model.claims import Reading
from kg.model.terms import DIP
from kg.quads import exports, opening, store
from kg.resources import SEEDS
from kg.text import articles

TOKEN = "a token of some length"
ROWS = "SELECT ?s WHERE { ?s a dip:Meeting } ORDER BY ?s"
GRAPH = "CONSTRUCT { ?s a dip:Meeting } WHERE { ?s a dip:Meeting }"
SPARQL_JSON = "application/sparql-results+json"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
KILLERS = {
    "count": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", SPARQL_JSON),
    "order": (f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i", SPARQL_JSON),
    "stream": (f"SELECT * {{ {CROSS} }}", "text/csv"),
    "path": ("SELECT * { ?a (!<a:a>|^!<a:a>)* ?b . ?b (!<a:a>|^!<a:a>)* ?c }", SPARQL_JSON),
}


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    headers: str
    body: str


def curl(url: str, *options: str) -> Answer:
    """What curl gets: the second of the two clients."""
    done = subprocess.run(
        ["curl", "-s", "-i", "--max-time", "60", *options, url], capture_output=True, check=True
    )
    head, _, body = done.stdout.decode().partition("\r\n\r\n")
    if " 100 " in head.splitlines()[0]:
        head, _, body = body.partition("\r\n\r\n")
    kind = re.search(r"(?im)^content-type: ([^;\r]*)", head)
    return Answer(int(head.split()[1]), kind[1] if kind else "", head.lower(), body)


def asked(url: str, query: str, accept: str = "", *options: str) -> Answer:
    query = urllib.parse.urlencode({"query": prefixed(query)})
    extra = ["-H", f"Accept: {accept}"] if accept else []
    return curl(f"{url}/query?{query}", *extra, *options)


@pytest.fixture(scope="module")
def folder(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    opened = store.open_store(made / "store")
    store.add(opened, seed, recorded=RECORDED)
    (made / "graph.html").write_text("<!doctype html><p>page", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with kg_serve(folder) as at:
        yield at


@pytest.fixture(scope="module")
def strict(folder: Path) -> Iterator[str]:
    """A server with tight limits."""
    limits = ["--seconds", "1", "--rows", "1000", "--bytes", "100k", "--memory", "200M"]
    limits += ["--spool", "200k"]
    limits += ["--workers", "1", "--waiting", "2", "--patience", "0.5", "--request", "5000"]
    with kg_serve(folder, *limits) as at:
        yield at


# --- SPARQL 1.1 Protocol ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "first"), [(JSON, "{"), (XML, "<?xml"), (CSV, "s"), (TSV, "?s"), (TURTLE, "")]
)
@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_asks_in_every_format(
    url: str, format_: str, first: str, method: str
) -> None:
    client = SPARQLWrapper(f"{url}/query")
    client.setQuery(prefixed(GRAPH if format_ == TURTLE else ROWS))
    client.setReturnFormat(format_)
    client.setMethod(method)
    body = client.query().response.read().decode()
    assert body.startswith(first)
    assert body.count("meeting-sergey-lavrov-staffan-de-mistura") == 1


def test_sparqlwrapper_posts_the_query_itself(url: str) -> None:
    client = SPARQLWrapper(f"{url}/sparql")
    client.setQuery(prefixed("ASK { ?s a dip:Meeting }"))
    client.setReturnFormat(JSON)
    client.setMethod(POST)
    client.setRequestMethod("postdirectly")
    answer = client.queryAndConvert()
    assert isinstance(answer, dict)
    assert answer["boolean"] is True


@pytest.mark.parametrize("name", NAMES)
def test_named_queries_are_links(url: str, name: str) -> None:
    answer = curl(f"{url}/queries/{name}?format=json")
    rows = json.loads(answer.body)["results"]["bindings"]
    columns, *wanted = expected(name)
    got = [[row.get(c, {}).get("value", "") for c in columns] for row in rows]
    assert got == wanted


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", SPARQL_JSON),
        ("*/*", SPARQL_JSON),
        ("application/json", SPARQL_JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/*", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("image/png, text/csv;q=0.1", "text/csv"),
    ],
)
def test_rows_come_as_asked(url: str, accept: str, kind: str) -> None:
    answer = asked(url, ROWS, accept)
    assert (answer.status, answer.kind) == (200, kind)


@pytest.mark.parametrize(
    ("accept", "kind", "format_"),
    [
        ("", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
def test_graphs_come_as_asked(url: str, accept: str, kind: str, format_: str) -> None:
    answer = asked(url, GRAPH, accept)
    assert (answer.status, answer.kind) == (200, kind)
    assert len(rdflib.Graph().parse(data=answer.body, format=format_)) == 2


def test_forms_and_direct_posts(url: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(prefixed(ROWS), encoding="utf-8")
    form = curl(f"{url}/query", "--data-urlencode", f"query@{tmp_path / 'q.rq'}")
    direct = curl(
        f"{url}/query",
        "-H",
        "Content-Type: application/sparql-query; charset=UTF-8",
        "--data-binary",
        f"@{tmp_path / 'q.rq'}",
    )
    assert form.status == direct.status == 200
    assert form.body == direct.body == asked(url, ROWS).body


def test_the_graphs_of_a_request_are_all_there_is(url: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    claim = json.loads(asked(url, "SELECT ?g { GRAPH ?g { ?s a dip:Meeting } } LIMIT 1").body)
    graph = claim["results"]["bindings"][0]["g"]["value"]
    given = urllib.parse.urlencode({"query": count, "default-graph-uri": graph})
    some = json.loads(curl(f"{url}/query?{given}").body)["results"]["bindings"][0]["n"]["value"]
    given = urllib.parse.urlencode({"query": count, "named-graph-uri": graph})
    none = json.loads(curl(f"{url}/query?{given}").body)["results"]["bindings"][0]["n"]["value"]
    clause = json.loads(asked(url, count.replace("WHERE", f"FROM <{graph}> WHERE")).body)
    assert 0 < int(some) < 20
    assert none == "0"
    assert clause["results"]["bindings"][0]["n"]["value"] == some


@pytest.mark.parametrize(
    ("options", "path", "status"),
    [
        ([], "/query?query=SELECT", 400),
        ([], "/query?query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ([], "/query?query=%ff", 400),
        ([], "/query?query=ASK%7B%7D&default-graph-uri=no%20iri", 400),
        (["-X", "POST", "-d", "x=1"], "/query", 400),
        (["-X", "POST", "-H", "Content-Type: text/plain", "-d", "ASK{}"], "/query", 415),
        (
            ["-H", "Content-Type: application/sparql-query; charset=latin-1", "-d", "ASK{}"],
            "/query",
            415,
        ),
        (["-H", "Accept: image/png"], "/query?query=ASK%7B%7D", 406),
        (["-H", "Accept: text/turtle"], "/query?query=ASK%7B%7D", 406),
        (["-X", "DELETE"], "/query", 405),
        (["-X", "PATCH"], "/store?default", 405),
        (["-X", "PUT"], "/store?default", 403),
        (["-X", "DELETE"], "/store?graph=http://e.org/g", 403),
        ([], "/queries/nothing", 404),
        ([], "/pages/../store/CURRENT", 404),
        ([], "/pages/%2e%2e/%2e%2e/etc/passwd", 404),
        ([], "/assets/%2e%2e%2fgraph.html", 404),
        ([], "/describe?iri=not%20an%20iri", 400),
        ([], "/find?q=&limit=5", 400),
        ([], "/find?q=x&limit=%D9%A3", 400),
        (["-X", "POST", "-d", "update=CLEAR ALL"], "/update", 403),
        (["-X", "POST", "--data-urlencode", "query=CLEAR ALL"], "/query", 403),
        (["-H", "Host: evil.example"], "/health", 421),
        (["-H", "Host:"], "/health", 400),
        (["-H", "Origin: http://evil.example", "-d", "query=ASK{}"], "/query", 403),
    ],
)
def test_refusals_have_their_status_and_one_line(
    url: str, options: list[str], path: str, status: int
) -> None:
    answer = curl(f"{url}{path}", "--path-as-is", *options)
    assert answer.status == status, answer.body
    assert answer.body.count("\n") <= 1
    assert "Traceback" not in answer.body


def test_service_reaches_nobody(url: str) -> None:
    service = f"SERVICE <{url}/> {{ ?s ?p ?o }}"
    hidden = f'SELECT * {{ BIND ("\\"" AS ?a) {service} BIND ("\\"" AS ?b) }}'
    assert asked(url, hidden).status == 403


def test_the_service_describes_itself(url: str) -> None:
    answer = curl(f"{url}/query")
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (None, sd.endpoint, rdflib.URIRef(f"{url}/query")) in graph
    assert (None, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert curl(f"{url}/query", "-H", "Accept: application/ld+json").kind == "application/ld+json"


def test_graph_store_protocol_reads(url: str, folder: Path) -> None:
    opened = store.open_store(folder / "store", read_only=True)
    whole = ox.Store()
    whole.load(curl(f"{url}/store").body.encode(), format=ox.RdfFormat.TRIG)
    assert set(whole) == set(opened)
    default = rdflib.Graph().parse(data=curl(f"{url}/store?default").body, format="turtle")
    in_default = list(opened.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert len(default) == len(in_default)
    claim = next(q.graph_name for q in opened if isinstance(q.graph_name, ox.NamedNode))
    one = curl(f"{url}/store?graph={urllib.parse.quote(claim.value)}")
    assert len(rdflib.Graph().parse(data=one.body, format="turtle")) > 1
    assert curl(f"{url}/store?graph=http://e.org/none").status == 404
    assert curl(f"{url}/store", "-H", "Accept: application/n-quads").kind == "application/n-quads"


def test_head_says_what_get_would(url: str) -> None:
    given = urllib.parse.urlencode({"query": "ASK {}"})
    answer = curl(f"{url}/query?{given}", "-I")
    assert (answer.status, answer.body) == (200, "")


# --- Pages, search, headers ---------------------------------------------------------------


def test_pages_for_people(url: str, seed: Reading) -> None:
    browser = ["-H", "Accept: text/html"]
    home = curl(f"{url}/", *browser)
    for query in named_queries():
        assert f"/queries/{query.name}" in home.body
    assert f"<b>{sum(len(h.frames) for h in seed.happenings)}</b>" in home.body
    table = curl(f"{url}/queries/who-met-whom", *browser)
    assert "<table>" in table.body
    assert "ستافان دي ميستورا" in table.body
    thing = curl(f"{url}/describe?iri={DIP.held}", *browser)
    assert thing.status == 200
    assert "<textarea" in curl(f"{url}/query", *browser).body
    assert curl(f"{url}/graph").body == "<!doctype html><p>page"


def test_what_a_text_says_cannot_become_code(url: str) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) (IRI("a:\'&lt;b") AS ?y) {}'
    body = asked(url, query, "text/html").body
    assert "<script>" not in body
    assert "&lt;script&gt;" in body
    found = curl(f"{url}/find?q=%3Cscript%3E", "-H", "Accept: text/html").body
    assert "<script>" not in found


def test_search_folds_letters(url: str) -> None:
    hits = json.loads(curl(f"{url}/find?q={urllib.parse.quote('استانا')}").body)
    assert any(hit["iri"].endswith("place/astana") for hit in hits)
    assert any(hit["kind"] == "passage" and "أستانا" in hit["text"] for hit in hits)


def test_every_answer_has_the_headers(url: str) -> None:
    for path in ("/", "/health", "/nothing", "/query?query=ASK%7B%7D"):
        headers = curl(f"{url}{path}").headers
        for name in (
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: no-referrer",
            "content-security-policy: default-src 'none'",
            "cross-origin-resource-policy: same-origin",
        ):
            assert name in headers, path
        assert "access-control" not in headers


def test_the_editor_comes_from_this_server_alone(url: str) -> None:
    page = curl(f"{url}/yasgui").body
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    words = json.loads(curl(f"{url}/vocabulary.json").body)
    assert f"{DIP}Meeting" in words["classes"]
    assert {query["name"] for query in words["queries"]} == set(NAMES)
    ours = (ROOT / "kg" / "html" / "templates" / "query.js").read_text(encoding="utf-8")
    assert "://" not in ours


# --- Limits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_stopped_and_says_so(strict: str, name: str) -> None:
    query, kind = KILLERS[name]
    start = time.monotonic()
    answer = asked(strict, query, kind)
    assert answer.status in (422, 504), answer.body
    assert answer.kind == "text/plain"
    assert time.monotonic() - start < 10
    assert asked(strict, "ASK {}").status == 200


def test_an_answer_over_a_limit_is_no_answer(strict: str) -> None:
    rows = asked(strict, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1001", "text/csv")
    assert rows.status == 422
    assert "1000 rows" in rows.body
    assert asked(strict, "SELECT ?p WHERE { ?s ?p ?o } LIMIT 900", "text/csv").status == 200
    large = asked(strict, "SELECT * WHERE { ?s ?p ?o } LIMIT 1000", SPARQL_JSON)
    assert large.status == 422
    assert "bytes" in large.body
    assert curl(f"{strict}/store").status == 422
    triples = asked(strict, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert triples.status == 422


def test_memory_is_bounded(folder: Path) -> None:
    query = f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?n) {{ {CROSS} }}"
    with kg_serve(folder, "--memory", "60M", "--seconds", "60") as at:
        answer = asked(at, query)
        assert answer.status == 422, answer.body
        assert "memory" in answer.body
        assert asked(at, "ASK {}").status == 200


def test_large_requests_are_refused(strict: str) -> None:
    long = "ASK { FILTER (?x = '" + "x" * 6000 + "') }"
    assert curl(f"{strict}/query", "--data-urlencode", f"query={long}").status == 413
    assert asked(strict, long).status == 414
    host, port = strict.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as raw:
        head = f"GET /health HTTP/1.1\r\nHost: {host}\r\nX-Long: {'x' * 300_000}\r\n\r\n"
        with contextlib.suppress(OSError):  # the server may hang up before it has read it all
            raw.sendall(head.encode())
        assert b" 200 " not in raw.recv(100)


def test_too_many_at_once_are_told_to_come_back(strict: str) -> None:
    def one(number: int) -> Answer:
        return asked(strict, f"SELECT (COUNT(*) AS ?n{number}) {{ {CROSS} }}")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(8)))
    refused = [a for a in answers if a.status == 503]
    assert refused
    assert all("retry-after" in a.headers for a in refused)
    assert {a.status for a in answers} <= {503, 504}


def test_quick_questions_do_not_wait_for_slow_ones(strict: str) -> None:
    def slow(number: int) -> Answer:
        return asked(strict, f"SELECT (COUNT(*) AS ?m{number}) {{ {CROSS} }}")

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(slow, number) for number in range(2)]
        time.sleep(0.2)
        assert curl(f"{strict}/queries/timeline?format=csv").status == 200
        assert not all(one.done() for one in running)


# --- Beside a writer, and writing -------------------------------------------------------------


def test_a_build_beside_the_server_is_seen(
    seed: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build.build([], tmp_path)
    with kg_serve(tmp_path) as at:
        count = "SELECT (COUNT(*) AS ?n) WHERE { ?c a dip:Claim }"
        assert '"value":"0"' in asked(at, count).body
        store.add(store.open_store(tmp_path / "store"), seed, recorded=RECORDED)
        claims = sum(len(happening.frames) for happening in seed.happenings)
        end = time.monotonic() + 20
        while f'"value":"{claims}"' not in (said := asked(at, count).body):
            assert time.monotonic() < end, said
            time.sleep(0.2)


def test_updates_need_the_token(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    insert = "INSERT DATA { <http://e.org/a> <http://e.org/b> 'c' }"
    ask = "ASK { <http://e.org/a> ?p 'c' }"
    direct = ["-H", "Content-Type: application/sparql-update", "-d", insert]
    known = ["-H", f"Authorization: Bearer {TOKEN}"]
    with kg_serve(tmp_path / "copy", "--writable", DTKG_SERVE_TOKEN=TOKEN) as at:
        assert curl(f"{at}/update", *direct).status == 401
        wrong = ["-H", "Authorization: Bearer Zażółć"]
        assert curl(f"{at}/update", *direct, *wrong).status == 401
        assert '"boolean":false' in asked(at, ask).body
        assert curl(f"{at}/update", *direct, *known).status == 204
        assert '"boolean":true' in asked(at, ask).body
        client = SPARQLWrapper(f"{at}/update")
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        client.setMethod(POST)
        client.setQuery("DELETE WHERE { <http://e.org/a> ?p ?o }")
        client.query()
        assert '"boolean":false' in asked(at, ask).body
        load = ["--data-urlencode", "update=LOAD <http://127.0.0.1:1/>"]
        assert curl(f"{at}/update", *load, *known).status == 403
        broken = ["--data-urlencode", "update=INSERT DATA {"]
        assert curl(f"{at}/update", *broken, *known).status == 400


def test_graph_store_protocol_writes(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    known = ["-H", f"Authorization: Bearer {TOKEN}"]
    turtle = [*known, "-H", "Content-Type: text/turtle"]
    with kg_serve(tmp_path / "copy", "--writable", DTKG_SERVE_TOKEN=TOKEN) as at:
        graph = f"{at}/store?graph=http://e.org/g"

        def sent(method: str, *options: str, to: str = graph) -> int:
            return curl(to, "-X", method, *options).status

        def lines(to: str = graph) -> set[str]:
            answer = curl(to, "-H", "Accept: application/n-triples")
            assert answer.status == 200
            return set(answer.body.splitlines())

        one, two = "<http://e.org/a> <http://e.org/b> 1 .", "_:x <http://e.org/b> _:x ."
        assert sent("PUT", "-H", "Content-Type: text/turtle", "-d", one) == 401
        assert curl(graph).status == 404
        assert sent("PUT", *turtle, "-d", "<#a> <b> 'مرحبا'@ar .") == 201
        assert lines() == {'<http://e.org/g#a> <http://e.org/b> "مرحبا"@ar .'}
        assert sent("PUT", *turtle, "-d", one) == 204
        assert len(lines()) == 1
        assert sent("POST", *turtle, "-d", two) == 204
        loop = next(line for line in lines() if line.startswith("_:")).split()
        assert loop[0] == loop[2]
        assert sent("PUT", *turtle, "-d", "<a> <b> .") == 400
        assert len(lines()) == 2
        assert sent("PUT", *known, "-H", "Content-Type: text/csv", "-d", one) == 415
        assert sent("POST", *turtle, "-d", one, to=f"{at}/store?graph=none") == 400
        assert sent("DELETE", *known) == 204
        assert sent("DELETE", *known) == 404
        assert curl(graph).status == 404

        default = f"{at}/store?default"
        before = lines(default)
        assert sent("POST", *turtle, "-d", one, to=default) == 204
        assert len(lines(default) - before) == 1
        quads = [*known, "-H", "Content-Type: application/n-quads"]
        assert sent("POST", *quads, "-d", f"{one[:-1]} <http://e.org/g> .", to=f"{at}/store") == 400
        named = "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> ."
        assert sent("POST", *quads, "-d", named, to=f"{at}/store") == 204
        assert lines() == {"<http://e.org/a> <http://e.org/b> <http://e.org/c> ."}
        assert sent("PUT", *quads, "-d", named, to=f"{at}/store") == 400
        assert sent("PUT", *turtle, "-d", "", to=default) == 204
        assert lines(default) == set()


def test_a_build_goes_into_a_writable_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("DTKG_STORE_TOKEN", TOKEN)
    found = list(articles.read([str(SEEDS / f"{SEED_ID}.txt")]))
    build.build([], tmp_path / "served")
    build.build(found, tmp_path / "plain")
    limits = ["--writable", "--request", "50k"]  # does not bind whoever knows the token
    with kg_serve(tmp_path / "served", *limits, DTKG_SERVE_TOKEN=TOKEN) as at:
        build.build(found, f"{at}/query")
        got = exports.to_nquads(opening.open_any(at))
    assert got == exports.to_nquads(opening.open_any(tmp_path / "plain", read_only=True))


def test_a_web_origin_reads_only_when_named(folder: Path) -> None:
    with kg_serve(folder, "--cors", "https://good.example") as at:
        good = curl(f"{at}/health", "-H", "Origin: https://good.example")
        assert "access-control-allow-origin: https://good.example" in good.headers
        bad = curl(f"{at}/health", "-H", "Origin: https://evil.example")
        assert "access-control-allow-origin" not in bad.headers
