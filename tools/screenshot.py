"""Take a picture of a page with headless Chromium, without network.

    python tools/screenshot.py out/graph.html docs/graph.png [address] [width] [height]

The address is the part after #, such as ``lang=ar&theme=light&id=person/…``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def screenshot(page: Path, picture: Path, address: str, width: int, height: int) -> None:
    """Write a PNG of a page; raises FileNotFoundError when there is no Chromium."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    browser = next(filter(None, found), None)
    if browser is None:
        raise FileNotFoundError("no Chromium found; install one to take pictures")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                f"--user-data-dir={profile}",
                "--virtual-time-budget=4000",
                f"--window-size={width},{height}",
                f"--screenshot={picture.resolve()}",
                f"{page.resolve().as_uri()}#{address}",
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    given = sys.argv[1:]
    if len(given) < 2:
        sys.exit(__doc__)
    screenshot(
        Path(given[0]),
        Path(given[1]),
        given[2] if len(given) > 2 else "lang=ar&theme=light",
        int(given[3]) if len(given) > 3 else 1440,
        int(given[4]) if len(given) > 4 else 900,
    )
