"""What many tests share: the seed read once, its store, and where the shared data lie."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model.claims import Article, Reading
from kg.pipeline import read_article
from kg.quads import store
from kg.resources import SEEDS
from kg.text import articles

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEED_ID = "000_3243e6dd9e279ec2"
RECORDED = "2026-11-24T00:00:00Z"


@pytest.fixture(autouse=True)
def unforgiving(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a reader fails the test, but where the test is of just that."""
    if request.module.__name__ != "test_faults":
        monkeypatch.setattr("kg.faults.collecting", lambda: nullcontext([]))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared gold and data; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout: nothing to compare with")
    return SHARED


@pytest.fixture(scope="session")
def seed_article() -> Article:
    found = list(articles.read([str(SEEDS / f"{SEED_ID}.txt")]))
    assert len(found) == 1
    assert isinstance(found[0], Article)
    return found[0]


@pytest.fixture(scope="session")
def seed(seed_article: Article) -> Reading:
    return read_article(seed_article)


@pytest.fixture(scope="session")
def seed_gold() -> dict[str, object]:
    loaded: dict[str, object] = json.loads(
        (SEEDS / "gold" / f"{SEED_ID}.json").read_text(encoding="utf-8")
    )
    return loaded


@pytest.fixture
def seed_store(seed: Reading, tmp_path: Path) -> ox.Store:
    opened = store.open_store(tmp_path / "store")
    store.add(opened, seed, recorded=RECORDED)
    return opened


def read(text: str, *, published: str | None = "2018-03-20", id_: str = "t") -> Reading:
    """The reading of a text made for a test."""
    meta = {"language": "ar", "published": published} if published else {"language": "ar"}
    return read_article(articles.make_article(id_, text, meta))


def named(reading: Reading, type_: str) -> list[str]:
    """The words of all mentions of a type, in text order."""
    text = reading.article.text
    return [m.span.of(text) for m in reading.mentions if m.type == type_]


def day(text: str) -> date:
    return date.fromisoformat(text)
