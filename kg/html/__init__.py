"""What the pages show: read from a store, laid out, worded."""
