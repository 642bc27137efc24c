"""The SQL of the queue, of who is on duty, and of how long people have waited."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.routing.model import OnDuty, Pace, Waiting
from trustdesk.routing.views import ColleagueView, QueueItem


async def reconcile(tx: Tx, conversations: Sequence[UUID]) -> int:
    """Queue what is open and held by nobody, drop what is not; returns how many rows moved."""
    ids = list(conversations)
    dropped = await tx.value(
        """with gone as (
            delete from queue q using conversations c
            where q.tenant = $1 and q.conversation = any($2) and c.tenant = $1 and c.id = q.conversation
                and (c.status <> 'open' or c.assignee is not null)
            returning q.conversation, q.entered_at, c.assignee is not null as taken
        ), waited as (
            insert into waits (tenant, conversation, entered_at)
            select $1, conversation, entered_at from gone where taken on conflict do nothing
        )
        select count(*) from gone""",
        tx.tenant,
        ids,
    )
    added = await tx.do(
        """insert into queue (tenant, conversation, team, topic, language, priority, last_agent, entered_at)
        select $1, c.id, c.team, c.topic, c.language, c.priority,
            (select o.assignee from conversations o
                where o.tenant = $1 and o.customer = c.customer and o.assignee is not null
                order by o.created_at desc limit 1),
            coalesce(c.waiting_since, c.last_at)
        from conversations c
        where c.tenant = $1 and c.id = any($2) and c.status = 'open' and c.assignee is null
        on conflict (tenant, conversation) do update
        set team = excluded.team, topic = excluded.topic, language = excluded.language,
            priority = excluded.priority
        where (queue.team, queue.topic, queue.language, queue.priority)
            is distinct from (excluded.team, excluded.topic, excluded.language, excluded.priority)""",
        tx.tenant,
        ids,
    )
    return dropped + added


async def lock_on_duty(tx: Tx) -> list[OnDuty]:
    """List online agents with their load, locked so that one claim at a time fills a seat."""
    return await tx.all(
        OnDuty,
        """select a.id, a.public_name as name, a.languages, a.topics, a.teams, a.capacity,
            (select count(*) from conversations c
                where c.tenant = a.tenant and c.assignee = a.id
                    and (c.status = 'open' or (c.status = 'waiting'
                        and c.last_at > clock_timestamp() - interval '30 minutes'))) as load
        from presence p join agents a on a.tenant = p.tenant and a.id = p.agent
        where p.tenant = $1 and p.state = 'online' and a.active and a.capacity > 0
        order by a.id for update of p""",
        tx.tenant,
    )


async def lock_queue(tx: Tx, most: int) -> list[Waiting]:
    """Lock the head of the queue; rows another node is handing out are passed over."""
    return await tx.all(
        Waiting,
        """select conversation, team, topic, language, priority, last_agent, entered_at from queue
        where tenant = $1 order by priority desc, entered_at, conversation
        limit $2 for update skip locked""",
        tx.tenant,
        most,
    )


async def held_unanswered(tx: Tx, agent: UUID) -> list[UUID]:
    """List what this agent holds and has not answered, if they are not online now."""
    rows = await tx.rows(
        """select c.id from conversations c join presence p on p.tenant = c.tenant and p.agent = c.assignee
        where c.tenant = $1 and c.assignee = $2 and c.status = 'open' and c.waiting_since is not null
            and p.state <> 'online' order by c.id""",
        tx.tenant,
        agent,
    )
    return [row["id"] for row in rows]


async def held_by_absent(tx: Tx, conversation: UUID) -> list[UUID]:
    """Give the conversation if it is open and still held by somebody who is away."""
    rows = await tx.rows(
        """select c.id from conversations c join presence p on p.tenant = c.tenant and p.agent = c.assignee
        where c.tenant = $1 and c.id = $2 and c.status = 'open' and p.state <> 'online'""",
        tx.tenant,
        conversation,
    )
    return [row["id"] for row in rows]


async def pace(tx: Tx) -> Pace:
    """Measure how fast the queue was taken in the last quarter of an hour."""
    row = await tx.row(
        """select count(*) as taken,
            coalesce(extract(epoch from clock_timestamp() - min(taken_at)), 0)::float as seconds
        from waits where tenant = $1 and taken_at > clock_timestamp() - interval '15 minutes'""",
        tx.tenant,
    )
    return Pace(row["taken"], row["seconds"]) if row else Pace(0, 0)


async def positions(tx: Tx, customers: Sequence[UUID]) -> dict[UUID, int]:
    """Tell at which place, from 1, the conversations of these customers wait."""
    rows = await tx.rows(
        """select c.customer, o.position from (
            select conversation,
                row_number() over (order by priority desc, entered_at, conversation) as position
            from queue where tenant = $1
        ) as o join conversations c on c.tenant = $1 and c.id = o.conversation
        where c.customer = any($2)""",
        tx.tenant,
        list(customers),
    )
    return {row["customer"]: row["position"] for row in rows}


async def queue(tx: Tx, most: int) -> list[QueueItem]:
    """List the queue in order."""
    return await tx.all(
        QueueItem,
        """select c.number,
            row_number() over (order by q.priority desc, q.entered_at, q.conversation) as position,
            q.entered_at, q.team, q.priority,
            extract(epoch from clock_timestamp() - q.entered_at)::int as waiting_s
        from queue q join conversations c on c.tenant = q.tenant and c.id = q.conversation
        where q.tenant = $1 order by position limit $2""",
        tx.tenant,
        most,
    )


async def totals(tx: Tx) -> tuple[int, int]:
    """Count who waits and who is online."""
    row = await tx.row(
        """select (select count(*) from queue where tenant = $1) as waiting,
            (select count(*) from presence where tenant = $1 and state = 'online') as online""",
        tx.tenant,
    )
    return (row["waiting"], row["online"]) if row else (0, 0)


async def colleagues(tx: Tx) -> list[ColleagueView]:
    """List active agents with presence and load."""
    return await tx.all(
        ColleagueView,
        """select a.id, a.name, a.public_name, a.role, coalesce(p.state, 'offline') as state,
            (select count(*) from conversations c
                where c.tenant = a.tenant and c.assignee = a.id and c.status = 'open') as load,
            a.capacity, a.teams
        from agents a left join presence p on p.tenant = a.tenant and p.agent = a.id
        where a.tenant = $1 and a.active and not a.suspended order by a.name""",
        tx.tenant,
    )
