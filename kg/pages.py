"""The page of a graph: one HTML file that works offline, Arabic from right to left.

pyvis holds the network, our own template shows it. All scripts and styles are in the
file and named by their SHA-256 in its Content-Security-Policy; data is JSON in an
element that no browser runs. So nothing from a text or a name can become code, and no
request leaves the page.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pyoxigraph as ox
import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import UsageError
from kg.layout import positions
from kg.network import (
    Claim,
    Event,
    World,
    kind_of,
    limited,
    ontology_labels,
    page_words,
    project,
    read_world,
)

Json = dict[str, Any]

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_VIS: Final = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS: Final = ("graph-data", "graph-canvas", "graph-timeline", "graph-panel", "graph")
_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
_FIRST: Final = "ar"
_RADIUS, _GROWTH = 14.0, 3.2


def write_graph(store: ox.Store, path: Path | str) -> Path:
    """Write the page of a store's current view to a file; its path is returned.

    Raises UsageError when the file cannot be written.
    """
    target = Path(path)
    text = graph_html(store)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{target}: the page cannot be written ({error.strerror})") from error
    return target


def graph_html(store: ox.Store) -> str:
    """The page of a store's current view as one HTML text."""
    world = read_world(store)
    graph = project(world)
    drawn = limited(graph)
    return str(GraphPage(world, drawn, whole=len(graph)).generate_html())


def notebook_frame(store: ox.Store, *, height: int = 720) -> str:
    """The page inside an iframe for a notebook: works without network and without files.

    ``height`` is in CSS pixels.
    """
    page = html.escape(graph_html(store), quote=True)
    return (
        f'<iframe sandbox="allow-scripts allow-downloads" title="graph" srcdoc="{page}" '
        f'style="width:100%;height:{int(height)}px;border:0"></iframe>'
    )


