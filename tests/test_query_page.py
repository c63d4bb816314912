"""The query page in headless Chromium with nothing but our server to reach."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Visit, chromium, visit
from conftest import RECORDED
from servers import kg_serve

from kg.ask.sparql import named_queries
from kg.model.claims import Reading
from kg.quads import store

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"


@pytest.fixture(scope="module")
def url(seed: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("asked")
    store.add(store.open_store(folder / "store"), seed, recorded=RECORDED)
    with kg_serve(folder) as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def window(browser: Any, url: str) -> Iterator[Visit]:
    with visit(browser, server=url) as opened:
        opened.page.goto(f"{url}/yasgui")
        opened.page.wait_for_selector(".yasqe_queryButton", timeout=20_000)
        yield opened
    assert opened.asked == []
    assert opened.wrong == []


def written(window: Visit) -> str:
    return str(window.page.evaluate(f"{EDITOR}.getValue()"))


def ran(window: Visit) -> str:
    window.page.click(".yasqe_queryButton:visible")
    window.page.wait_for_selector(".yasr table tbody tr", timeout=20_000)
    return window.see(".yasr table tbody")


def test_the_first_query_is_answered_as_a_table(window: Visit) -> None:
    assert "dip:Meeting" in written(window)
    assert "لقاء ستافان دي ميستورا وسيرغي لافروف" in ran(window)


def test_a_named_query_is_chosen_and_answered(window: Visit) -> None:
    assert window.page.locator("select[aria-label='named queries'] option").count() == 1 + len(
        named_queries()
    )
    window.page.select_option("select[aria-label='named queries']", "who-met-whom")
    assert "dip:meetingDate" in written(window)
    assert "موسكو" in ran(window)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT * WHERE { ?e a dip:Mee", "dip:Meeting"),
        ("SELECT * WHERE { ?e dip:partic", "dip:participant"),
        ("PREFIX di", "dip: <https://w3id.org/dtkg/ns#>"),
    ],
)
def test_classes_properties_and_prefixes_are_completed(
    window: Visit, typed: str, offered: str
) -> None:
    put = f"text => {{ {EDITOR}.setValue(text); {EDITOR}.setCursor(0, text.length) }}"
    window.page.evaluate(put, typed)
    window.page.evaluate(f"{EDITOR}.focus()")
    window.page.keyboard.press("Control+Space")
    window.page.click(f".CodeMirror-hint:has-text('{offered}')", timeout=10_000)
    declared = "PREFIX dip: <https://w3id.org/dtkg/ns#>"
    end = time.monotonic() + 10
    while declared not in written(window) or offered not in written(window):
        assert time.monotonic() < end, written(window)
        time.sleep(0.05)
