"""The toolkit holds: a line made of it alone, with WeChat's SHA-1 and AES, passes the contract of lines."""

import base64
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar
from litestar.di import Provide

from tests.channels.contract import Contract, arrivals, hurry, number
from tests.channels.known import letters
from tests.channels.toolkit import parrot
from tests.channels.toolkit.twin import APP, APP_SECRET, Provider
from tests.world import BRAND, World, fresh
from trustdesk.channels.post import jobs, reactions
from trustdesk.channels.setup.actions import put
from trustdesk.channels.setup.model import Wanted
from trustdesk.kit import clock, web
from trustdesk.kit.actors import system
from trustdesk.kit.egress import ENVIRON
from trustdesk.kit.errors import Refused
from trustdesk.kit.reactor import Reactor
from trustdesk.kit.signatures import WeChat

TOKEN = "a token of the tests"
KEY = base64.b64encode(os.urandom(32)).decode().rstrip("=")
OURS, THEIRS = WeChat(TOKEN, KEY, APP), WeChat(TOKEN, KEY, "another app")


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


def _part(part: object) -> Provide:
    return Provide(lambda: part, sync_to_thread=False)


class ParrotWay:
    """The provider's side, and the post with this line in it."""

    line = parrot.LINE
    keeps_raw = True

    def __init__(self, world: World, provider: Provider) -> None:
        house = world.house
        self.world = world
        self.provider = provider
        carrier = parrot.Messenger(house.setup, house.egress)
        self._arrivals = jobs.Arrivals(house.db, house.keys, [BRAND], [parrot.Reader(house.intake)])
        self._deliveries = jobs.Deliveries(house.db, house.keys, [BRAND], [carrier])
        self._reactor = Reactor(house.db, [BRAND], reactions.reactions(carrier.lines))
        app = Litestar(
            [parrot.post_message],
            dependencies={
                name: _part(part)
                for name, part in {"db": house.db, "keys": house.keys, "setup": house.setup}.items()
            },
            exception_handlers={Refused: web.answer_refused},
            openapi_config=None,
        )
        app.state.now = clock.utc_now
        app.state.secure = False
        transport = httpx.ASGITransport(app)  # pyright: ignore[reportArgumentType] - ASGI by other names
        self._client = httpx.AsyncClient(transport=transport, base_url="http://desk.example")

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        made = int(time.time()) - days_old * 86_400
        xml = (
            f"<xml><ToUserName><![CDATA[{APP}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
            f"<CreateTime>{made}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
            f"<Content><![CDATA[{text}]]></Content><MsgId>{id}</MsgId></xml>"
        )
        return await self.post(xml, app=THEIRS if forged else OURS)

    async def post(
        self, xml: str, *, app: WeChat = OURS, stamp: str = "", signature: str = "", cut: int = 0
    ) -> int:
        """Post a message, encrypted and signed, or spoilt in one way."""
        stamp, nonce = stamp or str(int(time.time())), fresh()
        encrypted = app.sealed(xml.encode())[cut:]
        query = {
            "msg_signature": signature or app.signature(stamp, nonce, encrypted),
            "timestamp": stamp,
            "nonce": nonce,
        }
        body = (
            f"<xml><ToUserName><![CDATA[{APP}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        )
        return (await self._client.post(f"/api/v1/parrot/{BRAND}", params=query, content=body)).status_code

    async def poison(self, id: str) -> int:
        return await self.post(
            f"<xml><FromUserName>x</FromUserName><MsgType>hologram</MsgType><MsgId>{id}</MsgId></xml>"
        )

    async def rows(self) -> int:
        return await arrivals(self.world, self.line)

    async def read(self) -> None:
        await self._arrivals.settle()

    def handle(self, sender: str) -> tuple[str, str]:
        return parrot.LINE, sender

    async def break_once(self) -> None:
        self.provider.refuse(-1)

    async def send(self) -> None:
        for _ in range(2):
            await hurry(self.world)
            await self._reactor.settle()
            await self._deliveries.settle()

    def sent(self, sender: str) -> list[str]:
        return self.provider.said(sender)

    async def close(self) -> None:
        await self._client.aclose()


@pytest.fixture
async def way(world: World) -> AsyncIterator[ParrotWay]:
    """The line, set up for the brand against its provider."""
    house = world.house
    with Provider() as provider:
        house.setup.sections[parrot.LINE] = parrot.SECTION
        async with house.db.transaction(BRAND) as tx:
            version = await tx.value("select version from line_settings where line = $1", parrot.LINE) or 0
            secrets = {"app_secret": APP_SECRET, "token": TOKEN, "encoding_key": KEY}
            values = {"enabled": True, "app_id": APP, "base_url": provider.url}
            wanted = Wanted(version=version, values=values, secrets=secrets)
            now = datetime.now(UTC)
            assert await put(tx, system(BRAND), house.keys, parrot.SECTION, wanted, now)
        house.setup.wake(BRAND)
        way = ParrotWay(world, provider)
        yield way
        await way.close()
        del house.setup.sections[parrot.LINE]


class TestParrot(Contract):
    """Nothing more is asked of a line."""


async def test_whatever_is_spoilt_is_refused_and_leaves_no_trace(way: ParrotWay) -> None:
    before = await way.rows()
    xml = f"<xml><FromUserName>x</FromUserName><MsgType>text</MsgType><Content>hi</Content><MsgId>{fresh()}</MsgId></xml>"
    late = str(int(time.time()) - 3_600)
    assert await way.post(xml, signature="0" * 40) == 401
    assert await way.post(xml, stamp=late) == 401
    assert await way.post(xml, stamp="now") == 401
    assert await way.post(xml, cut=24) == 401
    assert await way.post(xml, app=WeChat("another token", KEY, APP)) == 401
    assert await way.post("<xml></xml>") == 400
    assert await way.rows() == before


async def test_an_answer_goes_on_with_a_new_token_when_the_old_has_run_out(way: ParrotWay) -> None:
    sender = fresh()
    await way.bring(sender, "answer me", fresh())
    await way.read()
    way.provider.refuse(42001)
    key = await way.world.integration()
    await key.reply(await number(way, sender), "Here it is")
    await way.send()
    assert way.sent(sender) == ["Here it is"]
    assert way.provider.tokens == 2
    assert await letters(way.world, *way.handle(sender)) == ["answer me"]
