"""Verbs of the room: take articles in, find them, show them."""
