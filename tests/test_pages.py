"""The page: one file, nothing from outside, nothing injectable, words where they belong."""

import html
import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256

import pytest
from page_fixture import frame, reading, store_of, usual

from kg.errors import UsageError
from kg.pagedata import window_text
from kg.pages import graph_html, notebook_frame, write_graph
from kg.world import Event, page_words

HIT = "document['documentElement']['dataset']['hit']=1"
EVIL = f'</script><img src=x onerror="{HIT}"><script>{HIT}</script>\'"` \u2028\u202eعكس\u202c'
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)


def data_of(page):
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(text)


def evil_store():
    text = f"يلتقي {EVIL} سيرغي لافروف. وقال ذلك."
    return store_of(
        reading(
            names={
                "person/evil": ("Person", EVIL, EVIL),
                "person/b": ("Person", "سيرغي لافروف", "L"),
                "person/'\"><b>": ("Person", "وقال", "<b>"),
            },
            text=text,
            id_="a&b<c>",
            frames=(
                frame(
                    "Meeting",
                    "planned",
                    "يلتقي",
                    {"person/evil": "attendee", "person/b": "attendee"},
                    text=text,
                ),
                frame(
                    "Statement",
                    "occurred",
                    "وقال",
                    {"person/'\"><b>": "speaker", "person/evil": "addressee"},
                    text=text,
                ),
            ),
        )
    )


def test_nothing_is_asked_from_outside():
    page = graph_html(store_of())
    assert not re.findall(r"<(?:script|link|img|iframe|object|embed)[^>]*\b(?:src|href)=", page)
    assert not re.findall(r"url\(\s*['\"]?(?!#)", page.split("<script", 1)[0])
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_the_policy_names_every_script_and_style_and_nothing_else():
    page = graph_html(store_of())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    parts = dict(part.strip().split(" ", 1) for part in html.unescape(policy).split(";"))
    assert parts["default-src"] == "'none'"
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"(?:^|\n)<{tag}>(.*?)</{tag}>", page, re.S)
        hashes = {f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in inside}
        assert hashes == set(parts[directive].split())
        assert hashes


def test_hostile_names_and_texts_stay_data():
    page = graph_html(evil_store())
    assert "<img" not in page
    assert len(re.findall("(?m)^<script", page)) == 3
    assert page.count("</script>") == 3
    assert "\u2028" not in page
    assert "\u202e" not in page.split("passages", 1)[0]
    data = data_of(page)
    assert data["things"]["person/evil"]["l"]["ar"].startswith("</script><img")
    assert "\u202e" not in data["things"]["person/evil"]["l"]["ar"]
    quoted = "".join(part["s"] for parts in data["passages"].values() for part in parts)
    assert EVIL in quoted


def test_a_passage_is_cut_at_mentions_and_trigger():
    data = data_of(graph_html(store_of()))
    (meeting,) = [event for event in data["events"] if event["c"] == "Meeting"]
    parts = data["passages"][meeting["x"][0]["p"]]
    assert [p["s"] for p in parts if meeting["x"][0]["id"] in p["t"]] == ["يلتقي"]
    assert [p["s"] for p in parts if "person/b" in p["n"]] == ["سيرغي لافروف"]
    assert "".join(p["s"] for p in parts) == "يلتقي دي ميستورا في موسكو سيرغي لافروف."


def test_offsets_beyond_the_basic_plane():
    text = "😀 يلتقي دي ميستورا سيرغي لافروف."
    told = (
        frame(
            "Meeting",
            "occurred",
            "يلتقي",
            {"person/a": "attendee", "person/b": "attendee"},
            text=text,
        ),
    )
    data = data_of(graph_html(store_of(reading(text=text, frames=told))))
    (parts,) = data["passages"].values()
    assert [p["s"] for p in parts if p["t"]] == ["يلتقي"]


@pytest.mark.parametrize(
    ("window", "arabic", "english"),
    [
        (("2017-10-18",) * 4, "18 تشرين الأول 2017", "18 October 2017"),
        (
            ("2017-11-01", "2017-11-10", "2017-11-01", "2017-11-10"),
            "بين 1 تشرين الثاني 2017 و10 تشرين الثاني 2017",
            "Between 1 November 2017 and 10 November 2017",
        ),
        (
            ("2017-11-01", "2017-11-01", "2017-11-10", "2017-11-10"),
            "من 1 تشرين الثاني 2017 إلى 10 تشرين الثاني 2017",
            "From 1 November 2017 to 10 November 2017",
        ),
        (
            (None, None, None, "2017-07-14"),
            "في موعد لا يتجاوز 14 تموز 2017",
            "No later than 14 July 2017",
        ),
        (
            (None, "2017-07-14", "2017-07-14", "2017-07-14"),
            "انتهى في 14 تموز 2017",
            "Ended on 14 July 2017",
        ),
        (
            ("2015-11-01", "2015-11-01", None, None),
            "منذ 1 تشرين الثاني 2015",
            "Since 1 November 2015",
        ),
        (
            ("2015-11-01", None, None, None),
            "ليس قبل 1 تشرين الثاني 2015",
            "Not before 1 November 2015",
        ),
        ((None,) * 4, "", ""),
    ],
)
def test_a_window_in_words(window, arabic, english):
    event = Event("event/x", "Meeting", "held", window=window)
    assert (window_text(event, "ar"), window_text(event, "en")) == (arabic, english)


def test_the_table_is_there_without_scripts():
    page = graph_html(store_of())
    body = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    assert body.count("<tr>") == len(usual())
    assert "18 تشرين الأول 2017" in body
    assert "<bdi>أستانا</bdi>" in body


def test_every_language_has_every_word():
    words = page_words()
    keys = set(words["words"]["ar"])
    assert all(set(words["words"][lang]) == keys for lang in words["months"])
    for table in ("kinds", "strokes"):
        assert all(set(row["label"]) == {"ar", "en", "fr"} for row in words[table])


def test_the_same_store_gives_the_same_bytes(tmp_path):
    first = write_graph(store_of(), tmp_path / "new" / "graph.html").read_bytes()
    assert first == write_graph(store_of(), tmp_path / "again.html").read_bytes()
    assert b"\r" not in first


def test_a_page_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"graph\.html"):
        write_graph(store_of(), tmp_path / "file" / "graph.html")


def test_an_empty_store_gives_an_empty_page():
    assert data_of(graph_html(store_of(reading(frames=(), names={}))))["net"]["nodes"] == []


def test_a_notebook_frame_holds_the_page_as_text():
    frame_ = notebook_frame(store_of(), height=400)
    assert frame_.count("<") == 2
    assert 'sandbox="allow-scripts allow-downloads"' in frame_


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page is not run")
@pytest.mark.parametrize(
    "address",
    [
        "lang=ar&theme=light",
        "lang=both&theme=dark&id=person/evil",
        "lang=en&view=table&time=2017-01-01..2017-12-31&undated=1",
    ],
)
def test_in_a_browser_it_comes_up_and_runs_nothing_foreign(tmp_path, address):
    path = write_graph(evil_store(), tmp_path / "graph.html")
    dom = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=3000",
            "--window-size=1200,800",
            "--dump-dom",
            f"{path.as_uri()}#{address}",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    top = dom.split(">", 2)[1]
    assert 'data-ready="1"' in top, top
    assert "data-hit" not in top
    body = re.sub(r"<script.*?</script>", "", dom, flags=re.S)
    assert "<img" not in body
    assert "&lt;img src=x" in body
    if "both" in address:
        assert "<blockquote" in body
        assert 'class="trigger"' in body
