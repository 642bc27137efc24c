"""The SQL of recoveries: one for each movement on a chain, whoever asks for it."""

from datetime import datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.procedures.model.running import Recovery

SELECT: LiteralString = "id, procedure, conversation, customer, state, reviewed_by, approved_by"


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """What is claimed: the movement, its TxID only as a keyed hash, and for which procedure."""

    id: UUID
    procedure: UUID
    conversation: UUID
    customer: UUID
    network: str
    mark: bytes
    log_index: int
    asset: str
    amount: str


async def claim(tx: Tx, new: Claimed, now: datetime) -> Recovery | None:
    """Claim a movement; gives who has claimed it before, or None when it is claimed by this now."""
    added = await tx.do(
        """insert into recoveries (tenant, id, procedure, conversation, customer, network, txid_mark,
            log_index, asset, amount, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (tenant, network, txid_mark, log_index) do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(new),
        now,
    )
    if added:
        return None
    return await tx.one(
        Recovery,
        "select "
        + SELECT
        + """ from recoveries where tenant = $1 and network = $2 and txid_mark = $3 and log_index = $4
        for update""",
        tx.tenant,
        new.network,
        new.mark,
        new.log_index,
    )


async def take_up(tx: Tx, id: UUID, procedure: UUID, conversation: UUID) -> None:
    """Go on with a claim of the same customer's in another procedure, from its beginning."""
    await tx.do(
        """update recoveries set procedure = $3, conversation = $4, state = 'claimed', reviewed_by = null,
            approved_by = null
        where tenant = $1 and id = $2 and state in ('claimed', 'refused')""",
        tx.tenant,
        id,
        procedure,
        conversation,
    )


async def of(tx: Tx, procedure: UUID) -> Recovery | None:
    """Read and lock what a procedure has claimed."""
    return await tx.one(
        Recovery,
        "select " + SELECT + " from recoveries where tenant = $1 and procedure = $2 for update",
        tx.tenant,
        procedure,
    )


async def reviewed(tx: Tx, procedure: UUID, by: UUID) -> None:
    """Note who passed the technical review."""
    await tx.do(
        "update recoveries set reviewed_by = $3 where tenant = $1 and procedure = $2 and state = 'claimed'",
        tx.tenant,
        procedure,
        by,
    )


async def asked(tx: Tx, procedure: UUID, by: UUID) -> bool:
    """Note who approved; the database itself refuses what the same person reviewed and approved."""
    touched = await tx.do(
        """update recoveries set state = 'asked', approved_by = $3
        where tenant = $1 and procedure = $2 and state = 'claimed' and reviewed_by is not null""",
        tx.tenant,
        procedure,
        by,
    )
    return touched == 1


async def ended(tx: Tx, procedure: UUID, *, credited: bool) -> None:
    """Note how it ended. What the exchange was asked for is open as long as it has not answered."""
    await tx.do(
        """update recoveries set state = case when $3 then 'credited' else 'refused' end
        where tenant = $1 and procedure = $2 and state = case when $3 then 'asked' else 'claimed' end""",
        tx.tenant,
        procedure,
        credited,
    )


async def denied(tx: Tx, procedure: UUID) -> None:
    """Note that the exchange has declined."""
    await tx.do(
        "update recoveries set state = 'refused' where tenant = $1 and procedure = $2 and state = 'asked'",
        tx.tenant,
        procedure,
    )
