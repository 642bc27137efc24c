"""The SQL of what was set aside and waits for a person's judgement."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.kit.db import Tx


async def keep(
    tx: Tx, arrivals: Sequence[UUID], may_enter: Sequence[bool], glimpses: Sequence[bytes]
) -> None:
    """Write down what is to be known of these while they wait."""
    await tx.do(
        """insert into held_arrivals as h (tenant, arrival, may_enter, glimpse_sealed)
        select $1, * from unnest($2::uuid[], $3::boolean[], $4::bytea[])
        on conflict (tenant, arrival) do update set may_enter = excluded.may_enter, let_in = false,
            glimpse_sealed = excluded.glimpse_sealed""",
        tx.tenant,
        list(arrivals),
        list(may_enter),
        list(glimpses),
    )


async def let_in(tx: Tx, arrival: UUID) -> bool:
    """Have one read again as what a person has let in; False when none waits that may enter."""
    return bool(
        await tx.do(
            """with judged as (
                update held_arrivals h set let_in = true from arrivals a
                where h.tenant = $1 and h.arrival = $2 and h.may_enter and a.tenant = $1 and a.id = h.arrival
                    and a.state = 'quarantined' and not a.leased
                returning h.arrival
            )
            update arrivals a set state = 'due', attempts = 0, next_at = clock_timestamp(), settled_at = null
            from judged where a.tenant = $1 and a.id = judged.arrival""",
            tx.tenant,
            arrival,
        )
    )


async def drop(tx: Tx, arrival: UUID) -> bool:
    """Settle one that nobody needs; False when none such waits."""
    dropped = await tx.do(
        """update arrivals set state = 'dropped', settled_at = clock_timestamp()
        where tenant = $1 and id = $2 and state = 'quarantined' and not leased""",
        tx.tenant,
        arrival,
    )
    await forget(tx, [arrival] if dropped else [])
    return bool(dropped)


async def forget(tx: Tx, arrivals: Sequence[UUID]) -> None:
    """Drop what was written down of these."""
    if arrivals:
        await tx.do(
            "delete from held_arrivals where tenant = $1 and arrival = any($2)", tx.tenant, list(arrivals)
        )
