"""Decisions of the status page: pure."""
