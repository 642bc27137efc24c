"""Procedures: the guided cases of the trade."""
