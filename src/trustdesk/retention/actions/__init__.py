"""Verbs of the room: holding, erasing, keeping to the schedule."""
