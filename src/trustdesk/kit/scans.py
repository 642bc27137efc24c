"""Scans: the pictures on a document's pages, made anew so that they can be read as other pictures are.

Runs confined (see ``kit.confined``). A scanner writes a page as one picture or as strips below each other.
"""

import io
import logging
import time
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import msgspec
from PIL import Image

from trustdesk.kit.papers import MOST_PAGES, TROUBLES
from trustdesk.kit.pictures import LONGEST_SIDE, MOST_PIXELS, QUALITY

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PICTURES = 8  # each takes a reader a second or two, and somebody waits
SMALLEST = 40  # pixels; nothing smaller holds words
THINKING_SECONDS = 3.0  # of the five that the child has: what is decoded by then is given back
DRAWN_BYTES = 2_000  # a page without words and pictures on which so much is drawn is not empty


class Scans(msgspec.Struct):
    """The largest pictures of a document, and whether these are all that somebody who opens it would see."""

    pictures: list[bytes]
    whole: bool


def pictures_of(payload: bytes) -> bytes:
    """Decode the pictures on a PDF's pages; msgpack of ``Scans`` out."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the child reads documents
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    found: list[tuple[int, bytes]] = []
    whole = True
    try:
        for picture in _pages(PdfReader(io.BytesIO(payload))):
            if picture is None or time.process_time() > THINKING_SECONDS:
                whole = False
            elif min(picture.size) >= SMALLEST:
                found.append((picture.width * picture.height, _encoded(picture)))
    except (*TROUBLES, PyPdfError, SyntaxError, MemoryError, Image.DecompressionBombError):
        whole = False
    found.sort(key=lambda one: one[0], reverse=True)
    pictures = [body for _, body in found[:MOST_PICTURES]]
    return msgspec.msgpack.encode(Scans(pictures, whole and len(found) <= MOST_PICTURES))


def _pages(reader: "PdfReader") -> Iterator[Image.Image | None]:
    """Give the pictures page by page; None for whatever could not be decoded, or is drawn."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    seen: set[object] = set()
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES or time.process_time() > THINKING_SECONDS:
            yield None
            return
        pictures = list(_on(page, seen))
        yield from (one and one.rotate(-page.rotation, expand=True) for one in _joined(pictures))
        if not pictures and _is_drawn(page):
            yield None


def _on(page: "PageObject", seen: set[object]) -> Iterator[Image.Image | None]:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - only the child reads documents

    for name in page.images.keys():  # noqa: SIM118 - it is no mapping: decoding one may fail, the next may not
        try:
            image = page.images[name]
            if (again := image.indirect_reference) is not None and again in seen:
                continue
            seen.add(again)
            picture = cast("Image.Image | None", image.image)
            yield picture if picture and picture.width * picture.height <= MOST_PIXELS else None
        except (*TROUBLES, PyPdfError, SyntaxError, MemoryError, Image.DecompressionBombError, Warning):
            yield None


def _joined(pictures: list[Image.Image | None]) -> list[Image.Image | None]:
    """Put strips of one width below each other, as they stand on the page."""
    strips = [one for one in pictures if one is not None]
    if len(strips) < 2 or len(strips) < len(pictures) or len({one.width for one in strips}) > 1:  # noqa: PLR2004
        return pictures
    height = sum(one.height for one in strips)
    if strips[0].width * height > MOST_PIXELS:
        return pictures
    whole, top = Image.new("RGB", (strips[0].width, height), "white"), 0
    for strip in strips:
        whole.paste(_plain(strip), (0, top))
        top += strip.height
    return [whole]


def _is_drawn(page: "PageObject") -> bool:
    contents = page.get_contents()
    return contents is not None and len(contents.get_data()) > DRAWN_BYTES and not page.extract_text().strip()


def _plain(picture: Image.Image) -> Image.Image:
    """Put a picture on white, without transparency."""
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    made, out = _plain(picture), io.BytesIO()
    made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
