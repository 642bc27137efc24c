"""The SQL of arrivals."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk.channels.post.model import Ended, Kept
from trustdesk.kit.db import Tx


class New(msgspec.Struct, frozen=True, kw_only=True):
    """An arrival on its way into its table."""

    id: UUID
    line: str
    account: str
    external_id: str
    sender: str
    about: str
    body_mark: str
    sealed: bytes
    received_at: datetime


async def insert(tx: Tx, new: New) -> bool:
    """Keep it unless it is known; waits for whoever is keeping the same at this moment.

    Its body has a data key of its own, so that it can be forgotten in every copy of the database.
    """
    [key] = await tx.fresh_keys(1)
    wrapped = await tx.keyring.wrap(tx.tenant, key, _body(new.id), new.sealed)
    new = msgspec.structs.replace(new, sealed=wrapped)
    return bool(
        await tx.do(
            """insert into arrivals (tenant, id, line, account, external_id, sender, about, body_mark, sealed,
                received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing""",
            tx.tenant,
            *msgspec.structs.astuple(new),
        )
    )


async def known(tx: Tx, line: str, account: str, external_id: str) -> tuple[UUID, str]:
    """Read the id and the mark of the body of what is known already."""
    row = await tx.row(
        """select id, body_mark from arrivals
        where tenant = $1 and line = $2 and account = $3 and external_id = $4""",
        tx.tenant,
        line,
        account,
        external_id,
    )
    if row is None:
        raise LookupError("an arrival that was there is gone")
    return row["id"], row["body_mark"]


# Of one sender only the first that has not been tried yet is read; what has failed once stops nobody.
# What is claimed is settled first: a plan that looked for it row by row would take more than was asked for.
CLAIM = """with claimed as materialized (
        select q.id from arrivals q
        where q.tenant = $1 and q.next_at <= clock_timestamp() and q.id <> all($4) and not exists (
            select 1 from arrivals e
            where e.tenant = $1 and e.line = q.line and e.account = q.account and e.sender = q.sender
                and q.sender <> '' and e.next_at is not null
                and (e.received_at, e.id) < (q.received_at, q.id) and (e.attempts = 0 or e.leased)
        )
        order by q.received_at, q.id limit $2 for update skip locked
    )
    update arrivals a set attempts = a.attempts + 1, leased = true, next_at = clock_timestamp() + $3::interval
    from claimed where a.tenant = $1 and a.id = claimed.id
    returning a.id, a.line, a.account, a.external_id, a.sealed, a.received_at, a.attempts, exists (
        select 1 from held_arrivals h where h.tenant = $1 and h.arrival = a.id and h.let_in
    ) as let_in"""


async def claim(tx: Tx, most: int, lease: timedelta, under_way: Sequence[UUID] = ()) -> list[Kept]:
    """Take what is due, the earliest first; nobody else takes it before the lease has run out.

    ``under_way`` is what the caller is reading already: it is not taken twice, however late it is.
    """
    taken = await tx.all(Kept, CLAIM, tx.tenant, most, lease, list(under_way))
    return await _unwrapped(tx, sorted(taken, key=_arrived))


async def next_in(tx: Tx, under_way: Sequence[UUID]) -> float | None:
    """Tell in how many seconds the next is due or its lease runs out; None when nothing waits."""
    return await tx.value(
        """select extract(epoch from next_at - clock_timestamp())::float8 from arrivals
        where tenant = $1 and next_at > clock_timestamp() and id <> all($2) order by next_at limit 1""",
        tx.tenant,
        list(under_way),
    )


async def hold(tx: Tx, ids: Sequence[UUID], lease: timedelta) -> None:
    """Take the lease of what is being read anew; passes over rows somebody is writing at this moment."""
    await tx.do(
        """update arrivals a set next_at = clock_timestamp() + $3::interval from (
            select q.id from arrivals q where q.tenant = $1 and q.id = any($2) and q.leased
            for update skip locked
        ) as held
        where a.tenant = $1 and a.id = held.id""",
        tx.tenant,
        list(ids),
        lease,
    )


async def _unwrapped(tx: Tx, kept: Sequence[Kept]) -> list[Kept]:
    bodies = await tx.keyring.unwrap(tx.tenant, [(_body(one.id), one.sealed) for one in kept])
    return [msgspec.structs.replace(one, sealed=body) for one, body in zip(kept, bodies, strict=True)]


def _body(arrival: UUID) -> str:
    return f"arrivals|{arrival}|sealed"


def _arrived(one: Kept) -> tuple[datetime, UUID]:
    return one.received_at, one.id


async def end(tx: Tx, ended: Sequence[Ended]) -> None:
    """Write what came of these; what is still due stands as if it had not been tried."""
    await tx.do(
        """update arrivals a set state = case when e.state = 'due' then a.state else e.state end,
            reason = case when e.state = 'due' then a.reason else e.reason end,
            attempts = a.attempts - (e.state = 'due')::int, leased = false,
            conversation = coalesce(e.conversation,
                (select c.id from conversations c where c.tenant = $1 and c.number = e.number),
                a.conversation),
            next_at = clock_timestamp() + make_interval(secs => e.again_in),
            settled_at = case when e.again_in is null then clock_timestamp() end
        from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::float8[], $7::text[])
            as e (id, state, conversation, reason, again_in, number)
        where a.tenant = $1 and a.id = e.id""",
        tx.tenant,
        [one.id for one in ended],
        [one.state for one in ended],
        [one.conversation for one in ended],
        [one.reason for one in ended],
        [one.again_in for one in ended],
        [one.number for one in ended],
    )


async def again(tx: Tx, id: UUID) -> bool:
    """Make one that waits for a person due now; False when there is none such."""
    return bool(
        await tx.do(
            """update arrivals set state = 'due', attempts = 0, next_at = clock_timestamp(), settled_at = null
            where tenant = $1 and id = $2 and state in ('failed', 'quarantined') and not leased""",
            tx.tenant,
            id,
        )
    )


async def get(tx: Tx, id: UUID) -> Kept | None:
    """Read one."""
    found = await tx.all(
        Kept,
        """select id, line, account, external_id, sealed, received_at, attempts from arrivals
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
    )
    return next(iter(await _unwrapped(tx, found)), None)


