"""The SQL of reading: one conversation, its entries, and the lists of the inbox."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.conversations.model import Conversation, Entry
from trustdesk.conversations.rules import joining
from trustdesk.conversations.store import sealed
from trustdesk.kit.db import Record, Tx

STATE: LiteralString = """
    select id, number, customer, line, topic, language, status, priority, assignee, team, tags, seq,
        staff_seq, staff_by, preview, last_author, last_at, listed_at, waiting_since, snoozed_until,
        resolved_at, rating, created_at, key, joined
    from conversations
"""
CLOSED_STATE: LiteralString = STATE.replace(" preview,", " '' as preview,")
ROW: LiteralString = """
    select v.id, v.number, v.customer, v.line, v.topic, v.language, v.status, v.priority, v.assignee, v.team,
        v.tags, v.seq, v.staff_seq, v.preview, v.last_author, v.last_at, v.listed_at, v.waiting_since,
        v.snoozed_until, v.resolved_at, v.rating, v.created_at, c.name as customer_name,
        c.locale as customer_locale, a.public_name as assignee_name
    from conversations v
    join customers c on c.tenant = v.tenant and c.id = v.customer
    left join agents a on a.tenant = v.tenant and a.id = v.assignee
"""
# Each view is the beginning of an index range: what it costs does not depend on how much there is.
VIEWS: dict[str, LiteralString] = {
    "mine": "v.assignee = $5 and v.status in ('open', 'waiting', 'snoozed')",
    "unassigned": "v.assignee is null and v.status = 'open'",
    "team": "v.status = 'open' and (v.team = any($6) or v.team is null)",
    "mentions": "v.id in (select m.conversation from mentions m where m.tenant = $1 and m.agent = $5)",
    "open": "v.status = 'open'",
    "waiting": "v.status = 'waiting'",
    "snoozed": "v.status = 'snoozed'",
    "resolved": "v.status = 'resolved'",
    "closed": "v.status = 'closed'",
    "all": "true",
}
# Who overlooks teams lists all of theirs; everybody else what they hold, what waits for their teams, and
# what was opened to them: a small set that is found first, however much there is beside it.
TEAMS: LiteralString = """
    and (v.assignee = $5::uuid or v.team is null or v.team = any($6::text[]) or v.id = any($7::uuid[]))
"""
# Each part is the beginning of an index range, too, and gives no more than a page.
PART: LiteralString = " and (v.listed_at, v.id) < ($2, $3) order by v.listed_at desc, v.id desc limit $4)"
OF: LiteralString = "(select v.id, v.listed_at from conversations v where v.tenant = $1 and "
HELD: LiteralString = "v.assignee = $5::uuid and v.status <> 'closed'"
WAITING: LiteralString = """v.assignee is null and v.status in ('open', 'waiting', 'snoozed')
    and (v.team is null or v.team = any($6::text[]))"""
GRANTED: LiteralString = "v.id = any($7::uuid[])"
ALL: LiteralString = " and $5::uuid is not null and $6::text[] is not null and $7::uuid[] is not null"
# These say by themselves whose they are; the filter of the list would only cost.
OWN: Mapping[str, LiteralString] = {"mine": ALL, "unassigned": TEAMS}
PAGE: LiteralString = """
    and (v.listed_at, v.id) < ($2, $3)
    order by v.listed_at desc, v.id desc limit $4
"""
OF_MANY = """select m.conversation, m.seq, m.id, m.kind, m.author_kind, m.author_id, m.author_name, m.line,
        m.text, m.attachments, m.mentions, m.event, m.actor, m.client_id, m.at
    from unnest($2::uuid[], $3::int[]) as wanted (conversation, after)
    cross join lateral (
        select * from messages e
        where e.tenant = $1 and e.conversation = wanted.conversation and e.seq > wanted.after
        order by e.seq limit $4
    ) as m order by m.conversation, m.seq"""
FIRST_PAGE = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=0))


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What lists are filtered by: whose they are, and how far the reader sees."""

    agent: UUID
    teams: Sequence[str]
    everything: bool
    overlooks: bool
    grants: Sequence[UUID]


async def page(tx: Tx, view: str, reach: Reach, after: tuple[datetime, UUID], most: int) -> Sequence[Record]:
    """List a view, latest first, from beyond ``after``, as far as the reader sees."""
    if reach.everything or reach.overlooks or view in OWN:
        filtered = ALL if reach.everything else TEAMS if reach.overlooks else OWN[view]
        sql = ROW + " where v.tenant = $1 and " + VIEWS[view] + filtered + PAGE
    else:
        sql = ROW + " where v.tenant = $1 and v.id = any(array(" + _needed(view) + ALL + PAGE
    found = await tx.rows(
        sql,
        tx.tenant,
        *after,
        most,
        reach.agent,
        list(reach.teams),
        list(reach.grants),
    )
    return await sealed.records(tx, found)


def _needed(view: str) -> LiteralString:
    """Find what an agent sees of a view: held, waiting for their teams, opened to them by a reason."""
    # What is closed is neither held nor waiting.
    parts = (GRANTED,) if view == "closed" else (HELD, WAITING, GRANTED)
    found = " union all ".join([OF + part + " and " + VIEWS[view] + PART for part in parts])
    return "select id from (" + found + ") as needed))"  # noqa: S608 - literals all of them, as the type says


