"""The header block of a mail or a part: its fields in order, unfolded; broken lines kept out of the way."""

import re
from collections.abc import Iterator

from trustdesk.channels.email.parsing import limits

# A name as RFC 5322 has it; blanks before the colon are an old habit that some still have.
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_END = re.compile(rb"\r?\n\r?\n")


class Headers:
    """Fields by name, in any case; a value is bytes, unfolded, as the sender wrote it."""

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        """Take fields in the order of the mail."""
        self.fields = fields

    def all(self, name: str) -> list[bytes]:
        """Every value under a name."""
        wanted = name.lower()
        return [value for field, value in self.fields if field.lower() == wanted]

    def get(self, name: str) -> bytes:
        """Give the first value under a name, or nothing."""
        found = self.all(name)
        return found[0] if found else b""

    def word(self, name: str) -> str:
        """Give the first value under a name as ASCII, for values that machines wrote."""
        return self.get(name).decode("ascii", "replace").strip()

    def __contains__(self, name: str) -> bool:
        return bool(self.all(name))


def split(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Read the header block at ``start``; gives the fields and where the body begins."""
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return Headers([]), start + (1 if raw[start : start + 1] == b"\n" else 2)
    found = _END.search(raw, start, min(end, start + limits.HEADER_BLOCK + 4))
    stop, body = (found.start(), found.end()) if found else (end, end)
    block = raw[start:stop]
    limits.check_block(block)
    fields, used = _fields(block)
    limits.check_fields(fields)
    return Headers(fields), body if used == len(block) else start + used


def _fields(block: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """Fields, and how much of the block they are: less than all when the body begins without a blank line."""
    fields: list[tuple[str, list[bytes]]] = []
    used = 0
    lines = block.split(b"\n")
    for place, line in enumerate(lines):
        found = _FIELD.match(line)
        if found and line[:1] not in b" \t":
            value = line[found.end() :].strip(b" \t\r")
            fields.append((found[1].decode("ascii"), [value]))
        elif line[:1] in b" \t" and fields:
            fields[-1][1].append(b" " + line.strip(b" \t\r"))
        elif not _goes_on(line, lines[place + 1 : place + 3]):
            break
        elif fields and not line.startswith((b"From ", b">From ")):
            # A fold that lost its blank.
            fields[-1][1].append(b" " + line.strip(b" \t\r"))
        used += len(line) + 1
    return [(name, b"".join(parts).strip()) for name, parts in fields], min(used, len(block))


def _goes_on(line: bytes, following: list[bytes]) -> bool:
    """Whether a line that is no field is an accident inside the headers rather than the start of the body."""
    if line.startswith((b"From ", b">From ")):
        return True
    if line.startswith(b"--"):
        return False  # a boundary: the parts begin without an empty line
    return any(_FIELD.match(later) is not None and b" " not in later.split(b":")[0] for later in following)


def ids(value: bytes) -> Iterator[str]:
    """Message ids in a value, without their brackets; what has no brackets counts by its @."""
    text = value.decode("utf-8", "replace")
    rest = text
    while (begin := rest.find("<")) >= 0:
        rest = rest[begin + 1 :]
        inside, closed, after = rest.partition(">")
        if not closed:
            break
        rest = after
        if inside.strip():
            yield "".join(inside.split())
    if "<" not in text:
        yield from (word.strip(">,;") for word in text.split() if "@" in word)
