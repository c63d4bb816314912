"""Diplomatic news in, a dated and queryable knowledge graph out."""

__version__ = "0.1.0"
