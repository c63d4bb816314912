"""The articles that a command reads, as its options say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.commands import options as asked
from kg.commands import progress

if TYPE_CHECKING:
    from kg.model.claims import Article
    from kg.text.articles import Failure


def articles_of(options: argparse.Namespace) -> Iterator[Article | Failure]:
    """The articles of the paths, bad ones as failures; what a person should know is said."""
    from kg.text import articles

    return articles.read(
        asked.paths(options),
        published=options.published,
        language=options.language,
        date_order=options.date_order,
        tell=progress.tell,
    )
