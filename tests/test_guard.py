"""Nothing hides a word from the guard: not a quotation mark, a comment, an escape or glue."""

import pytest

from kg.ask.guard import refuse_outward
from kg.errors import UsageError

OUT = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {OUT} }}",
        f'SELECT * {{ BIND ("\\"" AS ?a) {OUT} BIND ("\\"" AS ?b) }}',
        f"SELECT * {{ BIND ('\\'' AS ?a) {OUT} BIND ('\\'' AS ?b) }}",
        f'SELECT * {{ BIND ("""\\"""" AS ?a) {OUT} BIND ("""x""" AS ?b) }}',
        f"SELECT * {{ ?a <http://e.org/#> ?b . {OUT} }}",
        f"SELECT * {{ # it's a comment\n {OUT} }}",
        "PREFIX ex: <http://127.0.0.1:1/> SELECT * { SERVICEex:foo { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?a FILTER(?a<1)SERVICE#>\n<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?a FILTER(?a<'x>')SERVICE<http://127.0.0.1:1/>{ ?s ?p 'y' } }",
        "SELECT * { ?s ?p ?a FILTER(?a<1#>'''\n)SERVICE<http://127.0.0.1:1/>{ ?s ?p '''y''' } }",
        "SELECT * { VALUES (?x ?y) {(<a:a> <b'c>)} SERVICE<http://127.0.0.1:1/>{ ?s ?p 'z' } }",
        "SELECT * { FILTER(EXISTS{}<'x>')SERVICE<http://127.0.0.1:1/>{ ?s ?p 'y' } }",
        "SELECT * { FILTER(1<STR(2)&&1>0&&('a'<'x>'))SERVICE<http://127.0.0.1:1/>{ ?s ?p 'y' }}",
        "SELECT * { SERVICE <http://[x]/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <a:a> <a:a> <a:a> }",
    ],
)
def test_what_reaches_out_or_writes_is_refused(query: str) -> None:
    with pytest.raises(UsageError):
        refuse_outward(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE and INSERT \\" DELETE" AS ?x) WHERE {}',
        "SELECT * { ?service ?insert $load } # SERVICE",
        "PREFIX ex: <http://e.org/SERVICE#> SELECT * { ?s ex:service ex:drop }",
        "SELECT * { ?s ?p 'it is \"quoted\" SERVICE'@en-service }",
        'SELECT * { ?s ?p """a "SERVICE" ""x""" }',
        "PREFIX services: <a:a> PREFIX add: <a:> SELECT * { services:a add:b ?o }",
        "SELECT * { ?s ?p ?o ; <#a'b> ?s FILTER(?o<STR(?s)&&?o>1) }",
        "BASE <http://e.org/> PREFIX : <#> SELECT * { :a <#b> 'c' }",
    ],
)
def test_words_in_names_strings_and_comments_are_no_keywords(query: str) -> None:
    refuse_outward(query)


def test_a_named_host_is_allowed_and_no_other() -> None:
    hosts = ["data.example:8080"]
    refuse_outward("SELECT * { SERVICE SILENT <http://data.example:8080/q> { } }", hosts=hosts)
    refuse_outward("LOAD <https://data.example:8080/x.ttl>", hosts=hosts, update=True)
    for bad in (
        "SELECT * { SERVICE <http://data.example/q> { } }",
        "SELECT * { SERVICE <http://data.example:8080@evil.example/q> { } }",
        "SELECT * { SERVICE <file://data.example:8080/q> { } }",
        "SELECT * { SERVICE ?anywhere { } }",
        "SELECT * { SERVICE <q> { } }",
    ):
        with pytest.raises(UsageError, match="allowed hosts"):
            refuse_outward(bad, hosts=hosts)


@pytest.mark.parametrize(
    "update",
    [
        "LOADSILENT<http://127.0.0.1:1/>",
        "PREFIXex:<http://127.0.0.1:1/>LOADex:a",
        "PREFIX s: <http://127.0.0.1:1/> INSERT { ?a ?b 1 } WHERE { SERVICESILENTs:a { ?a ?b 1 } }",
        "PREFIX : <http://127.0.0.1:1/> CLEAR ALL; LOAD:a",
    ],
)
def test_an_update_reaches_out_no_more_than_a_query(update: str) -> None:
    with pytest.raises(UsageError):
        refuse_outward(update, update=True)
    refuse_outward("PREFIX load: <http://e.org/> INSERT DATA { load:a load:b 1 }", update=True)
