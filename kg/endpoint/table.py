"""Rows for people: a table in HTML whose things are links."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pyoxigraph as ox

_SHOWN = 1000


def table(found: ox.QuerySolutions | ox.QueryBoolean, prefixes: Mapping[str, str]) -> bytes:
    """The rows as an HTML fragment, cut at a thousand, and saying so."""
    if isinstance(found, ox.QueryBoolean):
        return f"<p class=answer>{'yes' if found else 'no'}</p>".encode()
    names = [variable.value for variable in found.variables]
    rows: list[str] = []
    more = False
    for solution in found:
        if len(rows) >= _SHOWN:
            more = True
            break
        rows.append("<tr>" + "".join(f"<td>{_cell(solution[n], prefixes)}</td>" for n in names))
    headings = "".join(f"<th scope=col>{html.escape(name)}</th>" for name in names)
    note = f"the first {_SHOWN} rows" if more else f"{len(rows)} rows"
    return (
        f"<table><caption>{note}</caption><thead><tr>{headings}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    ).encode()


def _cell(term: object, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        shown = term.value
        for prefix, iri in prefixes.items():
            if shown.startswith(iri) and len(shown) > len(iri):
                shown = f"{prefix}:{shown[len(iri) :]}"
                break
        iri = html.escape(term.value, quote=True)
        return f'<bdi><a href="/describe?iri={_quoted(iri)}">{html.escape(shown)}</a></bdi>'
    return f"<bdi>{html.escape(str(getattr(term, 'value', term)))}</bdi>"


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23").replace("+", "%2B").replace("&amp;", "%26")
