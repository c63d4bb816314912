"""Articles taken out of a store and of what was written of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.outputs import NOTES, annotation, write_graph
from kg.quads import namesakes, remote, store
from kg.quads.draft import Draft
from kg.quads.quadstore import QuadStore, flush


def remove(into: Path | str, ids: Iterable[str], *, retract: bool = False) -> list[str]:
    """Take articles out of the store of a build, or of a SPARQL server; the ids that it had.

    The view, the annotations, the index, the TriG file and the pages follow. ``retract``
    keeps the claims on record, retired. All articles go in one transaction, or none does.
    Raises StoreError.
    """
    opened = store.open_any(into)
    found = take_out(opened, ids, retract=retract)
    if found:
        flush(opened)
        namesakes.refresh(opened)
        if not remote.is_url(into):
            drop_annotations(Path(into), found)
            write_graph(cast(ox.Store, opened), Path(into))
    return found


def take_out(opened: QuadStore, ids: Iterable[str], *, retract: bool = False) -> list[str]:
    """Take articles out of an open store; the ids that it had."""
    draft, recorded = Draft(opened), store.now()
    found = []
    for article_id in dict.fromkeys(ids):
        done = draft.retract(article_id, recorded) if retract else draft.remove(article_id)
        if done:
            found.append(article_id)
    if found:
        draft.commit()
    return found


def drop_annotations(folder: Path, ids: Iterable[str]) -> None:
    """Delete the annotations of articles that are gone."""
    for article_id in ids:
        annotation(article_id, folder / NOTES).unlink(missing_ok=True)
