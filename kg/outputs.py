"""What a build writes beside its store: annotations, the graph as TriG, an index, pages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.ask import fulltext
from kg.evaluation.annotations import to_json
from kg.files import replace_file, writable
from kg.html import site
from kg.model.claims import Reading
from kg.quads import exports

Progress = Callable[[int, str], None]
NOTES = "annotations"
_END = b"\n}\n"


def write_annotation(reading: Reading, folder: Path) -> None:
    """``<id>.json`` in the schema of the annotation guidelines."""
    text = json.dumps(to_json(reading), ensure_ascii=False, indent=1)
    replace_file(annotation(reading.article.id, folder), text + "\n")


def annotation(article_id: str, folder: Path) -> Path:
    """The file of an article's annotation."""
    return folder / f"{article_id}.json"


def complete(annotation: Path) -> bool:
    """Whether an annotation is there and ends as one does."""
    try:
        with annotation.open("rb") as file:
            file.seek(-min(len(_END), annotation.stat().st_size), os.SEEK_END)
            return file.read() == _END
    except OSError:
        return False


def write_graph(opened: ox.Store, folder: Path) -> None:
    """All that tells of the whole store: find.sqlite, graph.trig, pages."""
    fulltext.build(opened, folder / fulltext.FILE)
    replace_file(folder / "graph.trig", exports.to_trig(opened))
    write_pages(opened, folder)


def write_pages(
    opened: ox.Store,
    folder: Path,
    wanted: Sequence[str] = (),
    progress: Progress = lambda count, name: None,
) -> int:
    """index.html, graph.html and pages/*.html; how many. ``wanted`` as for ``site``.

    Pages of an earlier graph that this one has not are removed; files of others stay.
    """
    written = set()
    for path, text in site.site(opened, wanted):
        replace_file(writable((folder / path).parent) / Path(path).name, text)
        written.add(folder / path)
        progress(len(written), path)
    for old in set((folder / site.FOLDER).glob("*.html")) - written:
        if site.MARK in old.read_text(encoding="utf-8", errors="replace")[:500]:
            old.unlink()
    return len(written)
