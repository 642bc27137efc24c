"""Opening to an agent what is not theirs, for a while, by a reason on record; and who is behind a session."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import evidence, staff
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused
from trustdesk.kit.ids import uuid7
from trustdesk.oversight.model import AccessReason, Grant
from trustdesk.oversight.rules.budgets import budgets
from trustdesk.oversight.store import grants as store

READING_LASTS = timedelta(minutes=30)
MENTION_LASTS = timedelta(hours=24)


async def open_to(
    tx: Tx, actor: Actor, conversation: UUID, client_id: str, why: tuple[AccessReason, str], now: datetime
) -> Grant:
    """Open a conversation to an agent for half an hour; ``why`` is a reason code and a note.

    Whether it is within their reach is the caller's to ask. The same client id again gets the same grant.
    """
    agent = UUID(actor.id)
    grant = _grant(agent, conversation, client_id, why, (now, now + READING_LASTS))
    if not await store.insert(tx, grant):
        before = await store.by_client_id(tx, agent, client_id)
        if before is None or (before.conversation, before.reason, before.note) != (conversation, *why):
            raise ClientIdReused
        return before
    about = evidence.About("conversation", str(conversation))
    told = evidence.Why(reason=why[0], purpose="read")
    await evidence.append(tx, actor, "conversation.access", about, {"note": evidence.Hidden(why[1])}, told)
    tx.news.add(agent)
    return grant


async def open_to_mentioned(
    tx: Tx, author: Actor, agent: UUID, place: tuple[UUID, int], now: datetime
) -> None:
    """Open a conversation for a day to a colleague whom a note (conversation, number) calls."""
    conversation, seq = place
    grant = _grant(
        agent, conversation, f"mention:{conversation}:{seq}", ("mentioned", ""), (now, now + MENTION_LASTS)
    )
    if await store.insert(tx, grant):
        about = evidence.About("conversation", str(conversation))
        told = evidence.Why(reason="mentioned", purpose="read")
        await evidence.append(tx, author, "conversation.access", about, {"agent": agent}, told)
        tx.news.add(agent)


def resolver(given: Sequence[str]) -> Callable[[Tx, str, datetime], Awaitable[Actor | None]]:
    """Make the one who tells which agent holds a token, with what is opened to them and their budgets."""
    known: tuple[tuple[str, int], ...] = tuple(budgets(given).items())

    async def actor_of_session(tx: Tx, token: str, now: datetime) -> Actor | None:
        actor = await staff.actor_of_session(tx, token, now)
        if actor is None:
            return None
        grants = await store.live(tx, UUID(actor.id), now)
        return msgspec.structs.replace(actor, grants=grants, budgets=known)

    return actor_of_session


def _grant(
    agent: UUID, conversation: UUID, client_id: str, why: tuple[str, str], lasts: tuple[datetime, datetime]
) -> Grant:
    reason, note = why
    at, until = lasts
    return Grant(
        id=uuid7(),
        agent=agent,
        conversation=conversation,
        reason=reason,
        note=note,
        client_id=client_id,
        at=at,
        until=until,
    )
