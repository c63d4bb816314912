"""The runner of the W3C suite on a suite of our own: what passes, what fails, what is policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import kg_serve

from kg.quads import opening
from tools import rdftests

TOKEN = "a token of some length"
FILES = {
    "manifest.ttl": """
@prefix : <http://e.org/test#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
<> a mf:Manifest ; mf:include ( <inner/manifest.ttl> ) .
""",
    "inner/manifest.ttl": '''
@prefix : <http://e.org/test#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix ht: <http://www.w3.org/2011/http#> .
@prefix cnt: <http://www.w3.org/2011/content#> .
@prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
<> a mf:Manifest ; mf:entries ( :rows :wrong :graph :bad :good :out :update :using :direct
    :other ) .
:rows a mf:QueryEvaluationTest ; mf:result <rows.srj> ;
    mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ; qt:graphData <named.ttl> ] .
:wrong a mf:QueryEvaluationTest ; mf:result <rows.srj> ;
    mf:action [ qt:query <rows.rq> ; qt:data <named.ttl> ] .
:graph a mf:QueryEvaluationTest ; mf:result <data.ttl> ;
    mf:action [ qt:query <graph.rq> ; qt:data <data.ttl> ] .
:bad a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
:good a mf:PositiveUpdateSyntaxTest11 ; mf:action <update.ru> .
:out a mf:PositiveSyntaxTest11 ; mf:action <out.rq> .
:update a mf:UpdateEvaluationTest ;
    mf:action [ ut:request <update.ru> ; ut:data <data.ttl> ] ;
    mf:result [ ut:graphData [ ut:graph <data.ttl> ; rdfs:label "http://e.org/g" ] ] .
:using a mf:ProtocolTest ; mf:action [ ht:requests (
    [ ht:methodName "POST" ; ht:absolutePath "/sparql/?using-graph-uri=http%3A%2F%2Fe.org%2Fg" ;
      ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-update" ] ) ;
      ht:body [ cnt:chars """INSERT DATA { GRAPH <http://e.org/g> { <a:a> <a:b> 1 } } ;
        INSERT { <a:x> <a:b> ?o } WHERE { ?s ?p ?o }""" ] ;
      ht:resp [ mf:expectedStatus ht:StatusCode2xx ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/sparql/?query=ASK%20%7B%3Ca%3Ax%3E%20%3Fp%201%7D" ;
      ht:resp [ mf:expectedStatus ht:StatusCode2xx ; mf:expectedBoolean true ] ] ) ] .
:direct a mf:GraphStoreProtocolTest ; mf:action [ ht:requests (
    [ ht:methodName "PUT" ; ht:absolutePath "/gsp/person/1.ttl" ;
      ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "text/turtle" ] ) ;
      ht:body [ cnt:chars "[] <http://www.example/gsp/p> [] ." ] ;
      ht:resp [ mf:expectedStatus hts:Created ] ]
    [ ht:methodName "GET" ; ht:absolutePath "/gsp/person/1.ttl" ;
      ht:headers ( [ ht:fieldName "accept" ; ht:fieldValue "text/turtle" ] ) ;
      ht:resp [ mf:expectedStatus hts:OK ;
        ht:body [ cnt:chars "_:a <http://www.example/gsp/p> _:b ." ] ] ]
    [ ht:methodName "DELETE" ; ht:absolutePath "/gsp/person/2.ttl" ;
      ht:resp [ mf:expectedStatus hts:OK ] ] ) ] .
:other a mf:ServiceDescriptionTest ; mf:action <x> .
''',
    "inner/data.ttl": "<#a> <http://e.org/p> 1.0 , [ <http://e.org/q> 'ش'@ar ] .",
    "inner/named.ttl": "<#b> <http://e.org/p> 2 .",
    "inner/rows.rq": "SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } ?x <http://e.org/p> 1.0 }",
    "inner/graph.rq": "CONSTRUCT WHERE { ?s ?p ?o }",
    "inner/bad.rq": "SELECT {",
    "inner/out.rq": "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
    "inner/update.ru": "MOVE DEFAULT TO GRAPH <http://e.org/g>",
}
NUMBER = '"type":"literal","value":"02","datatype":"http://www.w3.org/2001/XMLSchema#integer"'


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    folder = tmp_path / "suite"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subject = f'"type":"uri","value":"{(folder / "inner" / "named.ttl").as_uri()}#b"'
    row = f'{{"s":{{{subject}}},"o":{{{NUMBER}}}}}'
    rows = f'{{"head":{{"vars":["s","o"]}},"results":{{"bindings":[{row}]}}}}'
    (folder / "inner" / "rows.srj").write_text(rows, encoding="utf-8")
    return folder


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    opening.open_store(tmp_path / "store")
    monkeypatch.setenv("DTKG_STORE_TOKEN", TOKEN)
    with kg_serve(tmp_path, "--writable", DTKG_SERVE_TOKEN=TOKEN) as at:
        yield at


def test_each_kind_of_test_is_run(
    suite: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = rdftests.report(suite, url, failed=True)
    said = capsys.readouterr().out
    assert counts == {"passed": 6, "failed": 2, "policy": 1, "not run": 1}, said
    assert "failed: inner wrong: more: []; missing:" in said
    assert "failed: inner direct: 404 in the place of OK" in said
    assert "policy: inner out: 403" in said
    assert "6/10" in said
