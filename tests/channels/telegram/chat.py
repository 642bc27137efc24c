"""People on Telegram: what Telegram brings when they write, and what they are sent."""

import itertools
import json
from typing import Any

import httpx

from tests.channels.known import numbers
from tests.channels.telegram.twin import BOT, NAME, TOKEN, BotApi
from tests.world import BRAND, Person, World

SECRET = "a-secret-that-telegram-repeats"
IDS = itertools.count(700_000_001)
UPDATES = itertools.count(10_000)
WHEN = 1_764_100_000


async def set_up(world: World, api: BotApi, brand: str = BRAND, **more: Any) -> None:
    """An administrator sets the line up."""
    admin = await world.agent("admin", brand=brand)
    values = {"enabled": True, "bot_name": NAME, "base_url": api.url, **more}
    body = {"version": 0, "values": values, "secrets": {"token": TOKEN, "webhook_secret": SECRET}}
    shown = (await admin.get("/api/v1/settings/lines/telegram")).json()
    put = await admin.put("/api/v1/settings/lines/telegram", json=body | {"version": shown["version"]})
    assert put.status_code == 200, put.text


class Writer:
    """Somebody on Telegram, in their private chat with the bot or in a group."""

    def __init__(self, chat: "Chat", group: int | None = None, **more: Any) -> None:
        self.id = next(IDS)
        self._chat = chat
        self._messages = itertools.count(1)
        self.user = {
            "id": self.id,
            "is_bot": False,
            "first_name": "Mei",
            "last_name": "Lin",
            "language_code": "en",
        } | more
        self.place: dict[str, Any] = (
            {"id": self.id, "type": "private", "first_name": "Mei"}
            if group is None
            else {"id": group, "type": "supergroup", "title": "Traders"}
        )

    def message(self, text: str = "", **more: Any) -> dict[str, Any]:
        """A message of theirs."""
        said = {"text": text} if text else {}
        head = {"message_id": next(self._messages), "from": self.user, "chat": self.place, "date": WHEN}
        return head | said | more

    async def write(self, text: str = "", **more: Any) -> dict[str, Any]:
        """Write, and be read."""
        message = self.message(text, **more)
        await self._chat.bring(message=message)
        await self._chat.read()
        return message

    async def case(self) -> dict[str, Any]:
        """Their conversation as the desk knows it."""
        return await self._chat.case_of(self)

    async def said(self) -> list[str]:
        """What stands there of theirs."""
        return [one["text"] for one in await self._chat.entries(self) if one["author"]["kind"] == "customer"]


class Chat:
    """Telegram's side of the line, and the desk's."""

    def __init__(self, world: World, api: BotApi) -> None:
        self.world = world
        self.api = api
        self._key: Person | None = None

    def somebody(self, **more: Any) -> Writer:
        """Somebody new, in private."""
        return Writer(self, **more)

    def in_group(self, group: int, **more: Any) -> Writer:
        """Somebody new, in a group."""
        return Writer(self, group, **more)

    async def bring(self, id: int | None = None, secret: str = SECRET, **update: Any) -> httpx.Response:
        """Telegram brings an update."""
        return await self.raw(json.dumps({"update_id": id or next(UPDATES), **update}).encode(), secret)

    async def raw(self, body: bytes, secret: str = SECRET, brand: str = BRAND) -> httpx.Response:
        """Somebody posts to the line's address."""
        headers = {"x-telegram-bot-api-secret-token": secret, "content-type": "application/json"}
        path = f"/api/v1/telegram/{brand}"
        return await self.world.stranger.post(path, content=body, headers=headers if secret else {})

    async def read(self) -> None:
        """Everything that came is read."""
        await self.world.house.arrivals.settle()

    async def answer(self) -> None:
        """Everything that was answered is sent."""
        await self.world.settle()
        await self.world.house.deliveries.settle()

    async def key(self) -> Person:
        """A system that sees every conversation."""
        self._key = self._key or await self.world.integration()
        return self._key

    async def case_of(self, writer: Writer) -> dict[str, Any]:
        """The conversation in which somebody wrote last."""
        line = "telegram" if writer.place["type"] == "private" else "telegram_group"
        number = (await numbers(self.world, line, handle(writer)))[-1]
        return await (await self.key()).row(number)

    async def entries(self, writer: Writer) -> list[dict[str, Any]]:
        """What stands in it."""
        return await (await self.key()).entries((await self.case_of(writer))["number"])

    async def arrivals(self, writer: Writer | None = None) -> list[tuple[str, str]]:
        """State and reason of everything that has come, the latest last."""
        async with self.world.house.db.transaction(BRAND) as tx:
            rows = await tx.rows("select state, reason from arrivals order by received_at, id")
        return [(row["state"], row["reason"]) for row in rows]


def handle(writer: Writer) -> str:
    """How the desk knows them."""
    private = writer.place["type"] == "private"
    return str(writer.id) if private else f"{writer.place['id']}:{writer.id}"


def mention(text: str, name: str = f"@{NAME}") -> list[dict[str, Any]]:
    """The entity of a name in a text."""
    place = text.index(name)
    offset = len(text[:place].encode("utf-16-le")) // 2
    return [{"type": "mention", "offset": offset, "length": len(name)}]


def own_message(chat: dict[str, Any], text: str = "Good day") -> dict[str, Any]:
    """Something the bot said."""
    bot = {"id": BOT, "is_bot": True, "first_name": "Support", "username": NAME}
    return {"message_id": 5, "from": bot, "chat": chat, "date": WHEN, "text": text}
