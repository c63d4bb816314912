"""The words of the guidelines and the terms of the ontology that they stand for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from kg.resources import ONTOLOGY


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """ontology/annotation.toml: the words of the guidelines and the ontology's terms."""
    return tomllib.loads((ONTOLOGY / "annotation.toml").read_text(encoding="utf-8"))
