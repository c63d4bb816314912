"""What the readers of all languages share: which mentions are one thing, what a frame needs."""
