"""Pictures: read by a real reader before anybody sees them, and veiled where they hold a secret."""

import asyncio
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.files.test_uploads import upload
from tests.world import Person, World, fresh
from trustdesk.kit.doctor import examine
from trustdesk.kit.settings import Settings
from trustdesk.kit.sight import Sight

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
HAN = "钩 刺 获 岭 充 玻 诺 宗 华 贡 尺 砖"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
)


def written(*lines: str, form: str = "PNG", size: tuple[int, int] = (900, 500)) -> bytes:
    """A screenshot that says this."""
    font = ImageFont.truetype(next(font for font in FONTS if Path(font).exists()), 30)
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for place, line in enumerate(lines):
        pen.text((40, 40 + 52 * place), line, fill=(20, 20, 40), font=font)
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def grid(words: Sequence[str]) -> tuple[str, ...]:
    """A phrase as wallets show it: numbered, three in a row."""
    return tuple(
        "     ".join(f"{place + 1}. {words[place]}" for place in range(row, row + 3))
        for row in range(0, len(words), 3)
    )


async def sent_to(agent: Person, visitor: Person, file: str) -> list[dict[str, Any]]:
    """Send a file in a message; gives the attachments as the agent sees them."""
    body = {"client_id": fresh(), "text": "please look", "attachments": [file]}
    sent = await visitor.post("/api/v1/widget/messages", json=body)
    [entry] = await agent.entries(sent.json()["conversation"])
    return entry["attachments"]


@pytest.fixture(autouse=True)
def patient(request: pytest.FixtureRequest) -> None:
    """Other tests use the machine, too."""
    if "world" in request.fixturenames:
        request.getfixturevalue("world").house.sight.patience = 300


SECRET = {
    "a phrase in lines": (("Your recovery phrase", PHRASE[:37], PHRASE[37:]), "recovery_phrase"),
    "a phrase in a grid": (grid(PHRASE.split()), "recovery_phrase"),
    "a chinese phrase": (("助记词：", HAN), "recovery_phrase"),
    "a password": (("用户名 wang", "登录密码：hunter2024"), "password"),
    "a code": (("【Exchange】验证码 482913，5分钟内有效",), "one_time_code"),
}
HARMLESS = {
    "a transaction": ("TxID", "5c504ed432cb51138bcf09aa5e8a410d", "Status: Completed", "500.00 USDT TRC20"),
    "a deposit": ("充值成功", "数量 500 USDT", "网络 TRC20", "2026-11-25 10:30:45"),
}


@pytest.mark.parametrize("name", SECRET)
async def test_a_picture_that_holds_a_secret_is_veiled_before_anybody_sees_it(
    world: World, name: str
) -> None:
    lines, kind = SECRET[name]
    visitor, agent = await world.visitor(), await world.agent()
    body = written(*lines)
    taken = await upload(visitor, body, "wallet.png", "/api/v1/widget/files")
    assert taken.status_code == 201, taken.text
    shown = taken.json()
    assert kind in shown["held"]
    [seen] = await sent_to(agent, visitor, shown["id"])
    assert seen["held"] == shown["held"]
    assert "unread" not in seen
    served = (await world.stranger.get(seen["url"])).content
    with Image.open(io.BytesIO(served)) as opened:
        assert len(opened.convert("RGB").getcolors(maxcolors=10_000) or ()) <= 12 * 12
    # And nothing can be read in what was kept.
    read = await world.house.sight.words(served) or ""
    assert not any(word in read for word in (*PHRASE.split(), "hunter2024", "482913"))
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows("select kind, mark from guard_findings where place = 'picture'")
    assert kind in {row["kind"] for row in rows}


@pytest.mark.parametrize("name", HARMLESS)
async def test_other_pictures_stay_as_they_are(world: World, name: str) -> None:
    visitor = await world.visitor()
    body = written(*HARMLESS[name])
    shown = (await upload(visitor, body, "screen.png", "/api/v1/widget/files")).json()
    assert "held" not in shown
    served = (await world.stranger.get(shown["url"])).content
    with Image.open(io.BytesIO(served)) as opened, Image.open(io.BytesIO(body)) as sent:
        assert opened.convert("RGB").tobytes() == sent.convert("RGB").tobytes()


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "GIF"])
async def test_every_kind_of_picture_is_read(world: World, form: str) -> None:
    visitor = await world.visitor()
    taken = await upload(visitor, written(*grid(PHRASE.split()), form=form), "x", "/api/v1/widget/files")
    assert taken.json()["held"] == ["recovery_phrase"]
    assert taken.json()["media_type"] == f"image/{form.lower()}"


async def test_where_nobody_can_read_pictures_are_usable_and_say_so(world: World, tmp_path: Path) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    world.house.sight.able = False
    try:
        shown = (await upload(visitor, written(PHRASE), "wallet.png", "/api/v1/widget/files")).json()
    finally:
        world.house.sight.able = True
    assert "unread" not in shown
    [seen] = await sent_to(agent, visitor, shown["id"])
    assert seen["unread"] is True
    assert (await world.stranger.get(shown["url"])).status_code == 200
    said = [one.text for one in await examine(Settings(data_dir=tmp_path, read_pictures=False))]
    assert "nobody looks for secrets in pictures: read_pictures is off" in said


async def test_the_child_ends_when_nothing_comes_and_starts_again() -> None:
    sight = Sight(idle=0.05)
    try:
        assert "winner" in (await sight.words(written(PHRASE[:37])) or "")
        while sight.awake:
            await asyncio.sleep(0.02)
        assert "winner" in (await sight.words(written(PHRASE[:37])) or "")
    finally:
        await sight.close()


async def test_a_picture_that_kills_the_child_costs_only_itself() -> None:
    sight = Sight()
    try:
        assert await sight.words(b"no picture at all") is None
        assert "winner" in (await sight.words(written(PHRASE[:37])) or "")
    finally:
        await sight.close()
