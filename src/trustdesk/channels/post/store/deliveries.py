"""The SQL of deliveries."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from trustdesk.channels.post.model import Claimed, Known
from trustdesk.channels.post.views import DeliveryView
from trustdesk.kit.db import Tx

# An answer goes to the line on which the customer last wrote, whatever line the conversation began on.
# The status page is none: nobody waits on it, so what was added there is answered where they wrote before.
ANSWERED = """select w.conversation, w.seq, c.customer, coalesce((
        select m.line from messages m
        where m.tenant = $1 and m.conversation = w.conversation and m.seq < w.seq and m.kind = 'message'
            and m.author_kind = 'customer' and m.line <> 'status'
        order by m.seq desc limit 1), c.line) as line
    from unnest($2::uuid[], $3::int[]) as w (conversation, seq)
    join conversations c on c.tenant = $1 and c.id = w.conversation"""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A reply, and the line it goes out on."""

    conversation: UUID
    seq: int
    customer: UUID
    line: str


async def answers(tx: Tx, places: Sequence[tuple[UUID, int]]) -> list[Answer]:
    """Tell on which line each reply goes out."""
    return await tx.all(Answer, ANSWERED, tx.tenant, [id for id, _ in places], [seq for _, seq in places])


async def insert(tx: Tx, fresh: Sequence[tuple[UUID, Answer]]) -> int:
    """Write replies down to be sent; each once. Returns how many are new."""
    return await tx.do(
        """insert into deliveries (tenant, id, conversation, seq, customer, line)
        select $1, * from unnest($2::uuid[], $3::uuid[], $4::int[], $5::uuid[], $6::text[])
        on conflict (tenant, conversation, seq) do nothing""",
        tx.tenant,
        [id for id, _ in fresh],
        [one.conversation for _, one in fresh],
        [one.seq for _, one in fresh],
        [one.customer for _, one in fresh],
        [one.line for _, one in fresh],
    )


async def insert_left(tx: Tx, id: UUID, answer: Answer, left_from: int) -> bool:
    """Write down an answer for somebody who has left: what was said since, and was not sent on before."""
    return bool(
        await tx.do(
            """insert into deliveries (tenant, id, conversation, seq, customer, line, left_from)
            select $1, $2, $3, $4, $5, $6, greatest($7, coalesce(max(seq) + 1, 0))
            from deliveries where tenant = $1 and conversation = $3 and left_from is not null
            on conflict (tenant, conversation, seq) do nothing""",
            tx.tenant,
            id,
            answer.conversation,
            answer.seq,
            answer.customer,
            answer.line,
            left_from,
        )
    )


# One at a time of each conversation, in its order. What was leased and never settled may be out already.
CLAIM = """with claimed as materialized (
        select q.id from deliveries q
        where q.tenant = $1 and q.next_at <= clock_timestamp() and not exists (
            select 1 from deliveries e where e.tenant = $1 and e.conversation = q.conversation
                and e.next_at is not null and e.seq < q.seq
        )
        order by q.next_at limit $2 for update skip locked
    )
    update deliveries d set attempts = d.attempts + 1, leased = true,
        perhaps_twice = d.perhaps_twice or d.leased, next_at = clock_timestamp() + $3::interval
    from claimed where d.tenant = $1 and d.id = claimed.id
    returning d.id, d.conversation, d.seq, d.line, d.customer, d.attempts, d.perhaps_twice,
        d.parts, d.external_id, d.left_from, extract(epoch from clock_timestamp() - d.since)::float8 as age"""


async def claim(tx: Tx, most: int, lease: timedelta) -> list[Claimed]:
    """Take what is due; nobody else takes it before the lease has run out."""
    return await tx.all(Claimed, CLAIM, tx.tenant, most, lease)


async def sent(tx: Tx, id: UUID, external_id: str) -> None:
    """Record that the provider took it."""
    await tx.do(
        """update deliveries set state = 'sent', external_id = $3, reason = '', leased = false,
            next_at = null, settled_at = clock_timestamp()
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        external_id,
    )


async def part_sent(tx: Tx, id: UUID, parts: int, external_id: str) -> None:
    """Record that the first parts are out, and what the provider calls the first of all."""
    await tx.do(
        """update deliveries set parts = greatest(parts, $3),
            external_id = case when external_id = '' then $4 else external_id end
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        parts,
        external_id,
    )


async def later(tx: Tx, id: UUID, reason: str, seconds: float) -> None:
    """Record an attempt in vain, and when the next one is due."""
    await tx.do(
        """update deliveries set reason = $3, leased = false,
            next_at = clock_timestamp() + make_interval(secs => $4)
        where tenant = $1 and id = $2 and state = 'due'""",
        tx.tenant,
        id,
        reason,
        seconds,
    )


async def failed(tx: Tx, id: UUID, reason: str) -> bool:
    """Give up until a person decides; False when that had been recorded before."""
    return bool(
        await tx.do(
            """update deliveries set state = 'failed', reason = $3, leased = false, next_at = null,
                settled_at = clock_timestamp()
            where tenant = $1 and id = $2 and state <> 'failed'""",
            tx.tenant,
            id,
            reason,
        )
    )


async def again(tx: Tx, id: UUID) -> bool:
    """Make one that has failed due now; False when it has not."""
    return bool(
        await tx.do(
            """update deliveries set state = 'due', attempts = 0, next_at = clock_timestamp(), reason = '',
                since = clock_timestamp(), settled_at = null
            where tenant = $1 and id = $2 and state = 'failed'""",
            tx.tenant,
            id,
        )
    )


async def get(tx: Tx, id: UUID) -> Known | None:
    """Read one."""
    return await tx.one(
        Known,
        "select id, conversation, seq, line, state from deliveries where tenant = $1 and id = $2",
        tx.tenant,
        id,
    )


async def outside(tx: Tx, line: str, external_id: str) -> list[Known]:
    """Find what the provider calls this, locked."""
    return await tx.all(
        Known,
        """select id, conversation, seq, line, state from deliveries
        where tenant = $1 and line = $2 and external_id = $3 and external_id <> '' for update""",
        tx.tenant,
        line,
        external_id,
    )


async def of(tx: Tx, conversation: UUID) -> list[DeliveryView]:
    """List a conversation's deliveries, in order."""
    return await tx.all(
        DeliveryView,
        """select id, seq, line, state, attempts, perhaps_twice, reason, settled_at as at,
            case when state = 'due' then next_at end as next_at
        from deliveries where tenant = $1 and conversation = $2 order by seq""",
        tx.tenant,
        conversation,
    )
