"""Live topics beside a conversation: who may read it is told of something of it, whenever that changes."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import msgspec
from typing_extensions import override

from trustdesk.conversations.actions import read
from trustdesk.conversations.model import Conversation
from trustdesk.kit import clock
from trustdesk.kit.db import Database, News, Tx
from trustdesk.kit.live import After, Feed, Socket, Subscription
from trustdesk.staff import Action, can


class BesideFeed(Feed):
    """Topic ``<prefix>:<number>`` for staff: shows it whole, and again when it is another."""

    def __init__(self, db: Database) -> None:
        """Take the database it is read from."""
        self._db = db

    @abstractmethod
    async def frame(self, tx: Tx, case: Conversation) -> dict[str, Any]:
        """Read what is shown of a conversation, as a frame of the topic."""

    @override
    async def admit(self, socket: Socket, topic: str, after: After) -> Subscription | None:
        """Admit staff who may read the conversation."""
        if socket.viewer.kind == "customer":
            return None
        number = topic.partition(":")[2]
        async with self._db.transaction(socket.viewer.tenant) as tx:
            case = await read.open_for(tx, socket.viewer, number, clock.utc_now())
        return Subscription(socket, topic, case.id)

    @override
    async def catch_up(self, subscription: Subscription, after: After) -> None:
        """Show it as it is now."""
        await self.tell(subscription.viewer.tenant, set(), [subscription])

    @override
    async def tell(self, tenant: str, woken: News, followers: Sequence[Subscription]) -> None:
        """Tell everybody who may still read the conversation, if anything is another."""
        keys = {one.key for one in followers if one.key is not None}
        async with self._db.transaction(tenant) as tx:
            cases = await read.states_of(tx, list(keys))
            shown = {id: await self.frame(tx, case) for id, case in cases.items()}
        for one in followers:
            case = cases.get(one.key) if one.key else None
            if case is None or can(one.viewer, Action.READ, case) != "allow":
                continue
            told = msgspec.json.encode(shown[case.id])
            if told != one.state:
                one.state = told
                one.push(shown[case.id])
