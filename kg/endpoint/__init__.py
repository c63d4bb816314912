"""A store over HTTP: queries in processes with limits, answers, pages."""
