"""Verbs of the mail line."""
