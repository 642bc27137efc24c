"""Verbs of the room: people and what they sign in with, sessions, presence, keys."""
