"""Training of the Arabic name model (kg.arabic.tagger): ``python -m tools.names --help``."""
