"""Readings of a corpus or of gold texts, for the tools that count and judge facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

from kg.build import read_all
from kg.evaluation.gold import article_of as gold_article
from kg.evaluation.gold import load as gold
from kg.model.claims import Article, Reading
from kg.text import articles
from kg.text.articles import Failure

__all__ = ["gold", "gold_article", "readings", "some"]


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
