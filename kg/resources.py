"""Where the data of the package lie: beside the code in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


ONTOLOGY = _folder("ontology")
"""Ontology, shapes, queries, rules and the language files."""

MODELS = _PACKAGE / "models"
"""The statistical models that come with the package."""

TEMPLATES = _PACKAGE / "html" / "templates"
"""What the pages are made from."""

SEEDS = _folder("seeds")
"""The user's article and the background knowledge."""
