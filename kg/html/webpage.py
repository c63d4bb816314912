"""One HTML file that asks for nothing: templates, scripts and styles in it, and its policy.

Scripts and styles are named by their SHA-256 in the Content-Security-Policy; data is
JSON in elements that no browser runs. So nothing from a text or a name can become code,
and no request leaves the page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.html.world import page_words
from kg.resources import TEMPLATES


@cache
def environment() -> Environment:
    """Jinja with escaping on and no undefined names."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def template(name: str) -> str:
    """The text of a file beside the templates: a script or a style."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def program(*names: str) -> str:
    """Scripts put together as one strict function."""
    return (
        '"use strict";(async () => {\n'
        + "".join(template(f"{name}.js") for name in names)
        + "})();"
    )


@cache
def colours() -> str:
    """The colours of the kinds as CSS variables, by day and by night."""
    rules = []
    for theme, name in (("light", ":root"), ("dark", "[data-theme=dark]")):
        values = "".join(f"--{kind['id']}:{kind[theme]};" for kind in page_words()["kinds"])
        rules.append(f"{name}{{{values}}}")
    for kind in page_words()["kinds"]:
        rules.append(f".k-{kind['id']}{{fill:var(--{kind['id']})}}")
        rules.append(f".t-{kind['id']}{{--tint:var(--{kind['id']})}}")
    return "\n".join(rules) + "\n"


def style(*names: str) -> str:
    """Style sheets put together, with the colours of the kinds."""
    return "".join(template(f"{name}.css") for name in names) + colours()


def inline(text: str) -> Markup:
    """Code of this package or of vis-network, which may stand in the page as it is."""
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError("a script or style must not end its own element")
    return Markup(text)


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The Content-Security-Policy (CSP level 3): these scripts and styles, nothing else."""

    def hashes(texts: Sequence[str]) -> str:
        digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
