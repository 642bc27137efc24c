"""The SQL of values that are shown masked: sealed, for a short while, so that one can be revealed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from trustdesk.kit.db import Tx

KEPT = timedelta(minutes=30)
Sealed = tuple[UUID, bytes]


async def keep(tx: Tx, conversation: UUID, values: Sequence[Sealed], until: datetime) -> None:
    """Keep sealed values of a conversation's customer until a time; the same again lives on."""
    await tx.do(
        """insert into exchange_values (tenant, id, conversation, sealed, until)
        select distinct on (id) $1, id, $2::uuid, sealed, $5::timestamptz
        from unnest($3::uuid[], $4::bytea[]) as new (id, sealed) order by id
        on conflict (tenant, id) do update set sealed = excluded.sealed, until = excluded.until""",
        tx.tenant,
        conversation,
        [id for id, _ in values],
        [sealed for _, sealed in values],
        until,
    )


async def find(tx: Tx, conversation: UUID, id: UUID, now: datetime) -> bytes | None:
    """Read one sealed value that is still kept."""
    return await tx.value(
        """select sealed from exchange_values
        where tenant = $1 and id = $2 and conversation = $3 and until > $4""",
        tx.tenant,
        id,
        conversation,
        now,
    )


async def forget_of(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget what was shown in these conversations, whenever its time would be up."""
    await tx.do(
        "delete from exchange_values where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(conversations),
    )


async def forget(tx: Tx, before: datetime) -> int:
    """Forget what need not be kept any longer."""
    return await tx.do("delete from exchange_values where tenant = $1 and until < $2", tx.tenant, before)
