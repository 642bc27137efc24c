"""Content-Type and Content-Disposition with their parameters: RFC 2231, and what is written instead."""

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from trustdesk.channels.email.parsing.charsets import decode
from trustdesk.channels.email.parsing.words import eight_bit, spoken

MOST = 60
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")
_STRAY_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}\"?([\w.:-]{1,40})", re.IGNORECASE)
_CONTINUED = re.compile(r"([^*]{1,60})\*(?:(\d{1,3})(\*)?)?")


class Value(NamedTuple):
    """A value with its parameters; ``main`` is lower case."""

    main: str
    params: dict[str, str]


def read(value: bytes, fallback: str = "") -> Value:
    """Take a value apart. ``fallback`` is the charset of raw 8-bit bytes in it."""
    text = eight_bit(value, fallback)
    main, *rest = _pieces(text)
    raw: dict[str, str] = {}
    for piece in rest[:MOST]:
        name, _, given = piece.partition("=")
        raw.setdefault(name.strip().lower(), _unquoted(given.strip()))
    params = _joined(raw)
    if "charset" not in params and (stray := _STRAY_CHARSET.search(text)):
        params["charset"] = stray[1]
    return Value(main.strip().lower(), params)


def content_type(value: bytes, default: str) -> Value:
    """Read Content-Type; what is no type at all is text."""
    found = read(value)
    named = _TYPE.match(found.main.replace(" ", ""))
    if named:
        return Value(named[0], found.params)
    if found.main.startswith("multipart"):
        return Value("multipart/mixed", found.params)
    return Value(default, found.params)


def _pieces(text: str) -> list[str]:
    """Split at semicolons outside quotes; a quote that never closes is a character like any other."""
    pieces, start, place = list[str](), 0, 0
    while place < len(text) and len(pieces) <= MOST:
        c = text[place]
        if c == '"':
            closing = _closing(text, place + 1)
            if closing < 0:
                break
            place = closing
        elif c == ";":
            pieces.append(text[start:place])
            start = place + 1
        place += 1
    pieces.append(text[start:])
    return pieces


def _closing(text: str, place: int) -> int:
    while place < len(text):
        if text[place] == "\\" and text[place + 1 : place + 2] in {'"', "\\"}:
            place += 1
        elif text[place] == '"':
            return place
        place += 1
    return -1


def _unquoted(given: str) -> str:
    if not given.startswith('"'):
        return given
    closing = _closing(given, 1)
    inside = given[1:closing] if closing > 0 else given.strip('"')
    # Only what had to be escaped: C:\path\file.txt keeps its backslashes.
    return inside.replace('\\"', '"').replace("\\\\", "\\")


def _joined(raw: dict[str, str]) -> dict[str, str]:
    plain: dict[str, str] = {}
    parts: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, given in raw.items():
        found = _CONTINUED.fullmatch(name)
        if found is None:
            plain[name] = spoken(given) if "=?" in given else given
        else:
            number = int(found[2]) if found[2] else 0
            encoded = found[2] is None or found[3] is not None
            parts.setdefault(found[1], {})[number] = (given, encoded)
    for name, numbered in parts.items():
        plain[name] = _extended(numbered)  # the extended form wins over the plain one (RFC 6266)
    return plain


def _extended(numbered: dict[int, tuple[str, bool]]) -> str:
    charset, out = "", b""
    for place, number in enumerate(sorted(numbered)):
        given, encoded = numbered[number]
        if encoded and place == 0 and given.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _, rest = given.partition("'")
            given = rest.partition("'")[2]
        out += unquote_to_bytes(given) if encoded else given.encode("utf-8")
    text = decode(out, charset or "utf-8").text
    return spoken(text) if "=?" in text else text
