"""``kg show``: the pages of a store."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.commands import options as asked
from kg.commands import progress
from kg.commands.codes import DONE

TEXT = "Write the HTML pages."
EXAMPLE = "kg show --store out/ --out pages/"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg show``."""
    parser.add_argument(
        "keys",
        nargs="*",
        metavar="KEY",
        help="person/…, event/…, process/…, article/… that get a page in a large graph too",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR",
        help="where to write (default: the store's folder)",
    )
    asked.store(parser)


def run(options: argparse.Namespace) -> int:
    """Write the pages of a store."""
    from kg import outputs
    from kg.files import writable
    from kg.quads import opening, remote

    opened = opening.open_any(options.store, read_only=True)
    here = Path("out") if remote.is_url(options.store) else Path(options.store)
    folder = writable(options.out or here)

    def written(count: int, path: str) -> None:
        progress.shown(count, path, "pages written")

    pages = outputs.write_pages(opened, folder, options.keys, written)  # type: ignore[arg-type]
    progress.failed(())
    print(f"{pages} pages; open {folder / 'index.html'}")
    return DONE
