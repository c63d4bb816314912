"""Pictures of the pages for the documentation: headless Chromium, offline.

    python tools/screenshot.py out/            # docs/*.png from a build of the seed
    python tools/screenshot.py FOLDER --path   # the way of a stranger, from another build
    python tools/screenshot.py FILE PNG [ADDRESS [WIDTHxHEIGHT]]

ADDRESS is the part after #, such as ``lang=ar&theme=light&id=person/…``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PERSON, ROUND = "person/staffan-de-mistura", "round/geneva-talks-on-syria-8"
ARTICLE = "article/000_3243e6dd9e279ec2"
PICTURES = {
    "graph-ar": ("graph.html", f"lang=ar&theme=light&id={PERSON}", "1440x900"),
    "graph-en": ("graph.html", f"lang=en&theme=dark&id={ROUND}", "1440x900"),
    "lanes": ("graph.html", "lang=ar&theme=light&view=lanes", "1440x900"),
    "talks": ("graph.html", "lang=en&theme=light&view=processes", "1440x900"),
    "article": ("graph.html", f"lang=ar&theme=dark&article={ARTICLE}", "1440x900"),
    "phone": ("graph.html", f"lang=ar&theme=light&id={ROUND}", "420x860"),
    "event": (f"pages/{ROUND.replace('/', '-')}.html", "lang=ar&theme=light", "1200x860"),
}


@contextmanager
def browser() -> Iterator[Any]:
    """Headless Chromium; raises FileNotFoundError when there is none."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if program is None:
        raise FileNotFoundError("no Chromium found; install one to take pictures")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def opened(found: Any, page: Path, address: str, size: str) -> Any:
    """A page of a browser at an address, drawn and at rest."""
    width, height = map(int, size.split("x"))
    context = found.new_context(viewport={"width": width, "height": height}, offline=True)
    made = context.new_page()
    made.goto(f"{page.resolve().as_uri()}#{address}")
    rest(made)
    return made


def rest(page: Any) -> None:
    """Wait until the page has been drawn."""
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(1200)


def save(page: Any, path: Path) -> None:
    """A PNG of what is seen."""
    from PIL import Image

    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} kB")


def stranger(found: Any, folder: Path) -> None:
    """From the way in to whom two people met in a month, and who says so: one click each."""
    page = opened(found, folder / "index.html", "lang=en&theme=light", "1280x1000")
    save(page, DOCS / "path-1.png")
    for number, person in enumerate((PERSON, "person/mohammad-bin-salman"), 2):
        page.locator(f'.matrix a[href*="{person}&"][href*="2018-03"]').click()
        rest(page)
        save(page, DOCS / f"path-{number}.png")
        page.go_back()


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--path"]
    if not given:
        sys.exit(__doc__)
    with browser() as running:
        if "--path" in sys.argv:
            stranger(running, Path(given[0]))
        elif len(given) == 1:
            for name, (file, where, area) in PICTURES.items():
                save(opened(running, Path(given[0]) / file, where, area), DOCS / f"{name}.png")
        else:
            where, area = (*given[2:], *("lang=ar&theme=light", "1440x900")[len(given) - 2 :])[:2]
            save(opened(running, Path(given[0]), where, area), Path(given[1]))
