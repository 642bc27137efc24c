"""What is accepted, judged by content; and what a file may be called."""

import re
import unicodedata

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120

EXTENSIONS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "application/pdf": ("pdf",),
}
IMAGES = frozenset(kind for kind in EXTENSIONS if kind.startswith("image/"))

_UNSAFE = re.compile(r'[\\/:*?"<>|]')


def kind_of(head: bytes) -> str | None:
    """Tell the media type by the first bytes, or None for everything that is not accepted."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if head.startswith(b"%PDF-") else None


def safe_name(wanted: str, kind: str) -> str:
    """Make a name that is only a name: no path, no control or direction signs, an ending that is true."""
    last = wanted.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem, _, ending = _UNSAFE.sub("_", shown).strip(" .").rpartition(".")
    endings = EXTENSIONS[kind]
    if not stem:
        stem, ending = ending, ""
    if ending.lower() not in endings:
        stem, ending = (f"{stem}.{ending}" if ending else stem), endings[0]
    return f"{stem[:LONGEST_NAME] or 'file'}.{ending.lower()}"
