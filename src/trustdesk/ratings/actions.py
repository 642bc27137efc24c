"""Verbs of the room."""

from datetime import datetime
from uuid import UUID

from trustdesk import conversations, guard
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound, Refused
from trustdesk.ratings import store
from trustdesk.ratings.model import RatingBody


async def rate(
    tx: Tx, actor: Actor, body: RatingBody, text: guard.Cleaned, prefix: str, now: datetime
) -> conversations.Outcome:
    """Let a customer rate their present conversation, once it has been answered or resolved.

    ``text`` is what they wrote, without secrets. A second rating replaces the first; the same
    one sent again changes nothing. Raises ``NotFound`` without a conversation and ``Conflict``
    while it waits for the desk.
    """
    case = await conversations.current_of(tx, actor)
    if case is None:
        raise NotFound
    wanted = conversations.Rate(
        actor=actor,
        client_id=body.client_id,
        conversation=case.id,
        score=body.score,
        text=text.text,
        hidden=text.findings,
    )
    [outcome] = await conversations.perform(tx, [wanted], prefix, now)
    if isinstance(outcome, Refused):
        raise outcome
    held_by: UUID | None = case.assignee
    await store.save(tx, case.id, outcome.receipt.seq, body.score, text.text, held_by)
    return outcome
