"""The pages clicked through in headless Chromium, offline: nothing asked, nothing foreign run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from browser import Visit, chromium, visit
from page_fixture import store_of
from test_pages import evil_store

from kg.html.site import site
from kg.model.claims import Reading
from kg.pipeline import read_article
from kg.quads.store import add, open_store
from kg.text.articles import make_article


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def window(browser: Any) -> Iterator[Visit]:
    with visit(browser) as opened:
        yield opened
    assert opened.asked == []
    assert opened.wrong == []


def written(store: ox.Store, folder: Path) -> Path:
    for path, text in site(store):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def seed_site(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = open_store(tmp_path_factory.mktemp("store") / "store")
    add(store, seed, recorded="2026-11-24T00:00:00Z")
    return written(store, tmp_path_factory.mktemp("seed"))


PERSON = "person/staffan-de-mistura"
ROUND = "round/geneva-talks-on-syria-8"


@pytest.mark.parametrize("words", ["ميستورا", "ستفان دى مستورا", "mistura", "de mestora"])
def test_search_folds_letters_and_alphabets(window: Visit, seed_site: Path, words: str) -> None:
    window.go(seed_site / "graph.html", "lang=ar")
    window.page.fill("#find", words)
    assert "ميستورا" in window.see("#found li")
    window.page.keyboard.press("Enter")
    assert window.state()["id"] == PERSON
    assert "ميستورا" in window.see("#panel h2")


def test_a_relation_opens_its_sentence_with_who_says_so(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=ar&id={PERSON}")
    window.page.wait_for_selector("#panel blockquote:not([aria-busy]) .trigger")
    assert "سيلتقي" in window.see("#panel blockquote")
    caption = window.see("#panel figcaption")
    assert "ستافان دي ميستورا" in caption
    assert "%" in caption
    assert "2017" in caption


def test_sources_that_differ_stand_side_by_side(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=en&id={ROUND}")
    table = window.see("#panel .versus")
    assert "Staffan de Mistura" in table
    assert "Begins between 1 November 2017 and 30 November 2017" in table
    assert "planned" in table
    assert "possible" in table
    window.page.wait_for_selector("#panel mark.time")
    assert "date counted from 19 October 2017" in window.see("#panel figcaption")


def test_an_article_opens_whole_with_its_marks(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=ar&id={ROUND}")
    window.page.click("#panel figcaption .more >> nth=0")
    window.page.wait_for_selector("#reader .here")
    assert window.state()["article"] == "article/000_3243e6dd9e279ec2"
    assert window.page.locator("#reader .mark").count() > 40
    window.page.click("#reader .mark.trigger >> nth=0")
    assert window.state()["id"].startswith("event/")
    assert window.page.locator("#reader article").count() == 1


def test_the_brush_filters_network_lists_and_counts(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=en&undated=0")
    before = window.see("#note")
    strip = window.page.locator("#strip").bounding_box()
    window.page.mouse.move(strip["x"] + strip["width"] * 0.55, strip["y"] + 90)
    window.page.mouse.down()
    window.page.mouse.move(strip["x"] + strip["width"] * 0.80, strip["y"] + 90, steps=6)
    window.page.mouse.up()
    first, last = window.state()["time"].split("..")
    assert "2017-09" <= first < last <= "2017-11-30"
    assert window.see("#note") != before
    assert "Geneva VII\n" not in window.page.inner_text("#panel") + "\n"
    window.page.click("#views [data-view=table]")
    assert window.page.locator("#rows tbody tr").count() < 23
    window.page.click("#whole")
    assert "time" not in window.state()


def test_the_strip_obeys_the_keyboard_and_plays(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=ar")
    window.page.focus("[data-grip=from]")
    for _ in range(3):
        window.page.keyboard.press("PageUp")
    assert "time" in window.state()
    assert window.page.evaluate("document.activeElement.dataset.grip") == "from"
    window.page.click("#play")
    seen = {window.see("#span b")}
    for _ in range(60):
        window.page.wait_for_timeout(100)
        seen.add(window.see("#span b"))
        if len(seen) > 1:
            break
    assert len(seen) > 1
    window.page.click("#play")
    assert window.page.get_attribute("#play", "aria-pressed") == "false"


def test_languages_and_light(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=ar&theme=light")
    root = window.page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert "23 حدثاً" in window.see("#about")
    assert "تشرين الأول" in window.see("#about")
    window.page.click("[data-lang=fr]")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("fr", "ltr")
    assert "23 événements" in window.see("#about")
    assert "19 octobre 2017" in window.see("#about")
    window.page.click("[data-lang=both]")
    assert "Staffan de Mistura" not in window.see("#panel h2")
    window.page.click("#theme")
    assert root.get_attribute("data-theme") == "dark"
    assert window.state()["theme"] == "dark"


def test_a_permalink_brings_the_same_view(browser: Any, window: Visit, seed_site: Path) -> None:
    address = f"lang=en&theme=dark&view=lanes&id={PERSON}&steps=2&time=2017-10-01..2017-11-30"
    window.go(seed_site / "graph.html", address + "&without=place&mute=dotted&only=Meeting")
    told, note, panel = window.state(), window.see("#note"), window.see("#panel")
    assert told["without"] == "place"
    assert told["only"] == "Meeting"
    with visit(browser) as other:
        url = window.page.evaluate("location.hash.slice(1)")
        other.go(seed_site / "graph.html", url)
        assert (other.state(), other.see("#note"), other.see("#panel")) == (told, note, panel)


def test_a_broken_permalink_opens_all_the_same(window: Visit, seed_site: Path) -> None:
    window.go(
        seed_site / "graph.html", "lang=xx&id=nobody&time=2017-99-99..x&sure=9&steps=77&%E0%A4%A"
    )
    assert window.state()["lang"] == "ar"
    assert "id" not in window.state()


def test_the_way_between_two_tells_its_steps(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=en&id={PERSON}")
    window.page.click("text=Path to…")
    window.page.keyboard.type("astana")
    window.page.keyboard.press("Enter")
    assert window.state()["id"] == PERSON
    assert "to" in window.state()
    steps = window.page.locator("#panel > ol.line > li").count()
    assert steps >= 2
    assert f"{steps} steps" in window.see("#panel")


def test_around_a_node_in_steps(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=en&id={PERSON}")
    everything = window.see("#note")
    window.page.click(".toolset >> text=1 step")
    near = window.see("#note")
    window.page.click(".toolset >> text=3 steps")
    assert len({everything, near, window.see("#note")}) == 3
    assert window.state()["steps"] == "3"


def test_filters_by_kind_state_source_and_confidence(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=en")
    window.page.click("#legend .kind >> nth=0")
    assert window.state()["without"] == "person"
    window.page.click("#strokes .stroke >> nth=1")
    assert window.state()["mute"] == "dashed"
    window.page.click("#filters")
    window.page.select_option("#only", "Statement")
    window.page.fill("#sure", "0.9")
    window.page.dispatch_event("#sure", "change")
    assert window.state()["sure"] == "0.9"
    window.page.click("#reset")
    assert not {"without", "mute", "only", "sure"} & window.state().keys()


@pytest.fixture(scope="module")
def two_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An Arabic and an English article of two outlets that name the same ministers."""
    store = open_store(tmp_path_factory.mktemp("store") / "store")
    for id_, language, source, text in (
        ("a", "ar", "Cairo Daily", "التقى لافروف تيلرسون في موسكو في 19 آذار 2018."),
        ("e", "en", "Vienna Post", "Russian Foreign Minister Sergey Lavrov spoke in Vienna."),
    ):
        meta = {"language": language, "published": "2018-03-20", "source": source}
        add(store, read_article(make_article(id_, text, meta)), recorded="2026-11-24T00:00:00Z")
    return written(store, tmp_path_factory.mktemp("papers"))


