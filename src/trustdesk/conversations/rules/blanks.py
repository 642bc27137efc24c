"""What a reply leaves open: ``{{customer.name}}`` is for us to fill, never for a customer to read."""

import re

BLANK = re.compile(r"\{\{\s*([#/]?[a-z][\w. -]{0,100}?)\s*\}\}")


def blanks(text: str) -> list[str]:
    """Name what stands in double braces and is still to be written, each once."""
    return list(dict.fromkeys(BLANK.findall(text)))
