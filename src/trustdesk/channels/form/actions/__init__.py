"""Verbs of the form: write its pages, take a letter in, let letters go on."""
