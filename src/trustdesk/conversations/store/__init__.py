"""The SQL of the room: appending, lists, search, marks."""
