"""Decisions of the mail line: pure."""
