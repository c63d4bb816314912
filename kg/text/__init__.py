"""Texts as stored and as read: articles, offsets, words, word lists."""
