"""winmail.dat: what Outlook wraps for itself (TNEF), unwrapped for everybody."""

from typing import Any, NamedTuple, cast

from trustdesk.channels.email.parsing.charsets import decode
from trustdesk.channels.email.parsing.limits import TNEF_OBJECTS

KINDS = {"application/ms-tnef", "application/vnd.ms-tnef"}
_MOST = 200


class Unwrapped(NamedTuple):
    """The words inside, if any, and the files: (name, bytes) each."""

    text: str
    html: str
    files: list[tuple[str, bytes]]


def unwrap(body: bytes) -> Unwrapped | None:
    """Unwrap, or None when the bytes are not what they say."""
    if _objects(body) > TNEF_OBJECTS:
        return None
    from tnefparse import TNEF  # noqa: PLC0415 - costs time to load, and is rarely needed

    try:
        opened: Any = TNEF(body, do_checksum=False)
    except Exception:  # noqa: BLE001 - somebody else's parser on hostile bytes raises anything
        return None
    codepage = str(opened.codepage or "")
    attachments = cast(list[Any], opened.attachments)[:_MOST]
    files = [
        (_text(_named(attachment), codepage).strip("\x00"), bytes(attachment.data))
        for attachment in attachments
        if attachment.data
    ]
    return Unwrapped(_text(opened.body, codepage), _text(opened.htmlbody, codepage), files)


def _objects(body: bytes) -> int:
    """Count the objects without opening any: the library copies the rest of the file for each."""
    place, count = 6, 0
    while place + 9 < len(body) and count <= TNEF_OBJECTS:
        place += 11 + int.from_bytes(body[place + 5 : place + 9], "little")
        count += 1
    return count


def _named(attachment: object) -> object:
    """Give the long name; the short one as bytes, which the library takes for UTF-8 whatever it is in."""
    held = cast(Any, attachment)
    try:
        return held.long_filename()
    except (UnicodeError, LookupError, AttributeError, TypeError):
        return held.__dict__.get("_name", b"")


def _text(value: object, codepage: str) -> str:
    if isinstance(value, list):
        pieces = cast(list[object], value)
        value = pieces[0] if pieces else b""
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\x00"), codepage).text
    return str(value) if value else ""
