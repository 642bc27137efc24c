"""Slow and scheduled work: letters taken in, let go, brought in, forgotten."""
