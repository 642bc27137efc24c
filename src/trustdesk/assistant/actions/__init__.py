"""Verbs of the room: answer, write freely within bounds, take and give the word, sum up."""
