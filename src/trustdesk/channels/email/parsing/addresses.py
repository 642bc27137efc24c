"""Addresses out of a header value: one pass, no recursion, forgiving of what people's clients write.

The structure is read before anything is decoded: an encoded word can bring a name, never a comma, a
bracket or an address.
"""

import re

from trustdesk.channels.email.parsing.limits import ADDRESSES, Refusal
from trustdesk.channels.email.parsing.model import Address
from trustdesk.channels.email.parsing.words import WORD, plain, spoken

_AROUND = re.compile(r"\s{0,20}([.@])\s{0,20}")


class _Reader:
    """One mailbox at a time is gathered here; ``done`` closes it."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []  # what was read as name, as address
        self.words: list[str] = []
        self.comment: list[str] = []
        self.angle: str | None = None
        self.quoted = False

    def done(self) -> None:
        words = "".join(self.words).strip()
        address, name = self.angle, words
        if address is None:
            address, name = ("", words) if "@" not in words else _bare(words)
        if not name and self.comment:
            name = "".join(self.comment)
        if address or name:
            self._add(name.strip(), address.strip())
        self.words, self.comment, self.angle, self.quoted = [], [], None, False

    def _add(self, name: str, address: str) -> None:
        if self.found and address and not self.found[-1][1] and not self.quoted:
            # "Doe, John <j@x>" without its quotes: the comma was part of the name.
            name = f"{self.found.pop()[0]}, {name}" if name else self.found.pop()[0]
        self.found.append((name, address))
        if len(self.found) > ADDRESSES:
            raise Refusal("too_many_addresses")

    def group(self) -> None:
        """The name of a group is nobody's."""
        self.words, self.comment = [], []


def addresses(value: str) -> list[Address]:
    """Read every mailbox of a header value, already text but with its encoded words as they came."""
    reader = _Reader()
    place, end = 0, len(value)
    while place < end:
        place = _step(reader, value, place)
    reader.done()
    return [_mailbox(*_local(name, address)) for name, address in reader.found if address or " " not in name]


def _step(reader: _Reader, value: str, place: int) -> int:
    c = value[place]
    if c == "=" and (word := WORD.match(value, place)):
        reader.words.append(word[0])
        return word.end()
    if c == '"':
        text, place = _until(value, place + 1, '"')
        reader.words.append(f'"{text}"' if value[place : place + 1] == "@" else text)
        reader.quoted = True
        return place
    if c == "(":
        text, place = _comment(value, place)
        reader.comment.append(text)
        return place
    if c == "<":
        return _angle(reader, value, place)
    if c in ",;":
        reader.done()
    elif c == ":" and reader.angle is None and "@" not in "".join(reader.words[-64:]):
        reader.group()
    else:
        reader.words.append(c)
    return place + 1


def _angle(reader: _Reader, value: str, place: int) -> int:
    stop = value.find(">", place)
    stop = len(value) if stop < 0 else stop
    inside = value[place + 1 : stop].strip().lstrip("<")
    if "(" in inside:
        inside = _uncommented(inside)
    if inside.startswith("@") and ":" in inside:
        inside = inside.rpartition(":")[2]  # a route, long dead
    if reader.angle is None or "@" in inside:
        if reader.angle:
            reader.done()
        reader.angle = inside
    while value[stop + 1 : stop + 2] == ">":
        stop += 1
    return stop + 1


def _until(value: str, place: int, closing: str) -> tuple[str, int]:
    out: list[str] = []
    while place < len(value) and value[place] != closing:
        if value[place] == "\\" and place + 1 < len(value):
            place += 1
        out.append(value[place])
        place += 1
    return "".join(out), place + 1


def _comment(value: str, place: int) -> tuple[str, int]:
    depth, out = 0, list[str]()
    while place < len(value):
        c = value[place]
        depth += (c == "(") - (c == ")")
        if c == "\\" and place + 1 < len(value):
            place += 1
            out.append(value[place])
        elif depth == 0:
            return "".join(out), place + 1
        elif c not in "()":
            out.append(c)
        place += 1
    return "".join(out), place


def _uncommented(inside: str) -> str:
    out: list[str] = []
    place = 0
    while place < len(inside):
        if inside[place] == "(":
            _, place = _comment(inside, place)
        else:
            out.append(inside[place])
            place += 1
    return "".join(out).strip()


def _bare(words: str) -> tuple[str, str]:
    """An address without brackets, perhaps with a name beside it."""
    if words.startswith('"') and "@" in words.rpartition('"')[2]:
        return words, ""
    packed = _AROUND.sub(r"\1", words)
    if " " not in packed:
        return packed.strip("[]'\""), ""
    parts = words.split()
    at = next(place for place, part in enumerate(parts) if "@" in part)
    return parts[at].strip("[]'\""), " ".join(parts[:at] + parts[at + 1 :])


def _local(name: str, address: str) -> tuple[str, str]:
    """A single word is the name of a mailbox on the sender's own machine."""
    return (name, address) if address or "=?" in name else ("", name)


def _mailbox(name: str, address: str) -> Address:
    address = plain(address) if address.startswith('"') else "".join(plain(address).split())
    if address.lower().startswith("mailto:"):
        address = address[7:]
    return Address(address=address.strip("'"), name=_unquoted(plain(spoken(name))))


def _unquoted(name: str) -> str:
    """Outlook wraps names in quotes inside the quotes."""
    for mark in ("'", '"'):
        if len(name) > 1 and name.startswith(mark) and name.endswith(mark):
            name = name[1:-1].strip()
    return name
