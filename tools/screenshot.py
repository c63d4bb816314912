"""The picture of the README: ``python tools/screenshot.py out/graph.html docs/graph.png``.

Needs a Chromium on the path; the network is switched off for it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    page, picture = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    view = sys.argv[3] if len(sys.argv) > 3 else "lang=ar&id=person%2Fstaffan-de-mistura"
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("no chromium on the path", file=sys.stderr)
        return 1
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    flags += ["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]
    flags += [f"--user-data-dir={tempfile.mkdtemp()}", "--window-size=1440,900"]
    flags += ["--virtual-time-budget=4000", f"--screenshot={picture}"]
    subprocess.run(
        [browser, *flags, f"{page.as_uri()}#{view}"], check=True, capture_output=True, timeout=90
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