class GraphPage(Network):  # type: ignore[misc]
    """A pyvis network that renders itself with the template of this package."""

    def __init__(self, world: World, graph: nx.MultiDiGraph, *, whole: int) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.world = world
        self.graph = graph
        self.whole = whole
        self.templateEnv = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )
        self.path = "graph.html"
        self.options = {
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False, "randomSeed": 1},
            "interaction": {"hover": True, "multiselect": False, "keyboard": {"enabled": False}},
        }
        self._fill()

    def _fill(self) -> None:
        names = {key: self._names(key) for key in self.graph}
        places = positions(
            self.graph, {key: _box(labels) for key, labels in names.items()},
            exact=page_words()["limits"]["exact"],
        )
        for key, data in self.graph.nodes(data=True):
            x, y = places[key]
            self.add_node(
                key, label=" ", shape="custom", x=x, y=y, physics=False, kind=data["kind"],
                size=round(_RADIUS + _GROWTH * data["degree"] ** 0.5, 1), links=data["degree"],
                between=data["between"],
            )
        for number, (source, target, data) in enumerate(self.graph.edges(data=True)):
            self.add_edge(
                source, target, id=f"~{number}", term=data["label"], events=data["events"],
                stroke=data["stroke"], thin=data["thin"],
                arrows="to" if data["arrow"] else "",
            )

    def _names(self, key: str) -> dict[str, str]:
        thing = self.world.things.get(key)
        labels = thing.labels if thing else next(
            (event.labels for event in self.world.events if event.key == key), ()
        )
        return _clean(labels)

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """The page; the arguments are those of pyvis and change nothing."""
        nodes, edges, *_, options = self.get_network_data()
        data = page_data(self.world)
        data |= {"net": {"nodes": nodes, "edges": edges, "options": json.loads(options)}}
        data["whole"] = self.whole
        vis = _VIS.read_text(encoding="utf-8").rsplit("//# sourceMappingURL", 1)[0]
        app = '"use strict";(() => {\n' + "".join(_template(f"{n}.js") for n in _SCRIPTS) + "})();"
        css = _template("graph.css") + _colours()
        words = page_words()
        self.html = self.templateEnv.get_template(self.path).render(
            data=data, vis=_inline(vis), app=_inline(app), css=_inline(css),
            policy=_policy((vis, app), (css,)), words=words["words"][_FIRST],
            english=words["words"]["en"], languages=words["languages"],
            rows=_table(data), count=len(self.world.events),
        )
        return str(self.html)

    def write_html(self, name: str, local: bool = True, notebook: bool = False,
                   open_browser: bool = False) -> None:
        """Write the page to a file (UTF-8); nothing is opened or copied beside it."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")


# --- The data of the page ---------------------------------------------------------------


def page_data(world: World) -> Json:
    """What the scripts of the page read: things, events, passages, sources and words."""
    words = page_words()
    terms = ontology_labels()
    used = {key for event in world.events for _, key in event.roles}
    used |= {k for e in world.events for c in e.claims for k in (*c.said_by, *c.carried_by)}
    used |= {key for fact in world.standing for key in (fact[0], fact[2])}
    return {
        "things": {
            key: {"k": kind_of(world, key), "c": thing.kind, "l": _clean(thing.labels),
                  "o": [_plain(other) for other in thing.others]}
            for key, thing in sorted(world.things.items()) if key in used
        },
        "events": [_event(world, event) for event in world.events],
        "passages": {
            passage: _segments(claims, world.mentions.get(claims[0].article, ()))
            for passage, claims in _passages(world).items()
        },
        "sources": {
            key: {"id": s.id, "lang": s.language, "day": s.issued,
                  "source": _plain(s.source or ""), "title": _plain(s.title or "")}
            for key, s in sorted(world.sources.items())
        },
        "standing": [list(fact) for fact in world.standing],
        "terms": {term: dict(labels) for term, labels in sorted(terms.items())},
        **{name: words[name] for name in
           ("kinds", "strokes", "status", "roles", "languages", "months", "words")},
    }


def _event(world: World, event: Event) -> Json:
    return {
        "id": event.key, "k": kind_of(world, event.key), "c": event.kind, "s": event.status,
        "l": _clean(event.labels), "w": list(event.window), "e": event.edtf,
        "t": {lang: window_text(event, lang) for lang in page_words()["months"]},
        "d": event.disputed, "n": event.round, "r": [list(role) for role in event.roles],
        "x": [
            {"id": claim.key, "m": claim.modality, "a": claim.article, "p": _passage(claim),
             "q": claim.confidence, "by": list(claim.said_by), "via": list(claim.carried_by)}
            for claim in event.claims
        ],
    }


def window_text(event: Event, language: str) -> str:
    """When an event is, in words of a language; empty when nothing is known."""
    begin, late_begin, early_end, end = event.window
    words = page_words()["words"][language]
    first, last = begin or late_begin, end or early_end

    def said(pattern: str, *days: str) -> str:
        named = [day_text(day, language) for day in days]
        return str(words[pattern]).format(**dict(zip("ab", named, strict=False)))

    if begin and begin == end:
        return said("on", begin)
    if begin and end:
        exact = begin == late_begin and end == early_end
        return said("span" if exact else "between", begin, end)
    if last:
        return said("ended" if early_end and early_end == end else "until", last)
    if first:
        return said("since" if begin and begin == late_begin else "after", first)
    return ""


def day_text(day: str, language: str) -> str:
    """An ISO day as people write it: ``18 تشرين الأول 2017``."""
    year, month, number = day.split("-")
    return f"{int(number)} {page_words()['months'][language][int(month) - 1]} {int(year)}"


def _passage(claim: Claim) -> str:
    return f"{claim.article}#{claim.start},{claim.stop}"


def _passages(world: World) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for event in world.events:
        for claim in event.claims:
            found.setdefault(_passage(claim), []).append(claim)
    return dict(sorted(found.items()))


def _segments(claims: Sequence[Claim], marks: Sequence[tuple[int, int, str]]) -> list[Json]:
    """A passage cut where mentions and triggers begin and end.

    Done here because offsets count code points, those of JavaScript do not.
    """
    start, stop, words = claims[0].start, claims[0].stop, claims[0].words
    inside = [mark for mark in marks if start <= mark[0] and mark[1] <= stop]
    triggers = [(*c.trigger, c.key) for c in claims if c.trigger]
    cuts = {start, stop, *(p for mark in [*inside, *triggers] for p in mark[:2])}
    bounds = sorted(cut for cut in cuts if start <= cut <= stop)
    return [
        {
            "s": words[a - start : b - start],
            "n": [key for x, y, key in inside if x <= a and b <= y],
            "t": sorted({key for x, y, key in triggers if x <= a and b <= y}),
        }
        for a, b in zip(bounds, bounds[1:], strict=False)
    ]


def _table(data: Json) -> list[Json]:
    """The rows of the plain table, in Arabic, for readers without scripts and for print."""
    things, terms = data["things"], data["terms"]
    names = {key: _named(thing["l"], key) for key, thing in things.items()}
    names |= {event["id"]: _named(event["l"], event["id"]) for event in data["events"]}
    place = page_words()["roles"]["place"]
    aside = {*place, *page_words()["roles"]["topic"]}
    return [
        {
            "date": event["t"][_FIRST] or page_words()["words"][_FIRST]["undated"],
            "event": _named(event["l"], event["c"]),
            "who": list(dict.fromkeys(names.get(k, k) for r, k in event["r"] if r not in aside)),
            "where": [names.get(key, key) for role, key in event["r"] if role in place],
            "status": _named(terms.get(event["s"], {}), event["s"]),
            "source": sorted({data["sources"][c["a"]]["id"] for c in event["x"] if c["a"] in data["sources"]}),
        }
        for event in data["events"]
    ]


def _named(labels: Mapping[str, str], otherwise: str) -> str:
    return next((labels[lang] for lang in (_FIRST, "en", "fr") if lang in labels), otherwise)


def _plain(text: str) -> str:
    """A name without controls of direction and line, so that it cannot disarrange others."""
    return _CONTROLS.sub("", text)


def _clean(labels: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {language: _plain(text) for language, text in labels}


def _box(labels: Mapping[str, str]) -> tuple[float, float]:
    """The room a node needs with its label: two lines of at most about 20 letters."""
    longest = max((len(text) for text in labels.values()), default=4)
    return (min(max(longest * 7.2, 60.0), 150.0) + 14, 82.0 if longest > 21 else 68.0)


# --- Putting the file together --------------------------------------------------------------


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _colours() -> str:
    """The colours of the kinds as CSS variables, by day and by night."""
    rules = []
    for theme, name in (("light", ":root"), ("dark", "[data-theme=dark]")):
        colours = "".join(f"--{kind['id']}:{kind[theme]};" for kind in page_words()["kinds"])
        rules.append(f"{name}{{{colours}}}")
    return "\n" + "\n".join(rules) + "\n"


def _inline(text: str) -> Markup:
    """Code of this package or of vis-network, which may stand in the page as it is."""
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError("a script or style must not end its own element")
    return Markup(text)


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The Content-Security-Policy (CSP level 3): these scripts and styles, nothing else."""

    def hashes(texts: Sequence[str]) -> str:
        digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )
