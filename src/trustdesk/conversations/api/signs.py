"""What is said live and not kept: who is typing, who is looking; and reading marks, which are kept."""

import time
from typing import Any
from uuid import UUID

from trustdesk.conversations.actions import read
from trustdesk.conversations.api.feeds import Told
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NotFound
from trustdesk.kit.live import Frame, Hub, Socket, Subscription

LOOKS_LAST = 45.0  # seconds; clients say again every 20 that they are looking


class Signs:
    """Typing and viewing, passed between nodes as whispers."""

    def __init__(self, db: Database, hub: Hub, place: int) -> None:
        """Plug into the hub; ``place`` is that of the thread feed."""
        self._db = db
        self._hub = hub
        self._place = place
        self._viewers: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        hub.verbs |= {"typing": self._typing, "viewing": self._viewing, "read": self._read}
        hub.whispered.append(self._hear)

    async def _typing(self, socket: Socket, frame: Frame) -> None:
        await self._whisper(socket, frame, "typing")

    async def _viewing(self, socket: Socket, frame: Frame) -> None:
        if socket.viewer.kind != "customer":
            await self._whisper(socket, frame, "viewing")

    async def _read(self, socket: Socket, frame: Frame) -> None:
        key = _key(socket, frame.topic)
        async with self._db.transaction(socket.viewer.tenant) as tx:
            await read.mark(tx, socket.viewer, key, frame.delivered, frame.seq)

    async def _whisper(self, socket: Socket, frame: Frame, what: str) -> None:
        key, viewer = _key(socket, frame.topic), socket.viewer
        who = {"kind": viewer.kind, "id": viewer.id, "name": viewer.name}
        told = {"t": what, "key": str(key), "who": who, "on": frame.on}
        await self._hub.whisper(viewer.tenant, told)

    def _hear(self, tenant: str, what: dict[str, Any]) -> None:
        if what["t"] == "left":
            self._left(tenant, what["id"])
            return
        followers = self._hub.followers(tenant, self._place, [UUID(what["key"])])
        if what["t"] == "typing":
            for one in followers:
                _tell_typing(one, what)
        if what["who"]["kind"] == "agent":
            self._look(tenant, what)
            self._tell_viewers(tenant, what["key"], followers)

    def _look(self, tenant: str, what: dict[str, Any]) -> None:
        viewers = self._viewers.setdefault((tenant, what["key"]), {})
        who = what["who"]
        if what["t"] == "viewing" and not what["on"]:
            viewers.pop(who["id"], None)
            return
        typing = what["on"] if what["t"] == "typing" else viewers.get(who["id"], {}).get("typing", False)
        until = time.monotonic() + LOOKS_LAST
        viewers[who["id"]] = {"id": who["id"], "name": who["name"], "typing": typing, "until": until}

    def _left(self, tenant: str, viewer: str) -> None:
        for (where, key), viewers in list(self._viewers.items()):
            if where == tenant and viewers.pop(viewer, None):
                self._tell_viewers(tenant, key, self._hub.followers(tenant, self._place, [UUID(key)]))

    def _tell_viewers(self, tenant: str, key: str, followers: list[Subscription]) -> None:
        now = time.monotonic()
        viewers = {id: one for id, one in self._viewers.get((tenant, key), {}).items() if one["until"] > now}
        if viewers:
            self._viewers[tenant, key] = viewers
        else:
            self._viewers.pop((tenant, key), None)
        items = [{"id": one["id"], "name": one["name"], "typing": one["typing"]} for one in viewers.values()]
        for one in followers:
            if one.viewer.kind != "customer":
                one.push({"t": "viewers", "items": items})


def _key(socket: Socket, topic: str) -> UUID:
    """Find what a topic is about: only what the socket follows, so only what it may see."""
    keys = [one.key for one in socket.subscriptions.get(topic, ()) if isinstance(one.state, Told)]
    if not keys or keys[0] is None:
        raise NotFound
    return keys[0]


def _tell_typing(one: Subscription, what: dict[str, Any]) -> None:
    who = what["who"]
    if one.viewer.id == who["id"]:
        return
    # Customers learn the public name, no id.
    shown = {"kind": who["kind"], "name": who["name"]} if one.viewer.kind == "customer" else who
    one.push({"t": "typing", "who": shown, "on": what["on"]})
