"""Readings of a corpus or of gold texts, for the tools that count and judge facts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import articles
from kg.articles import Failure
from kg.build import read_all
from kg.claims import Article, Reading


def readings(
    path: Path,
    *,
    workers: int = 1,
    only: Collection[str] | None = None,
    least: float | None = None,
) -> Iterator[Reading]:
    """The readings of a corpus, in its order; of some articles alone when ``only`` names them."""
    found = (a for a in articles.read([str(path)]) if isinstance(a, Article))
    chosen = (a for a in found if only is None or a.id in only)
    yield from (
        r for r in read_all(chosen, workers=workers, least=least) if not isinstance(r, Failure)
    )


def some(path: Path, count: int, seed: int) -> set[str]:
    """The ids of so many articles of a corpus, drawn by a digest of the id."""
    ids = [a.id for a in articles.read([str(path)]) if isinstance(a, Article)]
    return set(sorted(ids, key=lambda id_: sha256(f"{seed}|{id_}".encode()).digest())[:count])


def gold(folder: Path) -> dict[str, Any]:
    """The gold annotations of a folder, by file name."""
    return {
        p.name: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))
    }


def gold_article(name: str, data: Any) -> Article:
    """The text of a gold annotation as an article."""
    meta = {key: data[key] for key in ("published", "language") if data.get(key)}
    return articles.make_article(Path(name).stem, str(data["text"]), meta)
