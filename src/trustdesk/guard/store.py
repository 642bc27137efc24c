"""The SQL of findings and verdicts: marks, never values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from trustdesk.guard.model import Finding, Hidden
from trustdesk.guard.views import HiddenView
from trustdesk.kit.db import Tx


async def insert(tx: Tx, hidden: Sequence[Hidden], now: datetime) -> None:
    """Remember what was hidden; the same at the same place again changes nothing."""
    rows: list[tuple[Hidden, Finding]] = [(one, found) for one in hidden for found in one.findings]
    await tx.do(
        """insert into guard_findings (tenant, about, place, mark, kind, conversation, at)
        select $1, about, place, mark, kind, conversation, $7
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[])
        as new (about, place, mark, kind, conversation)
        on conflict do nothing""",
        tx.tenant,
        [one.about for one, _ in rows],
        [one.place for one, _ in rows],
        [found.mark or "" for _, found in rows],
        [str(found.kind) for _, found in rows],
        [one.conversation for one, _ in rows],
        now,
    )


async def hidden_in(tx: Tx, conversation: UUID) -> list[HiddenView]:
    """Tell what was hidden in a conversation, by kind, and whether any of it had come before."""
    return await tx.all(
        HiddenView,
        """select kind, count(*)::int as times, bool_or(exists (
            select from guard_findings earlier
            where earlier.tenant = found.tenant and earlier.mark = found.mark
                and (earlier.at, earlier.about) < (found.at, found.about)
        )) as again
        from guard_findings found where tenant = $1 and conversation = $2 and place <> 'draft'
        group by kind order by kind""",
        tx.tenant,
        conversation,
    )


async def settle(tx: Tx, mark: str, transaction: bool, by: str, now: datetime) -> int:  # noqa: FBT001 - the verdict
    """Keep a verdict, the last one wins; returns how often the value had been hidden."""
    await tx.do(
        """insert into guard_verdicts (tenant, mark, transaction, given_by, at) values ($1, $2, $3, $4, $5)
        on conflict (tenant, mark)
        do update set transaction = excluded.transaction, given_by = excluded.given_by, at = excluded.at""",
        tx.tenant,
        mark,
        transaction,
        by,
        now,
    )
    times: int = await tx.value(
        "select count(*) from guard_findings where tenant = $1 and mark = $2", tx.tenant, mark
    )
    return times


async def transactions(tx: Tx, marks: Sequence[str]) -> frozenset[str]:
    """Tell which of these marks were settled as transactions."""
    rows: Sequence[Any] = await tx.rows(
        "select mark from guard_verdicts where tenant = $1 and mark = any($2) and transaction",
        tx.tenant,
        list(marks),
    )
    return frozenset(row["mark"] for row in rows)
