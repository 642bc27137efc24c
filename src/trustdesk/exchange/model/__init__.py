"""Nouns of the room."""
