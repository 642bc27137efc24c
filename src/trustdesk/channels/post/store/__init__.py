"""The SQL of the post."""
