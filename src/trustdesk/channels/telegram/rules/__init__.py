"""Decisions of the line."""
