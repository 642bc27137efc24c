"""Decisions of the room: canonical forms, trees, notes, and what counts as intact."""
