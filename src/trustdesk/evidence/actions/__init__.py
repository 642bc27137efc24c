"""Verbs of the room: adding to the audit, sealing, proving, verifying."""
