"""Rows for people: a table in HTML whose things are links."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pyoxigraph as ox

_SHOWN, _BYTES, _CELL = 1000, 2_000_000, 10_000
"""Rows and bytes of a table, and letters of a cell."""


def table(found: ox.QuerySolutions | ox.QueryBoolean, prefixes: Mapping[str, str]) -> bytes:
    """The rows as an HTML fragment, cut where they are too many or too long, and saying so."""
    if isinstance(found, ox.QueryBoolean):
        return f"<p class=answer>{'yes' if found else 'no'}</p>".encode()
    names = [variable.value for variable in found.variables]
    rows: list[str] = []
    left, more = _BYTES, False
    for solution in found:
        cells = "".join(f"<td>{_cell(solution[n], prefixes)}</td>" for n in names)
        left -= len(cells.encode())
        if len(rows) >= _SHOWN or left < 0:
            more = True
            break
        rows.append(f"<tr>{cells}")
    headings = "".join(f"<th scope=col>{html.escape(name)}</th>" for name in names)
    note = f"the first {len(rows)} rows" if more else f"{len(rows)} rows"
    return (
        f"<table><caption>{note}</caption><thead><tr>{headings}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    ).encode()


def _cell(term: object, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode) and len(term.value) <= _CELL:
        shown = term.value
        for prefix, iri in prefixes.items():
            if shown.startswith(iri) and len(shown) > len(iri):
                shown = f"{prefix}:{shown[len(iri) :]}"
                break
        iri = html.escape(term.value, quote=True)
        return f'<bdi><a href="/describe?iri={_quoted(iri)}">{html.escape(shown)}</a></bdi>'
    text = str(getattr(term, "value", term))
    cut = f"{text[:_CELL]}…" if len(text) > _CELL else text
    return f"<bdi>{html.escape(cut)}</bdi>"


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23").replace("+", "%2B").replace("&amp;", "%26")
