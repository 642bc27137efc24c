"""What the room does when a conversation begins or goes on."""

from collections.abc import Mapping, Sequence

from trustdesk.brands import Brand
from trustdesk.conversations import ConversationOpened, ConversationReopened
from trustdesk.kit import clock
from trustdesk.kit.db import Tx
from trustdesk.kit.events import Event, Reaction
from trustdesk.replies import actions


def reactions(brands: Mapping[str, Brand]) -> list[Reaction]:
    """Plug the acknowledgement in."""

    async def acknowledge(tx: Tx, events: Sequence[Event]) -> None:
        await actions.acknowledge(tx, brands[tx.tenant], events, clock.utc_now())

    return [Reaction("acknowledgement", (ConversationOpened, ConversationReopened), acknowledge)]