async def about(tx: Tx, line: str, account: str, mark: str) -> list[UUID]:
    """List what was taken that speaks of one thing, the earliest first."""
    rows = await tx.rows(
        """select id from arrivals where tenant = $1 and line = $2 and account = $3 and about = $4
            and state = 'taken'
        order by received_at, id""",
        tx.tenant,
        line,
        account,
        mark,
    )
    return [row["id"] for row in rows]


async def last_of(tx: Tx, conversation: UUID, line: str) -> Kept | None:
    """Read the latest that became a letter of this conversation on this line."""
    found = await tx.all(
        Kept,
        """select id, line, account, external_id, sealed, received_at, attempts from arrivals
        where tenant = $1 and conversation = $2 and line = $3 and state = 'taken' and sealed <> ''
        order by received_at desc, id desc limit 1""",
        tx.tenant,
        conversation,
        line,
    )
    return next(iter(await _unwrapped(tx, found)), None)


async def forget(tx: Tx, conversations: Sequence[UUID]) -> tuple[list[UUID], list[str]]:
    """Drop the bodies of what became letters of these conversations; returns which, and their keys."""
    rows = await tx.rows(
        """with gone as (
            select id, substr(sealed, 2, 12) as key from arrivals
            where tenant = $1 and conversation = any($2) and sealed <> '' for update
        )
        update arrivals a set sealed = '', reason = '' from gone where a.tenant = $1 and a.id = gone.id
        returning a.id, gone.key""",
        tx.tenant,
        list(conversations),
    )
    return [row["id"] for row in rows], [row["key"].decode() for row in rows]


async def empty(tx: Tx, before: datetime, most: int) -> list[UUID]:
    """Drop the bodies of what was settled long ago; that it came stays known. Returns which."""
    rows = await tx.rows(
        """update arrivals set sealed = '' where tenant = $1 and id = any(array(
            select id from arrivals where tenant = $1 and settled_at < $2 and sealed <> ''
                and state in ('taken', 'dropped') limit $3))
        returning id""",
        tx.tenant,
        before,
        most,
    )
    return [row["id"] for row in rows]
