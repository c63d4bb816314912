"""How soon the page of a graph is there and how it moves, beside a stock pyvis page.

    python benchmarks/pages.py [--sizes 100 1000 5000 20000] [--patience 90]

Both pages show the same network and are opened offline in headless Chromium, one after
the other in the same run. *First picture* is the time from opening the file until the
page is drawn and its nodes stand still: ours says so itself (``data-ready`` and a frame),
pyvis' physics when it has stabilized (``stabilizationIterationsDone`` or all at rest).
*Frames* are those a second while the view is panned by the program for two seconds.
Stock pyvis runs with its defaults and its scripts in the file; what takes longer than
the patience (seconds) is told as such. CPU is that of all browser processes: it does not
depend on what else the machine does, as frames a second do. Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import networkx as nx
import psutil
from pyvis.network import Network

from kg.html.network import project
from kg.html.pages import world_html
from kg.html.world import Claim, Event, Source, Thing, World, page_words

KINDS = (
    ("person", "Person"),
    ("organization", "Organization"),
    ("state", "State"),
    ("place", "Place"),
)
OVERVIEW, ALL = (page_words()["limits"][name] for name in ("overview", "nodes"))
STOCK = 5000  # the largest that stock pyvis is given
SENTENCE = "التقى وزير الخارجية نظيره اليوم وبحثا استئناف المحادثات في جنيف."


def world(size: int) -> World:
    """A world of so many things, joined like real ones: few have many lines (Barabási, Albert)."""
    joined = nx.barabasi_albert_graph(size, 2, seed=7)
    keys = [f"{KINDS[i % 7 % 4][0]}/n{i}" for i in range(size)]
    things = {
        key: Thing(key, KINDS[i % 7 % 4][1], (("ar", f"اسم رقم {i}"), ("en", f"Name number {i}")))
        for i, key in enumerate(keys)
    }
    first = date(2018, 1, 1)
    articles = [f"article/a{i}" for i in range(max(1, size // 10))]
    events = []
    for number, (a, b) in enumerate(sorted(joined.edges())):
        day = (first + timedelta(days=number * 37 % 300)).isoformat()
        claim = Claim(
            f"claim/c{number}",
            "held",
            articles[number % len(articles)],
            0,
            len(SENTENCE),
            SENTENCE,
            (0, 5),
            0.8,
        )
        events.append(
            Event(
                f"event/e{number}",
                "Meeting",
                "planned" if number % 5 == 0 else "held",
                (("ar", f"لقاء {number}"), ("en", f"Meeting {number}")),
                (day,) * 4,
                day,
                roles=tuple(sorted({("attendee", keys[a]), ("attendee", keys[b])})),
                claims=(claim,),
            )
        )
    text = SENTENCE * 20
    sources = {
        key: Source(
            key,
            key,
            "ar",
            (first + timedelta(days=i % 300)).isoformat(),
            f"paper {i % 5}",
            None,
            None,
            text,
        )
        for i, key in enumerate(articles)
    }
    return World(things, tuple(sorted(events, key=lambda e: e.when)), sources, {}, ())


def stock(graph: nx.MultiDiGraph, path: Path) -> float:
    """The same network by pyvis alone; the seconds it takes to write."""
    start = time.perf_counter()
    net = Network(cdn_resources="in_line", directed=True)
    for key, data in graph.nodes(data=True):
        net.add_node(key, label=key, group=data["kind"])
    for a, b in graph.edges():
        net.add_edge(a, b)
    path.write_text(net.generate_html(), encoding="utf-8")
    return time.perf_counter() - start


PAN = """async (selector) => {
  const canvas = document.querySelector(selector), frame = canvas.getBoundingClientRect();
  const next = () => new Promise(requestAnimationFrame), before = canvas.toDataURL();
  const send = (type, dx) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, pointerType: "mouse", bubbles: true, button: 0, buttons: 1,
    clientX: frame.left + frame.width / 2 + dx, clientY: frame.top + frame.height / 2 }));
  send("pointerdown", 0);
  await next();
  const start = performance.now();
  let frames = 0;
  for (; performance.now() - start < 2000; frames++) {
    send("pointermove", frames * 4 % 300);
    await next();
  }
  const spent = performance.now() - start;
  if (canvas.toDataURL() === before) throw new Error("the view did not move");
  return [frames, spent / 1000];
}"""


def cpu() -> float:
    """CPU seconds of all browser processes that this one has started."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            total += sum(process.cpu_times()[:2])
    return total


