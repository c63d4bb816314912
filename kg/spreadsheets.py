"""Rows as CSV (RFC 4180) that a spreadsheet opens as it should, and never runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
"""At the beginning of a file: without it Excel takes UTF-8 for an old code page."""
_FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns and rows as CSV, lines ended by LF; a formula gets a quote before it (OWASP)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_cell, columns))
    writer.writerows(map(_cell, row) for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
