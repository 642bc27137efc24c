"""What takes several steps: a case opened, read, written into."""
