"""The words of the guidelines and the terms of the ontology that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.rulefiles import files


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """ontology/annotation.toml: the words of the guidelines and the ontology's terms."""
    return files.ontology("annotation.toml")
