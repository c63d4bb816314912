"""A SPARQL 1.1 server somewhere else, asked over its protocol."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request

from kg.errors import StoreError
from kg.sparql import Answer, refuse_outward

_SECONDS = 60
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"


def ask(url: str, query: str) -> Answer:
    """The answer of a server; raises StoreError when it is not reached or refuses."""
    refuse_outward(query)
    body = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": _ACCEPT})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:
            text = response.read().decode("utf-8")
            kind = response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        detail = " ".join(error.read().decode("utf-8", errors="replace").split())[:300]
        raise StoreError(f"{url}: the server refused the query ({error.code}): {detail}") from error
    except (urllib.error.URLError, OSError, TimeoutError) as error:
        raise StoreError(f"{url}: the server is not reached ({error})") from error
    if kind != "application/sparql-results+json":
        return Answer((), (), "".join(sorted(text.splitlines(keepends=True))))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise StoreError(f"{url}: the answer is cut off; narrow the query") from error
    if "boolean" in data:
        return Answer(("answer",), ((str(data["boolean"]).lower(),),))
    columns = tuple(data["head"]["vars"])
    rows = tuple(
        tuple(binding.get(column, {}).get("value", "") for column in columns)
        for binding in data["results"]["bindings"]
    )
    return Answer(columns, rows)
