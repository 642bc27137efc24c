"""Reading the watermark back from a picture of the console."""

import io
from statistics import median

from PIL import Image, ImageChops

SIDE, CELL, SQUARE = 6, 32, 12
TILE = SIDE * CELL
FRAME = (True, False, True, True)


def shrunk(png: bytes, share: float, quality: int) -> bytes:
    """What a messenger makes of a screenshot."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = picture.resize(
        (int(picture.width * share), int(picture.height * share)), Image.Resampling.BICUBIC
    )
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality)
    return out.getvalue()


def differing(one: bytes, other: bytes) -> int:
    """How many points of two pictures of the same size differ."""
    first, second = (Image.open(io.BytesIO(png)).convert("L") for png in (one, other))
    return sum(1 for point in ImageChops.difference(first, second).tobytes() if point)


def read(picture: bytes, share: float) -> str | None:
    """The last six digits of the agent's id, or None when the check does not fit.

    Each cell is compared in every tile: what stands there by chance differs, the watermark does not.
    """
    grey = Image.open(io.BytesIO(picture)).convert("L")
    grey = grey.resize((round(grey.width / share), round(grey.height / share)), Image.Resampling.BICUBIC)
    votes: list[list[float]] = [[] for _ in range(SIDE * SIDE)]
    for top in range(0, grey.height - TILE + 1, TILE):
        for left in range(0, grey.width - TILE + 1, TILE):
            for at in range(SIDE * SIDE):
                votes[at].append(_difference(grey, left + at % SIDE * CELL, top + at // SIDE * CELL))
    light = median(sorted(grey.resize((64, 64)).tobytes()))
    drawn_dark = light > 127
    bits = [(median(vote) > 0) == drawn_dark for vote in votes]
    if tuple(bits[:4]) != FRAME:
        return None
    tail, check = _number(bits[4:28]), _number(bits[28:])
    fits = ((tail >> 16) ^ (tail >> 8) ^ tail ^ 0x5A) & 0xFF == check
    return f"{tail:06x}" if fits else None


def _difference(grey: Image.Image, x: int, y: int) -> float:
    """How much lighter the left place of a cell is than the right one."""
    top = y + (CELL - SQUARE) // 2
    left, right = (_mean(grey, side, top) for side in (x + 2, x + CELL - SQUARE - 2))
    return left - right


def _mean(grey: Image.Image, x: int, y: int) -> float:
    box = grey.crop((x + 1, y + 1, x + SQUARE - 1, y + SQUARE - 1)).tobytes()
    return sum(box) / len(box)


def _number(bits: list[bool]) -> int:
    return sum(bit << place for place, bit in enumerate(reversed(bits)))
