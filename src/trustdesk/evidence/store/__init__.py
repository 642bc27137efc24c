"""The SQL of the room: the audit, and what seals it."""
