"""Decisions of the room: what a file says, how a text becomes a page, which words find it."""