async def rows(tx: Tx, ids: Sequence[UUID]) -> Sequence[Record]:
    """Read the rows of these conversations."""
    found = await tx.rows(ROW + " where v.tenant = $1 and v.id = any($2)", tx.tenant, list(ids))
    return await sealed.records(tx, found)


async def cases(tx: Tx, ids: Sequence[UUID]) -> Sequence[Record]:
    """Read of these conversations what decides who may read them."""
    return await tx.rows(
        "select id, status, assignee, team, customer from conversations where tenant = $1 and id = any($2)",
        tx.tenant,
        list(ids),
    )


async def others(tx: Tx, customers: Sequence[UUID], but: UUID, most: int) -> Sequence[Record]:
    """List the other conversations of these customers, latest first."""
    found = await tx.rows(
        ROW
        + " where v.tenant = $1 and v.customer = any($2) and v.id <> $3 order by v.created_at desc limit $4",
        tx.tenant,
        list(customers),
        but,
        most,
    )
    return await sealed.records(tx, found)


async def find(tx: Tx, number: str) -> Conversation | None:
    """Read a conversation by its number."""
    found = await tx.all(
        Conversation,
        STATE + " where tenant = $1 and number = $2",
        tx.tenant,
        number,
    )
    return next(iter(await sealed.cases(tx, found)), None)


async def latest(tx: Tx, customer: UUID) -> Conversation | None:
    """Read a customer's latest conversation, or the one of theirs in which it goes on."""
    found = await tx.all(
        Conversation,
        STATE + " where tenant = $1 and customer = $2 order by created_at desc limit 1",
        tx.tenant,
        customer,
    )
    case = next(iter(await sealed.cases(tx, found)), None)
    if case is None or case.joined is None:
        return case
    return joining.followed(case, {one.id: one for one in await states(tx, [case.joined])})


async def states(tx: Tx, ids: Sequence[UUID]) -> list[Conversation]:
    """Read the state of these conversations, without their first words."""
    return await tx.all(
        Conversation,
        CLOSED_STATE + " where tenant = $1 and id = any($2)",
        tx.tenant,
        list(ids),
    )


async def entries_at(tx: Tx, places: Sequence[tuple[UUID, int]]) -> list[Entry]:
    """Read entries by conversation and number."""
    found = await tx.rows(
        """select m.conversation, m.seq, m.id, m.kind, m.author_kind, m.author_id, m.author_name, m.line,
            m.text, m.attachments, m.mentions, m.event, m.actor, m.client_id, m.at
        from unnest($2::uuid[], $3::int[]) as wanted (conversation, seq)
        join messages m on m.tenant = $1 and m.conversation = wanted.conversation and m.seq = wanted.seq""",
        tx.tenant,
        [conversation for conversation, _ in places],
        [seq for _, seq in places],
    )
    return await sealed.entries(tx, Entry, found)


async def places(tx: Tx, actor_key: str, client_ids: Sequence[str]) -> list[tuple[UUID, int]]:
    """Find where an actor's writes stand, in order."""
    rows = await tx.rows(
        """select conversation, seq from messages where tenant = $1 and actor = $2 and client_id = any($3)
        order by conversation, seq""",
        tx.tenant,
        actor_key,
        list(client_ids),
    )
    return [(row["conversation"], row["seq"]) for row in rows]


async def entries(tx: Tx, conversation: UUID, after: int, most: int) -> list[Entry]:
    """List entries beyond ``after`` in order."""
    found = await tx.rows(
        """select conversation, seq, id, kind, author_kind, author_id, author_name, line, text, attachments,
            mentions, event, actor, client_id, at
        from messages where tenant = $1 and conversation = $2 and seq > $3 order by seq limit $4""",
        tx.tenant,
        conversation,
        after,
        most,
    )
    return await sealed.entries(tx, Entry, found)


async def entries_of_many(tx: Tx, after: dict[UUID, int], most: int) -> list[Entry]:
    """List entries of several conversations, each beyond its own place, in order."""
    found = await tx.rows(
        OF_MANY,
        tx.tenant,
        list(after),
        list(after.values()),
        most,
    )
    return await sealed.entries(tx, Entry, found)


async def holds_file(tx: Tx, conversation: UUID, file: UUID) -> bool:
    """Tell whether a file was sent in this conversation."""
    return await tx.value(
        """select exists (select from messages
            where tenant = $1 and conversation = $2 and $3 = any(attachments))""",
        tx.tenant,
        conversation,
        file,
    )


async def changed_since(tx: Tx, xid: int, most: int) -> list[UUID]:
    """List conversations with news from this transaction horizon on."""
    found = await tx.rows(
        """select about from events where tenant = $1 and xid >= $2::text::xid8
        group by about order by max(id) desc limit $3""",
        tx.tenant,
        str(xid),
        most,
    )
    return [row["about"] for row in found]


async def horizon(tx: Tx) -> int:
    """Tell the oldest transaction still running: everything before it is in a snapshot taken now."""
    return await tx.value("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
