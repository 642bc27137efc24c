"""What the sandbox's world is made of: pure and the same every time."""