@pytest.mark.parametrize(
    ("menu", "choice", "key"), [("source", "Cairo Daily", "source"), ("tongue", "ar", "in")]
)
def test_filters_by_outlet_and_language(
    window: Visit, two_papers: Path, menu: str, choice: str, key: str
) -> None:
    window.go(two_papers / "graph.html", "lang=en&view=articles")
    assert window.page.locator("#reader tbody tr").count() == 2
    window.page.click("#filters")
    window.page.select_option(f"#{menu}", choice)
    assert window.state()[key] == choice
    assert window.page.locator("#reader tbody tr").count() == 1
    assert "Cairo Daily" in window.see("#reader")
    window.page.click("#reset")
    assert window.page.locator("#reader tbody tr").count() == 2


@pytest.mark.parametrize("kind", ["png", "svg", "csv", "gexf"])
def test_the_view_is_saved(window: Visit, seed_site: Path, tmp_path: Path, kind: str) -> None:
    window.go(seed_site / "graph.html", f"lang=ar&id={PERSON}")
    window.page.click("#take")
    with window.page.expect_download() as waiting:
        window.page.click(f"#take-{kind}")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    data = path.read_bytes()
    if kind == "png":
        assert data.startswith(b"\x89PNG")
    elif kind == "csv":
        rows = data.decode("utf-8-sig").strip().split("\r\n")
        assert len(rows) == 24
        assert rows[0].startswith("event,type,label")
    else:
        from xml.etree import ElementTree

        root = ElementTree.fromstring(data)
        found = "".join(root.itertext()) if kind == "svg" else ElementTree.tostring(root, "unicode")
        assert "ميستورا" in found
        if kind == "gexf":
            import networkx as nx

            assert len(nx.read_gexf(path, version="1.2draft")) == 33


