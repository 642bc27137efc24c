"""The contract of lines, passed by Telegram."""

import zlib

import pytest

from tests.channels.contract import Contract, arrivals, hurry
from tests.channels.telegram.chat import SECRET, WHEN, Chat
from tests.world import World


class TelegramWay:
    """Telegram's side; ids and senders are numbers there."""

    line = "telegram"
    keeps_raw = True

    def __init__(self, chat: Chat) -> None:
        self.world: World = chat.world
        self._chat = chat

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        user = {"id": number(sender), "is_bot": False, "first_name": "Mei"}
        message = {
            "message_id": number(id),
            "from": user,
            "chat": {"id": number(sender), "type": "private"},
            "date": WHEN - days_old * 86_400,
            "text": text,
        }
        secret = "not-the-secret-at-all" if forged else SECRET
        return (await self._chat.bring(number(id), secret, message=message)).status_code

    async def poison(self, id: str) -> int:
        # A picture that Telegram itself cannot give: it is tried again later, and nothing waits for it.
        self._chat.api.refuse("getFile", 500, "Internal Server Error")
        photo = [{"file_id": "never", "width": 1, "height": 1}]
        chat = {"id": number(id), "type": "private"}
        message = {"message_id": 1, "chat": chat, "from": {"id": number(id)}, "photo": photo, "date": WHEN}
        return (await self._chat.bring(number(id), message=message)).status_code

    async def rows(self) -> int:
        return await arrivals(self.world, self.line)

    async def read(self) -> None:
        await self._chat.read()

    def handle(self, sender: str) -> tuple[str, str]:
        return "telegram", str(number(sender))

    async def break_once(self) -> None:
        self._chat.api.refuse("sendMessage", 502, "Bad Gateway")

    async def send(self) -> None:
        await hurry(self.world)
        await self._chat.answer()
        await hurry(self.world)
        await self._chat.answer()

    def sent(self, sender: str) -> list[str]:
        return [text for text in self._chat.api.said(number(sender)) if not text.startswith("We have your")]


def number(text: str) -> int:
    """A number for a name, the same each time."""
    return zlib.crc32(text.encode()) + 1_000_000_000


class TestTelegram(Contract):
    @pytest.fixture
    async def way(self, chat: Chat) -> TelegramWay:
        return TelegramWay(chat)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "ü" * 8])
async def test_without_the_secret_nothing_is_taken(chat: Chat, secret: str) -> None:
    before = await chat.arrivals()
    body = b'{"update_id": 5, "message": {"message_id": 1, "chat": {"id": 1, "type": "private"}}}'
    headers = {b"x-telegram-bot-api-secret-token": secret.encode()} if secret else {}
    refused = await chat.world.stranger.post("/api/v1/telegram/bitget", content=body, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorised")
    assert await chat.arrivals() == before


@pytest.mark.parametrize("brand", ["bybit", "nobody", "BITGET"])
async def test_a_line_that_is_not_set_up_takes_nothing(chat: Chat, brand: str) -> None:
    for secret in ("", SECRET):
        refused = await chat.raw(b'{"update_id": 5}', secret, brand)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"update_id": "x"}', b"\xff\xfe", b"{" * 1000])
async def test_what_is_no_update_is_refused(chat: Chat, body: bytes) -> None:
    before = await chat.arrivals()
    refused = await chat.raw(body)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await chat.arrivals() == before


async def test_what_is_too_large_is_refused(chat: Chat) -> None:
    refused = await chat.raw(b'{"update_id": 5, "x": "' + b"x" * 600_000 + b'"}')
    assert refused.status_code == 413
