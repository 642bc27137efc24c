"""The SQL of copies: taken under a lease, begun, settled."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.subscriptions.model import Copy, CopyState, Ended

CLAIM = """update circular_copies c set attempts = c.attempts + 1, begun = false,
        next_at = clock_timestamp() + $4::interval
    from (
        select q.id from circular_copies q
        where q.tenant = $1 and q.way = $2 and q.next_at <= clock_timestamp()
        order by q.next_at, q.id limit $3 for update skip locked
    ) as taken, circulars r
    where c.tenant = $1 and c.id = taken.id and r.tenant = $1 and r.id = c.circular
    returning c.id, r.announcement, r.round, c.subscriber, c.attempts,
        extract(epoch from clock_timestamp() - c.since)::float8 as age"""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """How many copies of a way did not arrive, or perhaps not, for one reason."""

    way: str
    state: str
    reason: str
    count: int


async def claim(tx: Tx, way: str, most: int, lease: timedelta) -> list[Copy]:
    """Take what is due; nobody else takes it before the lease has run out."""
    return await tx.all(Copy, CLAIM, tx.tenant, way, most, lease)


async def leave_unsure(tx: Tx, way: str) -> int:
    """Leave to a person what a dead node was handing over: it may have arrived. Returns how many."""
    return await tx.do(
        """update circular_copies set state = 'unsure', next_at = null, settled_at = clock_timestamp()
        where tenant = $1 and way = $2 and begun and state = 'due' and next_at <= clock_timestamp()""",
        tx.tenant,
        way,
    )


async def begin(tx: Tx, copies: Sequence[Copy], lease: timedelta) -> set[UUID]:
    """Put down that these are handed over now; returns those nobody else has taken meanwhile."""
    rows = await tx.rows(
        """update circular_copies c set begun = true, next_at = clock_timestamp() + $4::interval
        from unnest($2::uuid[], $3::int[]) as mine (id, attempts)
        where c.tenant = $1 and c.id = mine.id and c.attempts = mine.attempts and c.state = 'due'
            and not c.begun
        returning c.id""",
        tx.tenant,
        [one.id for one in copies],
        [one.attempts for one in copies],
        lease,
    )
    return {row["id"] for row in rows}


async def hold(tx: Tx, copies: Sequence[Copy], lease: timedelta) -> None:
    """Take the leases of these anew, of those nobody else has taken meanwhile."""
    await tx.do(
        """update circular_copies c set next_at = clock_timestamp() + $4::interval
        from unnest($2::uuid[], $3::int[]) as mine (id, attempts)
        where c.tenant = $1 and c.id = mine.id and c.attempts = mine.attempts and c.state = 'due'""",
        tx.tenant,
        [one.id for one in copies],
        [one.attempts for one in copies],
        lease,
    )


async def settle(tx: Tx, ended: Sequence[Ended]) -> None:
    """Write what came of these, unless somebody else has taken them meanwhile."""
    await tx.do(
        """update circular_copies c set state = e.state, reason = e.reason, begun = false,
            next_at = clock_timestamp() + make_interval(secs => e.again_in),
            settled_at = case when e.again_in is null then clock_timestamp() end
        from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::float8[])
            as e (id, attempts, state, reason, again_in)
        where c.tenant = $1 and c.id = e.id and c.attempts = e.attempts""",
        tx.tenant,
        [one.id for one in ended],
        [one.attempts for one in ended],
        [one.state for one in ended],
        [one.reason for one in ended],
        [one.again_in for one in ended],
    )


async def came_back(tx: Tx, id: UUID, state: CopyState, reason: str) -> UUID | None:
    """Write that a copy that was sent has come back; returns whose it was, None when it was not out."""
    return await tx.value(
        """update circular_copies set state = $3, reason = $4, settled_at = clock_timestamp()
        where tenant = $1 and id = $2 and way = 'email' and state in ('sent', 'unsure')
        returning subscriber""",
        tx.tenant,
        id,
        state,
        reason,
    )


async def again(tx: Tx, circular: UUID) -> int:
    """Make due what failed or may not have arrived; returns how many."""
    return await tx.do(
        """update circular_copies set state = 'due', attempts = attempts + 1, begun = false, reason = '',
            since = clock_timestamp(), next_at = clock_timestamp(), settled_at = null
        where tenant = $1 and circular = $2 and state in ('failed', 'unsure')""",
        tx.tenant,
        circular,
    )


async def faults(tx: Tx, circular: UUID, most: int) -> list[Fault]:
    """Count what did not arrive, by its reason, the most frequent first."""
    return await tx.all(
        Fault,
        """select way, state, reason, count(*)::int as count from circular_copies
        where tenant = $1 and circular = $2
            and (state in ('failed', 'unsure') or state = 'due' and reason <> '')
        group by way, state, reason order by count(*) desc, way, reason limit $3""",
        tx.tenant,
        circular,
        most,
    )
