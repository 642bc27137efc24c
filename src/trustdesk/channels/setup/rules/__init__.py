"""What a line's settings may be, what differs, and the file in which they are written."""
