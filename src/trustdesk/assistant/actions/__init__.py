"""Verbs of the room: word an answer, take and give the word, sum up; and what stands outside."""
