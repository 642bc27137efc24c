"""winmail.dat: what Outlook wraps for itself (TNEF), unwrapped for everybody."""

import contextlib
from typing import NamedTuple

from trustdesk.channels.email.parsing.charsets import decode

KINDS = {"application/ms-tnef", "application/vnd.ms-tnef"}
_MOST = 200


class Unwrapped(NamedTuple):
    """The words inside, if any, and the files: (name, bytes) each."""

    text: str
    html: str
    files: list[tuple[str, bytes]]


def unwrap(body: bytes) -> Unwrapped | None:
    """Unwrap, or None when the bytes are not what they say."""
    from tnefparse import TNEF  # noqa: PLC0415 - costs time to load, and is rarely needed

    try:
        opened = TNEF(body, do_checksum=False)
    except Exception:  # noqa: BLE001 - somebody else's parser on hostile bytes raises anything
        return None
    codepage = str(opened.codepage or "")
    files = [
        (_name(attachment, codepage), bytes(attachment.data or b""))
        for attachment in opened.attachments[:_MOST]
        if attachment.data
    ]
    return Unwrapped(_text(opened.body, codepage), _text(opened.htmlbody, codepage), files)


def _name(attachment: object, codepage: str) -> str:
    """The long name; the short one under the mail's own code page, which the library takes for UTF-8."""
    with contextlib.suppress(Exception):
        long = attachment.long_filename()  # type: ignore[attr-defined]
        return _text(long, codepage).strip("\x00")
    return _text(vars(attachment).get("_name", b""), codepage).strip("\x00")


def _text(value: object, codepage: str) -> str:
    if isinstance(value, list):
        value = value[0] if value else b""  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, bytes):
        return decode(value.rstrip(b"\x00"), codepage).text
    return str(value) if value else ""  # pyright: ignore[reportUnknownArgumentType]
