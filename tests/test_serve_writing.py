"""A ``--writable`` server: updates of some graphs, graphs as wholes, others that write too."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from conftest import RECORDED
from servers import kg_serve

from kg.endpoint.limits import RefusedError
from kg.endpoint.using import with_using
from kg.errors import StoreError
from kg.model.claims import Reading
from kg.quads import opening, remote, store

TOKEN = "a token of some length"
KNOWN = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {"Content-Type": "application/sparql-update", **KNOWN}
TURTLE = {"Content-Type": "text/turtle", **KNOWN}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    opening.open_store(tmp_path / "store")
    return tmp_path


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    with kg_serve(folder, "--writable", DTKG_SERVE_TOKEN=TOKEN) as at:
        yield at


def lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def sent(
    url: str, method: str, body: str | bytes = b"", **headers: str
) -> tuple[int, dict[str, str], str]:
    """(status, headers, body) of an answer."""
    data = body.encode() if isinstance(body, str) else body
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=data or None, headers=names, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return (
                answer.status,
                {k.lower(): v for k, v in answer.headers.items()},
                answer.read().decode(),
            )
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode()


def lines(url: str) -> set[str]:
    """The triples of a graph."""
    status, _, body = sent(url, "GET", Accept="application/n-triples")
    assert status == 200
    return set(body.splitlines())


def updated(url: str, text: str, **more: str) -> int:
    return sent(f"{url}/update?{urlencode(more)}", "POST", text, **UPDATE)[0]


def test_an_update_uses_the_graphs_of_its_request(url: str) -> None:
    insert = (
        "INSERT DATA { <a:a> <a:p> 1 GRAPH <a:g> { <a:b> <a:p> 2 } GRAPH <a:h> { <a:c> <a:p> 3 } }"
    )
    assert updated(url, insert) == 204
    using = {"using-graph-uri": "a:g"}
    copied = "INSERT { GRAPH <a:out> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert updated(url, copied, **using) == 204
    assert len(lines(f"{url}/store?graph=a:out")) == 1
    assert "<a:b>" in lines(f"{url}/store?graph=a:out").pop()
    named = "INSERT { GRAPH <a:out> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert updated(url, named, **{"using-named-graph-uri": "a:h"}) == 204
    assert len(lines(f"{url}/store?graph=a:out")) == 2
    assert updated(url, f"WITH <a:g> {copied}", **using) == 400
    assert updated(url, copied.replace("WHERE", "USING <a:h> WHERE"), **using) == 400
    assert updated(url, copied, **{"using-graph-uri": "no iri"}) == 400
    assert updated(url, "CLEAR ALL; LOAD <http://127.0.0.1:1/>", **using) == 403


@pytest.mark.parametrize(
    ("update", "made"),
    [
        (
            "DELETE{?s ?p 1}INSERT{?s ?p 'WHERE'}WHERE{?s ?p 1 MINUS{?s ?q 2}}",
            "DELETE{?s ?p 1}INSERT{?s ?p 'WHERE'} ${?s ?p 1 MINUS{?s ?q 2}}",
        ),
        (
            "DELETE WHERE{?s ?p 1};deletewhere{?s ?p 2}",
            "DELETE {?s ?p 1} $ {?s ?p 1};delete{?s ?p 2} $ {?s ?p 2}",
        ),
        ("INSERT DATA { <a:a> <a:b> 'WHERE' }", "INSERT DATA { <a:a> <a:b> 'WHERE' }"),
    ],
)
def test_using_stands_before_each_where(update: str, made: str) -> None:
    using = with_using(update, ["a:g"], [])
    assert using == made.replace("$", "USING <a:g> WHERE")
    ox.Store().update(using)


def test_using_is_named_once() -> None:
    with pytest.raises(RefusedError):
        with_using("WITH <a:a> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["a:g"], [])


def test_an_address_is_a_graph(url: str) -> None:
    graph = f"{url}/store/people/1.ttl"
    assert sent(graph, "GET")[0] == 404
    assert sent(graph, "PUT", "<#me> <a:p> 'ش'@ar .", **TURTLE)[0] == 201
    assert lines(graph) == {f'<{graph}#me> <a:p> "ش"@ar .'}
    assert lines(f"{url}/store?graph={quote(graph)}") == lines(graph)
    assert sent(graph, "POST", "<#me> <a:p> 2 .", **TURTLE)[0] == 204
    assert len(lines(graph)) == 2
    assert sent(f"{graph}?default", "GET")[0] == 400
    assert sent(graph, "DELETE", **KNOWN)[0] == 204
    assert sent(graph, "GET")[0] == 404


def test_a_graph_without_a_name_gets_one(url: str) -> None:
    status, headers, _ = sent(f"{url}/store", "POST", "<> <a:p> 1 .", **TURTLE)
    assert status == 201
    place = headers["location"]
    assert place.startswith(f"{url}/store/")
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert lines(place) == {f'<{place}> <a:p> "1"^^<{integer}> .'}


def test_files_of_a_form_are_one_graph(url: str) -> None:
    body = (
        '--x\r\nContent-Disposition: form-data; name="a"; filename="a.ttl"\r\n'
        "Content-Type: text/turtle; charset=utf-8\r\n\r\n_:x <a:p> 'ش' .\r\n"
        '--x\r\nContent-Disposition: form-data; name="b"; filename="b.nt"\r\n\r\n'
        "_:x <a:p> <a:b> .\r\n--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x", **KNOWN}
    graph = f"{url}/store?graph=a:g"
    assert sent(graph, "POST", body, **kind)[0] == 201
    found = sorted(line.split(maxsplit=1) for line in lines(graph))
    assert sorted(said for _, said in found) == ['<a:p> "ش" .', "<a:p> <a:b> ."]
    assert found[0][0] != found[1][0]
    assert sent(graph, "POST", body.replace("b.nt", "b.txt"), **kind)[0] == 400
    assert sent(graph, "POST", body.replace("<a:p> <a:b>", "<a:p>"), **kind)[0] == 400


def test_triple_terms_go_in_and_come_out(url: str) -> None:
    graph = f"{url}/store?graph=a:g"
    said = '<a:s> <a:p> <<( <a:a> <a:b> <<( <a:c> <a:d> "x"@ar--rtl )>> )>> .'
    assert sent(graph, "PUT", said, **TURTLE)[0] == 201
    assert lines(graph) == {said}
    assert sent(graph, "POST", "<a:a> <a:b> 1 {| <a:c> 2 |} .", **TURTLE)[0] == 204
    assert len(lines(graph)) == 4
    quads = {"Content-Type": "application/n-quads", **KNOWN}
    assert sent(f"{url}/store", "POST", f"{said[:-1]} <a:h> .", **quads)[0] == 204
    assert lines(f"{url}/store?graph=a:h") == {said}


def test_others_write_beside_a_writable_server(folder: Path, seed: Reading) -> None:
    limits = ["--writable", "--patience", "1"]
    with kg_serve(folder, *limits, DTKG_SERVE_TOKEN=TOKEN) as url:
        _others_write(url, folder, seed)


def _others_write(url: str, folder: Path, seed: Reading) -> None:
    assert updated(url, "INSERT DATA { <a:a> <a:p> 1 }") == 204
    held = opening.open_store(folder / "store")  # waits until the server lets go
    status, headers, body = sent(f"{url}/update", "POST", "INSERT DATA { <a:a> <a:p> 2 }", **UPDATE)
    assert (status, headers["retry-after"]) == (503, "2")
    assert str(folder) not in body
    store.add(held, seed, recorded=RECORDED)
    del held
    assert updated(url, "INSERT DATA { <a:a> <a:p> 2 }") == 204


def test_many_updates_at_once_are_all_stored(url: str) -> None:
    statuses: list[int] = []

    def one(number: int) -> None:
        statuses.append(updated(url, f"INSERT DATA {{ <a:a> <a:p> {number} }}"))

    pool = [threading.Thread(target=one, args=(number,)) for number in range(60)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    assert set(statuses) == {204}
    assert len(lines(f"{url}/store?default")) == 60


def test_a_wrong_token_is_said_to_be_wrong(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        ox.Quad(ox.NamedNode(f"a:{number}"), ox.NamedNode("a:p"), ox.Literal("x" * 500))
        for number in range(20_000)
    ]
    monkeypatch.setenv("DTKG_STORE_TOKEN", "wrong")
    start = time.monotonic()
    with pytest.raises(StoreError, match="access denied"):
        remote.RemoteStore(url).load(many)
    with pytest.raises(StoreError, match="access denied"):
        remote.RemoteStore(url).update(f"INSERT DATA {{ {' . '.join(map(str, many))} }}")
    assert time.monotonic() - start < 20


def test_a_store_that_is_gone_is_said_to_be_gone(url: str, folder: Path) -> None:
    for path in (folder / "store").iterdir():
        path.unlink()
    time.sleep(2.1)
    status, _, body = sent(f"{url}/queries/timeline", "GET")
    assert status == 503
    assert str(folder) not in body
