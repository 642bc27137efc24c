"""The SQL of the room: agents and their sessions."""
