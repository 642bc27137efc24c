"""Who is known on a line, and what they wrote: handles and texts are sealed, so the rooms are asked."""

from uuid import UUID

from tests.world import BRAND, World
from trustdesk import conversations
from trustdesk.customers import Sender
from trustdesk.customers.store import people

MOST = 500


async def numbers(world: World, line: str, handle: str) -> list[str]:
    """The numbers of the conversations of whoever has this handle, in the order in which they began."""
    return [one.number for one in await cases(world, line, handle)]


async def cases(world: World, line: str, handle: str) -> list[conversations.Conversation]:
    """Their conversations."""
    async with world.house.db.transaction(BRAND) as tx:
        known = await people.lock_known(tx, [Sender(line, handle)])
        rows = await tx.rows(
            "select id from conversations where customer = any($1::uuid[]) order by created_at",
            list(known.values()),
        )
        ids: list[UUID] = [row["id"] for row in rows]
        states = await conversations.states_of(tx, ids)
    return [states[id] for id in ids]


async def letters(world: World, line: str, handle: str, on: str = "") -> list[str]:
    """What they wrote, over all their conversations; only what came ``on`` a line, if one is named."""
    said: list[str] = []
    for case in await cases(world, line, handle):
        async with world.house.db.transaction(BRAND) as tx:
            entries = await conversations.entries_for(tx, case, 0, MOST)
        said += [one.text for one in entries if one.author_kind == "customer" and on in ("", one.line)]
    return said
