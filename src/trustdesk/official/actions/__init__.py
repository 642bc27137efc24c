"""Verbs of the room, and its page, written out."""
