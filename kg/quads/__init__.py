"""Stores of quads: embedded or on a server, and how a change lands in them."""
