"""Pictures made anew: decoded and encoded again, so that only the picture is left of them.

Runs confined (see ``kit.confined``). What an attacker hid behind, before or inside the pixels'
container, and where the photograph was taken, does not survive.
"""

import io
import warnings

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from trustdesk.kit.confined import Declined

MOST_PIXELS = 40_000_000
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
QUALITY = 90


class Picture(msgspec.Struct):
    """A picture, encoded, with its size in pixels."""

    body: bytes
    width: int
    height: int


class Wanted(msgspec.Struct):
    """A picture as it came in, and as what it is to be encoded."""

    kind: str
    body: bytes


def made_anew(payload: bytes) -> bytes:
    """Decode and encode a picture; the first frame of a moving one. Msgpack in, msgpack out."""
    wanted = msgspec.msgpack.decode(payload, type=Wanted)
    form = FORMATS[wanted.kind]
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(wanted.body), formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Declined("too many pixels")
            picture = ImageOps.exif_transpose(opened)
            picture.load()
            body = _encoded(picture, form)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError) as error:
        raise Declined(f"not a readable picture: {type(error).__name__}") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Declined("too many pixels") from error
    return msgspec.msgpack.encode(Picture(body, picture.width, picture.height))


def _encoded(picture: Image.Image, form: str) -> bytes:
    if form == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and (palette := picture.getpalette("RGBA")):
        bare.putpalette(palette, "RGBA")
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, form, **({"quality": QUALITY} if form in ("JPEG", "WEBP") else {}))
    return out.getvalue()
