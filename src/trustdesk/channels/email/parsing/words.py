"""Header values into text: raw 8-bit bytes, encoded words (RFC 2047) as they are really written."""

import binascii
import re

from trustdesk.channels.email.parsing.charsets import decode
from trustdesk.channels.email.parsing.transfer import base64_of

# Bounded: at most ``limits.ENCODED_WORDS`` of them are ever looked at in one value.
WORD = re.compile(r"=\?([^?\s\"<>]{1,64})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,8})\?=")
_CONTROLS = dict.fromkeys(range(32), " ") | {127: None, 0xFEFF: None, 0: None}
# Turns the direction of what follows: a sender or file name that uses them wants to be misread.
_TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"))


def plain(text: str) -> str:
    """Take out what no header line shows: controls and turns of direction; blanks in rows become one."""
    return " ".join(text.translate(_CONTROLS).translate(_TURNS).split())


def eight_bit(value: bytes, charset: str = "") -> str:
    """Read raw bytes of a header: UTF-8 if they are, else what the mail's body is in, else a guess."""
    if b"\x1b" in value or b"~{" in value:
        return decode(value, charset).text  # written in seven bits that are no ASCII
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return decode(value, charset).text


def unstructured(value: bytes, charset: str = "") -> str:
    """Read a header for people, such as Subject."""
    return plain(spoken(eight_bit(value, charset)))


def spoken(text: str) -> str:
    """Replace each encoded word by what it says; neighbours of one charset are joined first, as bytes."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending, pending_charset, last = b"", "", 0
    for found in WORD.finditer(text):
        charset = found[1].partition("*")[0]
        between = text[last : found.start()]
        last = found.end()
        if pending and not between.strip() and charset.lower() == pending_charset.lower():
            pending += _bytes(found[2], found[3])
            continue
        out.append(decode(pending, pending_charset).text if pending else "")
        if between.strip() or not pending:
            out.append(between)
        pending, pending_charset = _bytes(found[2], found[3]), charset
    out.append(decode(pending, pending_charset).text if pending else "")
    out.append(text[last:])
    return "".join(out)


def _bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8")
    if encoding in "bB":
        return base64_of(data)
    return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
