"""What everybody speaks in: claims, keys, terms, the vocabulary."""
