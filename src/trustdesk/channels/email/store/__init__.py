"""The SQL of the mail line."""
