"""What makes two copies of a mail the same mail, whichever way each of them took."""

import re

# Written by the servers on the way, not by the sender: copies differ in them.
SAME = (b"from", b"date", b"message-id", b"to", b"subject")
END = re.compile(rb"\r?\n\r?\n")
FOLDED = re.compile(rb"\r?\n[ \t]+")
LARGEST_HEAD = 256 * 1024


def essence(raw: bytes) -> bytes:
    """Give what identifies a mail: who wrote when to whom under which id, and the body to the byte.

    Linear in the size of the mail; to be hashed by whoever asks.
    """
    end = END.search(raw, 0, LARGEST_HEAD)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    found: dict[bytes, bytes] = {}
    for line in FOLDED.sub(b" ", head[:LARGEST_HEAD]).splitlines():
        name, colon, value = line.partition(b":")
        key = name.strip().lower()
        if colon and key in SAME and key not in found:
            found[key] = b" ".join(value.split())
    parts = [found.get(name, b"") for name in SAME]
    return b"\0".join((*parts, body.replace(b"\r\n", b"\n").rstrip(b"\n")))
