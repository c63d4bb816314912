"""Where ontology/ and seeds/ lie."""

from pathlib import Path

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
