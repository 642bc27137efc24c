"""Verbs of the post."""
