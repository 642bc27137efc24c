"""Channels: one folder per line. All translate into one letter, all deliver one reply."""
