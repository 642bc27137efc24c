"""How this process and the child that knows meanings speak: the length first, then what is said."""

import struct

DIMENSIONS = 384
MODEL = "multilingual-e5-small, as questions"


def pack(payload: bytes) -> bytes:
    """Put the length before a payload."""
    return struct.pack(">I", len(payload)) + payload
