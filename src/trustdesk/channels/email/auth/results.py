"""Authentication-Results (RFC 8601): believed only from servers the operator named, only from the top."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trustdesk.channels.email.parsing import Header

_METHOD = re.compile(r"(spf|dkim|dmarc)\s{0,5}=\s{0,5}([a-z]{1,20})", re.IGNORECASE)
_PROPERTY = re.compile(
    r"(?:header|smtp|policy)\.([a-z-]{1,20})\s{0,5}=\s{0,5}\"?([^\s;\"]{1,320})", re.IGNORECASE
)
_HOPS = 2  # what stands below the second Received was there before the mail reached our border


class Told(NamedTuple):
    """What a server found: method, result, and the domain it was found for."""

    method: str
    result: str
    domain: str


def believed(headers: list[Header], trusted: frozenset[str]) -> tuple[str, list[Told]]:
    """Give the name of the server that is believed, and what it found; empty when none is.

    Of each method only the topmost header counts: what stands below may be the sender's own.
    """
    server, told = "", list[Told]()
    for header in _at_our_border(headers):
        said_by, _, rest = _uncommented(header.value).partition(";")
        by = said_by.strip().split(" ")[0].lower()
        if by in trusted and server in {"", by}:
            server = by
            known = {t.method for t in told}
            told += [t for t in _results(rest) if t.method not in known]
    return server, told


def _at_our_border(headers: list[Header]) -> Iterator[Header]:
    hops = 0
    for header in headers:
        name = header.name.lower()
        hops += name == "received"
        if hops >= _HOPS:
            return
        if name == "authentication-results":
            yield header


def _uncommented(value: str) -> str:
    """Comments hold what the sender wrote, and may look like results."""
    out, depth, quoted = list[str](), 0, False
    for c in value:
        if c == '"' and depth == 0:
            quoted = not quoted
        if not quoted and c == "(":
            depth += 1
        elif not quoted and c == ")" and depth:
            depth -= 1
        elif depth == 0:
            out.append(c)
    return "".join(out)


def _results(text: str) -> list[Told]:
    found: list[Told] = []
    for piece in _unquoted_pieces(text):
        method = _METHOD.match(piece.strip())
        if method is None:
            continue
        named = {name.lower(): value for name, value in _PROPERTY.findall(piece)}
        wanted = {"spf": ("mailfrom", "helo"), "dkim": ("d", "i"), "dmarc": ("from",)}[method[1].lower()]
        value = next((named[name] for name in wanted if name in named), "")
        found.append(Told(method[1].lower(), method[2].lower(), value.rpartition("@")[2].lower().rstrip(".")))
    return found


def _unquoted_pieces(text: str) -> list[str]:
    """Split at semicolons outside quotes."""
    pieces, quoted, start = list[str](), False, 0
    for place, c in enumerate(text):
        if c == '"':
            quoted = not quoted
        elif c == ";" and not quoted:
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return pieces
