"""Work that waits for an exchange: requests are sent and asked after, masked values forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog

from trustdesk.exchange.actions import asking, reading
from trustdesk.exchange.actions.connector import Connector, NoAccount
from trustdesk.exchange.actions.connectors import Window
from trustdesk.exchange.model.asked import AskedAction, StepUp
from trustdesk.exchange.model.requests import (
    ActionReceipt,
    ActionRequest,
    Approval,
    Challenge,
    Movement,
)
from trustdesk.exchange.rules import acts
from trustdesk.exchange.rules.answers import Nonsense
from trustdesk.exchange.store import requests, values
from trustdesk.kit import clock
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.egress import Unreachable
from trustdesk.kit.jobs import EVERY_MINUTE, Job

log = structlog.get_logger()

LEASE = timedelta(minutes=1)
WORDS_KEPT = timedelta(days=2)  # longer than a request is tried
AT_ONCE = 20
HOURLY = "41 * * * *"


class Told(msgspec.Struct, frozen=True):
    """What goes along with a challenge: whose account, for whom the word is meant, which conversation."""

    uid: str
    audience: str
    reference: str


class Behind(msgspec.Struct, frozen=True):
    """Of whom something is asked, and the exchange's own word that they confirmed it."""

    uid: str | None
    word: str | None
    movement: Movement | None = None


def jobs(window: Window) -> list[Job]:
    """Name the room's jobs."""

    async def send(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        await send_due(db, window, tenant)

    async def forget(db: Database, tenant: str, _values: Mapping[str, Any]) -> None:
        async with db.transaction(tenant) as tx:
            await values.forget(tx, clock.utc_now())
            await requests.forget_words(tx, clock.utc_now() - WORDS_KEPT)

    return [Job("exchange.send", send, every=EVERY_MINUTE), Job("exchange.forget", forget, every=HOURLY)]


async def send_due(db: Database, window: Window, tenant: str) -> None:
    """Send what waits to be asked of a brand's exchange, and ask after what was accepted."""
    connector = window.connector(tenant)
    if connector is None:
        return
    now = clock.utc_now()
    async with db.transaction(tenant) as tx:
        taken = await requests.due(tx, now, now + LEASE, AT_ONCE)
        behind = {one.id: await _behind(tx, window, one) for one in taken}
    for one in taken:
        await _send(db, connector, tenant, one, behind[one.id])


async def _behind(tx: Tx, window: Window, one: AskedAction) -> Behind:
    """Read of whom something is asked, and the exchange's word that they confirmed it."""
    uid = await reading.uid_of(tx, one.customer)
    sealed = await requests.word_of(tx, one.step_up) if one.step_up else None
    word = window.keys.open(asking.WORD, sealed, str(one.step_up)).decode() if sealed else None
    return Behind(uid, word, _movement(window, tx.tenant, one))


def _movement(window: Window, tenant: str, one: AskedAction) -> Movement | None:
    """Open what a recovery is about."""
    if one.about_sealed is None:
        return None
    opened = window.keys.open(asking.MOVEMENT, one.about_sealed, tenant)
    return msgspec.json.decode(opened, type=Movement)


async def lay(db: Database, window: Window, tenant: str, step: StepUp, told: Told) -> bool:
    """Lay an action before the customer; False when it cannot be now."""
    connector = window.connector(tenant)
    if connector is None:
        return False
    wanted = Challenge(
        id=step.id,
        uid=told.uid,
        action=step.action,
        act=step.act,
        audience=told.audience,
        reference=told.reference,
        until=step.until,
    )
    try:
        await connector.challenge(wanted, clock.utc_now())
    except (Unreachable, Nonsense, NoAccount) as error:
        log.warning("an action could not be laid before a customer", tenant=tenant, error=str(error))
        return False
    async with db.transaction(tenant) as tx:
        await requests.told(tx, step.id, clock.utc_now())
    return True


async def _send(db: Database, connector: Connector, tenant: str, one: AskedAction, behind: Behind) -> None:
    now = clock.utc_now()
    try:
        receipt = await _ask(connector, one, behind, now)
    except (Unreachable, Nonsense, NoAccount) as error:
        log.warning("the exchange could not be asked", tenant=tenant, request=str(one.id), error=str(error))
        gone = "unknown_account" if isinstance(error, NoAccount) else "unreachable"
        pause = None if isinstance(error, NoAccount) else acts.next_try(one.attempts)
        async with db.transaction(tenant) as tx:
            if pause is None:
                await asking.answered(tx, one.id, "failed", gone, now)
            else:
                await requests.postpone(tx, one.id, now + pause)
        return
    async with db.transaction(tenant) as tx:
        await asking.answered(tx, one.id, receipt.state, receipt.reason, now)


async def _ask(connector: Connector, one: AskedAction, behind: Behind, now: datetime) -> ActionReceipt:
    if one.state == "accepted":
        return await connector.outcome(str(one.id), now)
    if behind.uid is None:
        raise NoAccount
    approvals = [Approval(one.approval, one.approved_by or "")] if one.approval else []
    wanted = ActionRequest(
        id=one.id,
        action=one.action,
        uid=behind.uid,
        reason=one.reason,
        asked_by=one.asked_name,
        asked_at=one.at,
        approvals=approvals,
        assertion=behind.word,
        movement=behind.movement,
    )
    return await connector.request(wanted, now)
