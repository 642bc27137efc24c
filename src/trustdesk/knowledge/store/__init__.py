"""The SQL of the room: what is public, what is being written, blocks, pictures."""
