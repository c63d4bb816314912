"""What a request of the SPARQL 1.1 Protocol says, in its address and in its body (section 2)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

_FIELDS = 100
_UNWANTED = 32_000_000
_FORM = "application/x-www-form-urlencoded"

Given = dict[str, list[str]]


async def given(request: Request, direct: str | None, most: int) -> Given:
    """All parameters by name. ``direct`` is what a body may be by itself: query or update;
    with None the body is left alone.

    Raises HTTPException: 400 not UTF-8, 413 more than ``most`` bytes, 415 another type.
    """
    found: Given = {}
    try:
        pairs = parse_qsl(
            request.scope["query_string"].decode("latin-1"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_FIELDS,
        )
        if request.method == "POST" and direct is not None:
            pairs += await _body(request, direct, most)
    except (UnicodeDecodeError, ValueError) as error:
        raise HTTPException(400, "the request is not UTF-8, or has too many fields") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def last(found: Given, name: str, usual: str = "") -> str:
    """The last value of a parameter."""
    return (found.get(name) or [usual])[-1]


async def _body(request: Request, direct: str, most: int) -> list[tuple[str, str]]:
    content = request.headers.get("content-type", "")
    kind, _, parameters = (part.strip().lower() for part in content.partition(";"))
    if "charset" in parameters and "utf-8" not in parameters.replace('"', ""):
        raise HTTPException(415, "write UTF-8")
    if kind not in (_FORM, f"application/sparql-{direct}"):
        raise HTTPException(415, f"send application/sparql-{direct} or {_FORM}")
    text = (await whole(request, most)).decode("utf-8")
    if kind == _FORM:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    return [(direct, text)]


async def whole(request: Request, most: int) -> bytes:
    """The body of a request; raises HTTPException (413) when it has more than ``most`` bytes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413, f"a request has at most {most} bytes")
        parts.append(part)
    return b"".join(parts)


async def passed_over(request: Request) -> None:
    """Read a body that is not wanted, as far as it is not too long.

    Whoever still sends it would not hear why, were the connection closed at once.
    """
    left = _UNWANTED
    async for part in request.stream():
        left -= len(part)
        if left < 0:
            return
