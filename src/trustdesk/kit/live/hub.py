"""The hub of one node: who is connected, what they follow, and bringing them up to date."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

import msgspec
import structlog

from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, News
from trustdesk.kit.errors import Overloaded, Refused
from trustdesk.kit.live.socket import After, Frame, Socket, Subscription
from trustdesk.kit.live.wire import NEWS, Wire

log = structlog.get_logger()

RECHECK_SECONDS = 30
MOST_TOPICS = 64
MOMENT_SECONDS = 0.05

Resolve = Callable[[str], Awaitable[Actor | None]]
Verb = Callable[[Socket, Frame], Awaitable[None]]
Whispered = Callable[[str, dict[str, Any]], None]


class Feed(Protocol):
    """A kind of topic: who may follow it, and how its followers are brought up to date."""

    prefix: str

    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Authorise; None when this feed has nothing for this viewer. Raises refusals."""
        ...

    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Send what the follower missed; it is told of what happens meanwhile right after."""
        ...

    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Bring these followers, whose keys were woken or who follow everything, up to date."""
        ...


class Hub:
    """Sockets and subscriptions of one node."""

    def __init__(self, db: Database, wire: Wire, resolve: Resolve) -> None:
        """Take the wire to other nodes and how a token is turned into who holds it."""
        self.node = db.node
        self.sockets: set[Socket] = set()
        self.verbs: dict[str, Verb] = {}
        self.feeds: list[Feed] = []
        self.whispered: list[Whispered] = []
        self.caught_up: list[Callable[[], None]] = []  # called when news may have been lost
        self.woken: list[Callable[[str, News | None], None]] = []
        self._wire = wire
        self._resolve = resolve
        self._followers: dict[tuple[str, int, UUID | None], set[Subscription]] = {}
        self._viewers: dict[tuple[str, UUID], set[Socket]] = {}
        self._news: dict[str, News] = {}
        self._pumps: dict[str, asyncio.Task[None]] = {}
        self._ends: dict[Socket, asyncio.TimerHandle] = {}
        db.listeners.append(self.wake)

    async def run(self) -> None:
        """Hear other nodes and re-check credentials until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._wire.run(self._heard, self._catch_up))
            tasks.create_task(self._recheck_forever())

    def wake(self, tenant: str, news: News) -> None:
        """Say that these things have changed; called after each commit, here or elsewhere."""
        self._news.setdefault(tenant, set()).update(news)
        if tenant not in self._pumps:
            self._pumps[tenant] = asyncio.create_task(self._pump(tenant))

    async def follow(self, socket: Socket, topic: str, after: After) -> None:
        """Subscribe a socket; what it missed since ``after`` is sent first. Raises refusals."""
        self.unfollow(socket, topic)
        if len(socket.subscriptions) >= MOST_TOPICS:
            raise Refused("too many topics")
        tenant = socket.viewer.tenant
        admitted: list[tuple[Feed, int, Subscription]] = []
        for place, feed in enumerate(self.feeds):
            if topic.partition(":")[0] == feed.prefix and (one := await feed.admit(socket, topic, after)):
                admitted.append((feed, place, one))
        if not admitted:
            raise Refused("no such topic")
        if socket not in self.sockets:
            return  # left while this was being admitted
        self.unfollow(socket, topic)  # again: it may have been followed anew meanwhile
        for _, place, one in admitted:
            one.viewer = socket.viewer  # as they are now
            one.behind = set()
            self._followers.setdefault((tenant, place, one.key), set()).add(one)
            socket.subscriptions.setdefault(topic, []).append(one)
        socket.say(t="subscribed", topic=topic)
        # Registered first, so that nothing committed while we read is missed.
        for feed, _, one in admitted:
            await self._bring_up(feed, one, after)

    def unfollow(self, socket: Socket, topic: str) -> None:
        """End a subscription, if there is one."""
        for subscription in socket.subscriptions.pop(topic, ()):
            subscription.over = True
            for place in range(len(self.feeds)):
                key = (socket.viewer.tenant, place, subscription.key)
                followers = self._followers.get(key, set())
                followers.discard(subscription)
                if not followers:
                    self._followers.pop(key, None)

    def enter(self, socket: Socket) -> None:
        """Take in a socket whose holder is known."""
        self.sockets.add(socket)
        self._end_on_time(socket)
        self._viewers.setdefault((socket.viewer.tenant, UUID(socket.viewer.id)), set()).add(socket)

    def leave(self, socket: Socket) -> None:
        """Forget a socket and all it followed."""
        for topic in list(socket.subscriptions):
            self.unfollow(socket, topic)
        self.sockets.discard(socket)
        if timer := self._ends.pop(socket, None):
            timer.cancel()
        viewer = (socket.viewer.tenant, UUID(socket.viewer.id))
        self._viewers.get(viewer, set()).discard(socket)
        if not self._viewers.get(viewer):
            self._viewers.pop(viewer, None)

    def present(self, kind: str) -> dict[str, list[UUID]]:
        """List who of this kind has an open socket here, by tenant."""
        found: dict[str, list[UUID]] = {}
        for (tenant, id), sockets in self._viewers.items():
            if any(socket.viewer.kind == kind for socket in sockets):
                found.setdefault(tenant, []).append(id)
        return found

    def followers(self, tenant: str, place: int, woken: Iterable[UUID | None]) -> list[Subscription]:
        """List who follows any of these keys in the feed at ``place``."""
        found = (self._followers.get((tenant, place, key), ()) for key in woken)
        return [one for group in found for one in group if one.socket.open]

    def stale(self, subscription: Subscription) -> None:
        """Tell a client that it has lost the thread, and stop pretending that it follows."""
        self.unfollow(subscription.socket, subscription.topic)
        if not subscription.socket.say(t="stale", topic=subscription.topic):
            subscription.socket.close(1013, t="bye", code="stale")

    async def whisper(self, tenant: str, what: dict[str, Any]) -> None:
        """Tell all nodes something ephemeral (typing, who is looking)."""
        self._whispered(tenant, what)
        text = msgspec.json.encode({"node": self.node, "tenant": tenant, "what": what}).decode()
        await self._wire.whisper(text)

    async def recheck(self, tenant: str, ids: News | None = None) -> None:
        """Close the sockets whose credential is worth nothing any more."""
        known = [key for key in self._viewers if key[0] == tenant and (ids is None or key[1] in ids)]
        for socket in [socket for key in known for socket in self._viewers[key]]:
            now = await self._resolve(socket.token)
            if now is None:
                self.leave(socket)
                socket.close(4401, t="bye", code="revoked")
            elif now.id != socket.viewer.id:  # somebody else by the same credential: let them come anew
                self.leave(socket)
                socket.close(1012, t="bye", code="draining")
            elif now != socket.viewer:
                self._refresh(socket, now)

    def drain(self) -> None:
        """Ask every client to connect elsewhere."""
        for socket in list(self.sockets):
            self.leave(socket)
            socket.close(1012, t="bye", code="draining")

    async def _bring_up(self, feed: Feed, one: Subscription, after: After) -> None:
        """Send what was missed, then what came meanwhile. Who cannot be served is let go."""
        try:
            if not one.over:
                await feed.catch_up(one, after)
            while one.behind and not one.over:
                news, one.behind = one.behind, set()
                await feed.tell(one.viewer.tenant, news, [one])
        except Exception:
            if not one.over:
                self.unfollow(one.socket, one.topic)
            raise
        one.behind = None

    def _refresh(self, socket: Socket, viewer: Actor) -> None:
        socket.viewer = viewer
        self._end_on_time(socket)
        for group in socket.subscriptions.values():
            for subscription in group:
                subscription.viewer = viewer

    def _end_on_time(self, socket: Socket) -> None:
        """Look at a credential again at the moment at which what it proves runs out."""
        if timer := self._ends.pop(socket, None):
            timer.cancel()
        viewer = socket.viewer
        if viewer.until is not None:
            left = max(0.0, (viewer.until - clock.utc_now()).total_seconds()) + MOMENT_SECONDS
            wake = (self.wake, viewer.tenant, {UUID(viewer.id)})
            self._ends[socket] = asyncio.get_running_loop().call_later(left, *wake)

    async def _pump(self, tenant: str) -> None:
        try:
            while news := self._news.pop(tenant, None):
                try:
                    await self._tell(tenant, news)
                except Overloaded:
                    self._news.setdefault(tenant, set()).update(news)
                    await asyncio.sleep(0.2)
                except Exception:
                    log.exception("live feed failed", tenant=tenant)
        finally:
            del self._pumps[tenant]

    async def _tell(self, tenant: str, news: News) -> None:
        for listener in self.woken:
            listener(tenant, news)
        if viewers := {id for id in news if (tenant, id) in self._viewers}:
            await self._recheck(tenant, viewers)
        for place, feed in enumerate(self.feeds):
            followed = self.followers(tenant, place, [*news, None])
            if followers := [one for one in followed if not one.waits(news)]:
                await self._tell_by(feed, tenant, news, followers)

    async def _tell_by(self, feed: Feed, tenant: str, news: News, followers: list[Subscription]) -> None:
        """Let one feed tell; if it cannot, its followers learn that they are behind, and the others go on."""
        try:
            await feed.tell(tenant, news, followers)
        except Overloaded:
            raise
        except Exception:
            log.exception("live feed failed", tenant=tenant)
            for one in followers:
                self.stale(one)

    def _heard(self, channel: str, payload: str) -> None:
        if channel == NEWS:
            node, tenant, *ids = payload.split(",")
            if node != self.node:
                self.wake(tenant, {UUID(id) for id in ids})
            return
        told = msgspec.json.decode(payload)
        if told["node"] != self.node:
            self._whispered(told["tenant"], told["what"])

    def _whispered(self, tenant: str, what: dict[str, Any]) -> None:
        for listener in self.whispered:
            listener(tenant, what)

    def _catch_up(self) -> None:
        """After a lost wire: everybody connected is looked after once."""
        for listener in self.caught_up:
            listener()
        for tenant, _, key in list(self._followers):
            if key is not None:
                self.wake(tenant, {key})
        for socket in list(self.sockets):
            for group in list(socket.subscriptions.values()):
                if blind := next((one for one in group if one.key is None), None):
                    self.stale(blind)

    async def _recheck_forever(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            for tenant in {socket.viewer.tenant for socket in self.sockets}:
                with contextlib.suppress(Overloaded):
                    await self._recheck(tenant)

    async def _recheck(self, tenant: str, ids: News | None = None) -> None:
        """Check again; what goes wrong here keeps no news from anybody."""
        try:
            await self.recheck(tenant, ids)
        except Overloaded:
            raise
        except Exception:
            log.exception("credentials could not be checked again", tenant=tenant)
