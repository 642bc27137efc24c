"""Migrations: plain SQL, run in order, as the owner of the tables."""
