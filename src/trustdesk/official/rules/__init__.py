"""Decisions of the room: what a writing really says, and whether it belongs to the brand."""
