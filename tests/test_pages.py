"""The page: one file, nothing from outside, nothing injectable, words where they belong."""

import gzip
import html
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from page_fixture import JULY, NOVEMBER, frame, reading, store_of, usual

from kg import outputs
from kg.errors import UsageError
from kg.html.dossiers import of_event
from kg.html.pagedata import says, units, window_text
from kg.html.pages import graph_html, graph_page, notebook_frame, write_graph
from kg.html.site import site
from kg.html.texts import Teller, counted, file_name
from kg.html.webpage import inline, template
from kg.html.world import page_words
from kg.html.worldread import read_world
from kg.model.vocabulary import EntityType
from kg.resources import TEMPLATES

SCRIPTS = [path.name for path in TEMPLATES.glob("graph*.js")]
HIT = "document['documentElement']['dataset']['hit']=1"
EVIL = f'</script><img src=x onerror="{HIT}"><script>{HIT}</script>\'"` \u2028\u202eعكس\u202c'


def unpacked(page: str, id_: str) -> Any:
    (text,) = re.findall(rf'<script type="text/plain" id="{id_}">([A-Za-z0-9+/=]*)</script>', page)
    return json.loads(gzip.decompress(b64decode(text)))


def data_of(page: str) -> Any:
    return unpacked(page, "core")


def passage(page: str, claim: Any) -> Any:
    """The words of a claim as the page finds them: UTF-16 units of the article's text."""
    data = data_of(page)
    text, mentions = unpacked(page, f"block{data['block'][claim['a']]}")[claim["a"]]
    wide: bytes = text.encode("utf-16-le")

    def cut(a: int, b: int) -> str:
        return wide[2 * a : 2 * b].decode("utf-16-le")

    marks = {key: cut(a, b) for a, b, key in mentions}
    return cut(*claim["p"]), cut(*claim["t"]), marks


def evil_store() -> ox.Store:
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


def test_nothing_is_asked_from_outside() -> None:
    page = graph_html(store_of())
    assert not re.findall(r"<(?:script|link|img|iframe|object|embed)[^>]*\b(?:src|href)=", page)
    assert not re.findall(r"url\(\s*['\"]?(?!#)", page.split("<script", 1)[0])
    assert "sourceMappingURL" not in page
    assert "@import" not in page


def test_the_policy_names_every_script_and_style_and_nothing_else() -> None:
    page = graph_html(store_of())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    parts = dict(part.strip().split(" ", 1) for part in html.unescape(policy).split(";"))
    assert parts["default-src"] == "'none'"
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"(?:^|\n)<{tag}>(.*?)</{tag}>", page, re.S)
        hashes = {f"'sha256-{b64encode(sha256(t.encode()).digest()).decode()}'" for t in inside}
        assert hashes == set(parts[directive].split())
        assert hashes


def test_hostile_names_and_texts_stay_data() -> None:
    store = evil_store()
    for path, page in site(store):
        assert "<img" not in page, path
        assert "</script><" not in page.replace("</script><script", ""), path
        assert not re.search(r"(?:href|src)=[\"']?(?:javascript|data):", page), path
    page = graph_html(store)
    data = data_of(page)
    assert data["things"]["person/evil"]["l"]["ar"].startswith("</script><img")
    assert "\u202e" not in json.dumps(data["things"], ensure_ascii=False)
    (meeting,) = [event for event in data["events"] if event["c"] == "Meeting"]
    assert EVIL in passage(page, meeting["x"][0])[0]


def test_a_name_of_ten_thousand_letters_is_cut_and_the_text_is_not() -> None:
    long = "أ" * 10_000
    names: dict[str, tuple[EntityType, str, str]] = {
        "person/a": ("Person", long, long),
        "person/b": ("Person", "لافروف", "L"),
    }
    text = f"يلتقي {long} لافروف."
    told = (frame("Meeting", "occurred", "يلتقي", dict.fromkeys(names, "attendee"), text=text),)
    page = graph_html(store_of(reading(names=names, text=text, frames=told)))
    data = data_of(page)
    assert len(data["things"]["person/a"]["l"]["ar"]) == 160
    assert long in passage(page, data["events"][0]["x"][0])[0]


