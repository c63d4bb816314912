"""Training of the Arabic name model that kg.tagger runs: ``python -m tools.names --help``."""
