"""Questions to a graph: SPARQL, its guard, words in texts, why a fact stands."""
