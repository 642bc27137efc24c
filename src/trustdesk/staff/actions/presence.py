"""Who takes conversations now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.kit.events import publish
from trustdesk.staff.events import AgentCameOnline, AgentWentAway
from trustdesk.staff.model import State
from trustdesk.staff.store import agents as store


async def attend(tx: Tx, agent: UUID, state: State) -> State:
    """Say whether an agent takes conversations now; gives what was so before."""
    before = await store.set_presence(tx, agent, state)
    if state == "online" and before != "online":
        await publish(tx, AgentCameOnline(about=agent))
    elif state != "online" and before not in (None, "offline", state):
        await publish(tx, AgentWentAway(about=agent, state=state))
    return before or "offline"


async def attended(tx: Tx, agents: Sequence[UUID]) -> None:
    """Remember that these agents have an open socket."""
    await store.attended(tx, agents)


async def lapse(tx: Tx, since: datetime) -> int:
    """Take offline whoever has had no socket since then; returns how many."""
    agents = await store.lapsed(tx, since)
    for agent in agents:
        await attend(tx, agent, "offline")
    return len(agents)
