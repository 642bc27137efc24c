"""Decisions of the room: what is asked for, which figures are in a text, what may leave, how it is worded."""
