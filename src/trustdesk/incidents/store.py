"""The SQL of incidents, their updates and their conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import msgspec

from trustdesk.incidents.model import Incident, Link, Texts, Titles, Update
from trustdesk.kit.db import Record, Tx

INCIDENT: LiteralString = """select id, titles, topics, state, place, opened_by, opened_at, updated_at
    from incidents where tenant = $1"""


async def insert(tx: Tx, incident: Incident, who: str, client_id: str, body_hash: bytes) -> bool:
    """Add an incident; False when this client id has added one before."""
    added = await tx.do(
        """insert into incidents (tenant, id, titles, topics, state, place, opened_by, opened_at, updated_at,
            actor, client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)
        on conflict (tenant, actor, client_id) do nothing""",
        tx.tenant,
        incident.id,
        _json(incident.titles),
        incident.topics,
        incident.state,
        incident.place,
        incident.opened_by,
        incident.opened_at,
        who,
        client_id,
        body_hash,
    )
    return added == 1


async def find_added(tx: Tx, who: str, client_id: str) -> tuple[bytes, UUID] | None:
    """Find the incident an actor added under a client id, with the hash of what was asked."""
    row = await tx.row(
        "select id, body_hash from incidents where tenant = $1 and actor = $2 and client_id = $3",
        tx.tenant,
        who,
        client_id,
    )
    return None if row is None else (row["body_hash"], row["id"])


async def lock(tx: Tx, id: UUID) -> Incident | None:
    """Read an incident and keep others from changing it."""
    row = await tx.row(INCIDENT + " and id = $2 for update", tx.tenant, id)
    return None if row is None else _incident(row)


async def listed(tx: Tx, most: int) -> list[Incident]:
    """List incidents, the open ones first, the latest of each before."""
    rows = await tx.rows(
        INCIDENT + " order by (state = 'resolved'), updated_at desc, id desc limit $2", tx.tenant, most
    )
    return [_incident(row) for row in rows]


async def open_ones(tx: Tx) -> list[Incident]:
    """List what is not resolved, the latest first."""
    rows = await tx.rows(
        INCIDENT + " and state <> 'resolved' order by updated_at desc, id desc limit 20", tx.tenant
    )
    return [_incident(row) for row in rows]


async def find_many(tx: Tx, ids: Sequence[UUID]) -> list[Incident]:
    """Read these incidents."""
    return [_incident(row) for row in await tx.rows(INCIDENT + " and id = any($2)", tx.tenant, list(ids))]


async def add_update(tx: Tx, update: Update, who: str, client_id: str, body_hash: bytes) -> bool:
    """Add an update and bring its incident up to date; False when this client id has added one before."""
    added = await tx.do(
        """insert into incident_updates (tenant, id, incident, place, state, texts, written_by, at, actor,
            client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (tenant, actor, client_id) do nothing""",
        tx.tenant,
        update.id,
        update.incident,
        update.place,
        update.state,
        _json(update.texts),
        update.written_by,
        update.at,
        who,
        client_id,
        body_hash,
    )
    if added:
        await tx.do(
            """update incidents set place = $3, state = $4, updated_at = $5
            where tenant = $1 and id = $2""",
            tx.tenant,
            update.incident,
            update.place,
            update.state,
            update.at,
        )
    return added == 1


async def update_added(tx: Tx, who: str, client_id: str) -> bytes | None:
    """Read the hash of what was asked under a client id."""
    return await tx.value(
        "select body_hash from incident_updates where tenant = $1 and actor = $2 and client_id = $3",
        tx.tenant,
        who,
        client_id,
    )


async def updates(tx: Tx, incidents: Sequence[UUID]) -> list[Update]:
    """List the updates of these incidents, the latest first."""
    rows = await tx.rows(
        """select id, incident, place, state, texts, written_by, at from incident_updates
        where tenant = $1 and incident = any($2) order by incident, place desc""",
        tx.tenant,
        list(incidents),
    )
    return [_update(row) for row in rows]


async def link(tx: Tx, incident: UUID, conversations: Sequence[UUID], who: str, now: datetime) -> int:
    """Say that conversations are about an incident; gives how many were not before."""
    return await tx.do(
        """insert into incident_links (tenant, incident, conversation, linked_by, at)
        select $1, $2, id, $4, $5 from unnest($3::uuid[]) as id on conflict do nothing""",
        tx.tenant,
        incident,
        list(conversations),
        who,
        now,
    )


async def unlink(tx: Tx, incident: UUID, conversation: UUID) -> bool:
    """Say that a conversation is not about an incident after all."""
    gone = await tx.do(
        "delete from incident_links where tenant = $1 and incident = $2 and conversation = $3",
        tx.tenant,
        incident,
        conversation,
    )
    return gone == 1


async def alike(tx: Tx, incident: UUID, topics: Sequence[str], most: int) -> list[UUID]:
    """Find conversations of these topics that wait for a first answer and are about no incident yet."""
    rows = await tx.rows(
        """select c.id from conversations c
        where c.tenant = $1 and c.status = 'open' and c.assignee is null and c.topic = any($3)
            and not exists (select 1 from incident_links l
                where l.tenant = $1 and l.conversation = c.id and l.incident = $2)
        order by c.created_at limit $4""",
        tx.tenant,
        incident,
        list(topics),
        most,
    )
    return [row["id"] for row in rows]


async def lock_untold(tx: Tx, incident: UUID, place: int, most: int) -> list[Link]:
    """Lock links that have not been told up to this update, the oldest first."""
    rows = await tx.rows(
        """select conversation, told from incident_links
        where tenant = $1 and incident = $2 and told < $3
        order by at, conversation limit $4 for update skip locked""",
        tx.tenant,
        incident,
        place,
        most,
    )
    return [Link(row["conversation"], row["told"]) for row in rows]


async def told(tx: Tx, incident: UUID, conversations: Sequence[UUID], place: int) -> None:
    """Remember up to which update these have been told."""
    await tx.do(
        """update incident_links set told = $4
        where tenant = $1 and incident = $2 and conversation = any($3) and told < $4""",
        tx.tenant,
        incident,
        list(conversations),
        place,
    )


async def counted(tx: Tx, incidents: Sequence[Incident]) -> dict[UUID, tuple[int, int, int]]:
    """Count the conversations of each: all, told the latest, and of its topics not about it yet."""
    rows = await tx.rows(
        """select i.id, count(l.conversation) as linked,
            count(l.conversation) filter (where l.told >= i.place) as told,
            case when i.state = 'resolved' then 0 else (select count(*) from conversations c
                where c.tenant = $1 and c.status = 'open' and c.assignee is null and c.topic = any(i.topics)
                    and not exists (select 1 from incident_links k
                        where k.tenant = $1 and k.conversation = c.id and k.incident = i.id)) end as waiting
        from incidents i left join incident_links l on l.tenant = i.tenant and l.incident = i.id
        where i.tenant = $1 and i.id = any($2) group by i.tenant, i.id""",
        tx.tenant,
        [one.id for one in incidents],
    )
    return {row["id"]: (row["linked"], row["told"], row["waiting"]) for row in rows}


async def of_conversation(tx: Tx, conversation: UUID) -> list[UUID]:
    """List the incidents a conversation is about."""
    rows = await tx.rows(
        "select incident from incident_links where tenant = $1 and conversation = $2", tx.tenant, conversation
    )
    return [row["incident"] for row in rows]


async def forget(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Remove what ties these conversations to incidents."""
    await tx.do(
        "delete from incident_links where tenant = $1 and conversation = any($2)",
        tx.tenant,
        list(conversations),
    )


def _json(value: Titles | Texts) -> str:
    return msgspec.json.encode(value).decode()


def _incident(row: Record) -> Incident:
    read: dict[str, Any] = dict(row) | {"titles": msgspec.json.decode(row["titles"], type=Titles)}
    return Incident(**read)


def _update(row: Record) -> Update:
    read: dict[str, Any] = dict(row) | {"texts": msgspec.json.decode(row["texts"], type=Texts)}
    return Update(**read)
