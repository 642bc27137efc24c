"""The SQL of the room: holds and erasures."""
