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
from typing import Final

import networkx as nx
import pyoxigraph as ox
import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.errors import UsageError
from kg.layout import positions
from kg.network import limited, project
from kg.pagedata import clean, page_data, table
from kg.world import World, page_words, read_world

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_VIS: Final = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS: Final = ("graph-data", "graph-canvas", "graph-timeline", "graph-panel", "graph")
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
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
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
            self.graph,
            {key: _box(labels) for key, labels in names.items()},
            exact=page_words()["limits"]["exact"],
        )
        for key, data in self.graph.nodes(data=True):
            x, y = places[key]
            self.add_node(
                key,
                label=" ",
                shape="custom",
                x=x,
                y=y,
                physics=False,
                kind=data["kind"],
                size=round(_RADIUS + _GROWTH * data["degree"] ** 0.5, 1),
                links=data["degree"],
                between=data["between"],
            )
        for number, (source, target, data) in enumerate(self.graph.edges(data=True)):
            self.add_edge(
                source,
                target,
                id=f"~{number}",
                term=data["label"],
                events=data["events"],
                stroke=data["stroke"],
                thin=data["thin"],
                arrows="to" if data["arrow"] else "",
            )

    def _names(self, key: str) -> dict[str, str]:
        told = self.world.things.get(key) or self.world.by_key.get(key)
        return clean(told.labels) if told else {}

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
            data=data,
            vis=_inline(vis),
            app=_inline(app),
            css=_inline(css),
            policy=_policy((vis, app), (css,)),
            words=words["words"][_FIRST],
            english=words["words"]["en"],
            languages=words["languages"],
            rows=table(data),
            count=len(self.world.events),
        )
        return str(self.html)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page to a file (UTF-8); nothing is opened or copied beside it."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")


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
