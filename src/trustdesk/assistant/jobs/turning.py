"""Taking the word: one question answered between two transactions, with nothing held meanwhile."""

import time
from uuid import UUID

import structlog

from trustdesk.assistant.actions import wording
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.turns import asked_in, say
from trustdesk.assistant.jobs.answering import answer
from trustdesk.assistant.rules.turns import spent
from trustdesk.kit import clock, i18n

log = structlog.get_logger()


async def take_turn(parts: Parts, tenant: str, id: UUID) -> None:
    """Answer what waits in a conversation, once; whatever goes wrong, a person is called."""
    async with parts.db.transaction(tenant) as tx:
        asking = await asked_in(tx, parts, id, clock.utc_now())
        settings = await parts.settled(tx)
    if asking is None:
        return
    began = time.monotonic()
    try:
        if spent(asking.turn, settings):
            given = wording.handed_over("not_helped", i18n.words(asking.question.locale))
        else:
            given = await answer(parts, tenant, asking.question, settings, asking.case, asking.level)
    except Exception:
        log.exception("the assistant failed", tenant=tenant, conversation=str(id))
        given = wording.handed_over("failed", i18n.words(asking.question.locale))
    took_ms = int((time.monotonic() - began) * 1000)
    async with parts.db.transaction(tenant) as tx:
        await say(tx, parts, asking, given, took_ms, clock.utc_now())