def test_a_list_is_also_a_question(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", f"lang=en&id={PERSON}&time=2017-10-01..2017-10-31")
    window.page.click("#panel .asked button >> nth=0")
    query = window.see("#query")
    assert f"<https://w3id.org/dtkg/id/{PERSON}>" in query
    assert "2017-10-01" in query
    assert not window.page.locator("#run").is_visible()
    window.page.keyboard.press("Escape")
    assert window.state()["id"] == PERSON


def test_the_keyboard_alone_reaches_a_sentence(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=en")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.id") == "skip"
    window.page.keyboard.press("/")
    window.page.keyboard.type("mistura")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "panel"
    for _ in range(60):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    if not window.page.locator("#panel blockquote .trigger").count():
        window.page.keyboard.press("Enter")
    window.page.wait_for_selector("#panel blockquote .trigger")
    window.page.focus("#canvas")
    window.page.keyboard.press("ArrowRight")
    assert window.page.inner_text("#said")
    window.page.keyboard.press("Enter")
    assert window.state()["id"] != PERSON or window.see("#said")
    window.page.keyboard.press("Escape")
    assert "id" not in window.state()


def test_the_talks_round_by_round(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "graph.html", "lang=en&view=processes")
    rows = window.page.locator(".process >> nth=0").locator("tbody tr")
    assert rows.locator(".round").all_inner_texts() == ["7", "8"]
    assert "planned → possible" in " ".join(rows.nth(1).inner_text().split())


def test_a_phone_sees_everything_without_scrolling_sideways(browser: Any, seed_site: Path) -> None:
    phone: dict[str, Any] = {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
    }
    with visit(browser, **phone) as opened:
        for name in ("graph.html", "index.html", "pages/person-staffan-de-mistura.html"):
            for language in ("ar", "en"):
                opened.go(seed_site / name, f"lang={language}")
                wide = opened.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 390, (name, language, wide)
        assert opened.asked == opened.wrong == []


def test_less_motion_is_heeded_and_print_gives_the_table(browser: Any, seed_site: Path) -> None:
    with visit(browser, reduced_motion="reduce") as opened:
        opened.go(seed_site / "graph.html", "lang=ar")
        assert opened.page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        opened.page.emulate_media(media="print")
        assert opened.page.locator("#table").is_visible()
        assert not opened.page.locator("#stage").is_visible()
        assert len(opened.page.pdf()) > 5_000


def test_without_scripts_the_table_and_the_pages_are_there(browser: Any, seed_site: Path) -> None:
    with visit(browser, java_script_enabled=False) as opened:
        opened.page.goto((seed_site / "graph.html").as_uri())
        assert opened.page.locator("#table tbody tr").count() == 23
        opened.page.goto((seed_site / "pages/round-geneva-talks-on-syria-8.html").as_uri())
        assert "محادثات جنيف 8" in opened.page.inner_text("h1")
        assert "عقد" in opened.page.inner_text("blockquote mark.trigger")


def test_the_way_in_leads_to_a_person_and_a_month(window: Visit, seed_site: Path) -> None:
    window.go(seed_site / "index.html", "lang=en&theme=dark")
    window.page.fill("#find", "lafrof")
    assert "Lavrov" in window.see("#found li")
    window.page.keyboard.press("Escape")
    row = window.page.locator(".matrix tbody tr", has_text="Staffan de Mistura")
    row.locator("td a").first.click()
    window.page.wait_for_selector("html[data-ready]", state="attached")
    assert {"lang": "en", "theme": "dark", "id": PERSON}.items() <= window.state().items()
    assert window.state()["time"] == "2017-10-01..2017-10-31"
    assert "Meetings · October 2017" in window.see("#panel h3")


@pytest.fixture(scope="module")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(evil_store(), tmp_path_factory.mktemp("evil"))


def test_hostile_names_run_nothing_anywhere(window: Visit, evil_site: Path) -> None:
    for path in sorted(evil_site.rglob("*.html")):
        for address in ("lang=ar", "lang=both&theme=dark&id=person/evil", "lang=en&view=table"):
            window.go(path, address)
            assert window.page.evaluate("document.documentElement.dataset.hit") is None
            assert window.page.locator("img").count() == 0
    window.go(evil_site / "graph.html", "lang=ar")
    window.page.fill("#find", "img src")
    window.page.keyboard.press("Enter")
    assert window.state()["id"] == "person/evil"
    window.page.wait_for_selector("#panel blockquote:not([aria-busy])")
    for view in ("lanes", "processes", "table", "articles", "network"):
        window.page.click(f"#views [data-view={view}]")
    for kind in ("svg", "csv", "gexf", "png"):
        window.page.click("#take")
        with window.page.expect_download():
            window.page.click(f"#take-{kind}")
    assert window.page.evaluate("document.documentElement.dataset.hit") is None


def test_markup_put_in_by_force_is_stopped_by_the_policy(browser: Any, evil_site: Path) -> None:
    with visit(browser) as opened:
        opened.go(evil_site / "graph.html", "lang=ar")
        opened.page.evaluate(
            """document.body.insertAdjacentHTML("beforeend",
            "<img src=x onerror=\\"document.documentElement.dataset.hit=1\\">")"""
        )
        opened.page.wait_for_timeout(200)
        assert opened.page.evaluate("document.documentElement.dataset.hit") is None
        assert any("Content Security Policy" in text for text in opened.wrong)


def test_a_large_network_opens_on_communities_and_unfolds(
    window: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.html.world import page_words

    monkeypatch.setitem(page_words()["limits"], "overview", 5)
    monkeypatch.setitem(page_words()["limits"], "smallest", 2)
    folder = written(store_of(), tmp_path)
    window.go(folder / "graph.html", "lang=en")
    assert "All groups" in window.see("#trail")
    window.page.focus("#canvas")
    window.page.keyboard.press("ArrowRight")
    window.page.keyboard.press("Enter")
    assert "group" in window.state()
    window.page.click("#trail .more >> nth=0")
    assert "group" not in window.state()
    window.page.click("text=whole network")
    assert window.state()["all"] == "1"
    window.page.fill("#find", "lavrov")
    window.page.keyboard.press("Enter")
    assert window.state()["id"] == "person/b"


def test_a_notebook_shows_the_page_in_a_sandbox(browser: Any, tmp_path: Path) -> None:
    from kg.html.pages import graph_page

    path = tmp_path / "cell.html"
    shown = graph_page(store_of(), height=500)._repr_html_()
    path.write_text(f"<!doctype html><meta charset=utf-8>{shown}", encoding="utf-8")
    with visit(browser) as opened:
        opened.page.goto(path.as_uri())
        inside = opened.page.frame_locator("iframe")
        inside.locator("html[data-ready]").wait_for(state="attached", timeout=20_000)
        inside.locator("#languages [data-lang=en]").click()
        assert "5 events" in inside.locator("#about").inner_text()
        assert opened.asked == opened.wrong == []


@pytest.fixture(scope="module")
def axe() -> Any:
    api = pytest.importorskip(
        "axe_playwright_python.base", reason="axe is not installed: accessibility is not checked"
    )
    return (
        Path(os.fspath(api.AXE_PATH))
        if hasattr(api, "AXE_PATH")
        else Path(str(api.__file__)).with_name("axe.min.js")
    )


VIEWS = ["network", "lanes", "processes", "table", "articles"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(
    browser: Any, seed_site: Path, axe: Any, language: str, theme: str
) -> None:
    """axe-core, all its rules, on every view and every kind of page."""
    look = f"lang={language}&theme={theme}"
    pages = [PERSON.replace("/", "-"), ROUND.replace("/", "-"), "article-000_3243e6dd9e279ec2"]
    places = [("graph.html", f"{look}&id={PERSON}"), ("index.html", look)]
    places += [(f"pages/{pages[1]}.html", look)]
    if (language, theme) in (("ar", "light"), ("en", "dark")):
        places += [("graph.html", f"{look}&view={view}&id={ROUND}") for view in VIEWS]
        places += [("graph.html", f"{look}&article=article/000_3243e6dd9e279ec2")]
        places += [(f"pages/{name}.html", look) for name in (pages[0], pages[2])]
    with visit(browser, bypass_csp=True) as opened:
        for name, address in places:
            opened.go(seed_site / name, address)
            opened.page.wait_for_timeout(150)
            opened.page.add_script_tag(content=axe.read_text(encoding="utf-8"))
            found = opened.page.evaluate("axe.run(document).then((r) => r.violations)")
            told = [(v["id"], [n["target"] for n in v["nodes"]][:4]) for v in found]
            assert not told, f"{name}#{address}: {json.dumps(told, ensure_ascii=False)}"