def test_evidence_is_found_in_the_article_by_its_offsets() -> None:
    page = graph_html(store_of())
    (meeting,) = [event for event in data_of(page)["events"] if event["c"] == "Meeting"]
    words, trigger, marks = passage(page, meeting["x"][0])
    assert words == "يلتقي دي ميستورا في موسكو سيرغي لافروف."
    assert trigger == "يلتقي"
    assert marks["person/b"] == "سيرغي لافروف"


def test_offsets_beyond_the_basic_plane() -> None:
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
    page = graph_html(store_of(reading(text=text, frames=told)))
    (event,) = data_of(page)["events"]
    assert passage(page, event["x"][0])[1] == "يلتقي"
    assert units("a😀b")(2) == 3


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
        (
            ("2017-11-01", "2017-11-30", "2017-11-01", None),
            "يبدأ بين 1 تشرين الثاني 2017 و30 تشرين الثاني 2017",
            "Begins between 1 November 2017 and 30 November 2017",
        ),
        (
            (None, "2017-11-30", None, None),
            "بدأ في موعد لا يتجاوز 30 تشرين الثاني 2017",
            "Begun by 30 November 2017",
        ),
        (
            (None, None, "2017-11-30", None),
            "انتهى بعد 30 تشرين الثاني 2017 أو فيه",
            "Ended on 30 November 2017 or later",
        ),
        ((None,) * 4, "", ""),
    ],
)
def test_a_window_in_words(window: Any, arabic: str, english: str) -> None:
    assert (window_text(window, "ar"), window_text(window, "en")) == (arabic, english)


def test_the_table_is_there_without_scripts() -> None:
    page = graph_html(store_of())
    body = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    assert body.count("<tr>") == len(usual())
    assert "18 تشرين الأول 2017" in body
    assert "<bdi>أستانا</bdi>" in body


def test_every_language_has_every_word() -> None:
    words = page_words()
    keys = set(words["words"]["ar"])
    assert all(set(words["words"][lang]) == keys for lang in words["months"])
    used = set(re.findall(r'(?:word|phrase|counted)\("(\w+)"', "".join(map(template, SCRIPTS))))
    assert used <= keys
    for table in ("kinds", "strokes"):
        assert all(set(row["label"]) == {"ar", "en", "fr"} for row in words[table])


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_graph(store_of(), tmp_path / "new" / "graph.html").read_bytes()
    assert first == write_graph(store_of(), tmp_path / "again.html").read_bytes()
    assert b"\r" not in first


def test_a_page_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"graph\.html"):
        write_graph(store_of(), tmp_path / "file" / "graph.html")


def test_an_empty_store_gives_an_empty_page() -> None:
    assert data_of(graph_html(store_of(reading(frames=(), names={}))))["net"]["nodes"] == []


def test_a_notebook_frame_holds_the_page_as_text() -> None:
    frame_ = notebook_frame(store_of(), height=400)
    assert frame_.count("<") == 2
    assert 'sandbox="allow-scripts allow-downloads"' in frame_


def test_pages_of_an_earlier_graph_go_and_files_of_others_stay(tmp_path: Path) -> None:
    outputs.write_pages(store_of(reading()), tmp_path)
    pages = tmp_path / "pages"
    before = set(pages.iterdir())
    (pages / "mine.html").write_text("<!doctype html><p>mine", encoding="utf-8")
    count = outputs.write_pages(evil_store(), tmp_path)
    after = set(pages.iterdir())
    assert before - after
    assert pages / "mine.html" in after
    assert len(after) == count - 2 + 1  # without index and network, with mine
    assert outputs.write_pages(evil_store(), tmp_path) == count
    assert set(pages.iterdir()) == after


def test_a_page_object_shows_itself_in_a_notebook() -> None:
    shown = graph_page(store_of(), height=400)._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts allow-downloads"')
    assert "height:400px" in shown


