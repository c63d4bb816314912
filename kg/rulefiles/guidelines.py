"""The words of the guidelines and the terms of the ontology that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.rulefiles import files


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """ontology/annotation.toml: what the ontology calls each word of kg.model.vocabulary."""
    return files.ontology("annotation.toml")
