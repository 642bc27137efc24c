"""The SQL of health: the post's rows, counted and listed by their indexes, never read whole."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.channels.health.model import HeldArrival, LineFailure, LineFigures, LineTrouble
from trustdesk.kit.cursors import Place
from trustdesk.kit.db import Tx

UNCARRIED = ("webchat", "api")  # answers are on the screen, or at the exchange's own system
# Every count ends at $3 rows. Due rows of what goes out are not ordered by line: they are read once for all.
FIGURES = """with wanted as (select unnest($2::text[]) as line),
    out_due as (
        select line, reason, since from deliveries
        where tenant = $1 and next_at is not null order by next_at limit 10 * $3
    ),
    out_figures as (
        select line, count(*) as due, count(*) filter (where reason <> '') as late,
            min(since) filter (where reason = '') as oldest
        from out_due group by line
    )
    select w.line, greatest(received.at, pulse.received_at) as received_at,
        case when w.line = any($4) then pulse.sent_at else sent.at end as sent_at,
        waiting.due as due_in, waiting.oldest as oldest_in, waiting.late as late_in,
        stuck.failed as failed_in, aside.held as held, least(coalesce(o.due, 0), $3) as due_out,
        o.oldest as oldest_out, least(coalesce(o.late, 0), $3) as late_out,
        lost.failed as failed_out,
        coalesce(case when lost.at > coalesce(last.at, '-infinity') then lost.reason else last.reason end, '')
            as error,
        greatest(last.at, lost.at) as error_at
    from wanted w
    left join line_pulses pulse on pulse.tenant = $1 and pulse.line = w.line
    left join out_figures o on o.line = w.line
    left join lateral (
        select received_at as at from arrivals where tenant = $1 and line = w.line
        order by received_at desc limit 1
    ) received on true
    left join lateral (
        select max(settled_at) as at from (
            select state, settled_at from deliveries where tenant = $1 and line = w.line
            order by created_at desc limit 200
        ) lately where state = 'sent'
    ) sent on true
    cross join lateral (
        select count(*) as due, count(*) filter (where state = 'failed') as late,
            min(received_at) filter (where state = 'due') as oldest
        from (
            select received_at, state from arrivals
            where tenant = $1 and line = w.line and next_at is not null limit $3
        ) due
    ) waiting
    cross join lateral (
        select count(*) as failed from (
            select 1 from arrivals
            where tenant = $1 and line = w.line and state = 'failed' and next_at is null limit $3
        ) failed
    ) stuck
    cross join lateral (
        select count(*) as held from (
            select 1 from arrivals where tenant = $1 and line = w.line and state = 'quarantined' limit $3
        ) aside
    ) aside
    left join lateral (
        select reason, coalesce(settled_at, received_at) as at from arrivals
        where tenant = $1 and line = w.line and state in ('failed', 'quarantined')
        order by received_at desc limit 1
    ) last on true
    left join lateral (
        select count(*) as failed, max(settled_at) as at,
            (array_agg(reason order by settled_at desc))[1] as reason
        from (
            select settled_at, reason from deliveries where tenant = $1 and line = w.line and state = 'failed'
            order by settled_at desc limit $3
        ) gone
    ) lost on true
    order by array_position($2, w.line)"""


# What was said by a machine is no sign that a line is alive.
FELT = """insert into line_pulses as p (tenant, line, received_at, sent_at)
    select $1, m.line, max(m.at) filter (where m.author_kind = 'customer'),
        max(m.at) filter (where m.author_kind in ('agent', 'api'))
    from unnest($2::uuid[], $3::int[]) as w (conversation, seq)
    join messages m on m.tenant = $1 and m.conversation = w.conversation and m.seq = w.seq
    where m.author_kind in ('customer', 'agent', 'api')
    group by m.line
    on conflict (tenant, line) do update set received_at = greatest(p.received_at, excluded.received_at),
        sent_at = greatest(p.sent_at, excluded.sent_at)
    where excluded.received_at > coalesce(p.received_at, '-infinity') + interval '5 seconds'
        or excluded.sent_at > coalesce(p.sent_at, '-infinity') + interval '5 seconds'"""


async def feel(tx: Tx, received: Sequence[tuple[UUID, int]], answered: Sequence[tuple[UUID, int]]) -> None:
    """Put down when lines were last written on and answered."""
    places = sorted({*received, *answered})
    await tx.do(FELT, tx.tenant, [one for one, _ in places], [seq for _, seq in places])


async def figures(tx: Tx, lines: Sequence[str], most: int) -> list[LineFigures]:
    """Count, for each of these lines in this order; where nobody carries answers, written is sent."""
    return await tx.all(LineFigures, FIGURES, tx.tenant, list(lines), most, list(UNCARRIED))


async def troubles(tx: Tx) -> dict[str, list[LineTrouble]]:
    """List what lines say they cannot reach."""
    rows = await tx.rows(
        "select line, part, reason, since, at from line_troubles where tenant = $1 order by line, part",
        tx.tenant,
    )
    found: dict[str, list[LineTrouble]] = {}
    for line, *values in rows:
        found.setdefault(line, []).append(LineTrouble(*values))
    return found


async def failed_in(tx: Tx, line: str, before: Place, most: int) -> list[HeldArrival]:
    """List arrivals that wait for a person, latest first."""
    return await tx.all(
        HeldArrival,
        """select a.id, 'in' as way, a.state, a.reason, a.attempts, a.received_at as at, c.number,
            coalesce(h.may_enter and a.state = 'quarantined', false) as may_enter,
            coalesce(h.glimpse_sealed, '') as glimpse_sealed
        from arrivals a left join conversations c on c.tenant = a.tenant and c.id = a.conversation
            left join held_arrivals h on h.tenant = a.tenant and h.arrival = a.id
        where a.tenant = $1 and a.line = $2 and a.state in ('failed', 'quarantined') and a.next_at is null
            and (a.received_at, a.id) < ($3, $4)
        order by a.received_at desc, a.id desc limit $5""",
        tx.tenant,
        line,
        *before,
        most,
    )


async def failed_out(tx: Tx, line: str, before: Place, most: int) -> list[LineFailure]:
    """List deliveries that wait for a person, latest first."""
    return await tx.all(
        LineFailure,
        """select d.id, 'out' as way, d.state, d.reason, d.attempts, d.settled_at as at, c.number
        from deliveries d join conversations c on c.tenant = d.tenant and c.id = d.conversation
        where d.tenant = $1 and d.line = $2 and d.state = 'failed' and (d.settled_at, d.id) < ($3, $4)
        order by d.settled_at desc, d.id desc limit $5""",
        tx.tenant,
        line,
        *before,
        most,
    )


async def line_of(tx: Tx, way: str, id: UUID) -> str | None:
    """Tell on which line something failed."""
    if way == "in":
        return await tx.value("select line from arrivals where tenant = $1 and id = $2", tx.tenant, id)
    return await tx.value("select line from deliveries where tenant = $1 and id = $2", tx.tenant, id)
