"""``kg serve``: a store over HTTP."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from kg.commands import options as asked
from kg.errors import UsageError

TEXT = "Serve a store over HTTP: SPARQL 1.1, pages, search."
EXAMPLE = "kg serve --store out/ --bind 127.0.0.1:7870"
_TOKEN = "DTKG_SERVE_TOKEN"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg serve``."""
    from kg.endpoint.limits import Limits

    usual = Limits()
    parser.add_argument(
        "--store", type=asked.place, default="out", metavar="DIR", help="folder of a build"
    )
    parser.add_argument(
        "--bind",
        type=_address,
        default=("127.0.0.1", 7870),
        metavar="HOST:PORT",
        help="where to listen (default 127.0.0.1:7870)",
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="a further name under which the server may be called",
    )
    parser.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN", help="a web origin that may read"
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="HOST[:PORT]",
        help="a host that SERVICE and LOAD may name (default none)",
    )
    parser.add_argument(
        "--writable", action="store_true", help=f"allow updates with the token in {_TOKEN}"
    )
    limits = parser.add_argument_group("limits of one query, and of all")
    for name, type_, value, text in (
        ("seconds", _seconds, usual.seconds, "seconds that a query may run"),
        ("rows", asked.size, usual.rows, "rows or triples of an answer"),
        ("bytes", asked.size, usual.bytes, "bytes of an answer"),
        ("memory", asked.size, usual.memory, "bytes of memory of a query"),
        ("workers", asked.size, usual.workers, "queries at once in each of three lanes"),
        ("waiting", asked.size, usual.waiting, "queries that may wait; further ones are refused"),
        ("patience", _seconds, usual.patience, "seconds that a query may wait"),
        ("request", asked.size, usual.request, "bytes of a request"),
        ("spool", asked.size, usual.spool, "bytes on disk of all answers on their way"),
    ):
        shown = f"{value:g}" if value < 1000_000 else f"{value // 1000_000}M"
        limits.add_argument(
            f"--{name}",
            type=type_,
            default=value,
            metavar="N",
            help=f"{text} (default {shown})",
        )


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not int(port) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}” is no address; write 127.0.0.1:7870")
    return host, int(port)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds")
    return value


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from kg.endpoint import httpserver
    from kg.endpoint.gate import Settings
    from kg.endpoint.limits import Limits
    from kg.endpoint.serve import Server
    from kg.quads import opening, remote

    if remote.is_url(options.store):
        raise UsageError("kg serve serves a folder; a URL is served already")
    folder = Path(opening.build_folder(options.store))
    if not (folder / "store" / "CURRENT").is_file():
        raise UsageError(f"{options.store}: there is no store here; run “kg build” first")
    host, port = options.bind
    settings = Settings(
        folder=folder.resolve(),
        hosts=(*Settings.hosts, host.lower(), *(name.lower() for name in options.name)),
        services=tuple(name.lower() for name in options.allow),
        origins=tuple(origin.lower().rstrip("/") for origin in options.cors),
        token=_token() if options.writable else None,
        limits=Limits(**{name: getattr(options, name) for name in Limits.__dataclass_fields__}),
    )
    store = Server(settings)
    server = httpserver.made(store.app(), host, port, store.answering.at_once)
    print(f"http://{host}:{port}/  (stop with Ctrl-C)", file=sys.stderr, flush=True)
    server.run()
    if not server.started:
        raise UsageError(f"{host}:{port}: the server cannot listen here; is the port taken?")
    return 0


def _token() -> str:
    token = os.environ.get(_TOKEN, "")
    if not token:
        token = secrets.token_urlsafe(24)
        print(f"token for updates: {token}", file=sys.stderr)
    elif len(token) < 16:
        raise UsageError(f"{_TOKEN} is too short: use at least 16 letters")
    return token
