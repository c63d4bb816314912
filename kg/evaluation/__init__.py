"""Readings beside annotations: gold, matching, scores."""