def seen(
    browser: Any, address: str, patience: float, *, ours: bool
) -> tuple[float | None, float, float | None, float | None]:
    """To the first picture at rest: seconds, CPU seconds; panned: frames a second, CPU ms each."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.set_default_timeout(patience * 1000)
    start, before = time.perf_counter(), cpu()
    try:
        if ours:
            page.goto(address, wait_until="commit")
            page.wait_for_selector("html[data-ready]", state="attached")
            page.evaluate(
                "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
            )
        else:
            page.goto(address, wait_until="commit", timeout=patience * 1000)
            page.wait_for_function(
                "() => typeof network !== 'undefined' && network.physics.stabilized"
            )
        first, effort = time.perf_counter() - start, cpu() - before
        spent = cpu()
        frames, seconds = page.evaluate(PAN, "#canvas canvas" if ours else "#mynetwork canvas")
        return first, effort, frames / seconds, 1000 * (cpu() - spent) / frames
    except Exception as error:
        if "Timeout" not in type(error).__name__:
            raise
        return None, cpu() - before, None, None
    finally:
        context.close()


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000, 20000])
    asked.add_argument("--patience", type=float, default=90.0, help="seconds")
    given = asked.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("no Chromium found; install one to measure")
    columns = ["nodes", "MB", "written s", "first picture s", "CPU s", "frames/s", "CPU ms/frame"]
    columns += [f"stock {name}" for name in ("MB", "written s", "at rest s", "CPU s", "frames/s")]
    columns += ["stock CPU ms/frame", "ratio s", "ratio CPU"]
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in given.sizes:
            made = world(size)
            graph = project(made)
            ours, theirs = Path(folder) / "ours.html", Path(folder) / "stock.html"
            start = time.perf_counter()
            ours.write_text(world_html(made, graph), encoding="utf-8")
            spent = time.perf_counter() - start
            mine = seen(browser, ours.as_uri(), given.patience, ours=True)
            row = [f"{size:,}", f"{ours.stat().st_size / 1e6:.1f}", f"{spent:.0f}"]
            row += map(told, mine)
            if size <= STOCK:
                wrote = stock(graph, theirs)
                other = seen(browser, theirs.as_uri(), given.patience, ours=False)
                row += [f"{theirs.stat().st_size / 1e6:.1f}", f"{wrote:.0f}"]
                row += [told(other[0], given.patience), *map(told, other[1:])]
                more = "" if other[0] else "> "
                row += [f"{more}{(other[0] or given.patience) / (mine[0] or 1e9):.0f}"]
                row += [f"{more}{other[1] / mine[1]:.0f}"]
            else:
                row += ["not tried", *[""] * 7]
            print(f"| {' | '.join(row)} |", flush=True)
            if OVERVIEW < size <= ALL:  # the page opens on communities; here all is drawn
                drawn = seen(browser, f"{ours.as_uri()}#all=1", given.patience, ours=True)
                row = [f"{size:,}, all drawn", *row[1:3], *map(told, drawn), *[""] * 8]
                print(f"| {' | '.join(row)} |", flush=True)
        browser.close()


def told(value: float | None, patience: float = 0) -> str:
    """A figure, or what is known when there is none."""
    if value is not None:
        return f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return f"> {patience:.0f}" if patience else "–"


if __name__ == "__main__":
    main()
