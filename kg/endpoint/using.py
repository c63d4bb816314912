"""Writes the graphs that a request names into its update (SPARQL 1.1 Protocol, section 2.2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.guard import tokens
from kg.endpoint.limits import RefusedError

_WHERE = "WHERE"


def with_using(update: str, graphs: Sequence[str], named: Sequence[str]) -> str:
    """The update with USING and USING NAMED for some graphs before each of its WHERE clauses.

    Raises RefusedError when it names graphs itself.
    """
    clauses = " ".join(
        [*(f"USING <{iri}>" for iri in graphs), *(f"USING NAMED <{iri}>" for iri in named)]
    )
    parts: list[str] = []
    done = depth = 0
    short: int | None = None
    """Where the pattern of a DELETE WHERE begins, which is its template too."""
    before = ""
    for token in tokens(update):
        depth += (token.text == "{") - (token.text == "}")
        if short is not None and depth == 0 and token.text == "}":
            end = token.start + 1
            pattern = update[short:end]
            parts.append(f"{pattern} {clauses} {_WHERE} {pattern}")
            done, short = end, None
        elif depth == 0 and token.word in ("USING", "WITH"):
            raise RefusedError(
                "syntax", "name the graphs in the update or in the request, not in both"
            )
        elif depth == 0 and token.word.endswith(_WHERE):
            start = token.start + len(token.text) - len(_WHERE)
            parts.append(update[done:start])
            done = start + len(_WHERE)
            if before == "DELETE" or token.word == f"DELETE{_WHERE}":
                short = done
            else:
                parts.append(f" {clauses} {_WHERE}")
        before = token.word
    return "".join([*parts, update[done:]])
