"""What a file that came along is called: a name one can save it under, that looks like what it is."""

from trustdesk.channels.email.parsing import parameters
from trustdesk.channels.email.parsing.limits import FILE_NAME
from trustdesk.channels.email.parsing.tree import Part
from trustdesk.channels.email.parsing.words import plain

_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/vcard": ".vcf",
    "text/rfc822-headers": ".txt",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/rfc822": ".eml",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
}
_STEMS = {"text/calendar": "invite", "application/pgp-signature": "signature", "message/rfc822": "message"}


def disposition(part: Part) -> parameters.Value:
    """Read how the sender wants a part shown, and what it is called."""
    return parameters.read(part.headers.get("content-disposition"))


def given(part: Part) -> str:
    """Give the name the sender gave, or nothing."""
    named = disposition(part).params.get("filename") or part.params.get("name") or part.params.get("filename")
    return safe(named) if named else ""


def made(kind: str, place: int) -> str:
    """Name what has no name, by what it is."""
    return f"{_STEMS.get(kind, 'attachment')}-{place}{_ENDINGS.get(kind, '')}"


def safe(name: str) -> str:
    """Take paths and everything invisible out of a name, and what is too long from its middle."""
    name = plain(name)
    for mark in ("/", "\\"):
        name = name.rpartition(mark)[2] or name.replace(mark, "")
    name = name.strip().lstrip(".") or "attachment"
    if len(name) <= FILE_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    keeps = dot + ending[:12]
    return stem[: FILE_NAME - len(keeps)] + keeps
