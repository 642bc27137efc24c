"""What a provider posts, field by field and byte by byte: a mail may be in any charset, or in several."""

import re
from typing import Any
from urllib.parse import parse_qsl

import msgspec

MOST_FIELDS = 200
# What providers call the whole mail (SendGrid; Mailgun; others; Postmark), and whom it is for.
MAIL = ("email", "body-mime", "message", "mime", "RawEmail")
RECIPIENT = ("recipient", "OriginalRecipient")
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,200})"?', re.IGNORECASE)
_NAME = re.compile(rb'(?:^|;)[ \t]*name="?([^";\r\n]{1,100})"?', re.IGNORECASE)


class Posted(msgspec.Struct, frozen=True):
    """A mail, whom it is for where a field names it, and all fields."""

    mail: bytes
    to: str = ""
    fields: dict[str, bytes] = {}


def read(content_type: str, body: bytes) -> Posted:
    """Find the mail in what was posted; the body itself is one where it is neither form nor JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        fields = _parts(content_type, body)
    elif kind == "application/x-www-form-urlencoded":
        fields = _encoded(body)
    elif kind == "application/json":
        fields = _named(body)
    else:
        return Posted(body)
    mail = next((fields[name] for name in MAIL if fields.get(name)), b"")
    return Posted(mail, _recipient(fields), fields)


def _recipient(fields: dict[str, bytes]) -> str:
    found = next((fields[name] for name in RECIPIENT if fields.get(name)), b"")
    if not found and "envelope" in fields:
        # SendGrid names sender and recipients as they were on the way, in JSON.
        to = _json(fields["envelope"]).get("to", [])
        found = f"{to[0]}".encode() if isinstance(to, list) and to else b""
    return found.decode("utf-8", "replace").strip()


def _parts(content_type: str, body: bytes) -> dict[str, bytes]:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        return {}
    mark = b"\r\n--" + boundary[1].encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(mark, MOST_FIELDS)[1:-1]
    fields: dict[str, bytes] = {}
    for piece in pieces:
        head, _, content = piece.partition(b"\r\n\r\n")
        told = next(
            (line for line in head.split(b"\r\n") if line[:20].lower() == b"content-disposition:"), b""
        )
        if name := _NAME.search(told):
            fields.setdefault(name[1].decode("latin-1"), content)
    return fields


def _encoded(body: bytes) -> dict[str, bytes]:
    try:
        pairs = parse_qsl(body.decode("latin-1"), encoding="latin-1", max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: value.encode("latin-1", "replace") for name, value in reversed(pairs)}


def _named(body: bytes) -> dict[str, bytes]:
    return {name: value.encode() for name, value in _json(body).items() if isinstance(value, str)}


def _json(body: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
