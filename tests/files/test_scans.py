"""Scanned documents: the pictures on their pages are read by the real reader before anybody can open them."""

import io
import itertools
import time
from collections.abc import Sequence

import msgspec
import pytest
from PIL import Image

from tests.files.test_documents import PHRASE, kept, locked, pdf, with_title
from tests.files.test_pictures import HAN, grid, patient, sent_to, written
from tests.files.test_uploads import upload
from tests.world import World
from trustdesk.kit import confined
from trustdesk.kit.scans import MOST_PICTURES, Scans

__all__ = ["patient"]  # the fixture: other tests use the machine, too


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def shot(*lines: str) -> Image.Image:
    return Image.open(io.BytesIO(written(*lines))).convert("RGB")


def scanned(*pages: Sequence[Image.Image], turned: int = 0) -> bytes:
    """A PDF as scanners write it: nothing but pictures on its pages, each page as one or in strips."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids: list[str] = []
    for strips in pages:
        names: list[str] = []
        for strip in strips:
            body = jpeg(strip)
            size = f"/Width {strip.width}/Height {strip.height}".encode()
            kind = b"<</Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
            objects.append(kind + size + b"/Length %d>>stream\n%s\nendstream" % (len(body), body))
            names.append(f"/Im{len(objects)} {len(objects)} 0 R")
        drawn = " ".join(f"q 500 0 0 100 0 0 cm {name.split()[0]} Do Q" for name in names).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        told = f"/Resources<</XObject<<{' '.join(names)}>>>>/Contents {len(objects)} 0 R/Rotate {turned}"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{told}>>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    body, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def strips(picture: Image.Image, count: int) -> list[Image.Image]:
    """A picture in slices whose edges go through its letters."""
    edges = [picture.height * at // count for at in range(count + 1)]
    return [picture.crop((0, top, picture.width, end)) for top, end in itertools.pairwise(edges)]


WALLET = shot("Your recovery phrase", *grid(PHRASE.split()))
HALVES = PHRASE.split()[:6], PHRASE.split()[6:]
SECRET = {
    "one page": (scanned([WALLET]), "recovery_phrase"),
    "on the third page": (scanned([shot("one")], [shot("two")], [WALLET]), "recovery_phrase"),
    "in strips": (scanned(strips(WALLET, 7)), "recovery_phrase"),
    "on its side": (scanned([WALLET.rotate(90, expand=True)], turned=90), "recovery_phrase"),
    "from page to page": (scanned(*([shot(" ".join(half))] for half in HALVES)), "recovery_phrase"),
    "in chinese": (scanned([shot("助记词：", HAN)]), "recovery_phrase"),
    "a password": (scanned([shot("用户名 wang", "登录密码：hunter2024")]), "password"),
    "locked with nothing": (locked(scanned([WALLET]), ""), "recovery_phrase"),
}


@pytest.mark.parametrize("what", SECRET)
async def test_a_scan_with_a_secret_is_refused_and_leaves_no_trace(world: World, what: str) -> None:
    body, kind = SECRET[what]
    visitor, before = await world.visitor(), await kept(world)
    refused = await upload(visitor, body, "scan.pdf", "/api/v1/widget/files")
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_in_file"), refused.text
    assert refused.json()["kinds"] == [kind]
    assert await kept(world) == before


HARMLESS = {
    "a statement": (scanned([shot("Account statement", "500.00 USDT TRC20", "Status: Completed")]), False),
    "words and a title": (with_title(pdf("nothing here"), "a title"), False),
    "more than is read": (scanned(*([shot(f"page {at}")] for at in range(MOST_PICTURES + 1))), True),
    "locked": (locked(scanned([WALLET]), "secret"), True),
    "broken": (scanned([WALLET])[:4_000], True),
}


@pytest.mark.parametrize("what", HARMLESS)
async def test_others_are_taken_and_say_when_not_all_was_read(world: World, what: str) -> None:
    body, unread = HARMLESS[what]
    visitor, agent = await world.visitor(), await world.agent()
    taken = await upload(visitor, body, "scan.pdf", "/api/v1/widget/files")
    assert taken.status_code == 201, taken.text
    assert "unread" not in taken.json()
    [seen] = await sent_to(agent, visitor, taken.json()["id"])
    assert seen.get("unread", False) is unread
    assert (await world.stranger.get(taken.json()["url"])).content == body


async def test_where_nobody_can_read_pictures_a_scan_says_so(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    world.house.sight.able = False
    try:
        taken = (await upload(visitor, scanned([WALLET]), "scan.pdf", "/api/v1/widget/files")).json()
    finally:
        world.house.sight.able = True
    [seen] = await sent_to(agent, visitor, taken["id"])
    assert seen["unread"] is True


async def scans_of(body: bytes) -> Scans:
    return msgspec.msgpack.decode(await confined.run("trustdesk.kit.scans:pictures_of", body), type=Scans)


async def test_a_page_drawn_in_lines_is_not_said_to_be_read() -> None:
    lines = b" ".join(b"%d %d m %d %d l S" % (at, at, at + 9, at) for at in range(300))
    body = scanned([shot("a")]).replace(b"q 500 0 0 100 0 0 cm /Im3 Do Q", b"")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    drawn = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    drawn += b"3 0 obj%sendobj\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (
        page,
        len(lines),
        lines,
    )
    assert await scans_of(drawn + b"trailer<</Root 1 0 R>>\n%%EOF") == Scans([], whole=False)
    assert (await scans_of(body)).whole


async def test_pictures_too_large_are_left_out_in_time() -> None:
    """A bomb: 109 kB that would take 2.7 GB; what stands beside it is read all the same."""
    bomb = scanned([shot("a")], [WALLET]).replace(b"/Width 900/Height 500", b"/Width 30000/Height 30000", 1)
    started = time.monotonic()
    found = await scans_of(bomb.replace(b"/Filter/DCTDecode", b"/Filter/FlateDecode", 1))
    assert (len(found.pictures), found.whole) == (1, False)
    assert time.monotonic() - started < confined.WALL_SECONDS
