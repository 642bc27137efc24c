"""The SQL of the audit."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.evidence.model import Place, Row, Wanted
from trustdesk.kit.db import Tx
from trustdesk.kit.fields import ACCOUNT


class New(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is about to be added; the database gives it its transaction and its time."""

    id: UUID
    actor: str
    role: str
    session: str
    action: str
    about_kind: str
    about_id: Annotated[str, ACCOUNT]
    reason: Annotated[str, ACCOUNT]
    purpose: str
    detail: Annotated[str, ACCOUNT]


async def insert_all(tx: Tx, rows: Sequence[New]) -> None:
    """Add rows."""
    await tx.do(
        """insert into audit (tenant, id, actor, role, session, action, about_kind, about_id, reason,
            purpose, detail)
        select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[])""",
        tx.tenant,
        *(list(column) for column in zip(*map(msgspec.structs.astuple, rows), strict=True)),
    )


async def insert_once(tx: Tx, row: New, once: str) -> None:
    """Add a row unless there is one with the same ``once``."""
    await tx.do(
        """insert into audit (tenant, id, actor, role, session, action, about_kind, about_id, reason,
            purpose, detail, once)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        where not exists (select from audit where tenant = $1 and once = $12)
        on conflict (tenant, once) do nothing""",
        tx.tenant,
        *msgspec.structs.astuple(row),
        once,
    )


async def latest(tx: Tx, before: Place, most: int) -> list[Row]:
    """List the audit, latest first, beyond a place."""
    return await tx.all(
        Row,
        """select xid::text::bigint as xid, id, actor, role, session, action, about_kind, about_id, reason,
            purpose, detail, once, at
        from audit where tenant = $1 and (xid, id) < ($2::text::xid8, $3)
        order by xid desc, id desc limit $4""",
        tx.tenant,
        str(before[0]),
        before[1],
        most,
    )


async def matching(tx: Tx, wanted: Wanted, before: Place, most: int) -> list[Row]:
    """List rows that are looked for, latest first, beyond a place."""
    return await tx.all(
        Row,
        """select xid::text::bigint as xid, id, actor, role, session, action, about_kind, about_id, reason,
            purpose, detail, once, at
        from audit where tenant = $1 and (xid, id) < ($2::text::xid8, $3)
            and ($5 = '' or actor = $5)
            and ($6 = '' or action = $6 or starts_with(action, $6 || '.'))
            and ($7 = '' or about_kind = $7) and ($8 = '' or about_id = $8)
            and ($9::timestamptz is null or at >= $9) and ($10::timestamptz is null or at < $10)
        order by xid desc, id desc limit $4""",
        tx.tenant,
        str(before[0]),
        before[1],
        most,
        *msgspec.structs.astuple(wanted),
    )


async def settled(tx: Tx, after: Place, most: int) -> list[Row]:
    """List the audit in the order in which it was written, below the horizon of running transactions."""
    return await tx.all(
        Row,
        """select xid::text::bigint as xid, id, actor, role, session, action, about_kind, about_id, reason,
            purpose, detail, once, at
        from audit where tenant = $1 and (xid, id) > ($2::text::xid8, $3)
            and xid < pg_snapshot_xmin(pg_current_snapshot())
        order by xid, id limit $4""",
        tx.tenant,
        str(after[0]),
        after[1],
        most,
    )


async def present(tx: Tx, id: UUID) -> bool:
    """Tell whether a row is there at all."""
    return bool(await tx.value("select 1 from audit where tenant = $1 and id = $2", tx.tenant, id))
