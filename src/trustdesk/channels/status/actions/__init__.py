"""Verbs of the status page: open a case, read its story, write into it, write the pages."""
