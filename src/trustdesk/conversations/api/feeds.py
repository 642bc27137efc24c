"""The room's live topics: the thread of a conversation, and the inbox."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from typing_extensions import override

from trustdesk import files
from trustdesk.conversations.actions import read, show
from trustdesk.conversations.model import Entry
from trustdesk.conversations.store import lists, marks
from trustdesk.conversations.views import Marks, Row, row_view
from trustdesk.kit import clock
from trustdesk.kit.db import Database, News, Record, Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.live import After, Feed, Hub, Socket, Subscription
from trustdesk.staff import Action, can

CURRENT = "conversation:current"
MOST_ENTRIES = 200
MOST_ROWS = 500
ROWS_PAUSE = 0.1  # a busy inbox is told ten times a second, a calm one at once


class Told(msgspec.Struct):
    """What a follower of a thread was told beside entries, so that only changes are sent."""

    number: str
    row: bytes = b""
    marks: bytes = b""


class ThreadFeed(Feed):
    """Topic ``conversation:<number>``, or ``conversation:current`` for a customer."""

    prefix = "conversation"

    def __init__(self, db: Database, hub: Hub, links: files.Links) -> None:
        """Take what threads are read and shown with."""
        self._db = db
        self._hub = hub
        self._links = links

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit those who may read the conversation."""
        async with self._db.transaction(socket.viewer.tenant) as tx:
            if topic == CURRENT and socket.viewer.kind == "customer":
                case = await read.current_of(tx, socket.viewer)
            else:
                number = topic.partition(":")[2]
                case = await read.opened_for(tx, socket.viewer, number, clock.utc_now())
        if case is None:
            return None
        # A place before the beginning or beyond the end is nobody's place: never wait there.
        place = min(max(after, 0), case.seq) if isinstance(after, int) else 0
        subscription = Subscription(socket, topic, case.id, place)
        subscription.state = Told(case.number)
        return subscription

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Send everything beyond the follower's place."""
        if subscription.topic == CURRENT:
            subscription.push({"t": "current", "conversation": subscription.state.number})
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Read what is new for these followers, once, and send each their part."""
        after: dict[UUID, int] = {}
        for one in followers:
            if one.key is not None:
                after[one.key] = min(one.seq, after.get(one.key, one.seq))
        async with self._db.transaction(tenant) as tx:
            entries = await lists.entries_of_many(tx, after, MOST_ENTRIES)
            rows = {row["id"]: row for row in await lists.rows(tx, list(after))}
            seen = show.marks_view(await marks.of(tx, list(after)))
            shown = await self._encoded(tx, entries, followers)
        for one in followers:
            self._push(one, rows.get(one.key), shown, seen)
        if len(entries) >= MOST_ENTRIES:
            self._hub.wake(tenant, set(after))

    async def _encoded(
        self, tx: Tx, entries: Sequence[Entry], followers: Sequence[Subscription]
    ) -> dict[tuple[UUID | None, bool], list[tuple[int, bytes]]]:
        """Encode each entry once for staff and once for customers, as far as either follows."""
        found: dict[tuple[UUID | None, bool], list[tuple[int, bytes]]] = {}
        for actor in {one.viewer.kind == "customer": one.viewer for one in followers}.values():
            views = await show.show_entries(tx, actor, entries, self._links)
            for entry, view in zip(entries, views, strict=True):
                place = (entry.conversation, actor.kind == "customer")
                found.setdefault(place, []).append((entry.seq, msgspec.json.encode(view)))
        return found

    def _push(
        self,
        one: Subscription,
        row: Record | None,
        shown: dict[tuple[UUID | None, bool], list[tuple[int, bytes]]],
        seen: dict[UUID, Marks],
    ) -> None:
        if one.over:
            return
        if row is None or not read.readable(one.viewer, read.CaseOf(row)):
            if row is not None:
                self._hub.unfollow(one.socket, one.topic)
                one.socket.say(t="error", code="not_found", topic=one.topic)
            return
        customer = one.viewer.kind == "customer"
        fresh = [(seq, item) for seq, item in shown.get((one.key, customer), []) if seq > one.seq]
        if fresh and fresh[0][0] != one.seq + 1:
            return  # another page comes first; the wake that follows brings it
        if fresh:
            items = b",".join(item for _, item in fresh)
            topic = msgspec.json.encode(one.topic)
            if not one.socket.push(b'{"t":"entries","topic":' + topic + b',"items":[' + items + b"]}"):
                self._hub.stale(one)
                return
            one.seq = fresh[-1][0]
        self._push_beside(one, row, seen.get(row["id"], Marks(show.NOTHING, {})), customer=customer)

    def _push_beside(self, one: Subscription, row: Record, seen: Marks, *, customer: bool) -> None:
        told: Told = one.state
        shown = msgspec.json.encode(seen)
        if shown != told.marks and (told.marks or seen.staff or seen.customer.delivered):
            one.push({"t": "marks", "customer": seen.customer, "staff": _staff_part(seen, customer=customer)})
        told.marks = shown
        if not customer:
            state = msgspec.json.encode(row_view(row))
            if state != told.row:
                one.push({"t": "row", "item": row_view(row)})
            told.row = state


class CurrentFeed(Feed):
    """Keeps ``conversation:current`` on the customer's latest conversation, also before the first."""

    prefix = "conversation"

    def __init__(self, db: Database, hub: Hub) -> None:
        """Take the hub in which to follow anew."""
        self._db = db
        self._hub = hub

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit customers to their own; a new conversation wakes them by their customer id."""
        if topic != CURRENT or socket.viewer.kind != "customer":
            return None
        return Subscription(socket, topic, UUID(socket.viewer.id))

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Follow the conversation that began while this was being admitted: its wake found nobody here."""
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Follow the new conversation from its beginning; who follows it already goes on where they are."""
        async with self._db.transaction(tenant) as tx:
            current = [await read.current_of(tx, one.viewer) for one in followers]
        for one, case in zip(followers, current, strict=True):
            followed = [
                other.key
                for other in one.socket.subscriptions.get(CURRENT, ())
                if isinstance(other.state, Told)  # the thread; what stands beside it may be further
            ]
            # Being admitted and being woken may both find it: the first of them moves the follower.
            if case is not None and case.id not in {*followed, one.state}:
                one.state = case.id
                await self._hub.follow(one.socket, CURRENT, 0)


def _staff_part(seen: Marks, *, customer: bool) -> dict[str, Any]:
    """Show a customer that staff have read, not who."""
    if not customer:
        return dict(seen.staff)
    return {"staff": max(seen.staff.values(), key=lambda mark: mark.read)} if seen.staff else {}


class Pending(msgspec.Struct):
    """Rows that wait to be told to one inbox.

    Whoever comes back at ``cursor`` is told everything again from there on. It stays one telling behind:
    what was committed before the latest may be woken for after it.
    """

    rows: dict[str, Row | None]
    cursor: int
    latest: int
    told_at: float = 0.0
    timer: bool = False


class InboxFeed(Feed):
    """Topic ``inbox``: the state of every conversation that changes and that the agent may read."""

    prefix = "inbox"

    def __init__(self, db: Database, hub: Hub) -> None:
        """Take what rows are read with."""
        self._db = db
        self._hub = hub

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit staff."""
        if socket.viewer.kind == "customer" or can(socket.viewer, Action.READ) != "allow":
            raise NotFound
        subscription = Subscription(socket, topic, None)
        async with self._db.transaction(socket.viewer.tenant) as tx:
            here = await lists.horizon(tx)
        since = int(after) if isinstance(after, str) and after.isdigit() else here
        subscription.state = Pending({}, since, here)
        return subscription

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Send the present state of what changed since the cursor of a list."""
        tenant = subscription.viewer.tenant
        async with self._db.transaction(tenant) as tx:
            ids = await lists.changed_since(tx, subscription.state.cursor, MOST_ROWS)
        if len(ids) >= MOST_ROWS:
            self._hub.stale(subscription)
        elif ids:
            await self.tell(tenant, set(ids), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Read the rows once and hand each follower those they may read."""
        async with self._db.transaction(tenant) as tx:
            cursor = await lists.horizon(tx)
            records = await lists.rows(tx, list(woken))
        for one in followers if records else ():
            for record in records:
                listed = read.listed(one.viewer, read.CaseOf(record))
                one.state.rows[record["number"]] = show.show_row(one.viewer, record) if listed else None
            one.state.latest = cursor
            self._tell_soon(one)

    def _tell_soon(self, one: Subscription) -> None:
        pending: Pending = one.state
        now = asyncio.get_running_loop().time()
        wait = pending.told_at + ROWS_PAUSE - now
        if wait <= 0:
            self._flush(one)
        elif not pending.timer:
            pending.timer = True
            asyncio.get_running_loop().call_later(wait, self._flush, one)

    def _flush(self, one: Subscription) -> None:
        pending: Pending = one.state
        if one.over:
            return
        rows, pending.rows, pending.timer = pending.rows, {}, False
        pending.told_at = asyncio.get_running_loop().time()
        gone = [number for number, row in rows.items() if row is None]
        items = [row for row in rows.values() if row is not None]
        frame = {"t": "rows", "topic": one.topic, "cursor": str(pending.cursor), "items": items}
        if gone:
            one.socket.say(t="gone", topic=one.topic, numbers=gone)
        pending.cursor = pending.latest
        if one.socket.open and not one.socket.push(msgspec.json.encode(frame)):
            self._hub.stale(one)
