"""Shapes of the room that leave the house."""
