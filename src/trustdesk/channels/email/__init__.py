"""The mail line: what arrives is kept raw before it is acknowledged, and read later, within bounds.

An address counts as somebody's own only where its domain stands up for the mail; everybody else begins a
conversation of their own, until they answer a mail of ours. What goes out quotes nothing that came in.
Nothing is imported here: mails are read in a child of their own, which must start fast.
"""
