"""Attachments: judged by content, made anew, private, on an origin where they can do nothing."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image

from tests.world import Person, World, fresh
from trustdesk.files import jobs
from trustdesk.files.rules import kind_of, safe_name

SCRIPT = b"<script>alert(1)</script>"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def picture(form: str = "PNG", exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), (10, 120, 200)).save(out, form, **({"exif": exif} if exif else {}))
    return out.getvalue()


async def upload(person: Person, body: bytes, name: str, path: str = "/api/v1/files") -> httpx.Response:
    headers = {"content-type": "application/octet-stream"}
    return await person.post(path, content=body, params={"name": name}, headers=headers)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_is_made_anew_and_served_privately(world: World, form: str) -> None:
    agent = await world.agent()
    hidden = Image.Exif()
    hidden[0x010E] = "35.6N 139.7E, the customer's home"
    body = picture(form, None if form == "GIF" else hidden) + SCRIPT
    taken = await upload(agent, body, f"holiday.{form.lower()}")
    assert taken.status_code == 201, taken.text
    shown = taken.json()
    assert (shown["media_type"], shown["width"], shown["height"]) == (f"image/{form.lower()}", 20, 10)
    served = await world.stranger.get(shown["url"])
    assert served.status_code == 200
    assert urlsplit(shown["url"]).netloc != urlsplit(world.base_url).netloc
    assert b"home" not in served.content
    assert SCRIPT not in served.content
    with Image.open(io.BytesIO(served.content)) as opened:
        assert opened.size == (20, 10)
    assert served.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["cache-control"] == "private, no-store"
    assert served.headers["content-disposition"].startswith("inline")


async def test_a_pdf_is_kept_byte_for_byte_and_only_ever_saved(world: World) -> None:
    visitor = await world.visitor()
    taken = await upload(visitor, PDF, "statement.pdf", "/api/v1/widget/files")
    assert taken.status_code == 201
    served = await world.stranger.get(taken.json()["url"])
    assert served.content == PDF
    assert served.headers["content-disposition"] == "attachment; filename*=UTF-8''statement.pdf"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (SCRIPT, "page.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing.svg"),
        (b"MZ\x90\x00", "tool.exe"),
        (b"PK\x03\x04", "archive.zip"),
        (b"", "nothing.png"),
        (b"GIF8", "short.gif"),
    ],
)
async def test_what_is_neither_picture_nor_pdf_is_refused(world: World, body: bytes, name: str) -> None:
    refused = await upload(await world.agent(), body, name)
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_type")


@pytest.mark.parametrize(
    "body",
    [
        picture()[:40],
        b"\x89PNG\r\n\x1a\n" + SCRIPT,
        b"GIF89a=1;" + SCRIPT,
        b"\xff\xd8\xff" + b"\x00" * 100,
        b"RIFF\x00\x00\x00\x00WEBP" + SCRIPT,
    ],
)
async def test_a_broken_or_disguised_picture_is_refused(world: World, body: bytes) -> None:
    refused = await upload(await world.agent(), body, "x.png")
    assert (refused.status_code, refused.json()["code"]) == (400, "unreadable_file")


async def test_a_bomb_is_refused_and_the_next_picture_is_taken(world: World) -> None:
    agent = await world.agent()
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    refused = await upload(agent, out.getvalue(), "bomb.png")
    assert (refused.status_code, refused.json()["code"]) == (400, "unreadable_file")
    assert (await upload(agent, picture(), "fine.png")).status_code == 201


async def test_more_than_ten_megabytes_are_refused(world: World) -> None:
    for size in (10 * 1024 * 1024 + 1, 12 * 1024 * 1024):
        refused = await upload(await world.agent(), PDF + b"0" * (size - len(PDF)), "big.pdf")
        assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


async def test_a_form_field_does_as_well(world: World) -> None:
    agent = await world.agent()
    taken = await agent.post("/api/v1/files", files={"file": ("from a form.png", picture(), "image/png")})
    assert (taken.status_code, taken.json()["name"]) == (201, "from a form.png")
    refused = await agent.post("/api/v1/files", files={"other": ("x.png", picture(), "image/png")})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


async def test_links_run_out_and_cannot_be_forged(world: World) -> None:
    agent = await world.agent()
    shown = (await upload(agent, PDF, "a.pdf")).json()
    lasts = datetime.fromisoformat(shown["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=14) < lasts <= timedelta(minutes=15)
    where = urlsplit(shown["url"])
    _, prefix, token, name = where.path.split("/")
    origin = f"{where.scheme}://{where.netloc}/{prefix}"
    subject = ".".join(token.split(".")[:3])
    old = world.house.keys.sign("file", subject, datetime(2026, 1, 1, tzinfo=UTC))
    for path, status, code in (
        (f"{subject}.{old}/{name}", 410, "expired"),
        (f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}/{name}", 404, "not_found"),
        (f"bybit.{token.partition('.')[2]}/{name}", 404, "not_found"),
        ("nonsense/x", 404, "not_found"),
        ("", 404, "not_found"),
    ):
        answer = await world.stranger.get(f"{origin}/{path}")
        assert (path, answer.status_code, answer.json()["code"]) == (path, status, code)
    assert (await world.stranger.get(f"{where.scheme}://{where.netloc}/api/v1/session")).status_code == 404
    assert (await world.stranger.post(shown["url"])).status_code == 405
    assert (await world.stranger.get(f"{world.base_url}{where.path}")).status_code == 404


async def test_a_message_carries_only_files_its_sender_took_in(world: World) -> None:
    visitor, other, agent = await world.visitor(), await world.visitor(), await world.agent()
    mine = (await upload(visitor, picture(), "mine.png", "/api/v1/widget/files")).json()
    body = {"client_id": fresh(), "text": "", "attachments": [mine["id"]]}
    stolen = await other.post("/api/v1/widget/messages", json=body)
    assert (stolen.status_code, stolen.json()["code"]) == (400, "invalid")
    sent = await visitor.post("/api/v1/widget/messages", json=body)
    assert sent.status_code == 201
    [entry] = await agent.entries(sent.json()["conversation"])
    [shown] = entry["attachments"]
    assert (shown["id"], shown["name"]) == (mine["id"], "•••.png")
    assert (await world.stranger.get(shown["url"])).status_code == 200


async def test_bytes_without_a_row_are_swept_others_stay(world: World) -> None:
    house, agent = world.house, await world.agent()
    shown = (await upload(agent, PDF, "kept.pdf")).json()
    await house.blobs.put("bitget/orphan/one", b"left behind by a crash")
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert await jobs.sweep(house.db, house.blobs, "bitget", later) == 1
    assert await house.blobs.get("bitget/orphan/one") is None
    served = await world.stranger.get(shown["url"])
    assert hashlib.sha256(served.content).digest() == hashlib.sha256(PDF).digest()


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\me\\shot.PNG", "shot.png"),
        ("invoice\u202egnp.exe", "invoicegnp.exe.png"),
        ("a\x00b\n.png", "ab.png"),
        ("", "file.png"),
        (".png", "png.png"),
        ("截图 充值.png", "截图 充值.png"),
        ("x" * 400 + ".png", "x" * 120 + ".png"),
    ],
)
def test_a_name_is_only_a_name(wanted: str, name: str) -> None:
    assert safe_name(wanted, "image/png") == name


def test_the_kind_is_told_by_content() -> None:
    assert kind_of(picture()) == "image/png"
    assert kind_of(SCRIPT) is None
