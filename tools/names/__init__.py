"""Training of the Arabic name model (``tagger``): ``python -m tools.names --help``."""
