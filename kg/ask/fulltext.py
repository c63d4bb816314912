"""Full text: names and passages found by what is written in them, letters folded.

«استانا» finds «أستانا» and «بأستانا»: text and question go through the same folding
(``letters``), and SQLite's FTS5 with trigrams finds any part of a word of three letters
or more. The index is made from the store and made anew when the store has changed.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.ask.sparql import find as named_query
from kg.errors import StoreError, UsageError
from kg.letters import fold
from kg.model.terms import DIP, node, value_of
from kg.quads.quadstore import DEFAULT, QuadStore

FILE = "find.sqlite"
KINDS = ("label", "passage")
_VERSION = 1
_LONGEST, _CANDIDATES = 200, 2000
_TABLE = """
CREATE TABLE made_from (state TEXT);
CREATE VIRTUAL TABLE entry USING fts5(
  folded, shown UNINDEXED, iri UNINDEXED, kind UNINDEXED, tokenize = 'trigram', detail = 'full');
"""
_LABELS = """SELECT DISTINCT ?iri ?text WHERE {
  { ?iri rdfs:label ?text } UNION { ?iri skos:altLabel ?text } }"""
_PASSAGES = """SELECT DISTINCT ?iri ?text WHERE {
  { ?claim prov:wasDerivedFrom ?iri . ?iri nif:anchorOf ?text }
  UNION { ?iri a dip:Article ; dct:title ?text } }"""


@dataclass(frozen=True)
class Hit:
    """A thing or a passage whose text holds the words."""

    iri: str
    kind: str
    """``label`` or ``passage``."""
    text: str

    def as_json(self) -> dict[str, str]:
        """The hit as plain data."""
        return asdict(self)


def state(store: QuadStore) -> str:
    """A digest of what is stored: the same state needs no new index."""
    digest = hashlib.sha256()
    for property_ in (DIP.digest, DIP.retiredAt):
        found = store.quads_for_pattern(None, node(property_), None, DEFAULT)
        for line in sorted(f"{q.subject} {value_of(q.object)}\n" for q in found):
            digest.update(line.encode())
    return f"{_VERSION} {digest.hexdigest()}"


def _rows(store: QuadStore) -> Iterator[tuple[str, str, str, str]]:
    for kind, query in zip(KINDS, (_LABELS, _PASSAGES), strict=True):
        found = store.query(named_query(query))
        assert isinstance(found, ox.QuerySolutions)
        seen = set()
        for solution in found:
            text, iri = value_of(solution["text"]), value_of(solution["iri"])
            if (iri, text) not in seen:
                seen.add((iri, text))
                yield fold(text), text, iri, kind


def build(store: QuadStore, path: Path) -> None:
    """Make the index of a store as one file, replaced whole. Raises StoreError."""
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            _fill(made, store)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: the index cannot be written ({error})") from error


def _fill(made: sqlite3.Connection, store: QuadStore) -> None:
    made.executescript(_TABLE)
    made.execute("INSERT INTO made_from VALUES (?)", (state(store),))
    made.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", sorted(_rows(store)))
    made.commit()


def current(store: QuadStore, path: Path) -> bool:
    """Whether a file is the index of what is stored now."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as found:
            return bool(found.execute("SELECT state FROM made_from").fetchone() == (state(store),))
    except sqlite3.Error:
        return False  # a damaged index is made anew like one that is too old


def opened(store: QuadStore, path: Path | None = None) -> sqlite3.Connection:
    """The index of a store: the file when it is of this state, else one in memory."""
    if path is not None and current(store, path):
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    made = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(made, store)
    return made


def search(index: sqlite3.Connection, text: str, *, limit: int = 20, kind: str = "") -> list[Hit]:
    """Hits that hold all words of a text, whole names first.

    Raises UsageError for a text without letters or of more than 200 characters.
    """
    words = fold(text[: _LONGEST + 1]).split()
    if not words or len(text) > _LONGEST:
        raise UsageError(f"search for one to {_LONGEST} letters")
    where, values = [], []
    long = [word for word in words if len(word) > 2]
    if long:
        where.append("entry MATCH ?")
        values.append(" ".join('"' + word.replace('"', '""') + '"' for word in long))
    for word in words:
        if len(word) <= 2:
            where.append("instr(folded, ?)")
            values.append(word)
    if kind:
        where.append("kind = ?")
        values.append(kind)
    found = index.execute(
        f"SELECT folded, shown, iri, kind FROM entry WHERE {' AND '.join(where)} "
        f"ORDER BY kind, length(folded) LIMIT {_CANDIDATES}",
        values,
    ).fetchall()
    whole = " ".join(words)
    ordered = sorted(found, key=lambda row: (_distance(row[0], whole), row[3], len(row[0]), row))
    best: dict[str, Hit] = {}
    for _, shown, iri, kind_ in ordered:
        best.setdefault(iri, Hit(iri, kind_, shown))
    return list(best.values())[:limit]


def _distance(folded: str, whole: str) -> int:
    """0 the whole text, 1 its beginning, 2 a whole word, 3 part of one."""
    if folded == whole:
        return 0
    if folded.startswith(whole + " "):
        return 1
    return 2 if f" {whole} " in f" {folded} " else 3


def main() -> None:
    """``python -m kg.ask.fulltext STORE KEPT TARGET``: the index of a store, taken over or made."""
    folder, kept, target = map(Path, sys.argv[1:4])
    store = ox.Store.read_only(str(folder))
    if current(store, kept):
        shutil.copyfile(kept, target)
    else:
        build(store, target)


if __name__ == "__main__":
    main()
