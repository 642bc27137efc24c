"""The door for sockets: whose word counts when several credentials come along."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.ids import uuid7
from trustdesk.kit.live import Gateway, Hub
from trustdesk.kit.refusals import Refusals

OURS = "https://desk.example"
AGENT = Actor(tenant="bitget", kind="agent", id=str(uuid7()), name="Lin")
VISITOR = Actor(tenant="bitget", kind="customer", id=str(uuid7()), name="Mei")
TOKENS = {"ts_agent": AGENT, "tv_visitor": VISITOR}


class NoWire:
    """No other nodes."""

    async def run(self, heard: Callable[[str, str], None], connected: Callable[[], None]) -> None:
        connected()

    async def whisper(self, text: str) -> None:
        """Nobody hears."""


async def resolve(token: str) -> Actor | None:
    return TOKENS.get(token)


async def talk(
    headers: dict[bytes, bytes], *frames: dict[str, Any]
) -> tuple[list[dict[str, Any]], list[str]]:
    """What the client hears, and the kinds of viewers present after each frame."""
    hub = Hub(Database("postgresql://nobody@127.0.0.1:9/none", node="n"), NoWire(), resolve)
    heard: list[dict[str, Any]] = []
    present: list[str] = []
    waiting = [{"type": "websocket.connect"}] + [
        {"type": "websocket.receive", "text": msgspec.json.encode(frame).decode()} for frame in frames
    ]

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        present.extend(socket.viewer.kind for socket in hub.sockets)
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    await Gateway(hub, resolve, frozenset({OURS}), Refusals(lambda: 0.0))(
        {"headers": list(headers.items())}, receive, send
    )
    await asyncio.sleep(0)
    assert hub.sockets == set()
    return [msgspec.json.decode(one["text"]) for one in heard if one["type"] == "websocket.send"], present


COOKIE = {b"cookie": b"td_session=ts_agent", b"origin": OURS.encode()}


async def test_our_own_page_is_known_by_its_cookie() -> None:
    heard, present = await talk(COOKIE, {"t": "ping"})
    assert [frame["t"] for frame in heard] == ["welcome", "pong"]
    assert set(present) == {"agent"}


async def test_a_foreign_page_is_not_known_by_a_cookie() -> None:
    heard, present = await talk(COOKIE | {b"origin": b"https://cats.example"}, {"t": "ping"})
    assert [(frame["t"], frame.get("code")) for frame in heard] == [("error", "unauthorised")]
    assert present == []


async def test_a_token_said_aloud_outranks_a_cookie_that_came_along() -> None:
    heard, present = await talk(COOKIE, {"t": "hello", "token": "tv_visitor"}, {"t": "ping"})
    assert [frame["t"] for frame in heard] == ["welcome", "pong"]
    assert present[-1] == "customer"


async def test_a_wrong_token_beside_a_cookie_is_refused_and_changes_nothing() -> None:
    heard, present = await talk(COOKIE, {"t": "hello", "token": "tv_stolen"}, {"t": "ping"})
    assert [(frame["t"], frame.get("code")) for frame in heard[1:]] == [
        ("error", "unauthorised"),
        ("pong", None),
    ]
    assert set(present) == {"agent"}


async def test_a_visitor_says_hello_first() -> None:
    heard, present = await talk({b"origin": b"https://cats.example"}, {"t": "hello", "token": "tv_visitor"})
    assert [frame["t"] for frame in heard] == ["welcome"]
    assert set(present) == {"customer"}
