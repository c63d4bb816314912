"""Gold annotations: read from a folder, and their texts as articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.model.claims import Article
from kg.text.articles import make_article


def load(folder: Path) -> dict[str, Any]:
    """The annotations of a folder, by file name; UsageError names what cannot be read."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    loaded = {}
    for path in sorted(folder.glob("*.json")):
        try:
            loaded[path.name] = json.loads(path.read_text(encoding="utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: not JSON ({' '.join(str(error).split())})") from error
    return loaded


def article_of(name: str, data: Mapping[str, Any]) -> Article:
    """The text of an annotation as an article."""
    meta = {key: data[key] for key in ("published", "language") if data.get(key)}
    return make_article(Path(name).stem, str(data["text"]), meta)
