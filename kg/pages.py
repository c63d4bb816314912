"""The network page: one file, no request, nothing injectable, Arabic right to left.

pyvis builds the vis-network data; template, styles and script are ours
(``kg/templates``). pyvis' own template loads a CDN in every mode and lets text become
markup, so it is not used. The Content Security Policy names our scripts and styles by
hash and forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.layout import positions
from kg.network import View, network, page_rules, read_view, select, short

_TEMPLATES = Path(__file__).parent / "templates"
_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"

Json = dict[str, Any]


class Page(Network):  # type: ignore[misc]
    """pyvis' network with our own page."""

    def __init__(self) -> None:
        super().__init__(cdn_resources="in_line", directed=True)
        self.templateEnv = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
        self.path = "graph.html"
        self.options = {"physics": {"enabled": False}}

    def page(self, data: Json) -> str:
        """The whole file for some page data."""
        nodes, edges, *_ = self.get_network_data()
        script = (_TEMPLATES / "graph.js").read_text(encoding="utf-8")
        style = (_TEMPLATES / "graph.css").read_text(encoding="utf-8")
        library = _VIS.read_text(encoding="utf-8").replace("</script", "<\\/script")
        policy = (
            "default-src 'none'; img-src data: blob:; "
            f"script-src {_hashes(library, script)}; style-src {_hashes(style)}; "
            "base-uri 'none'; form-action 'none'"
        )
        template = self.templateEnv.get_template(self.path)
        text = template.render(
            policy=policy,
            library=Markup(library),
            script=Markup(script),
            style=Markup(style),
            data=Markup(_embedded({**data, "nodes": nodes, "edges": edges})),
            words=page_rules()["words"],
        )
        return str(text)


def _hashes(*texts: str) -> str:
    digests = (base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _embedded(data: Json) -> str:
    """JSON that cannot leave its script element, whatever it holds."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def graph_html(store: ox.Store) -> str:
    """The page of a store as one self-contained HTML document."""
    view = read_view(store)
    graph = network(view)
    where = positions(graph)
    page = Page()
    for key in sorted(graph):
        x, y = where[key]
        node = graph.nodes[key]
        degree = graph.degree(key)
        page.add_node(
            key,
            label=key,
            x=x,
            y=y,
            type=node["type"],
            labels=node["labels"],
            degree=degree,
            shape="custom",
            physics=False,
        )
    edges = sorted(
        graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["role"], e[2]["event"] or "")
    )
    for number, (one, other, facts) in enumerate(edges):
        page.add_edge(one, other, id=f"r{number}", event=facts["event"], role=facts["role"])
    return page.page(_data(store, view))


def iframe(store: ox.Store, *, height: int = 640) -> str:
    """The page as an iframe for a notebook, self-contained like the file."""
    source = html.escape(graph_html(store), quote=True)
    return (
        f'<iframe sandbox="allow-scripts" style="width:100%;height:{height}px;border:0" '
        f'srcdoc="{source}"></iframe>'
    )


def _data(store: ox.Store, view: View) -> Json:
    events = {
        event.key: {
            "class": event.class_,
            "labels": event.labels,
            "status": event.status,
            "edtf": event.edtf,
            "begin": event.begin,
            "end": event.end,
            "disputed": event.disputed,
            "roles": {role: list(keys) for role, keys in sorted(event.roles.items())},
            "claims": list(event.claims),
        }
        for event in view.events
    }
    rules = page_rules()
    used = {key for e in view.events for keys in e.roles.values() for key in keys} | set(events)
    claims = _claims(store)
    used |= {c[k] for c in claims.values() for k in ("source", "medium") if c[k]}
    return {
        "events": events,
        "claims": claims,
        "articles": _articles(store),
        "names": {key: view.labels.get(key, {}) for key in sorted(used)},
        "anchors": view.anchors,
        "types": rules["nodes"],
        "dashes": rules["dashes"],
        "words": rules["words"],
        "terms": _terms(),
    }


def _claims(store: ox.Store) -> dict[str, Json]:
    rows = select(
        store,
        """SELECT ?c ?m ?a ?b ?e ?tb ?te ?conf ?src ?med WHERE {
          ?c a dip:Claim ; dip:modality ?m ; dip:claimArticle ?a ; dip:confidence ?conf ;
             prov:wasDerivedFrom ?p ; dip:trigger ?t .
          FILTER NOT EXISTS { ?c dip:retiredAt ?gone }
          ?p nif:beginIndex ?b ; nif:endIndex ?e . ?t nif:beginIndex ?tb ; nif:endIndex ?te .
          OPTIONAL { ?c prov:wasAttributedTo ?src } OPTIONAL { ?c dip:reportedBy ?med }
        } ORDER BY ?c""",
    )
    return {
        short(c): {
            "modality": short(m),
            "article": short(a),
            "passage": [int(b or 0), int(e or 0)],
            "trigger": [int(tb or 0), int(te or 0)],
            "confidence": float(conf or 0),
            "source": short(src) or None,
            "medium": short(med) or None,
        }
        for c, m, a, b, e, tb, te, conf, src, med in rows
    }


def _articles(store: ox.Store) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, text, language, issued, source, title in select(
        store,
        """SELECT ?a ?text ?lang ?issued ?source ?title WHERE {
          ?a a dip:Article ; nif:isString ?text ; dct:language ?lang .
          OPTIONAL { ?a dct:issued ?issued } OPTIONAL { ?a dct:source ?source }
          OPTIONAL { ?a dct:title ?title } } ORDER BY ?a""",
    ):
        found[short(key)] = {
            "text": text,
            "language": language,
            "issued": issued,
            "source": source,
            "title": title,
            "mentions": [],
        }
    rows = select(
        store,
        """SELECT ?a ?b ?e ?x WHERE { ?p dip:names ?x ; nif:referenceContext ?a ;
          nif:beginIndex ?b ; nif:endIndex ?e } ORDER BY ?a ?b ?e ?x""",
    )
    for key, begin, end, thing in rows:
        found[short(key)]["mentions"].append([int(begin or 0), int(end or 0), short(thing)])
    for article in found.values():
        article["mentions"].sort()
    return found


def _terms() -> dict[str, dict[str, str]]:
    """Labels of the ontology's classes, roles and modalities, by language."""
    import rdflib

    from kg.rdf import DIP
    from kg.resources import ONTOLOGY

    graph = rdflib.Graph().parse(ONTOLOGY / "dtkg.ttl")
    terms: dict[str, dict[str, str]] = {}
    labels: Iterable[tuple[Any, Any]] = graph.subject_objects(rdflib.RDFS.label)
    for term, label in sorted(labels, key=lambda pair: (str(pair[0]), str(pair[1]))):
        if str(term).startswith(str(DIP)):
            terms.setdefault(short(str(term)), {})[label.language] = str(label)
    return terms
