"""Verbs of the sandbox."""
