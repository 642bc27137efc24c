"""Decisions of the form: pure."""
