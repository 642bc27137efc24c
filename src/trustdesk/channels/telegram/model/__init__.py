"""Nouns of the line."""
