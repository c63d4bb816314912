"""Requests to a server of others: who we are, how long we wait, what its refusals mean."""

from __future__ import annotations

import base64
import http.client
import os
import ssl
import time
import urllib.error
import urllib.request

from kg.errors import StoreError

_SECONDS, _GREETING = 120, 15
"""Seconds for an answer, and for the connection."""
_TRIES, _WAIT = 4, 0.2
_LATER = frozenset({429, 502, 503, 504})


class _Stay(urllib.request.HTTPRedirectHandler):
    """No redirects: what is ours, password and data, goes to the named host alone."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class _Plain(http.client.HTTPConnection):
    """A connection that is there soon, or never."""

    def connect(self) -> None:
        self.timeout: float = _GREETING
        super().connect()
        self.sock.settimeout(_SECONDS)


class _Secret(_Plain, http.client.HTTPSConnection):
    """The same with TLS: its greeting too has to be answered soon."""


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Secret, req)


_OPENER = urllib.request.build_opener(_Stay, _Http, _Https)


def _identity() -> dict[str, str]:
    token = os.environ.get("DTKG_STORE_TOKEN")
    user, password = os.environ.get("DTKG_STORE_USER"), os.environ.get("DTKG_STORE_PASSWORD", "")
    if token:
        return {"Authorization": f"Bearer {token}"}
    if user:
        pair = base64.b64encode(f"{user}:{password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}
    return {}


def send(
    url: str, body: bytes | None, headers: dict[str, str], method: str | None = None
) -> tuple[str, bytes]:
    """(media type, body) of the answer. Raises StoreError when refused or not reached."""
    request = urllib.request.Request(
        url, data=body, headers={**headers, **_identity()}, method=method
    )
    for turn in range(_TRIES):
        last = turn == _TRIES - 1
        try:
            with _OPENER.open(request, timeout=_SECONDS) as response:
                return response.headers.get_content_type(), response.read()
        except urllib.error.HTTPError as error:
            if error.code not in _LATER or last:
                raise _refused(url, error) from error
        except http.client.IncompleteRead as error:
            raise StoreError(f"{url}: the answer is cut off; narrow the query") from error
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if body and isinstance(reason, BrokenPipeError | ConnectionError):
                _ask_without(request)
            if isinstance(reason, ssl.SSLError) or (
                isinstance(reason, TimeoutError) and url.lower().startswith("https:")
            ):
                raise StoreError(
                    f"{url}: no secure connection ({reason}); does the server answer at http://…?"
                ) from error
            if last:
                raise StoreError(f"{url}: the server is not reached ({reason})") from error
        time.sleep(_WAIT * 2**turn)
    raise AssertionError("unreachable")


def _ask_without(request: urllib.request.Request) -> None:
    """Raise StoreError where a server that hangs up on a long body refuses an empty one too."""
    empty = urllib.request.Request(
        request.full_url,
        data=b"",
        headers=dict(request.header_items()),
        method=request.get_method(),
    )
    empty.remove_header("Content-length")
    try:
        _OPENER.open(empty, timeout=_GREETING).close()
    except urllib.error.HTTPError as error:
        if error.code in (401, 403, 413):
            raise _refused(request.full_url, error) from error
    except (OSError, http.client.HTTPException):
        return


def _refused(url: str, error: urllib.error.HTTPError) -> StoreError:
    detail = " ".join(error.read(2000).decode("utf-8", errors="replace").split())[:300]
    if error.code in (401, 403):
        return StoreError(
            f"{url}: access denied ({error.code}); set DTKG_STORE_TOKEN, or "
            "DTKG_STORE_USER and DTKG_STORE_PASSWORD"
        )
    if 300 <= error.code < 400:
        place = error.headers.get("Location", "elsewhere")
        return StoreError(f"{url}: the server points to {place}; give that address")
    return StoreError(f"{url}: the server refused the query ({error.code}): {detail}")
