"""Background knowledge: what is known before an article is read, and how it is spelt."""
