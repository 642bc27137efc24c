"""What a text leaves open, ``{{name}}``, filled in from the brand when it is read."""

import re
from collections.abc import Mapping

OPEN = re.compile(r"\{\{\s*([a-z0-9_.-]+)\s*\}\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill in; what is not known stays as it is, so that an editor sees it."""
    return OPEN.sub(lambda match: values.get(match[1], match[0]), text)


def opened(text: str) -> list[str]:
    """List the names a text leaves open, each once, in order."""
    return list(dict.fromkeys(OPEN.findall(text)))