def test_claims_that_differ_carry_what_each_says() -> None:
    november = frame("TalksRound", "planned", "تعقد", {"round/g-8": "topic"}, window=NOVEMBER)
    other = replace(november, window=JULY, status="denied")
    store = store_of(reading(frames=(november,)), reading(frames=(other,), id_="article-2"))
    (event,) = data_of(graph_html(store))["events"]
    assert event["d"]
    assert {claim["m"] for claim in event["x"]} == {"planned", "denied"}
    assert len({json.dumps(claim["w"]) for claim in event["x"]}) == 2


def test_a_claim_says_its_roles_and_its_window() -> None:
    met = frame("Meeting", "planned", "يلتقي", {"person/a": "attendee", "person/b": "attendee"})
    world = read_world(store_of(reading(frames=(replace(met, place="place/m", window=JULY),))))
    (event,) = world.events
    roles, (begin, late, early, end) = says(event.claims[0])
    attendees = [("attendee", "person/a"), ("attendee", "person/b")]
    assert sorted(roles) == [*attendees, ("place", "place/m")]
    assert (begin, late, early, end) == (None, "2017-07-14", "2017-07-14", "2017-07-14")


def test_the_page_of_an_event_shows_the_whole_sentence() -> None:
    world = read_world(store_of())
    for event in world.events:
        told = of_event(Teller(world, ()), event)["claims"]
        shown = ["".join(piece["text"] for piece in claim["pieces"]) for claim in told]
        assert shown == [claim.words for claim in event.claims]


@pytest.mark.parametrize("text", ["a</script>b", "</STYLE >"])
def test_code_that_would_end_its_element_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must not end its own element"):
        inline(text)


def test_every_thing_event_and_article_of_a_small_graph_has_a_page() -> None:
    pages = dict(site(store_of()))
    names = set(pages)
    assert {"index.html", "graph.html", "pages/person-a.html", "pages/round-g-8.html"} <= names
    assert "pages/article-article-1.html" in names
    for path, page in pages.items():
        folder = "pages/" if "/" in path else ""
        for target in re.findall(r'href="([^"#]+)', page):
            if target.startswith("http"):
                continue
            there = target.removeprefix("../") if target.startswith("../") else folder + target
            assert there in names, (path, target)


def test_the_page_of_an_article_marks_where_each_claim_stands() -> None:
    page = dict(site(store_of()))["pages/article-article-1.html"]
    assert 'id="c0"' in page
    assert '<mark class="trigger"' in page
    event = next(p for k, p in site(store_of()) if k.startswith("pages/event-meeting"))
    assert "article-article-1.html#c0" in event


def test_a_large_graph_has_the_pages_that_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(page_words()["limits"], "pages", 3)
    assert [path for path, _ in site(store_of())] == ["index.html", "graph.html"]
    asked = [path for path, _ in site(store_of(), ["person/a"])]
    assert asked == ["index.html", "graph.html", "pages/person-a.html"]
    with pytest.raises(UsageError, match="person/nobody"):
        list(site(store_of(), ["person/nobody"]))


def test_file_names_are_safe_and_their_own() -> None:
    odd = [
        "person/a b",
        "person/a/b",
        'person/"><b>',
        "person/أ",
        "person/../x",
        "person/" + "x" * 300,
    ]
    names = [file_name(key) for key in [*odd, "person/a-b"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[A-Za-z0-9_.-]{1,110}[.]html", name) for name in names)
    assert file_name("person/staffan-de-mistura") == "person-staffan-de-mistura.html"


@pytest.mark.parametrize(
    ("n", "arabic", "english", "french"),
    [
        (0, "لا أحداث", "0 events", "0 événement"),
        (1, "حدث واحد", "1 event", "1 événement"),
        (2, "حدثان", "2 events", "2 événements"),
        (7, "7 أحداث", "7 events", "7 événements"),
        (23, "23 حدثاً", "23 events", "23 événements"),
        (100, "100 حدث", "100 events", "100 événements"),
        (2203, "2203 أحداث", "2203 events", "2203 événements"),
    ],
)
def test_numbers_take_the_noun_of_their_language(
    n: int, arabic: str, english: str, french: str
) -> None:
    assert counted("eventsN", n) == {"ar": arabic, "en": english, "fr": french}
