"""Verbs of the room: perform commands, read what one may."""
