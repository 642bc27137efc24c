"""Papers: the words of a PDF, so that they can be looked through before anybody opens it.

Runs confined (see ``kit.confined``): what a document does to its reader stays there.
"""

import io
import logging
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 200
MOST_LETTERS = 400_000
# What a library for hostile files may raise besides its own errors.
TROUBLES = (
    ValueError,
    NotImplementedError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
)


class Words(msgspec.Struct):
    """What was read: the text, and whether that was all of it."""

    text: str
    whole: bool


def words_of(payload: bytes) -> bytes:
    """Read the text of a PDF's pages, forms, notes and title; msgpack of ``Words`` out.

    What cannot be read (locked, drawn, broken) is left out and said to be missing.
    """
    # Only the child reads documents: the server need not hold what it takes.
    from pypdf import PdfReader  # noqa: PLC0415 - the same
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    parts: list[str] = []
    letters, whole = 0, True
    try:
        for text in _parts(PdfReader(io.BytesIO(payload))):
            parts.append(text[: MOST_LETTERS - letters])
            letters += len(parts[-1])
            if letters >= MOST_LETTERS:
                whole = False
                break
    except (*TROUBLES, PyPdfError):
        whole = False
    return msgspec.msgpack.encode(Words("\n".join(parts), whole))


def _parts(reader: "PdfReader") -> Iterator[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    told: Mapping[str, Any] = reader.metadata or {}
    yield from map(str, told.values())
    fields: Mapping[str, Any] = reader.get_fields() or {}
    for field in fields.values():
        yield str(field.get("/V", ""))
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise ValueError("too many pages")
        yield page.extract_text()
        notes: list[Any] = page.annotations or []
        for note in notes:
            yield str(note.get_object().get("/Contents", ""))
