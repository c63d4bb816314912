"""Random and mutated requests: never a 500, never a traceback, and nobody else has to wait.

A few hundred in every run of the tests; ``DTKG_FUZZ=20000`` for the long run. A second client
asks for the health all the while.
"""

import http.client
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from conftest import RECORDED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import heartbeat, kg_serve

from kg.ask.sparql import named_queries
from kg.model.claims import Reading
from kg.quads import store

COUNT = int(os.environ.get("DTKG_FUZZ", "300"))
PATHS = (
    *("/", "/query", "/sparql", "/update", "/store", "/describe", "/find", "/graph", "/pages/x"),
    *("/yasgui", "/assets/serve.css", "/vocabulary.json", "/health", "/queries/timeline"),
)
PARAMETERS = (
    *("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "format"),
    *("graph", "default", "iri", "q", "limit", "x"),
)
HEADERS = ("Accept", "Content-Type", "Origin", "Host", "Authorization", "Range", "Cookie", "Expect")
VALUES = (
    *("*/*", "text/html", "text/csv;q=nan", "a/b;q=;;,", "application/sparql-query", "multipart/x"),
    *("application/x-www-form-urlencoded", "application/sparql-query;charset=utf-16", "bytes=0-1"),
    *("text/turtle", "application/n-quads", "application/ld+json"),
    *(
        "http://[",
        "evil:99999999",
        "localhost:1:2",
        "Bearer ",
        "Bearer 0123456789abcdef",
        "100-continue",
        "application/json",
    ),
)
QUERIES = [query.text for query in named_queries()]
PIECES = (
    *(
        "SELECT",
        "*",
        "?x",
        "{",
        "}",
        "<a:b>",
        "<",
        ">",
        "'",
        '"',
        "\\",
        "\\u0000",
        "UNION",
        "GRAPH",
    ),
    *("SERVICE", "FILTER", "(", ")", "a", ".", ";", "LIMIT 1", "VALUES", "#", "\n", "\0", "\ud7ff"),
    *("ASK", "CONSTRUCT", "DESCRIBE", "PREFIX x: <y>", "x:y", '"z"@ar', "1e9999", "9" * 400, "^^"),
    *("FILTER(RAND()<0.5)", "<RAND()&&1>", "-" * 3000, "a." * 2000, "'''\n", "<<(", "{|"),
    *("BASE <%>", "FROM <http://e.org/>", "BIND(1/0 AS ?y)", 'REGEX("a", "(")', "IRI('')", "‮"),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A named query with some characters cut out, doubled or put in."""
    text = draw(st.sampled_from(QUERIES))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        text = text[:place] + draw(st.sampled_from((*PIECES, ""))) + text[place + length :]
    return text


texts = st.one_of(
    mutated(),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
pairs = st.lists(st.tuples(st.sampled_from(PARAMETERS), texts), max_size=3)
headers: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.just({}),
    st.dictionaries(
        st.sampled_from(HEADERS),
        st.one_of(st.sampled_from(VALUES), st.text(st.characters(codec="latin-1"), max_size=20)),
        max_size=3,
    ),
)


@pytest.fixture(scope="module")
def url(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("fuzzed")
    store.add(store.open_store(folder / "store"), seed, recorded=RECORDED)
    limits = ["--seconds", "2", "--rows", "20000", "--memory", "500M"]
    with kg_serve(folder, "--writable", *limits, DTKG_SERVE_TOKEN="0123456789abcdef") as at:
        yield at


def sent(
    url: str, method: str, target: str, head: dict[str, str], body: bytes
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request(method, target, body or None, head)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_no_request_breaks_the_server(url: str) -> None:
    seen: Counter[int] = Counter()

    @settings(
        max_examples=COUNT,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.sampled_from(
            ("GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE")
        ),
        st.sampled_from(PATHS),
        st.one_of(st.just(""), st.just(""), st.just(""), st.text(max_size=6)),
        pairs,
        headers,
        st.one_of(pairs.map(lambda p: urlencode(p).encode()), texts.map(str.encode), st.binary()),
    )
    def one(
        method: str,
        path: str,
        tail: str,
        given_: list[tuple[str, str]],
        head: dict[str, str],
        body: bytes,
    ) -> None:
        target = f"{path}{quote(tail, errors='replace')}?{urlencode(given_)}"
        kept = {
            name: value.encode("latin-1").translate(None, b"\r\n\0").decode("latin-1")
            for name, value in head.items()
        }
        try:
            status, answer = sent(
                url, method, target, kept, body if method in ("POST", "PUT") else b""
            )
        except (ValueError, http.client.HTTPException):  # not sendable, or hung up on
            return
        seen[status] += 1
        assert status != 500, (method, target, kept, body)
        assert b"Traceback" not in answer
        if status == 200 and path in ("/query", "/sparql") and answer.startswith(b'{"head"'):
            for _ in range(2):  # what is known about it now changes nothing but the order
                again, same = sent(url, method, target, kept, body if method == "POST" else b"")
                assert (again, sorted(same)) == (status, sorted(answer)), (target, kept, body)

    with heartbeat(url) as longest:
        one()
        print(f"health: at most {longest():.2f} s")
        assert longest() < 1
    assert seen[200]
    assert seen[400]
    print(f"{sum(seen.values())} answers: {dict(sorted(seen.items()))}")
