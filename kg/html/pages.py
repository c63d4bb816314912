"""The page of a graph: one HTML file that works offline, Arabic from right to left.

pyvis holds the network, our own template and renderer show it. A network too large to
be looked at opens on its communities; the rest is in the file and unpacked on demand.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pyoxigraph as ox
import pyvis
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.errors import UsageError
from kg.html import webpage
from kg.html.communities import OTHERS, Community, between, communities, kinds
from kg.html.layout import positions
from kg.html.network import project
from kg.html.pagedata import block_of, blocks, clean, packed, page_data, table
from kg.html.world import World, page_words
from kg.html.worldread import read_world

_VIS: Final = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS: Final = (
    "letters",
    "graph-data",
    "graph-find",
    "graph-scene",
    "graph-canvas",
    "graph-labels",
    "graph-timeline",
    "graph-evidence",
    "graph-panel",
    "graph-lists",
    "graph-export",
    "graph",
)
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
    return world_html(read_world(store))


def world_html(world: World, graph: nx.MultiDiGraph | None = None) -> str:
    """The page of a world; ``graph`` is its network when that has been made already."""
    return str(GraphPage(world, project(world) if graph is None else graph).generate_html())


def notebook_frame(store: ox.Store, *, height: int = 720) -> str:
    """The page inside an iframe for a notebook: works without network and without files.

    ``height`` is in CSS pixels.
    """
    return frame_of(graph_html(store), height)


def frame_of(page: str, height: int) -> str:
    """A page as the document of a sandboxed iframe."""
    return (
        f'<iframe sandbox="allow-scripts allow-downloads" title="graph" '
        f'srcdoc="{html.escape(page, quote=True)}" '
        f'style="width:100%;height:{int(height)}px;border:0"></iframe>'
    )


class GraphPage(Network):  # type: ignore[misc]
    """A pyvis network that renders itself with the template of this package."""

    def __init__(self, world: World, graph: nx.MultiDiGraph, *, height: int = 720) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.world = world
        self.graph = graph
        self.frame_height = height
        self.templateEnv = webpage.environment()
        self.path = "graph.html"
        self.options = {
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False, "randomSeed": 1},
            "interaction": {"hover": False, "multiselect": False, "keyboard": {"enabled": False}},
        }
        many = len(graph) > page_words()["limits"]["overview"]
        self.parts = communities(graph) if many else []
        self._fill()

    def _fill(self) -> None:
        """Nodes and lines in bulk: add_node looks through a list each time."""
        places = _places(self.world, self.graph, self.parts)
        few = len(self.graph) <= page_words()["limits"]["nodes"]
        whole = _places(self.world, self.graph, []) if self.parts and few else {}
        part_of = {key: part.key for part in self.parts for key in part.members}
        index = {event.key: number for number, event in enumerate(self.world.events)}
        for key, data in self.graph.nodes(data=True):
            x, y = places.get(key, (0, 0))
            size = round(_RADIUS + _GROWTH * data["degree"] ** 0.5, 1)
            told = {"x": x, "y": y, "kind": data["kind"], "size": size, "links": data["degree"]}
            if self.parts:
                told["part"] = part_of[key]
            if whole:
                told["at"] = list(whole[key])
            self.nodes.append(_lean(Node(key, "custom", " ", False, **told).options))
            self.node_ids.append(key)
        for number, (source, target, data) in enumerate(self.graph.edges(data=True)):
            told = {
                "id": f"~{number}",
                "term": data["label"],
                "events": [index[key] for key in data["events"].split()],
                "stroke": data["stroke"],
                "thin": int(data["thin"]),
                "arrow": int(data["arrow"]),
            }
            self.edges.append(_lean(Edge(source, target, False, **told).options))

    def _overview(self) -> dict[str, Any]:
        """The communities with their places, and how many lines join them."""
        if not self.parts:
            return {"parts": [], "joins": []}
        joined = between(self.graph, self.parts)
        plain = nx.Graph()
        plain.add_nodes_from(part.key for part in self.parts if part.key != OTHERS)
        plain.add_edges_from((a, b) for a, b, _ in joined if OTHERS not in (a, b))
        sizes = {part.key: _bubble(part) for part in self.parts}
        if OTHERS in sizes:
            plain.add_node(OTHERS)
        places = positions(plain, sizes)
        return {
            "parts": [
                {
                    "id": part.key,
                    "centre": part.centre,
                    "of": dict(sorted(kinds(self.graph, part).items())),
                    "n": len(part.members),
                    "x": places[part.key][0],
                    "y": places[part.key][1],
                }
                for part in self.parts
            ],
            "joins": [list(join) for join in joined],
        }

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """The page; the arguments are those of pyvis and change nothing."""
        nodes, edges, *_, options = self.get_network_data()
        core = page_data(self.world)
        core |= {"net": {"nodes": nodes, "edges": edges, "options": json.loads(options)}}
        core |= {"overview": self._overview(), "block": block_of(self.world)}
        vis, app = _vis(), webpage.program(*_SCRIPTS)
        css = webpage.style("base", "graph")
        words = page_words()
        self.html = self.templateEnv.get_template(self.path).render(
            core=packed(core),
            blocks=blocks(self.world),
            vis=webpage.inline(vis),
            app=webpage.inline(app),
            css=webpage.inline(css),
            policy=webpage.policy((vis, app), (css,)),
            words=words["words"][_FIRST],
            english=words["words"]["en"],
            languages=words["languages"],
            rows=list(table(self.world, _FIRST)),
            count=len(self.world.events),
        )
        return str(self.html)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page to a file (UTF-8); nothing is opened or copied beside it."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    def __repr__(self) -> str:
        return f"<GraphPage of {len(self.nodes)} nodes and {len(self.edges)} lines>"

    def _repr_html_(self) -> str:
        """The page in a notebook."""
        return frame_of(self.generate_html(), self.frame_height)


def graph_page(store: ox.Store, *, height: int = 720) -> GraphPage:
    """The page of a store as an object that a notebook shows; ``height`` in CSS pixels."""
    world = read_world(store)
    return GraphPage(world, project(world), height=height)


def _lean(options: dict[str, Any]) -> dict[str, Any]:
    """Without what pyvis says of every node and every line alike."""
    return {k: v for k, v in options.items() if k not in ("font", "shape", "label", "directed")}


def _places(
    world: World, graph: nx.MultiDiGraph, parts: list[Community]
) -> dict[str, tuple[int, int]]:
    """Where nodes are drawn: all of them, or the best connected of every community."""
    exact, most = page_words()["limits"]["exact"], page_words()["limits"]["group"]
    exact = exact // 4 if parts else exact  # dozens of communities must not take minutes

    def placed(keys: list[str]) -> dict[str, tuple[int, int]]:
        boxes = {key: _box(_names(world, key)) for key in keys}
        return positions(graph.subgraph(keys), boxes, exact=exact)

    if not parts:
        return placed(list(graph))
    return {k: at for part in parts for k, at in placed(list(part.members[:most])).items()}


def _names(world: World, key: str) -> dict[str, str]:
    told = world.things.get(key) or world.by_key.get(key)
    return clean(told.labels) if told else {}


def _box(labels: Mapping[str, str]) -> tuple[float, float]:
    """The room a node needs with its label: two lines of at most about 20 letters."""
    longest = max((len(text) for text in labels.values()), default=4)
    return (min(max(longest * 7.2, 60.0), 150.0) + 14, 82.0 if longest > 21 else 68.0)


def _bubble(part: Community) -> tuple[float, float]:
    side = 90.0 + 7.0 * len(part.members) ** 0.5
    return (side + 40, side)


@cache
def _vis() -> str:
    return _VIS.read_text(encoding="utf-8").rsplit("//# sourceMappingURL", 1)[0]
