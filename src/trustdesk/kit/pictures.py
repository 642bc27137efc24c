"""Pictures made anew: decoded and encoded again, so that only the picture is left of them.

Runs confined (see ``kit.confined``). What an attacker hid behind, before or inside the pixels'
container, and where the photograph was taken, does not survive.
"""

import io
import warnings

import msgspec
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from trustdesk.kit.confined import Declined

MOST_PIXELS = 40_000_000
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
QUALITY = 90
LONGEST_SIDE = 1_600
PATCHES, VEILED_SIDE = 12, 480
MARK_SMALLEST = 12
MARK_SHARE = 28


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


def veiled(payload: bytes) -> bytes:
    """Make a picture of which nothing can be read: a dozen patches of colour. Msgpack in and out."""
    wanted = msgspec.msgpack.decode(payload, type=Wanted)
    form = FORMATS[wanted.kind]
    with Image.open(io.BytesIO(wanted.body), formats=[form]) as opened:
        picture = opened.convert("RGB")
    small = picture.copy()
    small.thumbnail((PATCHES, PATCHES), Image.Resampling.BOX)
    picture.thumbnail((VEILED_SIDE, VEILED_SIDE), Image.Resampling.NEAREST)
    patches = small.resize(picture.size, Image.Resampling.NEAREST)
    body = _encoded(patches.convert("P") if form == "GIF" else patches, form)
    return msgspec.msgpack.encode(Picture(body, patches.width, patches.height))


class Marking(msgspec.Struct):
    """A picture of ours, and what is drawn across it."""

    body: bytes
    text: str


def watermarked(payload: bytes) -> bytes:
    """Draw a text across a picture, again and again; msgpack of ``Marking`` in, PNG out."""
    wanted = msgspec.msgpack.decode(payload, type=Marking)
    with Image.open(io.BytesIO(wanted.body), formats=list(FORMATS.values())) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    size = max(MARK_SMALLEST, min(picture.size) // MARK_SHARE)
    tile = _tile(wanted.text, size)
    veil = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    for row, top in enumerate(range(0, picture.height, tile.height + size)):
        for left in range(-(row % 2) * tile.width // 2, picture.width, tile.width + size):
            veil.paste(tile, (left, top), tile)
    out = io.BytesIO()
    Image.alpha_composite(picture, veil).convert("RGB").save(out, "PNG")
    return out.getvalue()


def _tile(text: str, size: int) -> Image.Image:
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(text)
    tile = Image.new("RGBA", (int(right - left) + size, int(bottom - top) + size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(tile)
    # Dark on light and light on dark: it is to be read on any ground.
    pen.text((size // 2 + 1, size // 2 + 1 - top), text, font=font, fill=(255, 255, 255, 140))
    pen.text((size // 2, size // 2 - top), text, font=font, fill=(120, 0, 0, 140))
    return tile.rotate(20, expand=True, resample=Image.Resampling.BICUBIC)


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
