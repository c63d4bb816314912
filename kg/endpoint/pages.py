"""The pages of ``kg serve``: home, a query form, answers as tables, search."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from kg.ask import fulltext
from kg.ask.sparql import NamedQuery, named_queries
from kg.endpoint.formats import GRAPHS, ROWS
from kg.endpoint.frozen import Copy
from kg.errors import StoreError
from kg.model.terms import DIP, PREFIXES
from kg.resources import ONTOLOGY, TEMPLATES

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_SECONDS: Final = 120
_LONGEST: Final = 1000
DESCRIBE: Final = """SELECT ?property ?value ?claim WHERE {
  { {iri} ?property ?value } UNION { GRAPH ?claim { {iri} ?property ?value } }
} ORDER BY ?claim ?property ?value LIMIT 1000"""

COUNTS: Final = """SELECT
  (COUNT(*) AS ?n) ?what WHERE {
  { ?x a dip:Article ; dct:identifier ?id . BIND ("articles" AS ?what) }
  UNION { ?x a dip:Claim . BIND ("claims" AS ?what) }
  UNION { ?x dip:status ?status . BIND ("events" AS ?what) }
} GROUP BY ?what ORDER BY ?what"""


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI that may stand between angle brackets."""
    return len(text) <= 2000 and _IRI.fullmatch(text) is not None


def page(folder: Path, name: str) -> Path | None:
    """A page that “kg build” or “kg show” wrote, by its name there or below ``pages``."""
    if not name.endswith(".html") or len(name) > _LONGEST or "\0" in name:
        return None
    for path in (folder / "pages" / name, folder / name):
        found = path.resolve()
        inside = found.parent == folder or found.is_relative_to(folder / "pages")
        if inside and found.is_file():
            return found
    return None


def shown(folder: Path) -> list[str]:
    """Which pages there are to begin with."""
    found = [name for name in ("index.html", "graph.html") if (folder / name).is_file()]
    return found + [path.name for path in islice((folder / "pages").glob("*.html"), 1)]


class Pages:
    """Templates filled in; everything that comes from outside is escaped."""

    def __init__(self, named: Iterable[NamedQuery], *, writable: bool) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.named = list(named)
        self.writable = writable

    def _page(self, name: str, **given: Any) -> HTMLResponse:
        template = self.environment.get_template(name)
        filled = template.render(named=self.named, writable=self.writable, **given)
        return HTMLResponse(filled, status_code=200)

    def home(self, counts: Sequence[tuple[str, str]], pages: Sequence[str]) -> HTMLResponse:
        """What is here: counts, named queries, pages, addresses."""
        return self._page("serve-home.html", counts=counts, pages=pages)

    def query_page(self, text: str = "") -> HTMLResponse:
        """The plain query form; works without scripts."""
        return self._page("serve-query.html", text=text or default_query(), title="")

    def answer_page(self, title: str, text: str, table: str) -> HTMLResponse:
        """An answer; ``table`` is a fragment made by our worker, escaped there."""
        return self._page("serve-answer.html", title=title, text=text, table=Markup(table))

    def found(self, words: str, hits: Sequence[fulltext.Hit]) -> HTMLResponse:
        """Hits of a search."""
        return self._page("serve-find.html", words=words, hits=hits)

    def yasgui(self) -> HTMLResponse:
        """YASGUI with our prefixes and names."""
        return self._page("serve-yasgui.html")


class Finder:
    """The full-text index of the frozen copy that is served; made by a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._kept = folder / fulltext.FILE
        self._lock = asyncio.Lock()
        self._opened: tuple[Copy, sqlite3.Connection] | None = None

    async def search(self, copy: Copy, words: str, limit: int) -> list[fulltext.Hit]:
        """Hits in a frozen copy of the store; raises UsageError or StoreError."""
        async with self._lock:
            if self._opened is None or self._opened[0] != copy:
                before, self._opened = self._opened, (copy, await self._index(copy))
                if before:
                    before[1].close()
                    _index_of(before[0]).unlink(missing_ok=True)
            return await asyncio.to_thread(fulltext.search, self._opened[1], words, limit=limit)

    async def _index(self, copy: Copy) -> sqlite3.Connection:
        path = _index_of(copy)
        arguments = [str(copy.folder), str(self._kept), str(path)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.ask.fulltext", *arguments
        )
        try:
            async with asyncio.timeout(_SECONDS):
                code = await process.wait()
        except TimeoutError:
            process.kill()
            code = await process.wait()
        if code:
            raise StoreError("the index of the texts could not be made")
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)


def _index_of(copy: Copy) -> Path:
    return copy.place / f"{copy.number}-{fulltext.FILE}"


def default_query() -> str:
    """What stands in an empty query form."""
    prefixes = "\n".join(f"PREFIX {p}: <{PREFIXES[p]}>" for p in ("dip", "rdfs"))
    return f"""{prefixes}

SELECT ?event ?date ?status WHERE {{
  ?e a dip:Meeting ; dip:status ?status ; rdfs:label ?event .
  FILTER (LANG(?event) = "ar")
  OPTIONAL {{ ?e dip:edtf ?date }}
}}
ORDER BY ?date ?event
LIMIT 100"""


@cache
def vocabulary() -> dict[str, Any]:
    """Prefixes, classes, properties and named queries, for completion."""
    terms = ox.Store()
    terms.load(path=str(ONTOLOGY / "dtkg.ttl"), format=ox.RdfFormat.TURTLE)
    owl = PREFIXES["owl"]

    def of(*kinds: str) -> list[str]:
        return sorted(
            q.subject.value
            for kind in kinds
            for q in terms.quads_for_pattern(None, None, ox.NamedNode(owl + kind), None)
            if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(str(DIP))
        )

    return {
        "prefixes": PREFIXES,
        "classes": of("Class"),
        "properties": of("ObjectProperty", "DatatypeProperty"),
        "queries": [
            {"name": query.name, "title": query.title, "text": query.text}
            for query in named_queries()
        ],
        "start": default_query(),
    }


def service_description(endpoint: str, kind: str) -> bytes:
    """What this service is and gives (SPARQL 1.1 Service Description, W3C 2013)."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    formats = "http://www.w3.org/ns/formats/"
    names = {
        "application/sparql-results+json": "SPARQL_Results_JSON",
        "application/sparql-results+xml": "SPARQL_Results_XML",
        "text/csv": "SPARQL_Results_CSV",
        "text/tab-separated-values": "SPARQL_Results_TSV",
        "text/turtle": "Turtle",
        "application/n-triples": "N-Triples",
        "application/rdf+xml": "RDF_XML",
        "application/ld+json": "JSON-LD",
    }
    service, dataset, graph = ox.NamedNode(endpoint), ox.BlankNode(), ox.BlankNode()

    def n(local: str) -> ox.NamedNode:
        return ox.NamedNode(sd + local)

    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    triples = [
        ox.Triple(service, a, n("Service")),
        ox.Triple(service, n("endpoint"), service),
        ox.Triple(service, n("supportedLanguage"), n("SPARQL11Query")),
        ox.Triple(service, n("defaultDataset"), dataset),
        ox.Triple(dataset, a, n("Dataset")),
        ox.Triple(dataset, n("defaultGraph"), graph),
        ox.Triple(graph, a, n("Graph")),
    ]
    triples += [
        ox.Triple(service, n("resultFormat"), ox.NamedNode(formats + names[offered]))
        for offered in (*ROWS, *GRAPHS)
        if offered in names
    ]
    made = ox.serialize(triples, format=GRAPHS[kind], prefixes={"sd": sd, "formats": formats})
    assert made is not None
    return made
