"""Reading Arabic: words and their proclitics, names, syntax, and what sentences tell of."""
