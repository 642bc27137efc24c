"""The SQL of requests and step-ups: each change of state is one statement, so of many tries one succeeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.exchange.model.asked import AskedAction, StepUp
from trustdesk.kit.db import Tx

STEP_UP: LiteralString = """id, conversation, customer, action, act, state, asked_by, client_id,
    at, until, told_at, decided_at"""
REQUEST: LiteralString = """id, conversation, customer, action, reason, state, outcome, approval,
    approved_by, step_up, asked_by, asked_name, client_id, at, attempts, due_at, answered_at, about_sealed"""


async def insert_step_up(tx: Tx, new: StepUp) -> bool:
    """Add an asking; False when the client id was used before."""
    return (
        await tx.do(
            f"""insert into step_ups (tenant, {STEP_UP})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (tenant, asked_by, client_id) do nothing""",
            tx.tenant,
            *msgspec.structs.astuple(new),
        )
        == 1
    )


async def step_up_by(tx: Tx, agent: UUID, client_id: str) -> StepUp | None:
    """Find what was asked under this client id."""
    return await tx.one(
        StepUp,
        f"select {STEP_UP} from step_ups where tenant = $1 and asked_by = $2 and client_id = $3",
        tx.tenant,
        agent,
        client_id,
    )


async def step_up(tx: Tx, id: UUID) -> StepUp | None:
    """Read one asking and lock it."""
    return await tx.one(
        StepUp, f"select {STEP_UP} from step_ups where tenant = $1 and id = $2 for update", tx.tenant, id
    )


async def step_ups(tx: Tx, conversation: UUID, most: int) -> list[StepUp]:
    """List the askings of a conversation, latest first."""
    return await tx.all(
        StepUp,
        f"""select {STEP_UP} from step_ups where tenant = $1 and conversation = $2
        order by at desc, id desc limit $3""",
        tx.tenant,
        conversation,
        most,
    )


async def told(tx: Tx, id: UUID, now: datetime) -> None:
    """Remember that it lies before the customer."""
    await tx.do("update step_ups set told_at = $3 where tenant = $1 and id = $2", tx.tenant, id, now)


async def decide(
    tx: Tx, id: UUID, state: str, now: datetime, proof: UUID | None = None, word: bytes | None = None
) -> bool:
    """Put down what the customer decided, once."""
    return (
        await tx.do(
            """update step_ups set state = $3, decided_at = $4, proof = $5, assertion_sealed = $6
        where tenant = $1 and id = $2 and state = 'asked'""",
            tx.tenant,
            id,
            state,
            now,
            proof,
            word,
        )
        == 1
    )


async def spend(tx: Tx, wanted: AskedAction, since: datetime) -> bool:
    """Use a confirmation for exactly this action of this conversation's customer, once."""
    return (
        await tx.do(
            """update step_ups set state = 'spent' where tenant = $1 and id = $2 and conversation = $3
            and customer = $4 and action = $5 and state = 'confirmed' and decided_at > $6""",
            tx.tenant,
            wanted.step_up,
            wanted.conversation,
            wanted.customer,
            wanted.action,
            since,
        )
        == 1
    )


async def insert(tx: Tx, new: AskedAction) -> bool:
    """Add a request; False when the client id was used before."""
    return (
        await tx.do(
            f"""insert into exchange_requests (tenant, {REQUEST})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        on conflict (tenant, asked_by, client_id) do nothing""",
            tx.tenant,
            *msgspec.structs.astuple(new),
        )
        == 1
    )


async def by_client_id(tx: Tx, agent: UUID, client_id: str) -> AskedAction | None:
    """Find what was asked under this client id."""
    return await tx.one(
        AskedAction,
        f"select {REQUEST} from exchange_requests where tenant = $1 and asked_by = $2 and client_id = $3",
        tx.tenant,
        agent,
        client_id,
    )


async def requests(tx: Tx, conversation: UUID, most: int) -> list[AskedAction]:
    """List the requests of a conversation, latest first."""
    return await tx.all(
        AskedAction,
        f"""select {REQUEST} from exchange_requests where tenant = $1 and conversation = $2
        order by at desc, id desc limit $3""",
        tx.tenant,
        conversation,
        most,
    )


async def due(tx: Tx, now: datetime, until: datetime, most: int) -> Sequence[AskedAction]:
    """Take what is due to be asked or asked after; nobody else takes it before ``until``."""
    return await tx.all(
        AskedAction,
        f"""with due as materialized (
            select id from exchange_requests where tenant = $1 and due_at <= $2
                and state in ('waiting', 'accepted') order by due_at limit $4 for update skip locked
        )
        update exchange_requests set due_at = $3, attempts = attempts + 1
        where tenant = $1 and id in (select id from due) returning {REQUEST}""",
        tx.tenant,
        now,
        until,
        most,
    )


async def settle(tx: Tx, id: UUID, state: str, outcome: str | None, now: datetime) -> UUID | None:
    """Put down how a request stands; gives its conversation unless it had been settled before."""
    return await tx.value(
        """update exchange_requests set state = $3, outcome = $4, answered_at = $5
        where tenant = $1 and id = $2 and state in ('waiting', 'accepted') and state <> $3
        returning conversation""",
        tx.tenant,
        id,
        state,
        outcome,
        now,
    )


async def postpone(tx: Tx, id: UUID, due_at: datetime) -> None:
    """Try again later."""
    await tx.do(
        "update exchange_requests set due_at = $3 where tenant = $1 and id = $2", tx.tenant, id, due_at
    )


async def word_of(tx: Tx, step_up: UUID) -> bytes | None:
    """Read the exchange's own word for a confirmation, sealed, to hand it back with the request."""
    return await tx.value(
        "select assertion_sealed from step_ups where tenant = $1 and id = $2", tx.tenant, step_up
    )


async def forget(tx: Tx, customers: Sequence[UUID], conversations: Sequence[UUID]) -> None:
    """Forget what was laid before these customers, or in these conversations, and asked about them."""
    of_whom = (list(customers), list(conversations))
    await tx.do(
        "delete from step_ups where tenant = $1 and (customer = any($2) or conversation = any($3))",
        tx.tenant,
        *of_whom,
    )
    await tx.do(
        "delete from exchange_requests where tenant = $1 and (customer = any($2) or conversation = any($3))",
        tx.tenant,
        *of_whom,
    )


async def forget_words(tx: Tx, before: datetime) -> int:
    """Forget the exchange's words for what was decided before a time."""
    return await tx.do(
        """update step_ups set assertion_sealed = null
        where tenant = $1 and decided_at < $2 and assertion_sealed is not null""",
        tx.tenant,
        before,
    )
