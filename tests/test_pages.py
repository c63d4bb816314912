"""The page: self-contained, nothing injectable, the same picture every time."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import RECORDED, read

from kg import layout, network, pages, store
from kg.claims import Entity

EVIL = (
    '</script><img src=x onerror="document.title=1"><script>document.title=1</script>\u2028\u202e'
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def evil_store(folder: Path) -> ox.Store:
    reading = read(f"التقى لافروف تيلرسون في موسكو في 19 آذار 2018. {EVIL}")
    entities = tuple(
        Entity(e.key, e.type, (("ar", EVIL), ("en", EVIL))) if e.type == "Person" else e
        for e in reading.entities
    )
    opened = store.open_store(folder)
    article = replace(reading.article, title=EVIL, source=EVIL, digest="evil")
    store.add(opened, replace(reading, article=article, entities=entities), recorded=RECORDED)
    return opened


def test_no_request_leaves_the_file(seed_store: ox.Store) -> None:
    page = pages.graph_html(seed_store)
    head = html.unescape(page[: page.index("<script")])
    assert "default-src 'none'" in head
    assert "connect-src" not in head
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=", page)
    assert "@import" not in head


def test_scripts_run_by_hash_alone(seed_store: ox.Store) -> None:
    page = pages.graph_html(seed_store)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = html.unescape(policy[1])
    assert "unsafe" not in rules
    assert rules.count("sha256-") == 3


def test_text_and_names_never_become_markup(tmp_path: Path) -> None:
    page = pages.graph_html(evil_store(tmp_path / "s"))
    assert "<img" not in page
    assert page.count("</script>") == 3
    assert "\u2028" not in page


def test_the_page_runs_and_nothing_is_injected(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: the page was not run")
    path = tmp_path / "graph.html"
    path.write_text(pages.graph_html(evil_store(tmp_path / "s")), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    flags += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [CHROMIUM, *flags, "--virtual-time-budget=4000", "--dump-dom", f"file://{path}"],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    assert "<title>1</title>" not in done.stdout
    assert "<img" not in done.stdout
    assert 'class="relation"' in done.stdout
    assert "<canvas" in done.stdout


def test_the_same_graph_gives_the_same_page(seed_store: ox.Store) -> None:
    assert pages.graph_html(seed_store) == pages.graph_html(seed_store)


def test_every_relation_leads_to_its_words(seed_store: ox.Store) -> None:
    page = pages.graph_html(seed_store)
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert len(data["events"]) == 23
    for edge in data["edges"]:
        if edge["event"] is None:
            continue
        for claim in data["events"][edge["event"]]["claims"]:
            begin, end = data["claims"][claim]["passage"]
            text = data["articles"][data["claims"][claim]["article"]]["text"]
            assert text[begin:end].strip()


def test_a_planned_meeting_is_an_edge_and_a_round_a_node(seed_store: ox.Store) -> None:
    graph = network.network(network.read_view(seed_store))
    pair = ("person/sergey-lavrov", "person/staffan-de-mistura")
    assert graph.has_edge(*pair)
    assert graph.nodes["round/geneva-talks-on-syria-8"]["type"] == "TalksRound"
    envoy = graph.get_edge_data("person/staffan-de-mistura", "organization/united-nations")
    assert any("tenure" in edge["event"] for edge in envoy.values())


def test_no_two_nodes_lie_on_each_other(seed_store: ox.Store) -> None:
    where = layout.positions(network.network(network.read_view(seed_store)))
    points = sorted(where.values())
    for i, (x, y) in enumerate(points):
        for other_x, other_y in points[i + 1 :]:
            assert abs(x - other_x) > 100 or abs(y - other_y) > 60


def test_an_iframe_for_notebooks_holds_the_whole_page(seed_store: ox.Store) -> None:
    frame = pages.iframe(seed_store)
    assert frame.count("<iframe") == 1
    assert "<script" not in frame
    assert "srcdoc=" in frame
